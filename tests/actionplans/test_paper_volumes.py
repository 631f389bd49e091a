"""A paper too long for one PDF is offered in volumes, by what each holds."""

import pytest
from django.core.management import CommandError, call_command

from tests.actionplans.layout_plans import with_priorities
from tests.plans import signed_in

pytestmark = pytest.mark.django_db
PDF = "/plans/equality-plan/paper.pdf"


@pytest.fixture
def client(db):
    """The browser of the equality team, which alone reads the paper as it would be today."""
    return signed_in("editor")


@pytest.fixture
def plan(monkeypatch):
    monkeypatch.setattr("papers.writing.volumes.ONE_PDF", 1)
    monkeypatch.setattr("papers.writing.volumes.ONE_VOLUME", 1)
    return with_priorities()


def test_the_volumes_are_offered_with_what_each_holds(client, plan):
    page = client.get(PDF, {"layout": "priorities"})
    assert page.status_code == 200
    assert page["Content-Type"].startswith("text/html")
    words = page.content.decode()
    assert f'<a href="{PDF}?layout=priorities&amp;volume=1">Volume 1 of' in words
    assert "Priority 1" in words


def test_a_volume_is_a_pdf_of_its_own(client, plan):
    answer = client.get(PDF, {"volume": "1"})
    assert answer.content.startswith(b"%PDF")
    assert answer["Content-Disposition"].endswith('-1.pdf"')


@pytest.mark.parametrize("volume", ["0", "99", "x", "１", "-1", "1000000000"])
def test_a_volume_that_is_not_there_is_not_found(client, plan, volume):
    assert client.get(PDF, {"volume": volume}).status_code == 404


def test_the_command_says_that_the_paper_is_too_long(plan):
    with pytest.raises(CommandError, match="in volumes"):
        call_command("write_paper", "equality-plan", "--format", "pdf")
