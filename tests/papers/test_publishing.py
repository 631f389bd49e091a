"""Issuing: what was looked at is frozen with every file of it, or nothing is."""

from datetime import UTC, datetime, timedelta

import pytest
from writing_samples import PRIORITY_1, PRIORITY_2, long_words, paper, plain_row, whole_paper

from accounts.models import User
from papers import publishing
from papers.fingerprints import digest
from papers.models import NeverChanged, Preparation, PreparedFile, Publication, Seal
from papers.models.publications import StoredFile
from papers.writing import FORMATS, standalone, write

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 9, 10, 30, 12, 345678, tzinfo=UTC)


@pytest.fixture
def publisher():
    return User.objects.create_user("pat@marlowvale.example", "Pat Publisher")


@pytest.fixture
def preparer():
    return User.objects.create_user("rosa@marlowvale.example", "Rosa Preparer")


def prepared(document, by, **told):
    """A paper in preparation with all its files made."""
    preparation = Preparation.objects.create(
        as_at=AT.date(), prepared_by=by, prepared_at=AT, changed_by=by, changed_at=AT, **told
    )
    files = publishing.written(document)
    PreparedFile.objects.bulk_create(PreparedFile(preparation=preparation, **one) for one in files)
    preparation.made_by, preparation.made_at = by, AT
    preparation.made_sha256 = publishing.files_sha256(files, digest(b""))
    preparation.save()
    return preparation


def issue(preparation, by, slug="appendix-2", *, at=AT, needs_two=True, made=None):
    return publishing.issue(
        preparation,
        made_sha256=made or preparation.made_sha256,
        by=by,
        at=at,
        needs_two=needs_two,
        contents_sha256="",
        software_version="0.3.0",
        slug=slug,
        title="Appendix 2",
        body="Borough of Marlow Vale",
        subject="Equality action plan",
        subject_slug="equality-action-plan",
        layout="priorities",
        names_words="",
    )


def test_every_format_is_kept_byte_for_byte_with_its_hash(preparer, publisher):
    made = issue(prepared(whole_paper(), preparer), publisher)
    files = {file.format: file for file in made.files.all()}
    assert set(files) == {*FORMATS, "html"}
    assert files.pop("html").plain == standalone.write(whole_paper())[0]
    for name, file in files.items():
        assert file.plain == write(whole_paper(), name)
        assert (file.sha256, file.size) == (digest(file.plain), len(file.plain))


def test_what_shrinks_is_kept_compressed_and_what_does_not_as_it_is():
    words, noise = publishing.stored("paper", "csv", b"word " * 999), bytes(range(256))
    assert words["encoding"] == "gzip"
    assert StoredFile.plain.func(PreparedFile(**words)) == b"word " * 999
    kept = publishing.stored("paper", "pdf", noise)
    assert (kept["encoding"], kept["content"]) == ("", noise)


def test_the_document_comes_back_from_the_publication(preparer, publisher):
    issue(prepared(whole_paper(), preparer), publisher)
    assert Publication.objects.get().read() == whole_paper()


def test_who_prepared_and_issued_it_stay_as_words(preparer, publisher):
    issue(prepared(whole_paper(), preparer), publisher)
    User.objects.update(name="Somebody Else")
    kept = Publication.objects.get()
    assert (kept.prepared_by_name, kept.published_by_name) == ("Rosa Preparer", "Pat Publisher")


def test_who_prepared_it_does_not_issue_it(preparer):
    with pytest.raises(publishing.Refused, match="somebody else has to issue it"):
        issue(prepared(whole_paper(), preparer), preparer)


def test_a_small_body_lets_one_person_do_both_and_says_so(preparer):
    made = issue(prepared(whole_paper(), preparer), preparer, needs_two=False)
    assert made.is_by_one_person


def test_only_the_files_that_were_looked_at_are_issued(preparer, publisher):
    preparation = prepared(whole_paper(), preparer)
    with pytest.raises(publishing.Refused, match="made again since you looked"):
        issue(preparation, publisher, made="0" * 64)
    PreparedFile.objects.filter(format="csv").update(content=b"other words")
    with pytest.raises(publishing.Refused, match="not as they were made"):
        issue(preparation, publisher)
    assert not Publication.objects.exists()
    assert not Seal.objects.exists()


def test_a_preparation_is_issued_once(preparer, publisher):
    preparation = prepared(whole_paper(), preparer)
    issue(preparation, publisher)
    preparation.refresh_from_db()
    with pytest.raises(publishing.Refused, match="already"):
        issue(preparation, publisher, slug="again")


def test_an_address_is_issued_once(preparer, publisher):
    issue(prepared(paper(), preparer), publisher, slug="a")
    with pytest.raises(publishing.Refused, match="address already"):
        issue(prepared(paper(), preparer), publisher, slug="a")


def test_each_publication_has_the_hash_of_the_one_before(preparer, publisher):
    first = issue(prepared(paper(), preparer), publisher, slug="a")
    second = issue(prepared(paper(), preparer), publisher, slug="b", at=AT + timedelta(days=1))
    assert (second.predecessor, second.predecessor_sha256) == (first, first.sha256)
    seals = list(Seal.objects.all())
    assert [one.names for one in seals] == ["publication a", "publication b"]
    assert seals[1].previous_sha256 == seals[0].sha256


def test_an_embargo_holds_it_back_and_never_forward(preparer, publisher):
    later, before = AT + timedelta(days=7), AT - timedelta(days=7)
    waits = issue(prepared(paper(), preparer, embargoed_until=later), publisher, slug="a")
    out = issue(prepared(paper(), preparer, embargoed_until=before), publisher, slug="b")
    assert waits.public_from == later.replace(microsecond=0)
    assert out.public_from == AT.replace(microsecond=0)


def test_what_was_issued_is_neither_saved_again_nor_deleted(preparer, publisher):
    made = issue(prepared(paper(), preparer), publisher)
    for row in (made, made.files.first(), Seal.objects.get()):
        with pytest.raises(NeverChanged, match="never changed"):
            row.save()
        with pytest.raises(NeverChanged, match="never deleted"):
            row.delete()


def test_a_long_paper_is_issued_in_volumes(preparer, publisher, monkeypatch):
    monkeypatch.setattr("papers.writing.volumes.ONE_PDF", 5_000)
    monkeypatch.setattr("papers.writing.volumes.ONE_VOLUME", 4_000)
    rows = (PRIORITY_1, plain_row("1a", long_words(3000)), PRIORITY_2, plain_row("2a", long_words(3000)))
    made = issue(prepared(paper(*rows), preparer), publisher)
    formats = ["csv", "docx", "html", "json", "pdf-1", "pdf-2", "xlsx"]
    assert sorted(made.files.values_list("format", flat=True)) == formats
