"""The line that will print where no answer came is one line: on every page, in every mail, in the paper."""

import pytest

from accounts.models import Contributor
from actionplans.onscreen.chase_list import chase_list
from actionplans.onscreen.round_waiting import waiting
from actionplans.rounds import letters, running, signing_off
from actionplans.rounds.days import line_that_prints
from papers import phrases
from tests.plans import make_person, signed_in
from tests.rounds import OPENED_AT, REVIEWED_AT, asked_of, send
from tests.shown import words_of

RETURNED = phrases.NOT_ANSWERED_AGAIN


@pytest.fixture
def editor(held):
    return make_person("editor", email="second@marlowvale.example")


@pytest.fixture
def returned(held, priya, editor):
    """1a, which Priya answered and the team returned."""
    asked = asked_of(held, "1a")
    sent = send(asked, priya)
    signing_off.send_back(sent, "Say how many.", version=sent.version, by=editor, at=REVIEWED_AT)
    return asked


def lines_of(held, asked):
    """The lines that the chase list, the closing, and a reminder give for this answer."""
    row = next(
        row
        for row in chase_list(held, today=REVIEWED_AT.date()).rows
        if any(item.pk == asked.pk for item in row.items)
    )
    missing = next(each for each in waiting(held).missing if each.ref == asked.action.ref)
    (letter,) = letters.asking_letters(
        held, [asked], kind=letters.Kind.REMINDER, occasion="test", by=None, at=REVIEWED_AT
    )
    return {row.printed, missing.line, letter.lines[0].printed}


def test_an_answer_that_was_returned_prints_as_returned_on_every_list_and_in_the_mail(held, returned):
    assert lines_of(held, returned) == {RETURNED}


def test_what_the_same_person_never_answered_still_prints_as_not_received(held, returned):
    printed = {
        item.ref: row.printed for row in chase_list(held, today=REVIEWED_AT.date()).rows for item in row.items
    }
    assert printed["1a"] == RETURNED
    assert printed["3a"] == "[Not received. Asked on 24 November 2026.]"


def test_the_head_of_service_is_told_the_same_line(held, returned, contributor):
    for service in returned.action.assignments.filter(role="lead_service"):
        Contributor.objects.filter(pk=service.contributor_id).update(headed_by=contributor("Tom Hathersage"))
    found = letters.escalation_letters(held, [returned], occasion="test", by=None, at=REVIEWED_AT)
    assert {line.printed for letter in found for line in letter.lines} == {RETURNED}
    assert found


def test_its_lead_reads_the_same_line_on_my_actions_and_beside_the_form(client, held, returned, priya):
    client.force_login(priya)
    for page in ("/my-actions/", f"/my-actions/{returned.pk}/"):
        assert RETURNED in words_of(client.get(page))


def test_it_is_the_line_that_the_page_of_the_action_shows_after_the_round(held, returned, editor):
    """To a publisher, who reads no answer that was returned."""
    before = line_that_prints([OPENED_AT.date()], state="returned")
    running.close(
        held, because="", with_answers_waiting=False, version=held.version, by=editor, at=REVIEWED_AT
    )
    assert before in words_of(signed_in("publisher").get(returned.action.get_absolute_url()))
