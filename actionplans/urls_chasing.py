"""Addresses of chasing, of the log of mail, and of calendars."""

from django.urls import path

from actionplans.views import calendars, chasing, mails

chasing_urls = [
    # /rounds/<plan>/<round>/…
    path("rounds/<slug:plan>/<str:key>/chase/", chasing.chase, name="chase"),
    path("rounds/<slug:plan>/<str:key>/mail/", mails.mails, name="mails"),
    path("plans/<slug:plan>/rounds.ics", calendars.plan_calendar, name="plan_calendar"),
    path("my-actions/deadlines.ics", calendars.my_deadlines, name="my_deadlines"),
]
