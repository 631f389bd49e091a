"""Every blank says what kind it is, the same in every format; what is not signed off stands in none."""

import csv
import io
import json
import re
import shutil
import subprocess
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils.text import slugify
from docx import Document as WordDocument
from openpyxl import load_workbook

from accounts.models import Email
from actionplans.importing import bringing_in, describing, matching
from actionplans.importing.describing import describe
from actionplans.models import Action, Asking, Update
from actionplans.papers import NoSuchRound, progress_paper
from actionplans.recognising.choices import Choices
from actionplans.rounds import answering, running, signing_off
from actionplans.rounds.answers import Answer
from actionplans.wording import answers
from papers import phrases, reading, writing
from papers.writing import page
from papers.writing.words import parts_words
from tests.plans import make_person, make_plan, signed_in
from tests.rounds import OPENED_AT, asked_of, make_round, said, send, split

pytestmark = pytest.mark.django_db
FORMATS = ("page", "pdf", "docx", "xlsx", "csv", "json")
CLOSED_AT = datetime(2026, 12, 19, 9, tzinfo=UTC)
DURING, AFTER = date(2026, 12, 10), date(2026, 12, 20)
SECRET = "Quillwort"
# {reference of the action: what stands in its cell once the round is over}
OVER = {
    "1a": "[Not received. Asked on 24 November, 4 and 14 December 2026.]",
    "1b": phrases.NOT_RECEIVED,
    "2a": phrases.NOT_RECEIVED,
    "2b": phrases.NOT_ANSWERED_AGAIN,
    "3a": phrases.NOT_SIGNED_OFF,
    "3b": phrases.NOT_ASKED,
    "4a": f"{phrases.NO_STATUS}\n{phrases.NOT_STATED}",
    "4b": phrases.NOT_ASKED,
}
OPEN = {
    **dict.fromkeys(("1a", "1b", "2a", "2b", "3a"), phrases.NO_ANSWER_YET),
    **{ref: OVER[ref] for ref in ("3b", "4a", "4b")},
}


@pytest.fixture
def plan():
    """Eight actions, one for each kind of blank; the round is open."""
    plan = make_plan(8, rounds=0)
    editor = make_person("editor")
    Action.objects.filter(plan=plan, ref="3b").update(completed_on=date(2026, 9, 1))
    held = make_round(plan, by=editor)
    lead = make_person("lead")
    for day in (0, 10, 10, 20):
        ask(asked_of(held, "1a"), OPENED_AT + timedelta(days=day))
    ask(asked_of(held, "1b"), OPENED_AT, came_back_at=OPENED_AT + timedelta(days=1))
    ask(asked_of(held, "2a"), OPENED_AT, kind="escalation")
    answering.save_draft(
        asked_of(held, "2a"), said(plan, words=f"{SECRET} drafted"), version=0, by=lead, at=OPENED_AT
    )
    returned = send(asked_of(held, "2b"), lead, words=f"{SECRET} returned")
    signing_off.send_back(returned, f"Not {SECRET} again", version=returned.version, by=editor, at=OPENED_AT)
    send(asked_of(held, "3a"), lead, words=f"{SECRET} sent")
    empty = send(asked_of(held, "4a"), lead)
    Update.objects.filter(pk=empty.pk).update(words="", status=None, answer=Answer.CARRIED_FORWARD)
    Update.objects.filter(pk=empty.pk).update(state="signed_off", answer=Answer.PROGRESS)
    running.withdraw(asked_of(held, "4b"), because="It moved.", by=editor, at=OPENED_AT)
    return plan


def ask(request, at, kind="reminder", **mail):
    mail = mail and Email.objects.create(
        key=f"{request.pk} {at}", to="lead@marlowvale.example", queued_at=at, try_at=at, **mail
    )
    Asking.objects.create(
        request=request, kind=kind, how="email", at=at, whom="Priya Nandakumar", email=mail or None
    )


def close(plan):
    held = plan.rounds.get()
    return running.close(
        held, version=held.version, with_answers_waiting=True, by=make_person("editor"), at=CLOSED_AT
    )


def words_of(document, format):
    """All words of a paper in this format, in one line."""
    content = b"" if format == "page" else writing.write(document, format)
    return " ".join(_READ[format](document, content).split())


def _pdf(document, content):
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    return subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=content, capture_output=True, check=True
    ).stdout.decode()


def _word(document, content):
    held = WordDocument(io.BytesIO(content))
    cells = (cell.text for table in held.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(each.text for each in held.paragraphs), *cells])


def _excel(document, content):
    held = load_workbook(io.BytesIO(content))
    return "\n".join(str(c.value or "") for sheet in held for row in sheet.iter_rows() for c in row)


_READ = {
    "page": lambda document, content: re.sub("<[^>]+>", "", page.render(document).replace("</p>", " ")),
    "pdf": _pdf,
    "docx": _word,
    "xlsx": _excel,
    "csv": lambda document, content: "\n".join(
        " ".join(row) for row in csv.reader(io.StringIO(content.decode("utf-8-sig")))
    ),
    "json": lambda document, content: "\n".join(_strings(json.loads(content))),
}


