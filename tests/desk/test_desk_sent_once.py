"""On the desk nobody overwrites unseen what another saved, and a form that is sent twice is done once."""

import re

import pytest

from accounts.models import Contributor, Organisation, SentForm
from actionplans.models import Action, Priority, SuccessMeasure
from tests.desk.desk_forms import address, filled, page_data
from tests.plans import make_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def action():
    return make_plan(4, priorities=1, is_draft=True).actions.first()


def hidden(answer):
    """The key and the marks that a page of the desk carries."""
    html = answer.content.decode().replace("&quot;", '"')
    return {
        name: re.search(rf"name=\"{name}\" value=\"(.*?)\">", html)[1]
        for name in ("desk_key", "desk_seen")
        if f'name="{name}"' in html
    }


def opened(desk, path):
    answer = desk.get(path)
    return page_data(answer) | hidden(answer)


def test_a_stale_form_shows_what_is_stored_and_what_was_typed(desk, action):
    path = address(Action, "change", action.pk)
    sent = opened(desk, path) | {"words": "What I typed"}
    Action.objects.filter(pk=action.pk).update(words="What they saved")
    answer = desk.post(path, sent)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "What they saved" in shown
    assert "What I typed" in shown
    assert Action.objects.get(pk=action.pk).words == "What they saved"


def test_having_seen_it_one_saves_all_the_same(desk, action):
    path = address(Action, "change", action.pk)
    sent = opened(desk, path) | {"words": "What I typed"}
    Action.objects.filter(pk=action.pk).update(words="What they saved")
    again = sent | hidden(desk.post(path, sent))
    assert desk.post(path, again).status_code == 302
    assert Action.objects.get(pk=action.pk).words == "What I typed"


def test_a_row_in_line_that_was_changed_is_seen(desk, action):
    path = address(Action, "change", action.pk)
    sent = opened(desk, path)
    SuccessMeasure.objects.filter(action=action).update(words="Another measure")
    answer = desk.post(path, sent)
    assert answer.status_code == 409
    assert "Another measure" in answer.content.decode()


def test_a_row_in_line_that_was_added_is_seen(desk, action):
    path = address(Action, "change", action.pk)
    sent = opened(desk, path)
    SuccessMeasure.objects.create(action=action, order=9, words="One more")
    assert desk.post(path, sent).status_code == 409


def test_a_form_that_nobody_changed_is_saved(desk, action):
    path = address(Action, "change", action.pk)
    assert desk.post(path, opened(desk, path) | {"words": "Mine"}).status_code == 302


def test_a_form_sent_twice_adds_once(desk):
    path = address(Organisation, "add")
    sent = opened(desk, path) | {"name": "Borough of Ash", "slug": "ash", "year_starts_in": 4}
    first, second = desk.post(path, sent), desk.post(path, sent)
    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    assert Organisation.objects.filter(slug="ash").count() == 1


def test_a_refused_form_may_be_mended_and_sent_again_with_its_key(desk):
    path = address(Organisation, "add")
    sent = opened(desk, path) | {"name": "", "slug": "ash", "year_starts_in": 4}
    assert desk.post(path, sent).status_code == 200
    assert not SentForm.objects.exists()
    assert desk.post(path, sent | {"name": "Borough of Ash"}).status_code == 302


def test_a_row_that_was_changed_meanwhile_is_not_deleted(desk, action):
    measure = action.measures.get()
    path = address(SuccessMeasure, "delete", measure.pk)
    sent = hidden(desk.get(path)) | {"post": "yes"}
    SuccessMeasure.objects.filter(pk=measure.pk).update(words="What they saved")
    desk.post(path, sent)
    assert SuccessMeasure.objects.filter(pk=measure.pk).exists()
    desk.post(path, hidden(desk.get(path)) | {"post": "yes"})
    assert not SuccessMeasure.objects.filter(pk=measure.pk).exists()


def test_rows_changed_meanwhile_are_not_deleted_together(desk, action):
    path, measure = address(SuccessMeasure, "changelist"), action.measures.get()
    chosen = {"action": "delete_selected", "_selected_action": [measure.pk]}
    asked = desk.post(path, chosen | hidden(desk.get(path)))
    sent = chosen | hidden(asked) | {"post": "yes"}
    SuccessMeasure.objects.filter(pk=measure.pk).update(words="What they saved")
    desk.post(path, sent)
    assert SuccessMeasure.objects.filter(pk=measure.pk).exists()
    asked = desk.post(path, chosen | hidden(desk.get(path)))
    desk.post(path, chosen | hidden(asked) | {"post": "yes"})
    assert not SuccessMeasure.objects.filter(pk=measure.pk).exists()


def test_contributors_changed_meanwhile_are_not_merged(desk, action):
    first, second = Contributor.objects.order_by("pk")[:2]
    path = f"/admin/accounts/contributor/merge/?of={first.pk},{second.pk}"
    sent = hidden(desk.get(path)) | {"keep": first.pk}
    Contributor.objects.filter(pk=second.pk).update(name="Renamed meanwhile")
    desk.post(path, sent)
    assert Contributor.objects.filter(pk=second.pk).exists()
    desk.post(path, hidden(desk.get(path)) | {"keep": first.pk})
    assert not Contributor.objects.filter(pk=second.pk).exists()


def listed(desk):
    """(path, what the list of priorities sends as it stands)."""
    path = address(Priority, "changelist")
    answer = desk.get(path)
    formset = answer.context["cl"].formset
    sent = hidden(answer) | filled(formset.management_form) | {"_save": "Save"}
    for form in formset.forms:
        sent |= filled(form)
    return path, sent


def test_two_editors_of_a_list_see_each_other(desk):
    make_plan(4, priorities=2, is_draft=True)
    path, sent = listed(desk)
    Priority.objects.filter(order=1).update(order=7)
    answer = desk.post(path, sent | {"form-0-order": "5"})
    assert answer.status_code == 409
    assert "Stored now: Order: 7" in answer.content.decode()
    assert sorted(Priority.objects.values_list("order", flat=True)) == [2, 7]


def test_a_list_that_nobody_changed_is_saved(desk):
    make_plan(4, priorities=2, is_draft=True)
    path, sent = listed(desk)
    assert desk.post(path, sent | {"form-0-order": "5"}).status_code == 302
