"""Addresses of issued rows, of what changed, and of news that came late."""

publication_urls: list = []
