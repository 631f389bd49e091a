"""Addresses of papers in preparation."""

preparing_urls: list = []
