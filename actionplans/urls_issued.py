"""Addresses of plans as they were last issued."""

issued_urls: list = []
