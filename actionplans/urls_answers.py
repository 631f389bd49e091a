"""Addresses of what a lead officer answers, and of what is put to an answer."""

from django.urls import path

from actionplans.views import answers, deputies, evidence

answer_urls = [
    # /my-actions/…
    path("my-actions/", answers.my_actions, name="my_actions"),
    path("my-actions/deputies/", deputies.deputies, name="deputies"),
    path("my-actions/deputies/<int:number>/end/", deputies.end, name="deputy_end"),
    path("my-actions/<int:number>/", answers.answer, name="answer"),
    path("my-actions/<int:number>/take-back/", answers.take_back, name="answer_take_back"),
    path("my-actions/<int:number>/discard/", answers.discard, name="answer_discard"),
    path("my-actions/<int:number>/not-mine/", answers.not_mine, name="answer_not_mine"),
    path("my-actions/<int:number>/evidence/", evidence.change, name="answer_evidence"),
    # /evidence/…
    path("evidence/<int:number>/", evidence.download, name="evidence"),
]
