"""A form goes out, an officer fills it in, and it comes back as sent answers of its round."""

import io

import docx
import pytest

from actionplans.filled_forms import bringing
from actionplans.importing.undoing import CannotUndo, undo
from actionplans.models import PlanImport, Update, UpdateEvent, WaitingText
from actionplans.rounds import answering, running, signing_off
from actionplans.rounds.refusals import Refused, Stale
from actionplans.wording.form_words import update_heading
from tests.filled import STATUS, UPDATE, bring, fill_excel, fill_word, form_for, laid, receive, table_of
from tests.plans import make_person, make_plan
from tests.rounds import ANSWERED_AT, REVIEWED_AT, asked_of, make_round, said, send, split

pytestmark = pytest.mark.django_db
PRIYA = "Priya Nandakumar"


@pytest.fixture
def plan():
    return make_plan(8, priorities=2, rounds=1)


@pytest.fixture
def held(plan):
    return make_round(plan)


def update_of(held, ref, half=""):
    return Update.objects.get(asked=asked_of(held, ref, half))


def word(held, answers, officer=PRIYA):
    return fill_word(form_for(held, officer), answers)


def test_a_word_form_comes_back_as_sent_answers(held):
    editor = make_person("editor")
    found = receive(held, word(held, {"1a": ("All nine have it.\nStaff use it.", "Green: on track")}))
    bring(found)
    update = update_of(held, "1a")
    assert (update.words, update.status.words, update.state) == (
        "All nine have it.\nStaff use it.",
        "Green: on track",
        "submitted",
    )
    assert (update.submitted_by, update.submitted_at, update.version) == (editor, ANSWERED_AT, 1)
    assert [event.kind for event in update.events.all()] == ["brought_in"]


def test_an_excel_form_comes_back(held):
    content = fill_excel(form_for(held, PRIYA, "xlsx"), {"2a": ("Two of five have signed.", "amber")})
    found = receive(held, content, "form.xlsx")
    bring(found)
    assert (update_of(held, "2a").words, update_of(held, "2a").status.words) == (
        "Two of five have signed.",
        "Amber: slipping",
    )


def test_rows_mailed_back_as_a_table_come_back(held):
    found = receive(held, table_of([("1a", "It is done.", "On track"), ("2a", "", "")]), "rows.csv")
    bring(found)
    assert update_of(held, "1a").words == "It is done."
    assert not Update.objects.filter(asked=asked_of(held, "2a")).exists()


def test_columns_that_name_no_round_answer_the_round_they_are_brought_into(held):
    found = receive(held, table_of([("1a", "It is done.", "Green")], ("Ref", "Update", "Status")), "r.csv")
    assert laid(found)["1a"].is_taken


@pytest.mark.parametrize(
    ("typed", "kind", "words"),
    [
        ("Nothing to report: the survey is in May", "nothing_to_report", "the survey is in May"),
        ("No change since the last round", "nothing_to_report", "No change since the last round"),
        ("Carried forward", "carried_forward", ""),
        ("Stopped: Cabinet, 3 June 2026", "stopped", "Cabinet, 3 June 2026"),
        ("Same as 2a", "same_as", ""),
        ("Nothing to report on partners, but all nine counters have it.", "progress", None),
    ],
)
def test_each_kind_of_answer_is_read(held, typed, kind, words):
    row = laid(receive(held, word(held, {"1a": (typed, "Green")})))["1a"]
    assert (row.said.answer, row.said.words) == (kind, typed if words is None else words)
    assert row.problems == []


def test_same_as_points_at_the_action(held):
    bring(receive(held, word(held, {"1a": ("Same as 2a", "")})))
    assert update_of(held, "1a").same_as.ref == "2a"


def test_bullets_that_were_pasted_stay_bullets(held):
    opened = docx.Document(io.BytesIO(form_for(held, PRIYA)))
    cell = opened.tables[0].rows[1].cells[UPDATE]
    cell.text = "Agreed so far:"
    for words in ("the library", "the clinic"):
        cell.add_paragraph(words, style="List Bullet")
    opened.tables[0].rows[1].cells[STATUS].text = "Green"
    kept = io.BytesIO()
    opened.save(kept)
    assert (
        laid(receive(held, kept.getvalue()))["1a"].said.words == "Agreed so far:\n• the library\n• the clinic"
    )