def _strings(data):
    """Every string in the data; a label stands before the words it belongs to."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        if "label" in data:
            yield data["label"]
        for key, value in data.items():
            if key not in ("label", "part"):
                yield from _strings(value)
    elif isinstance(data, list):
        for value in data:
            yield from _strings(value)


def cells_of(document, key="round:2026-12"):
    """{reference: the words of its cell in this column}."""
    table = document.blocks[0]
    at = [column.key for column in table.columns].index(key)
    return {row.name: parts_words(row.cells[at].parts) for row in table.rows if hasattr(row, "name")}


def without_flags(cells):
    """The cells without the warnings beside them."""
    return {
        ref: "\n".join(line for line in words.split("\n") if not line.startswith(phrases.WARNING))
        for ref, words in cells.items()
    }


def test_while_the_round_is_open_nobody_is_told_what_was_sent_or_returned(plan):
    assert without_flags(cells_of(progress_paper(plan, today=DURING))) == OPEN


def test_a_round_that_runs_over_its_last_day_is_open_until_it_is_closed(plan):
    assert without_flags(cells_of(progress_paper(plan, today=AFTER))) == OPEN


def test_when_the_round_is_over_every_blank_says_what_kind_it_is(plan):
    close(plan)
    assert without_flags(cells_of(progress_paper(plan, today=AFTER))) == OVER


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("ref", ["1a", "1b", "2b", "3a", "3b", "4a"])
def test_every_format_says_which_blank_it_is(plan, ref, format):
    close(plan)
    # One action alone, so that its words can be nobody else's.
    plan.actions.exclude(ref=ref).delete()
    told = words_of(progress_paper(plan, today=AFTER), format)
    assert all(line in told for line in OVER[ref].split("\n"))
    for other in {phrases.NOT_ANSWERED_AGAIN, phrases.NOT_SIGNED_OFF, phrases.NO_ANSWER_YET} - {OVER[ref]}:
        assert other not in told


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("is_over", [False, True])
def test_what_is_not_signed_off_stands_in_no_format(plan, format, is_over):
    if is_over:
        close(plan)
    assert SECRET not in words_of(progress_paper(plan, today=AFTER), format)


@pytest.mark.parametrize(
    ("is_over", "told"),
    [
        (False, "1 of 6 so far; still to come: 1a, 1b, 2a, 2b, 3a"),
        (True, "2 of 6, 1 of them not yet signed off; not received: 1a, 1b, 2a, 2b"),
    ],
)
def test_what_was_asked_for_is_counted(plan, is_over, told):
    if is_over:
        close(plan)
    assert ("Answers received", told) in progress_paper(plan, today=AFTER).facts


def test_answers_that_report_nothing_are_counted_apart(plan):
    Update.objects.filter(action__ref="4a").update(answer=Answer.NOTHING_TO_REPORT, words="None came.")
    told = dict(progress_paper(plan, today=DURING).facts)["Answers received"]
    assert told.startswith("1 of 6 so far, 1 of them nothing to report; ")


def test_an_action_entered_since_is_not_asked_in_the_round(plan):
    Action.objects.create(plan=plan, ref="9a", slug="9a", words="Act.", order=99)
    close(plan)
    assert cells_of(progress_paper(plan, today=AFTER))["9a"] == phrases.NOT_ASKED


def test_the_rounds_of_a_paper_did_not_ask_for_what_was_entered_afterwards():
    plan = make_plan(2, rounds=1)
    by, at = make_person("editor"), datetime(2026, 10, 2, tzinfo=UTC)
    source = bringing_in.receive(
        "p.csv", b"Ref,Action\n1a,Act\n", by=by, at=at, organisation=plan.organisation
    )
    plan.actions.update(source=source)
    new = Action.objects.create(plan=plan, ref="9a", slug="9a", words="Act.", order=99)
    paper = progress_paper(plan, today=AFTER)
    assert dict(paper.facts)["Answers received"].startswith("2 of 2")
    assert cells_of(paper, "round:2026-10")["9a"] == phrases.NOT_ASKED
    page = signed_in("editor").get(new.get_absolute_url()).content.decode()
    assert phrases.NOT_ASKED in page
    assert "2 of 2 received" in " ".join(
        signed_in("editor").get(plan.get_absolute_url()).content.decode().split()
    )


def test_nothing_is_shown_of_a_round_to_come(plan):
    close(plan)
    running.plan_round(plan, words="March 2027", opens_on=date(2027, 3, 1), due_on=date(2027, 3, 26))
    for today in (AFTER, date(2027, 3, 10)):
        document = progress_paper(plan, today=today)
        assert "March 2027" not in str([column.heading for column in document.blocks[0].columns])
    with pytest.raises(NoSuchRound):
        progress_paper(plan, rounds=["2027-03"], today=AFTER)


def test_an_answer_without_a_status_says_that_it_has_none(plan):
    Update.objects.filter(action__ref="4a").update(words="We went on.")
    assert cells_of(progress_paper(plan, today=DURING))["4a"].endswith(f"{phrases.NO_STATUS}\nWe went on.")


class TestHalves:
    """Two leads answer separately, and one of them never does."""

    @pytest.fixture
    def plan(self):
        plan = make_plan(2, rounds=0, priorities=1)
        split(plan.actions.get(ref="1b"))
        held = make_round(plan)
        send_off(asked_of(held, "1a"), plan)
        send_off(asked_of(held, "1b", "internal"), plan, words="All counters have it.")
        ask(asked_of(held, "1b", "external"), OPENED_AT)
        return plan

    @pytest.mark.parametrize("format", FORMATS)
    def test_the_missing_half_stands_beside_the_one_that_came(self, plan, format):
        close(plan)
        told = words_of(progress_paper(plan, today=AFTER), format)
        assert "Internal: All counters have it." in told
        assert "External: [Not received. Asked on 24 November 2026.]" in told

    def test_each_half_counts(self, plan):
        close(plan)
        facts = dict(progress_paper(plan, today=AFTER).facts)
        assert facts["Answers received"] == "2 of 3; not received: 1b (external)"

    def test_where_no_half_came_each_says_so(self, plan):
        Update.objects.filter(action__ref="1b").delete()
        assert without_flags(cells_of(progress_paper(plan, today=DURING)))["1b"] == (
            "Internal: [No answer yet]\nExternal: [No answer yet]"
        )

    def test_a_half_that_is_no_longer_asked_for_says_so(self, plan):
        running.withdraw(
            asked_of(plan.rounds.get(), "1b", "external"),
            because="One leads both.",
            by=make_person("editor"),
            at=OPENED_AT,
        )
        told = cells_of(progress_paper(plan, today=DURING))["1b"]
        assert told.endswith("External: [Not asked in this round]")

    @pytest.mark.parametrize("format", ["csv", "xlsx", "docx"])
    @pytest.mark.parametrize("is_over", [False, True])
    def test_our_own_paper_with_it_gives_no_changes(self, plan, format, is_over):
        if is_over:
            close(plan)
        assert differences(plan, format) == []

    @pytest.mark.parametrize("format", ["csv", "xlsx", "docx"])
    def test_a_half_that_was_sent_and_is_not_printed_is_no_change(self, plan, format):
        send(asked_of(plan.rounds.get(), "1b", "external"), make_person("lead"), words=f"{SECRET} sent")
        assert differences(plan, format) == []

    @pytest.mark.parametrize("format", ["csv", "xlsx", "docx"])
    def test_halves_that_differ_and_are_added_to_give_no_changes(self, plan, format):
        send_off(asked_of(plan.rounds.get(), "1b", "external"), plan, status="Red: off track")
        update = Update.objects.get(asked__half="internal")
        signing_off.add(
            update, "Two more came.", on=date(2026, 12, 12), by=make_person("editor"), at=CLOSED_AT
        )
        close(plan)
        assert differences(plan, format) == []


def send_off(request, plan, **more):
    update = send(request, make_person("lead"), **more)
    return signing_off.sign_off(update, version=update.version, by=make_person("editor"), at=OPENED_AT)


def differences(plan, format):
    """What differs between the plan and its own paper, read back."""
    document = progress_paper(plan, today=AFTER)
    paper = reading.read(f"{slugify(document.title)}.{format}", writing.write(document, format))
    found = bringing_in.understand(paper, Choices(), plan.organisation)
    return [
        (one.kind, one.label, [(part.name, part.old, part.new) for part in one.changes])
        for one in matching.compare(describe(plan), found, running=describing.running(plan)).differences
    ]


@pytest.mark.parametrize("format", ["csv", "xlsx", "docx"])
@pytest.mark.parametrize("is_over", [False, True])
def test_our_own_paper_with_every_blank_gives_no_changes(plan, format, is_over):
    if is_over:
        close(plan)
    assert differences(plan, format) == []


@pytest.mark.parametrize("words", [OVER["1a"], *phrases.CLOSED_LIST])
def test_every_blank_is_known_again_as_no_answer(words):
    assert phrases.is_ours(words)
    assert answers.read(words) == ("same_as" if words == phrases.AS_ABOVE else "none")
    assert phrases.is_ours_of_a_half(f"Partner venues: {words}")


def test_words_of_a_council_in_brackets_stay_its_own():
    assert not phrases.is_ours_of_a_half("See also: [responsibility: Libraries]")


@pytest.mark.parametrize("actions", [24, 240])
def test_a_paper_of_a_round_run_here_costs_ten_queries_at_any_size(actions, django_assert_num_queries):
    plan = make_plan(actions)
    held = make_round(plan)
    for asked in held.requests.all()[: actions // 2]:
        ask(asked, OPENED_AT)
    close_round = running.close(held, version=held.version, by=make_person("editor"), at=CLOSED_AT)
    assert close_round.closed_on
    plan = type(plan).objects.select_related("organisation", "scale").get(pk=plan.pk)
    with django_assert_num_queries(10):
        progress_paper(plan, today=AFTER)
