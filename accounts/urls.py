"""Signing in and out, and what the site says of itself."""

from django.urls import path

urlpatterns: list = []
