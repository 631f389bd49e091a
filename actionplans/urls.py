"""Addresses of plans, actions, papers and imports."""

from django.urls import path

from actionplans.urls_answers import answer_urls
from actionplans.urls_chasing import chasing_urls
from actionplans.urls_feeds import feed_urls
from actionplans.urls_forms import form_urls
from actionplans.urls_imports import import_urls
from actionplans.urls_issued import issued_urls
from actionplans.urls_papers import paper_urls
from actionplans.urls_preparing import preparing_urls
from actionplans.urls_publications import publication_urls
from actionplans.urls_rounds import round_urls
from actionplans.views import actions, home, plans, withdrawing

urlpatterns = [
    path("", home.home, name="home"),
    path("start/", home.first_page, name="first_page"),
    path("how-to-read/", home.how_to_read, name="how_to_read"),
    path("plans/", plans.plans, name="plans"),
    path("plans/<slug:plan>/", plans.plan, name="plan"),
    path("plans/<slug:plan>/actions/<slug:action>/", actions.action, name="action"),
    path("plans/<slug:plan>/actions/<slug:action>/withdraw/", withdrawing.withdraw, name="action_withdraw"),
    *paper_urls,
    *issued_urls,
    *preparing_urls,
    *publication_urls,
    *feed_urls,
    *form_urls,
    *import_urls,
    *answer_urls,
    *chasing_urls,
    *round_urls,
]
