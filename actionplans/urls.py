"""Addresses of plans, actions, papers and imports."""

from django.urls import path

urlpatterns: list = []