def test_a_table_inside_a_cell_and_a_row_put_in_below_lose_no_word(held):
    opened = docx.Document(io.BytesIO(form_for(held, PRIYA)))
    table = opened.tables[0]
    cell = table.rows[1].cells[UPDATE]
    cell.text = "See the table:"
    inner = cell.add_table(1, 2)
    inner.rows[0].cells[0].text, inner.rows[0].cells[1].text = "Library", "61"
    table.rows[2].cells[UPDATE].text = "Two venues agreed,"
    table.add_row().cells[UPDATE].text = "and a third is near."
    kept = io.BytesIO()
    opened.save(kept)
    rows = laid(receive(held, kept.getvalue()))
    assert "Library – 61" in rows["1a"].said.words
    assert rows["2a"].said.words.split() == ["Two", "venues", "agreed,", "and", "a", "third", "is", "near."]


def test_tracked_changes_are_read_as_they_would_be_accepted(held):
    opened = docx.Document(io.BytesIO(form_for(held, PRIYA)))
    row = opened.tables[0].rows[1]
    paragraph = row.cells[UPDATE].paragraphs[0]._p
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    for kind, tag, words in (("ins", "t", "Two venues agreed."), ("del", "delText", "Nothing.")):
        paragraph.append(
            docx.oxml.parse_xml(
                f'<w:{kind} xmlns:w="{w}" w:id="1" w:author="P" w:date="2026-11-30T09:00:00Z"><w:r><w:{tag}>'
                f"{words}</w:{tag}></w:r></w:{kind}>"
            )
        )
    row.cells[STATUS].text = "Green"
    kept = io.BytesIO()
    opened.save(kept)
    assert laid(receive(held, kept.getvalue()))["1a"].said.words == "Two venues agreed."


def test_complete_takes_its_days_from_the_status_cell(held):
    found = receive(
        held, word(held, {"1a": ("It opened.", "complete, 3 November 2026, next review 3 November 2027")})
    )
    row = laid(found)["1a"]
    assert (str(row.said.completed_on), str(row.said.next_review_on)) == ("2026-11-03", "2027-11-03")
    assert row.problems == []


def test_a_status_of_no_scale_waits_for_a_person(held):
    row = laid(receive(held, word(held, {"1a": ("It opened.", "Turquoise")})))["1a"]
    assert not row.is_taken
    assert row.problems == [("status", "Choose a status: “Turquoise” is none of this plan’s.")]


def test_what_would_be_refused_says_why_and_stops_the_whole(held):
    found = receive(held, word(held, {"1a": ("", "Green"), "2a": ("It opened.", "Green")}))
    assert laid(found)["1a"].problems[0][0] == "words"
    rows = {row.read.key: {"take": "yes", "seen": 0} for row in laid(found).values()}
    found = bringing.settle(found, rows=rows, headings={}, version=1)
    with pytest.raises(Refused, match="1a: Say what has happened"):
        bring(found)
    assert not Update.objects.filter(asked__isnull=False).exists()


def test_a_form_for_a_split_action_names_its_half(plan):
    split(plan.actions.get(ref="1c"))
    held = make_round(plan)
    bring(receive(held, word(held, {("1c", "internal"): ("Ours is done.", "Green")})))
    bring(receive(held, word(held, {("1c", "external"): ("Theirs is not.", "Amber")}, "Tom Hathersage")))
    assert update_of(held, "1c", "internal").words == "Ours is done."
    assert update_of(held, "1c", "external").words == "Theirs is not."
    assert update_of(held, "1c", "external").assignment.qualifier == "external"


def test_a_row_of_a_split_action_without_its_half_asks(plan):
    split(plan.actions.get(ref="1c"))
    held = make_round(plan)
    row = laid(receive(held, table_of([("1c", "It is done.", "Green")]), "r.csv"))["1c"]
    assert (row.standing, "Say whose half" in row.why) == ("unplaced", True)


def test_a_form_of_another_round_brings_nothing(held):
    content = table_of([("1a", "It is done.", "Green")], ("Ref", "June 2026 update", "June 2026 status"))
    found = receive(held, content, "r.csv")
    assert laid(found)["1a"].standing == "empty"
    with pytest.raises(Refused, match="nothing is chosen"):
        bring(found)


def test_a_form_of_another_plan_is_not_placed_by_its_references(held):
    other = make_plan(4, title="Another plan", slug="another", priorities=1)
    other.actions.update(words="Something else altogether is promised here")
    theirs = make_round(other)
    row = laid(receive(held, word(theirs, {"1a": ("It is done.", "Green")})))["1a"]
    assert row.standing == "unplaced"
    assert "the form may be of another plan" in row.why


def test_a_reference_that_the_plan_does_not_have_waits(held):
    found = receive(held, table_of([("9z", "It is done.", "Green"), ("1a", "Yes.", "Green")]), "r.csv")
    assert laid(found)["9z"].standing == "unplaced"
    bring(found)
    text = WaitingText.objects.get(plan_import=found)
    assert (text.words, "no action 9z" in text.why) == ("It is done.\nGreen", True)


