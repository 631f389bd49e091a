"""The pages of forms: taking one out, bringing one in, two reviewers at once, and pressing twice."""

import io
import re

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import Contributor
from actionplans.models import Asking, PlanImport, Update
from tests.filled import UPDATE, fill_word, form_for, table_of
from tests.plans import make_person, make_plan
from tests.rounds import asked_of, make_lead, make_round, send

pytestmark = pytest.mark.django_db
PRIYA = "Priya Nandakumar"


@pytest.fixture
def held():
    return make_round(make_plan(8, priorities=2, rounds=1))


@pytest.fixture
def editor(client):
    user = make_person("editor")
    client.force_login(user)
    return user


def address(held, name, *more):
    return reverse(name, args=[held.plan.slug, held.key, *more])


def fields(response, without=()):
    """What the form of a page would send, as a browser would."""
    found = {}
    html = response.content.decode()
    for tag in re.findall(r"<input[^>]*>", html):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        ticked = 'type="checkbox"' not in tag or " checked" in tag
        if name and ticked:
            found[name[1]] = value[1] if value else "on" if 'type="checkbox"' in tag else ""
    for name, inner in re.findall(r'<select name="([^"]*)"[^>]*>(.*?)</select>', html, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', inner)
        found[name] = chosen[1] if chosen else ""
    return {name: value for name, value in found.items() if name not in without}


def bring(client, held, content, name="form.docx"):
    page = client.get(address(held, "round_bring_in"))
    file = SimpleUploadedFile(name, content)
    return client.post(
        address(held, "round_bring_in"), {"key": fields(page)["key"], "file": file}, follow=True
    )


def test_a_lead_takes_the_form_of_what_they_owe(client, held):
    client.force_login(make_lead(held.plan))
    response = client.get(reverse("my_form", args=["docx"]))
    assert response["Content-Disposition"] == 'attachment; filename="december-2026-priya.docx"'
    refs = [row.cells[0].text for row in docx.Document(io.BytesIO(response.content)).tables[0].rows[1:]]
    assert refs == ["1a", "2a"]


def test_what_was_sent_is_not_in_the_form_again(client, held):
    lead = make_lead(held.plan)
    send(asked_of(held, "1a"), lead)
    client.force_login(lead)
    response = client.get(reverse("my_form", args=["docx"]))
    assert [row.cells[0].text for row in docx.Document(io.BytesIO(response.content)).tables[0].rows[1:]] == [
        "2a"
    ]


def test_of_several_rounds_one_is_chosen(client, held):
    lead = make_lead(held.plan)
    make_round(make_plan(4, title="Second plan", slug="second", priorities=1))
    client.force_login(lead)
    page = client.get(reverse("my_form", args=["docx"]))
    assert "Several rounds wait for you" in page.content.decode()
    chosen = client.get(reverse("my_form", args=["docx"]), {"round": "second/2026-12"})
    assert chosen["Content-Type"].startswith("application/vnd.openxml")


def test_a_lead_who_owes_nothing_finds_no_form(client, held):
    client.force_login(make_person("lead", email="new@marlowvale.example"))
    assert client.get(reverse("my_form", args=["docx"])).status_code == 404


def test_there_are_forms_in_word_and_excel_alone(client, held, editor):
    assert client.get(reverse("my_form", args=["pdf"])).status_code == 404


def test_taking_a_form_changes_nothing(client, held, editor):
    officer = Contributor.objects.get(name=PRIYA)
    client.get(address(held, "round_forms"))
    client.get(address(held, "round_form", officer.pk, "xlsx"))
    assert not Asking.objects.filter(how="form").exists()


def test_saying_that_a_form_was_sent_is_kept_once(client, held, editor):
    officer = Contributor.objects.get(name=PRIYA)
    sent = {"key": "k1", "contributor": officer.pk}
    client.post(address(held, "round_forms"), sent)
    client.post(address(held, "round_forms"), sent)
    client.post(address(held, "round_forms"), {**sent, "key": "k2"})
    assert [(each.whom, each.how, each.by) for each in Asking.objects.filter(how="form")] == [
        (PRIYA, "form", editor)
    ] * 2  # 1a and 2a


def test_the_list_of_forms_costs_the_same_at_any_size(client, editor, django_assert_max_num_queries):
    for size in (4, 24):
        held = make_round(make_plan(size, title=f"Plan of {size}", slug=f"plan-{size}"))
        with django_assert_max_num_queries(10):
            client.get(address(held, "round_forms"))


def test_a_form_comes_in_through_the_pages(client, held, editor):
    page = bring(client, held, fill_word(form_for(held, PRIYA), {"1a": ("All nine have it.", "Green")}))
    assert "1</b> chosen to come in" in page.content.decode()
    there = page.request["PATH_INFO"]
    done = client.post(there, {**fields(page), "then": "apply"}, follow=True)
    assert "Brought in: 1 answer" in done.content.decode()
    assert Update.objects.get(asked=asked_of(held, "1a")).words == "All nine have it."


def test_a_pasted_table_comes_in(client, held, editor):
    page = client.get(address(held, "round_bring_in"))
    pasted = "Ref\tDecember 2026 update\tDecember 2026 status\n1a\tAll nine have it.\tGreen\n2a\t\t\n"
    page = client.post(
        address(held, "round_bring_in"), {"key": fields(page)["key"], "pasted": pasted}, follow=True
    )
    client.post(page.request["PATH_INFO"], {**fields(page), "then": "apply"})
    assert Update.objects.get(asked=asked_of(held, "1a")).words == "All nine have it."


def test_the_button_pressed_twice_brings_it_in_once(client, held, editor):
    page = bring(client, held, fill_word(form_for(held, PRIYA), {"1a": ("All nine have it.", "Green")}))
    there, sent = page.request["PATH_INFO"], {**fields(page), "then": "apply"}
    client.post(there, sent)
    again = client.post(there, sent)
    assert again.status_code in (200, 302)
    assert Update.objects.get(asked=asked_of(held, "1a")).version == 1


def test_a_file_sent_twice_is_received_once(client, held, editor):
    page = client.get(address(held, "round_bring_in"))
    for _ in range(2):
        file = SimpleUploadedFile("r.csv", table_of([("1a", "Done.", "Green")]))
        client.post(address(held, "round_bring_in"), {"key": fields(page)["key"], "file": file})
    assert PlanImport.objects.of_forms(held).count() == 1


def test_a_second_reviewer_is_shown_both_choices(client, held, editor):
    page = bring(client, held, table_of([("1a", "It is done.", "Green")]), "r.csv")
    there, first = page.request["PATH_INFO"], fields(page)
    client.post(there, {**first, "r1-answer": "stopped"})
    stale = client.post(there, {**first, "key": "other", "r1-answer": "carried_forward"})
    shown = stale.content.decode()
    assert stale.status_code == 409
    assert "Kind of answer: Stopped; you chose Carried forward" in shown
    assert fields(stale)["r1-answer"] == "carried_forward"
    saved = client.post(there, fields(stale))
    assert saved.status_code == 302


def test_an_answer_saved_on_the_site_meanwhile_is_shown_beside_the_form(client, held, editor):
    page = bring(client, held, table_of([("1a", "It is done.", "Green")]), "r.csv")
    there, sent = page.request["PATH_INFO"], fields(page)
    send(asked_of(held, "1a"), make_lead(held.plan), words="Sent from the site.")
    stale = client.post(there, {**sent, "then": "apply"})
    assert stale.status_code == 409
    assert "Sent from the site." in stale.content.decode()
    assert Update.objects.get(asked=asked_of(held, "1a")).words == "Sent from the site."


def test_what_is_refused_says_why_and_keeps_what_was_typed(client, held, editor):
    page = bring(client, held, table_of([("1a", "It is done.", "Blue: complete")]), "r.csv")
    there = page.request["PATH_INFO"]
    refused = client.post(there, {**fields(page), "r1-take": "on", "then": "apply"})
    assert refused.status_code == 422
    assert "1a: Give the day on which it was completed" in refused.content.decode()
    mended = client.post(
        there, {**fields(refused), "r1-completed_on": "3 November 2026", "then": "apply"}, follow=True
    )
    assert mended.status_code == 200
    assert str(Update.objects.get(asked=asked_of(held, "1a")).completed_on) == "2026-11-03"


def test_a_form_is_undone_from_its_page(client, held, editor):
    page = bring(client, held, table_of([("1a", "It is done.", "Green")]), "r.csv")
    done = client.post(page.request["PATH_INFO"], {**fields(page), "then": "apply"}, follow=True)
    form = PlanImport.objects.of_forms(held).get()
    client.post(address(held, "round_form_undo", form.pk), fields(done))
    assert not Update.objects.filter(asked=asked_of(held, "1a")).exists()


def test_a_hostile_file_gets_a_sentence(client, held, editor):
    page = bring(client, held, b"PK\x03\x04 and nothing more")
    assert page.status_code == 200
    assert "This file was refused" in page.content.decode()


def test_a_form_is_no_paper(client, held, editor):
    bring(client, held, table_of([("1a", "It is done.", "Green")]), "r.csv")
    form = PlanImport.objects.of_forms(held).get()
    assert client.get(reverse("import_review", args=[form.pk])).status_code == 404
    assert "r.csv" not in client.get(reverse("imports")).content.decode()


def test_what_waits_is_cleared_from_the_page_of_the_form(client, held, editor):
    content = table_of([("1a", "It is done.", "Green"), ("9z", "Elsewhere.", "Green")])
    page = bring(client, held, content, "r.csv")
    done = client.post(page.request["PATH_INFO"], {**fields(page), "then": "apply"}, follow=True)
    form = PlanImport.objects.of_forms(held).get()
    text = form.waiting_texts.get()
    sent = {**fields(done), "how": "Told Priya"}
    cleared = client.post(reverse("import_clear", args=[form.pk, text.pk]), sent)
    assert cleared["Location"] == form.get_absolute_url()


def test_an_empty_form_leaves_every_cell_to_write_in(held):
    opened = docx.Document(io.BytesIO(form_for(held, PRIYA)))
    assert [row.cells[UPDATE].text for row in opened.tables[0].rows[1:]] == ["", ""]
