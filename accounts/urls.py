"""Signing in and out, and what the site says of itself."""

urlpatterns: list = []