def test_a_reviewer_places_a_row(held):
    found = receive(held, table_of([("9z", "It is done.", "Green")]), "r.csv")
    key = laid(found)["9z"].read.key
    found = bringing.settle(found, rows={key: {"to": "1a", "take": "yes", "seen": 0}}, headings={}, version=1)
    bring(found)
    assert update_of(held, "1a").words == "It is done."


def test_of_a_repeated_reference_the_words_decide(plan):
    plan.actions.filter(ref="1b").update(ref="1a")
    held = make_round(plan)
    second = plan.actions.get(slug="1b")
    content = table_of(
        [("1a", second.words, "It is done.", "Green")], ("Ref", "Action", "December 2026 update", "Status")
    )
    row = next(iter(laid(receive(held, content, "r.csv")).values()))
    assert row.request.action == second


def test_a_repeated_reference_without_words_asks(plan):
    plan.actions.filter(ref="1b").update(ref="1a")
    held = make_round(plan)
    row = laid(receive(held, table_of([("1a", "It is done.", "Green")]), "r.csv"))["1a"]
    assert "Several actions have the reference 1a" in row.why


def test_two_rows_on_one_action_are_not_both_taken(held):
    content = table_of([("1a", "It is done.", "Green"), ("1a", "It is not.", "Green")])
    found = receive(held, content, "r.csv")
    bring(found)
    assert update_of(held, "1a").words == "It is done."
    assert WaitingText.objects.get(plan_import=found).words == "It is not.\nGreen"


def test_the_same_file_twice_changes_nothing(held):
    content = word(held, {"1a": ("All nine have it.", "Green")})
    bring(receive(held, content))
    before = list(Update.objects.values())
    again = receive(held, content)
    assert laid(again)["1a"].standing == "same"
    with pytest.raises(Refused, match="nothing is chosen"):
        bring(again)
    assert list(Update.objects.values()) == before


def test_an_answer_that_was_sent_stays_unless_the_form_is_chosen(held):
    editor = make_person("editor")
    first = send(asked_of(held, "1a"), editor)
    found = receive(held, word(held, {"2a": ("x", "Green")}))
    assert "1a" not in laid(found)
    found = receive(held, table_of([("1a", "Other words.", "Green")]), "r.csv")
    row = laid(found)["1a"]
    assert (row.standing, row.is_taken, row.now) == ("answered", False, first)
    found = bringing.settle(found, rows={row.read.key: {"take": "yes", "seen": 1}}, headings={}, version=1)
    bring(found)
    first.refresh_from_db()
    assert (first.words, first.version) == ("Other words.", 2)
    assert UpdateEvent.objects.filter(update_changed=first).last().because.startswith("Instead of: All nine")


def test_a_signed_off_answer_is_never_changed(held):
    update = send(asked_of(held, "1a"), make_person("lead"))
    signing_off.sign_off(update, version=update.version, by=make_person("editor"), at=REVIEWED_AT)
    row = laid(receive(held, table_of([("1a", "Other words.", "Green")]), "r.csv"))["1a"]
    assert (row.standing, row.is_taken) == ("signed_off", False)


def test_a_row_answered_on_the_site_meanwhile_stops_the_form(held):
    found = receive(held, table_of([("1a", "Other words.", "Green")]), "r.csv")
    key = laid(found)["1a"].read.key
    found = bringing.settle(found, rows={key: {"take": "yes", "seen": 0}}, headings={}, version=1)
    send(asked_of(held, "1a"), make_person("lead"))
    with pytest.raises(Stale):
        bring(found)


def test_two_reviewers_never_overwrite_each_other_unseen(held):
    found = receive(held, table_of([("1a", "Other words.", "Green")]), "r.csv")
    key = laid(found)["1a"].read.key
    bringing.settle(found, rows={key: {"take": "no", "seen": 0}}, headings={}, version=1)
    with pytest.raises(Stale):
        bringing.settle(found, rows={key: {"take": "yes", "seen": 0}}, headings={}, version=1)


def test_a_draft_is_not_written_over_unless_chosen(held):
    asked = asked_of(held, "1a")
    answering.save_draft(
        asked, said(held.plan, words="Half"), version=0, by=make_person("lead"), at=ANSWERED_AT
    )
    row = laid(receive(held, table_of([("1a", "Other words.", "Green")]), "r.csv"))["1a"]
    assert (row.standing, row.is_taken) == ("draft", False)


