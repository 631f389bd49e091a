"""Addresses of rounds as they are run, and of the review of each answer."""

from django.urls import path

from actionplans.views import reviews, round_changes, rounds

ROUND = "rounds/<slug:plan>/<str:key>/"
ANSWER = f"{ROUND}answers/<int:number>/"

# /rounds/…
round_urls = [
    path("rounds/", rounds.rounds, name="rounds"),
    path("rounds/new/", round_changes.new, name="round_new"),
    # /rounds/<plan>/<key>/…
    path(ROUND, rounds.board, name="round"),
    path(f"{ROUND}open/", round_changes.open_it, name="round_open"),
    path(f"{ROUND}change/", round_changes.change, name="round_change"),
    path(f"{ROUND}extend/", round_changes.extend, name="round_extend"),
    path(f"{ROUND}close/", round_changes.close, name="round_close"),
    path(f"{ROUND}reopen/", round_changes.reopen, name="round_reopen"),
    path(f"{ROUND}ask/", round_changes.ask_also, name="round_ask_also"),
    # /rounds/<plan>/<key>/answers/<number>/…
    path(ANSWER, reviews.review, name="round_answer"),
    path(f"{ANSWER}edit/", reviews.edit, name="answer_edit"),
    path(f"{ANSWER}add/", reviews.add, name="answer_add"),
    path(f"{ANSWER}withdraw/", round_changes.withdraw, name="request_withdraw"),
]
