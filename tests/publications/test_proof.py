"""The proof: every file hashed while the reader waits, with the way to do that oneself."""

import re

import pytest
from django.db import connection

from papers import freezing, proving, publishing
from papers.models import PublicationFile
from tests.issued import ISSUED_AT, issue_plan
from tests.plans import make_person, make_plan

pytestmark = pytest.mark.django_db
PROOF = "/publications/appendix-2/proof/"


@pytest.fixture
def publication():
    return issue_plan(make_plan(2, slug="a-plan"), slug="appendix-2")


def in_words(client):
    response = client.get(PROOF)
    assert response.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_everybody_may_see_that_every_file_is_as_issued(client, publication):
    words = in_words(client)
    assert "Every file is as it was issued" in words
    for file in publication.files.all():
        assert file.sha256 in words


def test_a_reader_is_told_how_to_check_a_file(client, publication):
    assert "sha256sum appendix-2.html" in in_words(client)
    assert "certutil -hashfile appendix-2.html SHA256" in in_words(client)


def test_the_chain_is_shown(client, publication):
    second = issue_plan(make_plan(2, slug="b-plan", title="B"), slug="b")
    seal = proving.proof_of(second).seal
    assert (seal.number, seal.previous_sha256) == (2, proving.proof_of(publication).seal.sha256)
    words = " ".join(re.sub(r"<[^>]+>", " ", client.get("/publications/b/proof/").content.decode()).split())
    assert "Seal number 2 What it seals publication b" in words
    assert " ".join(re.findall("....", seal.previous_sha256)) in words


def let_go():
    """Let files be changed; PostgreSQL holds its foreign keys first, for it changes no table while some wait."""
    connection.check_constraints()
    freezing.let_go("default")


TAMPERS = [{"content": b"other"}, {"sha256": "0" * 64}, {"size": 1}, {"style_sha256": "sha256-x"}]


@pytest.mark.parametrize("told", TAMPERS)
def test_a_changed_file_is_named(client, publication, told):
    let_go()
    PublicationFile.objects.filter(publication=publication, part="paper", format="html").update(**told)
    proof = proving.proof_of(publication)
    connection.check_constraints()
    freezing.keep("default")
    assert not proof.is_whole
    assert not proof.is_as_fingerprinted


def test_the_page_says_what_differs(client, publication):
    let_go()
    PublicationFile.objects.filter(publication=publication, part="paper", format="html").update(
        content=b"other"
    )
    words = in_words(client)
    connection.check_constraints()
    freezing.keep("default")
    assert "This paper is not as it was issued" in words
    assert "different" in words


def test_the_hashes_of_a_withdrawn_paper_stay(client, publication):
    publishing.note(publication, "withdrawn", "Named.", by=make_person("publisher"), at=ISSUED_AT)
    words = in_words(client)
    assert "Withdrawn on 16 November 2026" in words
    assert publication.files.first().sha256 in words
    assert "sha256sum" not in words
