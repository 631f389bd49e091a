"""Addresses of papers in preparation."""

from django.urls import path

from actionplans.views import issuing_papers, preparations, prepared_papers

ONE = "preparations/<int:number>/"

preparing_urls = [
    # /preparations/…
    path("preparations/", preparations.preparations, name="preparations"),
    path("preparations/new/", preparations.new, name="preparation_new"),
    # /preparations/<number>/…
    path(ONE, prepared_papers.preparation, name="preparation"),
    path(f"{ONE}change/", preparations.change, name="preparation_change"),
    path(f"{ONE}make/", prepared_papers.make, name="preparation_make"),
    path(f"{ONE}issue/", issuing_papers.issue, name="preparation_issue"),
    path(f"{ONE}discard/", preparations.discard, name="preparation_discard"),
    path(f"{ONE}<slug:part>.<slug:format>", prepared_papers.prepared_file, name="prepared_file"),
    # /publications/<slug>/correct/
    path("publications/<slug:slug>/correct/", preparations.correct, name="publication_correct"),
]
