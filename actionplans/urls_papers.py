"""Addresses of the committee papers of a plan."""

from django.urls import path

from actionplans.views import papers

# /plans/<plan>/paper/  /plans/<plan>/paper.pdf
paper_urls = [
    path("plans/<slug:plan>/paper/", papers.paper, name="paper"),
    path("plans/<slug:plan>/paper.<slug:format>", papers.paper_file, name="paper_file"),
]
