"""Addresses of issued rows, of what changed, and of news that came late."""

from django.urls import path

from actionplans.views import changes

publication_urls = [
    # /publications/compare/  /publications/<slug>/changes/
    path("publications/compare/", changes.compare, name="compare"),
    path("publications/<slug:slug>/changes/", changes.publication_changes, name="publication_changes"),
    path(
        "publications/<slug:slug>/changes/<slug:since>.<slug:format>",
        changes.publication_changes_file,
        name="publication_changes_file",
    ),
    # /plans/<plan>/changes/
    path("plans/<slug:plan>/changes/", changes.plan_changes, name="plan_changes"),
]
