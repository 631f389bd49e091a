"""Bringing a paper in on the site: choose, check, bring in, undo."""

import csv
import io
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import Organisation
from actionplans.importing import bringing_in
from actionplans.models import Action, Plan, PlanImport, WaitingText
from actionplans.recognising.conducting import recognise
from actionplans.recognising.found import from_json
from papers.models import SourceFile
from tests.actionplans.found_plans import AT, PAPER, to_check
from tests.actionplans.uploading import NEW, PLAN_FILE, address, only_import, upload
from tests.plans import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(client):
    """The client of somebody of the equality team."""
    client.force_login(make_person("editor"))
    return client


def form_of(response):
    """What the form on the page would send if its button were pressed at once."""
    form = response.context["form"]
    values = {field.html_name: field.value() for field in form}
    return {name: value for name, value in values.items() if value not in (None, False, [])}


def test_a_file_is_read_and_nothing_is_written_yet(team):
    page = upload(team)
    assert page.status_code == 200
    assert "Check what was read" in page.content.decode()
    assert only_import().reading["counts"]["actions"] == 3
    assert not Plan.objects.exists()


def test_the_original_is_kept_with_its_hash_and_given_back(team):
    upload(team)
    source = SourceFile.objects.get()
    assert len(source.sha256) == 64
    answer = team.get(address("import_original"))
    assert answer.content == PLAN_FILE.encode()
    assert "plan.csv" in answer["Content-Disposition"]


def test_a_pasted_table_is_read(team):
    pasted = "Ref\tAction\tLead\n1a\tBook an interpreter\tCustomer Services\n1b\tPublish a guide\tDigital\n"
    team.post(NEW, {"pasted": pasted}, follow=True)
    assert [row["ref"] for row in only_import().reading["actions"]] == ["1a", "1b"]


def test_nothing_chosen_is_said_beside_the_field(team):
    page = team.post(NEW, {"pasted": "  "})
    assert page.status_code == 422
    assert "there is nothing to read yet" in page.content.decode()


def test_a_file_that_is_too_large_is_refused_and_what_was_pasted_is_kept(team, settings):
    settings.UPLOAD_LIMIT_BYTES = 100
    page = team.post(NEW, {"file": SimpleUploadedFile("plan.csv", b"x" * 200), "pasted": "Ref\tAction"})
    assert page.status_code == 422
    assert "at most" in page.content.decode()
    assert "Ref\tAction" in page.content.decode()


def test_a_file_that_cannot_be_read_says_why_and_is_kept(team):
    page = upload(team, "PK\x03\x04 not a workbook", "plan.xlsx")
    assert only_import().state == PlanImport.State.REFUSED
    assert only_import().refused_because in page.content.decode().replace("&#x27;", "'")
    assert SourceFile.objects.count() == 1


def test_a_reading_that_falls_over_is_refused_in_a_sentence(team, monkeypatch):
    monkeypatch.setattr(bringing_in, "recognise", lambda *args, **options: 1 / 0)
    page = upload(team)
    assert page.status_code == 200
    assert "could not be put in order" in page.content.decode()


def test_what_stops_it_is_said_before_the_button(team):
    page = upload(team)
    assert "“Puce”" in page.content.decode()
    answer = team.post(address("import_apply"), follow=True)
    assert "Nothing was brought in." in answer.content.decode()
    assert not Plan.objects.exists()


def settle(team, **fields):
    page = team.get(address("import_review"))
    data = form_of(page) | {"body_name": "Borough of Marlow Vale"}
    for label, value in fields.items():
        data[field_named(page, label)] = value
    return team.post(address("import_review"), data, follow=True)


def field_named(page, label):
    return next(field.html_name for field in page.context["form"] if label in field.label.replace(" ", "_"))


def test_a_status_is_given_its_meaning_and_the_plan_comes_in(team):
    upload(team)
    settle(team, Puce="paused")
    page = team.get(address("import_review"))
    answer = team.post(address("import_review"), form_of(page) | {"then": "apply"}, follow=True)
    assert "Brought in: Equality action plan 2025 to 2029" in answer.content.decode()
    assert "Take away “draft” on the desk" in answer.content.decode()
    assert f'?plan={Plan.objects.get().slug}">Plan a round' in answer.content.decode()
    assert Plan.objects.get().is_draft
    assert Action.objects.get(ref="1b").status.meaning == "paused"


def test_a_paper_is_put_in_order_once_though_its_body_is_known_only_then(team, monkeypatch):
    vale = Organisation.objects.create(name="Borough of Marlow Vale", slug="vale", year_starts_in=9)
    asked = []

    def counted(*args, **options):
        asked.append(options)
        return recognise(*args, **options)

    monkeypatch.setattr(bringing_in, "recognise", counted)
    upload(team)
    assert len(asked) == 1
    assert only_import().organisation == vale


THREE_COLOURS = PLAN_FILE.replace("On track", "Green").replace("Puce", "Red")


