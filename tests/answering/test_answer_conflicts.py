"""Two who save the same answer: nobody overwrites anybody unseen, and nothing that was typed is lost."""

import pytest

from actionplans.models import Update
from actionplans.rounds import answering, signing_off
from tests.answering.answer_forms import (
    by_script,
    fill,
    keep,
    page_of,
    press,
    send,
    typed_in,
)
from tests.rounds import REVIEWED_AT, said
from tests.shown import words_of

MINE = "Two of five venues have signed up. The housing offices wait for their network teams."
THEIRS = "Two of five venues have signed up. The health centre has a date."


@pytest.fixture
def typed(client, asked, statuses):
    """What Priya typed into a form that was opened before anybody saved."""
    return fill(client, asked, words=MINE, status=statuses["Green"], why="Only typed")


@pytest.fixture
def theirs(typed, asked, signed_in, team, statuses):
    """What Rosalind saved meanwhile."""
    keep(signed_in(team), asked, words=THEIRS, status=statuses["Amber"])
    return Update.objects.get(asked=asked)


@pytest.mark.parametrize("button", ["keep", "send"])
def test_a_stale_form_shows_both_texts_and_changes_nothing(client, asked, typed, theirs, button):
    shown = press(client, asked, button, typed)
    assert shown.status_code == 409
    words = words_of(shown)
    assert "Rosalind Achterberg saved this answer at" in words
    assert "Nothing has been lost" in words
    assert MINE in words
    assert "<del>" in shown.content.decode()
    assert Update.objects.get(asked=asked).words == THEIRS


def test_what_differs_besides_the_words_is_listed(client, asked, typed, theirs):
    assert "How it is going Amber: slipping Green: on track" in words_of(press(client, asked, "keep", typed))


def test_keep_mine_keeps_every_field_as_it_was_typed(client, asked, typed, theirs):
    shown = press(client, asked, "keep", typed)
    kept = press(client, asked, "keep", typed_in(shown))
    assert kept.status_code == 302
    again = typed_in(client.get(page_of(asked)))
    assert {name: again[name] for name in ("words", "status", "why")} == {
        name: typed[name] for name in ("words", "status", "why")
    }


def test_keep_mine_is_not_blind_to_a_third_save(client, asked, typed, theirs, team, plan):
    shown = press(client, asked, "keep", typed)
    answering.save_draft(asked, said(plan, "A third text."), version=theirs.version, by=team, at=REVIEWED_AT)
    assert press(client, asked, "keep", typed_in(shown)).status_code == 409


def test_the_same_words_from_two_windows_are_no_conflict(client, asked, typed):
    assert press(client, asked, "keep", typed).status_code == 302
    assert press(client, asked, "keep", typed).status_code == 302
    assert Update.objects.get(asked=asked).version == 1


def test_ones_own_other_window_is_called_so(client, asked, typed, statuses):
    keep(client, asked, words=THEIRS)
    assert "You saved this answer in another window" in words_of(press(client, asked, "keep", typed))


def test_a_draft_that_was_thrown_away_meanwhile_is_not_lost_with_it(client, asked, typed, priya):
    press(client, asked, "keep", typed | {"words": "First."})
    late = fill(client, asked, words=MINE)
    update = Update.objects.get(asked=asked)
    answering.discard(asked, version=update.version, by=priya, at=REVIEWED_AT)
    shown = press(client, asked, "keep", late)
    assert "This draft was thrown away while you were writing" in words_of(shown)
    assert press(client, asked, "keep", typed_in(shown)).status_code == 302
    assert Update.objects.get(asked=asked).words == MINE


def test_what_was_sent_meanwhile_can_be_taken_back_for_mine(client, asked, typed, statuses):
    send(client, asked, words=THEIRS, status=statuses["Amber"])
    shown = press(client, asked, "send", typed)
    assert "Take that back and keep mine" in words_of(shown)
    assert press(client, asked, "over", typed_in(shown)).status_code == 302
    update = Update.objects.get(asked=asked)
    assert (update.state, update.words) == ("draft", MINE)


def test_what_was_signed_off_meanwhile_stands_and_mine_is_there_to_be_copied(
    client, asked, typed, statuses, team
):
    send(client, asked, words=THEIRS, status=statuses["Amber"])
    update = Update.objects.get(asked=asked)
    signing_off.sign_off(update, version=update.version, by=team, at=REVIEWED_AT)
    shown = press(client, asked, "keep", typed)
    assert shown.status_code == 409
    assert "only added to now" in words_of(shown)
    assert "Keep mine" not in words_of(shown)
    assert MINE in words_of(shown)
    refused = press(client, asked, "over", typed_in(shown))
    assert refused.status_code == 422
    assert Update.objects.get(asked=asked).words == THEIRS


# ---------- What the page's own script is told ----------


def test_the_script_is_told_the_version_it_goes_on_from(client, asked, typed):
    first = by_script(client, asked, typed)
    assert (first.status_code, first.json()["version"]) == (200, 1)
    assert first.json()["said"].startswith("Draft kept at ")
    second = by_script(client, asked, typed | {"version": 1, "words": "More."})
    assert second.json()["version"] == 2


def test_saving_by_script_does_not_use_the_forms_key_up(client, asked, typed):
    by_script(client, asked, typed)
    assert press(client, asked, "send", typed | {"version": 1}).status_code == 302
    assert Update.objects.get(asked=asked).state == "submitted"


def test_a_stale_script_is_told_who_saved_and_changes_nothing(client, asked, typed, theirs):
    told = by_script(client, asked, typed)
    assert told.status_code == 409
    assert told.json()["said"].startswith("Rosalind Achterberg saved this answer at")
    assert Update.objects.get(asked=asked).words == THEIRS


def test_a_script_whose_session_has_ended_is_told_where_to_sign_in(client, asked, typed):
    client.logout()
    told = by_script(client, asked, typed)
    assert (told.status_code, Update.objects.count()) == (401, Update.objects.exclude(asked=asked).count())
    assert told.json()["sign_in"].startswith("/sign-in/")


def test_what_was_typed_when_the_session_ended_is_back_after_signing_in(client, asked, typed, priya):
    opened = client.get(page_of(asked))
    seal = opened.content.decode().split('name="typed_by" value="')[1].split('"')[0]
    client.logout()
    assert press(client, asked, "send", typed | {"typed_by": seal}).url.startswith("/sign-in/")
    client.force_login(priya)
    assert typed_in(client.get(page_of(asked)))["words"] == MINE


def test_what_one_typed_is_not_given_to_the_next_who_signs_in(client, asked, typed, team):
    opened = client.get(page_of(asked))
    seal = opened.content.decode().split('name="typed_by" value="')[1].split('"')[0]
    client.logout()
    press(client, asked, "send", typed | {"typed_by": seal})
    client.force_login(team)
    assert MINE not in client.get(page_of(asked)).content.decode()
