"""Addresses of plans as they were last issued."""

from django.urls import path

from actionplans.views import issued

# /plans/<plan>/issued/…
issued_urls = [
    path("plans/<slug:plan>/issued/", issued.plan, name="plan_issued"),
    path("plans/<slug:plan>/issued/actions/<slug:action>/", issued.action, name="action_issued"),
    path("plans/<slug:plan>/issued/paper/", issued.paper, name="plan_issued_paper"),
    path("plans/<slug:plan>/issued/paper.<slug:format>", issued.paper_file, name="plan_issued_file"),
]