def test_a_green_that_no_key_explains_is_asked_and_used_as_chosen(team):
    page = upload(team, THREE_COLOURS)
    assert "Nobody can say from the paper what the status “Green” means." in page.content.decode()
    team.post(address("import_review"), form_of(page) | {"body_name": "Borough of Marlow Vale"}, follow=True)
    assert "Nothing was brought in." in team.post(address("import_apply"), follow=True).content.decode()
    settle(team, Green="complete")
    page = team.get(address("import_review"))
    team.post(address("import_review"), form_of(page) | {"then": "apply"}, follow=True)
    assert [action.status.meaning for action in Action.objects.order_by("order")] == [
        "complete", "off_track", "complete",
    ]  # fmt: skip


def test_a_newer_version_is_not_asked_again_what_green_means(team):
    page = upload(team, THREE_COLOURS)
    settle(team, Green="complete")
    team.post(address("import_review"), form_of(team.get(address("import_review"))) | {"then": "apply"})
    plan, first = Plan.objects.get(), only_import()
    page = upload(team, THREE_COLOURS.replace("in plain words", "plainly"), plan=plan.pk)
    newer = PlanImport.objects.exclude(pk=first.pk).get()
    assert newer.plan == plan
    assert "Nobody can say" not in page.content.decode()
    assert newer.reading["actions"][0]["status"] == {"words": "Green", "meaning": "complete"}


def test_a_heading_is_pointed_elsewhere_and_the_paper_read_again(team):
    upload(team)
    assert not from_json(only_import().reading).actions[1].detail
    settle(team, **{"auditor”_goes_to": "detail"})
    assert from_json(only_import().reading).actions[1].detail == "Looked at"


def test_a_round_is_given_another_name(team):
    upload(team)
    settle(team, What_to_call_the_round="Autumn 2025")
    assert from_json(only_import().reading).rounds[0].words == "Autumn 2025"


def test_a_damaged_cell_takes_the_words_that_are_typed(team):
    upload(team)
    page = team.get(address("import_review"))
    data = form_of(page)
    data[field_named(page, "What_to_do:_Table_1,_row_6")] = "typed"
    data[field_named(page, "The_words_that_should_stand_there:")] = "The guide went out."
    team.post(address("import_review"), data)
    assert from_json(only_import().reading).actions[1].updates[0].body == "The guide went out."


def test_a_row_is_left_out(team):
    upload(team)
    page = team.get(address("import_review"))
    data = form_of(page)
    data[field_named(page, "What_to_do:_Table_1,_row_6")] = "drop"
    team.post(address("import_review"), data)
    assert [row.ref for row in from_json(only_import().reading).actions] == ["1a", "2a"]


def test_a_problem_that_is_no_problem_is_asked_about_once(team):
    upload(team)
    page = team.get(address("import_review"))
    before = len(page.context["form"].problems)
    data = form_of(page)
    data[field_named(page, "What_to_do:_Table_1,_row_6")] = "accept"
    page = team.post(address("import_review"), data, follow=True)
    assert len(page.context["form"].problems) == before - 1


def test_what_was_settled_is_taken_back(team):
    upload(team)
    settle(team, **{"What_to_do:_Table_1,_row_6": "drop"})
    assert len(from_json(only_import().reading).actions) == 2
    settle(team, Take_back=["dropped|1:6"])
    assert len(from_json(only_import().reading).actions) == 3


def test_the_period_and_what_is_hidden_are_settled_too(team):
    upload(team)
    settle(team, Which_years="2026 to 2030", Read_hidden="on")
    reading = from_json(only_import().reading)
    assert (reading.plan.period.words, only_import().choices["include_hidden"]) == ("2026 to 2030", True)


def test_what_a_form_should_not_hold_is_said_and_nothing_is_saved(team):
    upload(team)
    before = only_import().choices
    page = settle(team, Puce="wonderful", What_is_the_plan_called="x" * 301)
    assert page.status_code == 422
    assert "Nothing was saved yet" in page.content.decode()
    assert "x" * 301 in page.content.decode()
    assert only_import().choices == before


def test_a_plan_is_given_another_title(team):
    upload(team)
    settle(team, What_is_the_plan_called="Our plan")
    settle(team, Puce="paused")
    team.post(address("import_apply"))
    assert Plan.objects.get().title == "Our plan"


def test_somebody_elses_choice_is_not_overwritten_unseen(team):
    upload(team)
    page = team.get(address("import_review"))
    mine = form_of(page) | {field_named(page, "What_is_the_plan_called"): "My title"}
    settle(team, Puce="paused")
    answer = team.post(address("import_review"), mine)
    assert answer.status_code == 409
    assert "My title" in answer.content.decode()
    assert only_import().choices["title"] == ""


def test_a_second_press_of_the_button_changes_nothing(team):
    to_check(PAPER)
    for _ in range(2):
        answer = team.post(address("import_apply"), follow=True)
        assert "<h1>Brought in: " in answer.content.decode()
    assert Plan.objects.count() == 1


