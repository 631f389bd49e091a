"""The desk in a browser: for everyone, at every width; rows move by key and by pointer, and without a script by number."""

import pytest
from django.urls import reverse

from accounts import directory
from accounts.permissions import Role
from actionplans.models import Recommendation
from tests.plans import make_person, make_plan

pytestmark = pytest.mark.django_db(transaction=True)
WIDTHS = (320, 1280)
PAGES = [
    "/admin/",
    "/admin/actionplans/action/",
    "/admin/actionplans/action/?plan__id__exact={plan}&overdue=yes",
    "/admin/actionplans/action/?q=nonsense",
    "/admin/actionplans/action/{action}/change/",
    "/admin/actionplans/action/add/",
    "/admin/actionplans/action/add/?plan={plan}",
    "/admin/actionplans/action/{action}/delete/",
    "/admin/actionplans/action/{action}/history/",
    "/admin/actionplans/action/export/",
    "/admin/actionplans/action/import/",
    "/admin/actionplans/plan/",
    "/admin/actionplans/plan/{plan}/change/",
    "/admin/actionplans/recommendation/{recommendation}/change/",
    "/admin/actionplans/update/",
    "/admin/actionplans/update/{update}/change/",
    "/admin/actionplans/reportinground/",
    "/admin/actionplans/progressscale/{scale}/change/",
    "/admin/accounts/contributor/",
    "/admin/accounts/contributor/{one}/change/",
    "/admin/accounts/contributor/merge/?of={one},{other}",
    "/admin/accounts/contributor/split-off/{alias}/",
]


@pytest.fixture
def world(transactional_db):
    """A plan, two contributors that look alike, and the numbers by which the pages are asked for."""
    plan = make_plan(12, is_draft=True)
    recommendation = Recommendation.objects.create(plan=plan, order=1, number="1", words="Hold a review")
    one, _ = directory.enter(plan.organisation, "Equality Team")
    other, _ = directory.enter(plan.organisation, "Equalites Team")
    alias = directory.also_written(one, "E.T.")
    plan.columns.create(layout="priorities", key="ref", order=1)
    action = plan.actions.first()
    return {
        "plan": plan.pk,
        "action": action.pk,
        "recommendation": recommendation.pk,
        "update": action.updates.first().pk,
        "scale": plan.scale_id,
        "one": one.pk,
        "other": other.pk,
        "alias": alias.pk,
    }


@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing_on_the_desk_and_nothing_runs_off_the_screen(world, sign_in, axe, address):
    page = sign_in(make_person(Role.EDITOR))
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(address.format(**world), wait_until="load")
        page.wait_for_function("() => document.getAnimations().every((each) => each.playState !== 'running')")
        assert axe(page) == [], f"at {width}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def wait_for(page, words):
    """Wait until the page that was asked for is whole and says these words."""
    page.get_by_text(words).first.wait_for(state="attached")
    page.wait_for_load_state("load")


def test_axe_finds_nothing_on_a_refused_form_and_on_a_table_looked_at(world, sign_in, axe):
    page = sign_in(make_person(Role.EDITOR))
    page.goto(f"/admin/actionplans/action/{world['action']}/change/")
    page.fill("#id_words", "")
    page.click("input[name=_save]")
    wait_for(page, "Say what is to be done")
    assert axe(page) == []
    page.goto("/admin/actionplans/priority/import/")
    rows = b"plan,words\nequality-action-plan-2025-to-2027,A new heading\n"
    page.set_input_files("#id_import_file", {"name": "t.csv", "mimeType": "text/csv", "buffer": rows})
    page.click("input[type=submit][value^=Look]")
    wait_for(page, "A new heading")
    assert axe(page) == []
    page.click("input[name=confirm]")
    wait_for(page, "1 new")


def priorities(page):
    return page.evaluate(
        """Array.from(document.querySelectorAll('#priorities-group tbody tr.has_original'))
        .map((row) => [row.querySelector('input[name$="-order"]').value, row.querySelector('textarea').value[9]])"""
    )


def test_rows_move_by_key_and_keep_their_place_when_saved(world, sign_in):
    page = sign_in(make_person(Role.EDITOR))
    page.goto(f"/admin/actionplans/plan/{world['plan']}/change/")
    page.locator("#priorities-group tr.has_original").first.get_by_role("button", name="Move down").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert priorities(page) == [["1", "2"], ["2", "3"], ["3", "1"], ["4", "4"]]
    page.click("input[name=_continue]")
    page.locator(".messagelist .success").wait_for()
    page.wait_for_load_state("load")
    assert priorities(page) == [["1", "2"], ["2", "3"], ["3", "1"], ["4", "4"]]


def test_rows_move_by_pointer(world, sign_in):
    page = sign_in(make_person(Role.EDITOR))
    page.goto(f"/admin/actionplans/plan/{world['plan']}/change/")
    rows = page.locator("#priorities-group tr.has_original")
    grip = rows.nth(2).locator(".desk-handle")
    grip.scroll_into_view_if_needed()
    start, goal = grip.bounding_box(), rows.nth(0).bounding_box()
    page.mouse.move(start["x"] + 5, start["y"] + 5)
    page.mouse.down()
    page.mouse.move(goal["x"] + 20, goal["y"] + 4, steps=12)
    page.mouse.up()
    assert priorities(page) == [["1", "3"], ["2", "1"], ["3", "2"], ["4", "4"]]


def test_without_a_script_an_action_is_added_and_given_a_lead(
    world, page_without_javascript, client, live_server
):
    client.force_login(make_person(Role.EDITOR))
    page = page_without_javascript
    value = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])
    page.goto(reverse("admin:actionplans_action_add"))
    page.select_option("#id_plan", str(world["plan"]))
    page.click("input[name=_save]")
    page.fill("#id_words", "Widen the door")
    page.fill("#id_ref", "9a")
    page.select_option("#id_assignments-0-role", "lead_service")
    page.fill("#id_assignments-0-words", "equality team")
    page.click("input[name=_save]")
    wait_for(page, "was added successfully")
    page.goto("/admin/actionplans/assignment/?q=Widen")
    wait_for(page, "Equality Team")
