"""The key of a round fits its address, wherever the round comes from."""

import pytest
from django.db import IntegrityError, transaction

from actionplans.importing import applying
from actionplans.models import PlanImport, ReportingRound
from actionplans.recognising import found
from actionplans.wording import round_keys
from papers.models import SourceFile
from tests.plans import make_organisation, make_person, make_plan
from tests.rounds import OPENED_AT

ODD = [
    "Autumn/Winter 2024",
    "../..",
    "",
    "?x=1#y",
    "Gwanwyn ’24",
    "\ud800",
    "\x00",
    "x" * 300,
    "a b",
    "2018-10",
]


@pytest.mark.parametrize("words", ODD)
def test_every_key_is_made_to_fit(words):
    assert round_keys.is_fit(round_keys.fit(words))


@pytest.mark.parametrize("key", ["2018-10", "2024-25-q2", "q3", "6-month", "October_2018"])
def test_a_key_that_fits_stays(key):
    assert round_keys.fit(key) == key


def test_no_two_rounds_of_a_plan_get_one_key():
    fitting = round_keys.all_fit([*ODD, "a-b"])
    assert len(set(fitting.values())) == len(fitting)
    assert fitting["a-b"] == "a-b"


def reading(key):
    """A paper with one action and one round of this key, in the import format."""
    return found.from_json(
        {
            "plan": {"title": "Plan with odd rounds", "organisation": "Vale College"},
            "rounds": [{"key": key, "words": "Autumn round"}, {"key": "2018-10", "words": "October 2018"}],
            "actions": [
                {
                    "ref": "1",
                    "words": "Ask residents",
                    "updates": [{"round": key, "words": "Asked.", "body": "Asked."}],
                }
            ],
        }
    )


@pytest.mark.parametrize("key", ["Autumn/Winter 2024", "../..", "?x#y", "a%2Fb"])
def test_updates_follow_their_round_to_its_new_key(key):
    paper = reading(key)
    assert paper.actions[0].updates[0].round == paper.rounds[0].key
    assert round_keys.is_fit(paper.rounds[0].key)


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["Autumn/Winter 2024", "../..", "?x#y", "a%2Fb"])
def test_the_board_of_a_round_with_an_odd_key_in_its_file_opens(key, client):
    brought_in = PlanImport.objects.create(
        organisation=make_organisation(),
        source_file=SourceFile.objects.create(
            name="p.json", content=b"{}", size=2, sha256="0" * 64, uploaded_at=OPENED_AT
        ),
        state=PlanImport.State.REVIEW,
        reading=reading(key).as_json(),
        started_by=make_person("editor"),
        started_at=OPENED_AT,
    )
    applying.apply(brought_in, by=make_person("editor"), at=OPENED_AT)
    held = ReportingRound.objects.get(words="Autumn round")
    client.force_login(make_person("editor"))
    assert client.get(held.get_absolute_url()).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["a/b", ""])
def test_the_database_holds_no_key_that_breaks_an_address(key):
    held = make_plan(2, rounds=1).rounds.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportingRound.objects.filter(pk=held.pk).update(key=key)
