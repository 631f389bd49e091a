"""Addresses of what machines read: the feed of an action, and the map of the site."""

from django.contrib.sitemaps.views import index, sitemap
from django.urls import path
from django.views.decorators.http import require_safe

from actionplans.views import feeds
from actionplans.views.sitemaps import SECTIONS

MAP = {"sitemaps": SECTIONS}

feed_urls = [
    path("plans/<slug:plan>/actions/<slug:action>/feed.atom", feeds.of_action, name="action_feed"),
    # /sitemap.xml  /sitemap-actions.xml?p=2
    path("sitemap.xml", require_safe(index), {**MAP, "sitemap_url_name": "sitemap_section"}, name="sitemap"),
    path("sitemap-<slug:section>.xml", require_safe(sitemap), MAP, name="sitemap_section"),
]
