"""The pages on which a paper is prepared, looked at and issued."""

import re

import pytest
from django.urls import reverse

from actionplans.models import PlanPreparation
from actionplans.publications import making
from tests.issued import page_and_json
from tests.plans import make_person, make_plan

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quick_files(monkeypatch):
    """A page and JSON alone: what a PDF looks like is tested elsewhere."""
    monkeypatch.setattr(making, "written", page_and_json)
    monkeypatch.setattr(making.make_or_say_why, "__kwdefaults__", {"written": page_and_json})


@pytest.fixture
def plan():
    return make_plan(4, slug="plan", rounds=2)


@pytest.fixture
def as_(client):
    def signed_in(role):
        client.force_login(make_person(role))
        return client

    return signed_in


def hidden(response):
    """What the form of a page carries unseen."""
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', response.content.decode())
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


def filled(response, **told):
    """The form of a page as a browser would send it, with what is typed over it."""
    shown = response.context["form"]
    data = {}
    for name, field in shown.fields.items():
        value = shown[name].value()
        if value in (None, False, ""):
            continue
        data[name] = field.prepare_value(value) if hasattr(field, "prepare_value") else value
    return {**data, **told}


def test_a_paper_is_prepared_from_its_plan(as_, plan):
    client = as_("editor")
    address = f"{reverse('preparation_new')}?plan=plan"
    page = client.get(address)
    answer = client.post(address, filled(page, title="Progress to October", reference="Appendix 2"))
    assert answer.status_code == 302, answer.context["form"].errors
    made = PlanPreparation.objects.get()
    assert (made.plan, made.title, made.reference) == (plan, "Progress to October", "Appendix 2")
    assert answer.url == reverse("preparation", args=[made.pk])
