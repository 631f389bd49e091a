"""Addresses of issued papers."""

from django.urls import path, register_converter

from papers.views import feeds, files, proofs, publications, withdrawing


class Sha256:
    """A hash as 64 small hexadecimal digits."""

    regex = "[0-9a-f]{64}"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(Sha256, "sha256")

PAPER = "publications/<slug:slug>/"

urlpatterns = [
    # /publications/…
    path("publications/", publications.publications, name="publications"),
    path("publications/feed.atom", feeds.every, name="publications_feed"),
    path("plans/<slug:plan>/feed.atom", feeds.of_plan, name="plan_feed"),
    # /publications/<slug>/…
    path(PAPER, publications.publication, name="publication"),
    path(f"{PAPER}paper/", files.page, name="publication_page"),
    path(f"{PAPER}proof/", proofs.proof, name="publication_proof"),
    path(f"{PAPER}withdraw/", withdrawing.withdraw, name="publication_withdraw"),
    path(f"{PAPER}<sha256:sha256>.<slug:format>", files.lasting, name="publication_bytes"),
    path(f"{PAPER}<slug:part>.<slug:format>", files.part, name="publication_part"),
    path("publications/<slug:slug>.<slug:format>", files.paper, name="publication_file"),
    # /p/<number>/<part>.<format>
    path("p/<int:number>/<slug:part>.<slug:format>", files.short, name="short_file"),
]