def test_a_draft_is_printed_in_its_cell_for_those_who_may_read_it(held):
    asked = asked_of(held, "1a")
    answering.save_draft(
        asked, said(held.plan, words="Half"), version=0, by=make_person("lead"), at=ANSWERED_AT
    )
    printed = docx.Document(io.BytesIO(form_for(held, PRIYA))).tables[0].rows[1].cells[UPDATE].text
    hidden = docx.Document(io.BytesIO(form_for(held, PRIYA, reader=make_person("publisher"))))
    assert (printed, hidden.tables[0].rows[1].cells[UPDATE].text) == ("Half", "")


def test_a_returned_answer_goes_out_with_its_reason_and_comes_back(held):
    lead, editor = make_person("lead"), make_person("editor")
    update = send(asked_of(held, "1a"), lead)
    signing_off.send_back(update, "Say how many.", version=update.version, by=editor, at=REVIEWED_AT)
    content = form_for(held, PRIYA)
    assert "Returned: Say how many." in docx.Document(io.BytesIO(content)).tables[0].rows[1].cells[1].text
    row = laid(receive(held, fill_word(content, {"1a": ("Nine counters.", "Green")})))["1a"]
    assert (row.standing, row.is_taken, row.remark) == ("returned", True, "")


def test_undo_puts_every_answer_back(held):
    asked = asked_of(held, "1a")
    answering.save_draft(
        asked, said(held.plan, words="Half"), version=0, by=make_person("lead"), at=ANSWERED_AT
    )
    before = list(Update.objects.values())
    found = receive(held, word(held, {"1a": ("Whole.", "Green"), "2a": ("New.", "Green")}))
    row = laid(found)["1a"]
    found = bringing.settle(found, rows={row.read.key: {"take": "yes", "seen": 1}}, headings={}, version=1)
    bring(found)
    assert Update.objects.filter(state="submitted").count() == 2
    undo(found, by=make_person("editor"), at=REVIEWED_AT)
    assert list(Update.objects.values()) == before
    found.refresh_from_db()
    assert found.state == PlanImport.State.UNDONE


def test_it_is_not_undone_once_an_answer_was_signed_off(held):
    found = receive(held, word(held, {"1a": ("Whole.", "Green")}), by=make_person("lead"))
    bring(found, by=make_person("lead"))
    update = update_of(held, "1a")
    signing_off.sign_off(update, version=1, by=make_person("editor"), at=REVIEWED_AT)
    with pytest.raises(CannotUndo, match="changed since"):
        undo(found, by=make_person("editor"), at=REVIEWED_AT)


def test_nothing_comes_into_a_closed_round(held):
    found = receive(held, word(held, {"1a": ("Whole.", "Green")}))
    running.close(held, version=held.version, by=make_person("editor"), at=REVIEWED_AT)
    found = PlanImport.objects.get(pk=found.pk)
    with pytest.raises(Refused, match="not open"):
        bring(found)


def test_a_file_that_cannot_be_read_gets_a_sentence(held):
    found = receive(held, b"PK\x03\x04 and nothing more", "form.docx")
    assert (found.state, bool(found.refused_because)) == ("refused", True)


def test_a_form_is_laid_out_in_a_constant_number_of_queries(plan, held, django_assert_num_queries):
    def queries(refs):
        found = receive(held, table_of([(ref, "It is done.", "Green") for ref in refs]), "r.csv")
        found = PlanImport.objects.select_related("reporting_round__plan__scale").get(pk=found.pk)
        with django_assert_num_queries(5):
            laid(found)

    queries(["1a"])
    queries(["1a", "1b", "1c", "2a", "2b"])


def test_a_plan_without_a_scale_asks_for_no_status_and_its_form_comes_back(held):
    plan = held.plan
    plan.actions.update(status=None)
    Update.objects.filter(action__plan=plan).update(status=None)
    type(plan).objects.filter(pk=plan.pk).update(scale=None)
    held.refresh_from_db()
    held = type(held).objects.get(pk=held.pk)
    opened = docx.Document(io.BytesIO(form_for(held, PRIYA)))
    table = opened.tables[0]
    assert table.rows[0].cells[-1].text == "December 2026 update"
    said = "\n".join(each.text for each in opened.paragraphs)
    assert "Write in the last column, “December 2026 update”." in said
    assert "Say there what has happened." in said
    table.rows[-1].cells[-1].text = "A venue is found."
    ref = table.rows[-1].cells[0].text
    content = io.BytesIO()
    opened.save(content)
    bring(receive(held, content.getvalue()))
    assert update_of(held, ref).words == "A venue is found."


def test_a_round_that_is_called_an_update_is_not_called_so_twice():
    assert update_heading("December 2026 Update") == "December 2026 Update"
    assert update_heading("December 2026") == "December 2026 update"
