"""Whatever is done to what was issued, by whoever owns the database, verification finds and names it; and nothing else."""

import json
from datetime import timedelta
from io import StringIO
from random import Random

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DataError, IntegrityError, connection, transaction

from actionplans.models import IssuedPlan, IssuedRow
from actionplans.publications import verifying as plans
from papers import freezing, publishing, verifying
from papers.fingerprints import digest
from papers.models import Check, Preparation, Publication, PublicationFile, PublicationNotice, Seal
from papers.verified import Account, against, enter
from tests.chance import dice
from tests.issued import ISSUED_AT, issue_plan
from tests.plans import make_person, make_plan
from tests.publications import tampers

pytestmark = pytest.mark.django_db
TIMES = 1000


@pytest.fixture
def issued(db):
    """A paper, its correction and a sheet of late news, a second plan's paper, and one that was withdrawn."""
    plan = make_plan(3, slug="plan", priorities=1, rounds=1)
    other = make_plan(2, title="Another", priorities=1, rounds=1)
    first = issue_plan(plan, at=ISSUED_AT, reference="Appendix 2", committee="Corporate Scrutiny")
    second = issue_plan(
        plan, at=ISSUED_AT + timedelta(days=1), corrects=first, note="The date of 1a was wrong."
    )
    issue_plan(plan, at=ISSUED_AT + timedelta(days=2), supplements=second)
    gone = issue_plan(other, at=ISSUED_AT + timedelta(days=3))
    kind, by = "withdrawn", make_person("publisher")
    publishing.note(gone, kind, "It named somebody.", by=by, at=ISSUED_AT + timedelta(days=4))
    issue_plan(other, at=ISSUED_AT + timedelta(days=5), meeting_on=ISSUED_AT.date())
    settle()
    return first


def found(account=None):
    """What verification says."""
    told = verifying.findings(account or Account(), contents=plans.contents, strays=plans.strays)
    return list(told)


def found_of_rows():
    """The first of what `found` says but for the triggers, which the tamperer of these tests took away first."""
    told = verifying.findings(Account(), contents=plans.contents, strays=plans.strays)
    return next((each for each in told if "would let somebody change" not in each), None)


def run(sql, *values):
    freezing.let_go()
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
    settle()
    freezing.keep()


def settle():
    """Let PostgreSQL hold its foreign keys now: it changes no table while some wait for the end."""
    connection.check_constraints()


def test_what_nobody_touched_is_as_issued(issued):
    assert found() == []


@pytest.mark.chance
def test_a_thousand_tampers_are_all_found(issued):
    random, again = dice()
    freezing.let_go()
    done, unseen = 0, []
    while done < TIMES:
        way = random.choice(tampers.EVERY_WAY)
        try:
            with transaction.atomic():
                said = way(random)
                if said:
                    done += 1
                    if not found_of_rows():
                        unseen.append(said)
                transaction.set_rollback(True)
        except (IntegrityError, DataError):
            continue  # the database's own rules refused it
    assert unseen == [], again
    assert found_of_rows() is None, "rolled back, everything is as issued again"


@pytest.mark.parametrize(
    ("model", "field"),
    [(model, field) for model in freezing.frozen_models() for field in model._meta.concrete_fields],
    ids=lambda each: getattr(each, "name", None) or each.__name__,
)
def test_no_column_is_forgotten(issued, model, field):
    freezing.let_go()
    refused = False
    for number in range(100):
        try:
            with transaction.atomic():
                said = tampers.change_this(Random(number), model, field)
                seen = found_of_rows()
                transaction.set_rollback(True)
        except (IntegrityError, DataError):
            refused = True  # the database's own rules allow no other value
            continue
        if said:
            assert seen, said
            return
    assert refused, f"no other value of {field} was found to try"