def test_it_is_undone_on_the_page_and_can_be_brought_in_again(team):
    upload(team)
    settle(team, Puce="paused")
    team.post(address("import_apply"))
    answer = team.post(address("import_undo"), follow=True)
    assert "Undone" in answer.content.decode()
    assert not Plan.objects.exists()
    team.post(address("import_read"))
    assert only_import().state == PlanImport.State.REVIEW
    team.post(address("import_apply"))
    assert Plan.objects.count() == 1


def test_why_it_cannot_be_undone_is_said(team):
    to_check(PAPER)
    team.post(address("import_apply"))
    Action.objects.filter(ref="1a").update(words="Book it in a day.")
    page = team.get(address("import_review")).content.decode()
    assert "Book it in a day." in page
    assert "Undo: take it out again" not in page
    answer = team.post(address("import_undo"), follow=True)
    assert "Nothing was undone." in answer.content.decode()


def test_a_reading_is_thrown_away_after_a_question(team):
    upload(team)
    assert "Throw away this reading?" in team.get(address("import_discard")).content.decode()
    assert only_import().state == PlanImport.State.REVIEW
    team.post(address("import_discard"))
    assert only_import().state == PlanImport.State.DISCARDED
    assert SourceFile.objects.exists()


def test_words_that_wait_are_cleared_with_who_and_how(team):
    to_check(PAPER)
    team.post(address("import_apply"))
    waiting = WaitingText.objects.get()
    team.post(reverse("import_clear", args=[only_import().pk, waiting.pk]), {"how": "It is a total."})
    waiting.refresh_from_db()
    assert (waiting.cleared_by.email, waiting.cleared_how) == ("editor@marlowvale.example", "It is a total.")
    assert "It is a total." in team.get(address("import_review")).content.decode()


def test_the_problems_are_taken_away_as_a_harmless_file(team):
    formula = replace(PAPER.problems[0], words="=HYPERLINK(1)")
    to_check(replace(PAPER, problems=(formula,)))
    answer = team.get(address("import_problems"))
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[1][:4] == ["3", "4", "April 2026", "'=HYPERLINK(1)"]
    assert rows[2][3] == "Total 6 4 6 3"


def test_a_newer_version_is_chosen_difference_by_difference(team):
    to_check(PAPER)
    team.post(address("import_apply"))
    plan = Plan.objects.get()
    actions = (replace(PAPER.actions[0], words="Book it in a day.", detail="By phone."), *PAPER.actions[1:])
    newer = to_check(replace(PAPER, actions=actions), plan=plan, name="newer.docx")
    differences = reverse("import_changes", args=[newer.pk])
    page = team.get(differences)
    change = page.context["page"][0].changes[0]
    assert (change.label, change.new) == ("Words", "Book it in a day.")
    team.post(differences, {f"choose-{change.key}": "apply", "then": "apply"})
    action = Action.objects.get(ref="1a")
    assert (action.words, action.detail) == ("Book it in a day.", "")


def test_all_differences_are_chosen_at_once(team):
    to_check(PAPER)
    team.post(address("import_apply"))
    actions = (replace(PAPER.actions[0], words="Book it in a day.", detail="By phone."), *PAPER.actions[1:])
    newer = to_check(replace(PAPER, actions=actions), plan=Plan.objects.get(), name="newer.docx")
    differences = reverse("import_changes", args=[newer.pk])
    team.post(differences, {"all": "yes"})
    team.post(reverse("import_apply", args=[newer.pk]))
    assert Action.objects.get(ref="1a").detail == "By phone."


def test_the_same_file_again_is_a_newer_version_with_no_differences(team):
    upload(team)
    settle(team, Puce="paused")
    team.post(address("import_apply"))
    upload(team)
    again = PlanImport.objects.order_by("pk").last()
    assert again.plan == Plan.objects.get()
    page = team.get(reverse("import_changes", args=[again.pk]))
    assert "No differences" in page.content.decode()


def test_a_large_file_is_read_by_a_process_of_its_own(team, settings, monkeypatch):
    settings.READ_AT_ONCE_BYTES = 10
    started = []
    monkeypatch.setattr(
        "actionplans.views.processes.subprocess.Popen", lambda line, **options: started.append(line)
    )
    page = upload(team)
    assert started[0][-2:] == ["read_import", str(only_import().pk)]
    assert page["Refresh"] == "2"
    assert "The paper is being read" in page.content.decode()


def test_a_reading_that_was_stopped_halfway_can_be_started_again(team):
    upload(team)
    PlanImport.objects.update(state="reading", step_words="Joining rows", steps_done=2, steps_all=6)
    assert "Joining rows: step 2 of 6" in team.get(address("import_review")).content.decode()
    team.post(address("import_read"))
    assert only_import().state == PlanImport.State.REVIEW


def test_a_body_that_is_named_is_known_again(team):
    Organisation.objects.create(name="Borough of Marlow Vale", slug="marlow-vale")
    upload(team)
    settle(team, Puce="paused")
    assert only_import().organisation.name == "Borough of Marlow Vale"
    assert only_import().started_at > AT
