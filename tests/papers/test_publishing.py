"""Issuing: the document and every file are frozen together, or nothing is."""

from datetime import UTC, datetime

import pytest
from writing_samples import PRIORITY_1, PRIORITY_2, long_words, paper, plain_row, whole_paper

from accounts.models import User
from papers import publishing
from papers.document_json import from_json
from papers.models import Publication, PublicationFile
from papers.writing import FORMATS, write

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 9, 10, tzinfo=UTC)


@pytest.fixture
def publisher():
    return User.objects.create_user("pat@marlowvale.example", "Pat Publisher")


def test_every_format_is_kept_byte_for_byte_with_its_hash(publisher):
    made = publishing.issue(whole_paper(), slug="appendix-2", by=publisher, at=AT)
    files = {file.format: file for file in PublicationFile.objects.filter(publication=made)}
    assert set(files) == set(FORMATS)
    for name, file in files.items():
        assert bytes(file.content) == write(whole_paper(), name)
        assert file.sha256 == publishing.digest(bytes(file.content))


def test_the_document_comes_back_from_the_publication(publisher):
    made = publishing.issue(
        whole_paper(), slug="appendix-2", by=publisher, at=AT, meeting_words="2 December 2026"
    )
    kept = Publication.objects.get(pk=made.pk)
    assert from_json(kept.content) == whole_paper()
    assert kept.sha256 == publishing.content_hash(kept.content)
    assert (kept.published_by, kept.published_at, kept.meeting_words) == (publisher, AT, "2 December 2026")


def test_a_changed_word_changes_the_hash(publisher):
    content = publishing.issue(paper(plain_row("1a")), slug="a", by=publisher, at=AT).content
    changed = {**content, "title": "Another"}
    assert publishing.content_hash(changed) != publishing.content_hash(content)


def test_an_address_is_issued_once(publisher):
    publishing.issue(paper(), slug="a", by=publisher, at=AT)
    with pytest.raises(publishing.Refused, match="address already"):
        publishing.issue(paper(), slug="a", by=publisher, at=AT)


def test_a_paper_is_superseded_once(publisher):
    first = publishing.issue(paper(), slug="a", by=publisher, at=AT)
    second = publishing.issue(paper(), slug="b", by=publisher, at=AT, predecessor=first)
    assert first.successor == second
    with pytest.raises(publishing.Refused, match="superseded"):
        publishing.issue(paper(), slug="c", by=publisher, at=AT, predecessor=first)


def test_nothing_is_kept_when_a_file_cannot_be_kept(publisher, monkeypatch):
    monkeypatch.setattr(publishing, "digest", lambda content: "x" * 64 if content[:1] == b"{" else None)
    with pytest.raises(Exception):  # noqa: B017, PT011
        publishing.issue(paper(), slug="a", by=publisher, at=AT)
    assert not Publication.objects.exists()


def test_a_long_paper_is_issued_in_volumes(publisher, monkeypatch):
    monkeypatch.setattr("papers.writing.volumes.ONE_PDF", 5_000)
    monkeypatch.setattr("papers.writing.volumes.ONE_VOLUME", 4_000)
    rows = (PRIORITY_1, plain_row("1a", long_words(3000)), PRIORITY_2, plain_row("2a", long_words(3000)))
    made = publishing.issue(paper(*rows), slug="a", by=publisher, at=AT)
    assert sorted(made.files.values_list("format", flat=True)) == [
        "csv",
        "docx",
        "json",
        "pdf-1",
        "pdf-2",
        "xlsx",
    ]
