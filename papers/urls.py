"""Addresses of issued papers: /publications/…"""

urlpatterns: list = []