@pytest.mark.parametrize(
    "field", [each for each in Seal._meta.concrete_fields if each.name not in ("id", "sha256")], ids=str
)
def test_the_last_seal_is_held_too_though_none_follows_it(issued, field):
    freezing.let_go()
    last = Seal.objects.order_by("number").last()
    for number in range(20):
        try:
            with transaction.atomic():
                said = tampers.change_this(Random(number), Seal, field, key=last.pk)
                if said:
                    tampers.hash_anew(Seal, last.pk)
                seen = found_of_rows()
                transaction.set_rollback(True)
        except (IntegrityError, DataError):
            continue  # the database's own rules allow no such value
        assert seen or not said, said


def test_a_changed_file_is_named(issued):
    key = PublicationFile.objects.get(publication=issued, format="html").pk
    run("UPDATE papers_publicationfile SET encoding = '' WHERE id = %s", key)
    named = f"Appendix 2 of 16 November 2026 ({issued.slug}): the page is not as issued: "
    assert [each for each in found() if each.startswith(named)]
    assert not [each for each in found() if "Another" in each], "nothing else is accused of it"


def test_a_changed_row_is_named(issued):
    run(
        "UPDATE actionplans_issuedrow SET title = 'Less' WHERE id = %s",
        issued.issued_plan.rows.get(ref="1b").pk,
    )
    assert f"Appendix 2 of 16 November 2026 ({issued.slug}): the row 1b is not as issued." in found()


@pytest.mark.parametrize("leaves", ["nothing", "a view"])
@pytest.mark.parametrize("model", freezing.frozen_models(), ids=lambda each: each.__name__)
def test_a_table_that_is_gone_is_named(issued, model, leaves):
    table = connection.ops.quote_name(model._meta.db_table)
    settle()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE {table} RENAME TO put_aside")
            if leaves == "a view":
                cursor.execute(f"CREATE VIEW {table} AS SELECT * FROM put_aside")
        told = found()
        transaction.set_rollback(True)
    assert told[0].startswith(f"The table of {model._meta.verbose_name_plural} is gone")
    assert found() == []


def test_missing_triggers_are_named(issued):
    freezing.let_go(models=[Seal])
    assert [each for each in found() if "seals" in each and "manage.py migrate" in each]


def test_a_trigger_that_does_nothing_is_a_missing_one(issued):
    freezing.let_go(models=[Seal])
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                'CREATE TRIGGER "papers_seal_never_updated" BEFORE UPDATE ON "papers_seal" BEGIN SELECT 1; END'
            )
        else:
            freezing.keep()
            cursor.execute("ALTER TABLE papers_seal DISABLE TRIGGER papers_seal_never_changed")
    assert freezing.missing() == [Seal]


def kept():
    """The account of everything as it is now, as it comes back from a file elsewhere."""
    account = Account()
    assert found(account) == []
    return json.loads(json.dumps(account.as_json([], at=ISSUED_AT)))


@pytest.mark.parametrize("which", ["first", "last"])
@pytest.mark.parametrize(
    ("model", "other"),
    [
        (Publication, {"title": "What we would rather have told them"}),
        (PublicationFile, {"content": b"{}", "encoding": "", "size": 2, "sha256": digest(b"{}")}),
        (PublicationNotice, {"words": "No reason."}),
        (IssuedPlan, {"content": "{}"}),
        (IssuedRow, {"title": "Promise nothing"}),
    ],
    ids=lambda each: getattr(each, "__name__", ""),
)
def test_an_earlier_account_alone_finds_what_was_written_anew_with_all_hashes(issued, model, other, which):
    earlier = kept()
    freezing.let_go()
    row = getattr(model.objects.order_by("pk"), which)()
    model.objects.filter(pk=row.pk).update(**other)
    tampers.write_all_anew()
    settle()
    freezing.keep()
    now = Account()
    assert found(now) == [], "hashes alone do not show it"
    told = list(against(now, earlier))
    assert any(each.startswith("Seal ") for each in told)
    if model is not PublicationNotice:
        assert any("was written anew since 2026-11-16" in each for each in told)


