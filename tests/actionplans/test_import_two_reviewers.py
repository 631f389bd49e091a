"""Two people at one paper on its way in see each other's choices, and what is pressed twice is done once."""

import re
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from actionplans.importing import reviewing
from actionplans.models import Plan, PlanImport, WaitingText
from tests.actionplans.found_plans import AT, PAPER, to_check
from tests.plans import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(client):
    client.force_login(make_person("editor"))
    return client


@pytest.fixture
def newer(team):
    """A newer version of a plan, with one difference to choose."""
    first = to_check(PAPER)
    team.post(reverse("import_apply", args=[first.pk]))
    actions = (replace(PAPER.actions[0], words="Book it in a day."), *PAPER.actions[1:])
    return to_check(replace(PAPER, actions=actions), plan=Plan.objects.get(), name="newer.docx")


def hidden(page):
    html = page.content.decode()
    return {name: re.search(rf'name="{name}" value="([^"]*)"', html)[1] for name in ("key", "version")}


def change_of(page):
    return page.context["page"][0].changes[0]


def test_a_difference_that_somebody_chose_meanwhile_is_shown(team, newer):
    path = reverse("import_changes", args=[newer.pk])
    page = team.get(path)
    key = change_of(page).key
    reviewing.choose(newer, {key: "apply"})
    stale = team.post(path, hidden(page))
    shown = stale.content.decode()
    assert stale.status_code == 409
    assert "now bring it in; you chose leave it" in shown
    assert PlanImport.objects.get(pk=newer.pk).choices["changes"] == {key: "apply"}
    assert team.post(path, hidden(stale)).status_code == 302
    assert PlanImport.objects.get(pk=newer.pk).choices["changes"] == {}


def test_of_two_who_settle_at_once_one_is_told(newer):
    other = PlanImport.objects.get(pk=newer.pk)
    reviewing.choose(newer, {}, version=newer.version)
    with pytest.raises(reviewing.Stale):
        reviewing.choose(other, {}, version=other.version)


def test_a_paper_that_was_settled_meanwhile_is_not_brought_in_unseen(team, newer):
    page = team.get(reverse("import_discard", args=[newer.pk]))
    reviewing.choose(newer, {})
    done = team.post(reverse("import_apply", args=[newer.pk]), hidden(page), follow=True)
    assert "Somebody else was at this paper" in done.content.decode()
    assert PlanImport.objects.get(pk=newer.pk).state == "review"


def test_a_paper_that_was_settled_meanwhile_is_not_thrown_away_unseen(team, newer):
    path = reverse("import_discard", args=[newer.pk])
    page = team.get(path)
    reviewing.choose(newer, {})
    team.post(path, hidden(page))
    assert PlanImport.objects.get(pk=newer.pk).state == "review"


def test_both_choices_are_said_where_two_people_settle_a_reading(team):
    held = to_check(PAPER)
    path = reverse("import_review", args=[held.pk])
    page = team.get(path)
    reviewing.settle(held, title="Their title")
    stale = team.post(path, hidden(page) | {"title": "My title"})
    assert stale.status_code == 409
    assert "now Their title; you chose My title" in stale.content.decode()


def test_a_file_that_is_sent_twice_is_received_once(team):
    path = reverse("import_new")
    key = re.search(r'name="key" value="([^"]*)"', team.get(path).content.decode())[1]
    for _ in range(2):
        file = SimpleUploadedFile("plan.csv", b"Ref,Action,Lead\n1a,Ask residents,Digital\n")
        answer = team.post(path, {"key": key, "file": file})
    assert PlanImport.objects.count() == 1
    assert answer["Location"] == reverse("import_review", args=[PlanImport.objects.get().pk])


def test_undo_pressed_twice_is_done_once(team, newer):
    first = PlanImport.objects.exclude(pk=newer.pk).get()
    page = team.get(reverse("import_review", args=[first.pk]))
    newer.delete()
    for _ in range(2):
        answer = team.post(reverse("import_undo", args=[first.pk]), hidden(page), follow=True)
    assert "This was done already" in answer.content.decode()
    assert not Plan.objects.exists()


def test_words_are_cleared_once(team):
    held = to_check(PAPER)
    waiting = WaitingText.objects.create(plan_import=held, words="x", why="y")
    path = reverse("import_clear", args=[held.pk, waiting.pk])
    for how in ("First", "Second"):
        team.post(path, {"key": "one", "how": how})
    waiting.refresh_from_db()
    assert (waiting.cleared_how, waiting.cleared_at >= AT) == ("First", True)


def test_ones_other_sessions_end_once(team):
    for _ in range(2):
        answer = team.post(reverse("end_sessions"), {"key": "one"}, follow=True)
    assert "This was done already" in answer.content.decode()