def test_an_earlier_account_alone_finds_that_the_last_paper_was_taken_out_with_all_it_was_made_from(issued):
    earlier = kept()
    freezing.let_go()
    last = Publication.objects.order_by("published_at").last()
    for rows in (
        IssuedRow.objects.filter(issue=last.issued_plan.pk),
        IssuedPlan.objects.filter(publication=last),
        PublicationFile.objects.filter(publication=last),
        Seal.objects.filter(names=f"publication {last.slug}"),
        Publication.objects.filter(pk=last.pk),
    ):
        rows._raw_delete("default")
    told = f"“{last.title}” was issued on 21 November 2026"
    assert any(each.startswith(told) for each in found()), "the paper it was made from says so"
    Preparation.objects.filter(pk=last.number).update(issued_at=None)
    settle()
    freezing.keep()
    now = Account()
    assert found(now) == []
    assert any(
        f"({last.slug}): it was there on 2026-11-16 and has vanished" in each
        for each in against(now, earlier)
    )


def test_an_earlier_account_finds_nothing_where_papers_were_only_added(issued):
    before = Account()
    found(before)
    issue_plan(issued.issued_plan.plan, at=ISSUED_AT + timedelta(days=9))
    now = Account()
    assert found(now) == []
    assert list(against(now, before.as_json([], at=ISSUED_AT))) == []


def test_the_command_says_that_all_is_as_issued(issued):
    said = StringIO()
    call_command("verify_publications", stdout=said)
    assert said.getvalue().strip() == (
        "5 publications, 16 files, 3 notes and 8 seals were compared: all is as issued."
    )
    check = Check.objects.get()
    assert (check.publications, check.files, check.seals, check.findings) == (5, 16, 8, 0)


def test_the_command_ends_with_one_and_names_what_is_not(issued):
    run("DELETE FROM papers_seal WHERE number = 2")
    said = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("verify_publications", stdout=said)
    assert ended.value.code == 1
    assert "a seal is missing before it" in said.getvalue()
    assert Check.objects.get().findings > 0


def test_what_the_command_prints_as_json_can_be_held_against_it_later(issued, tmp_path):
    kept = tmp_path / "seals.json"
    with kept.open("w") as file:
        call_command("verify_publications", "--json", stdout=file)
    told = json.loads(kept.read_text())
    assert [one["number"] for one in told["seals"]] == list(range(1, 9))
    said = StringIO()
    call_command("verify_publications", against=kept, stdout=said)
    assert "all is as issued" in said.getvalue()


@pytest.mark.parametrize("words", ["", "[]", '{"seals": 1}'])
def test_the_command_says_so_where_the_earlier_account_is_none(issued, tmp_path, words):
    kept = tmp_path / "seals.json"
    kept.write_text(words)
    with pytest.raises(CommandError, match="is not what verify_publications --json printed"):
        call_command("verify_publications", against=kept, stdout=StringIO())


def test_fewer_publications_than_an_earlier_check_met_are_missed(issued):
    Check.objects.create(at=ISSUED_AT, publications=6, files=12, findings=0)
    assert "On 16 November 2026 there were 6 publications; now there are 5." in found()


def test_a_withdrawal_that_went_with_its_seal_is_missed(issued):
    last = Publication.objects.order_by("published_at").last()
    notice = publishing.note(
        last, "withdrawn", "Named.", by=make_person("publisher"), at=ISSUED_AT + timedelta(days=9)
    )
    enter(Account(publications=[None] * 5, seals=[None] * 9), 0, at=ISSUED_AT + timedelta(days=9))
    run("DELETE FROM papers_seal WHERE number = 9")
    run("DELETE FROM papers_publicationnotice WHERE id = %s", notice.pk)
    assert found() == ["On 25 November 2026 there were 9 seals; now there are 8."]


@pytest.mark.parametrize("column", ["is_shared", "is_by_one_person"])
def test_what_is_neither_true_nor_false_is_found(issued, column):
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite takes a number for true or false")
    run(f"UPDATE papers_publication SET {column} = 2 WHERE id = %s", issued.pk)
    assert any("is not kept as this site writes it" in each for each in found())
