"""The form of an answer: what it offers, what it keeps, what it sends and what it refuses, and nothing is lost."""

from datetime import date

import pytest

from actionplans.models import Addendum, UpdateRequest
from actionplans.rounds import answering, signing_off
from tests.answering.answer_forms import (
    answer_of,
    by_script,
    errors_of,
    fill,
    keep,
    page_of,
    typed_in,
)
from tests.rounds import ANSWERED_AT, REVIEWED_AT, WORDS, asked_of, make_round, split
from tests.rounds import send as sent_by
from tests.shown import words_of

# ---------- What it shows ----------


def test_it_says_what_was_promised_and_what_was_said_last(client, asked):
    Addendum.objects.create(
        update_added_to=asked.action.updates.get(reporting_round__key="2026-10"),
        order=9,
        on=date(2026, 11, 7),
        words="A tenth counter has opened.",
    )
    words = words_of(client.get(page_of(asked)))
    for sentence in (
        "Promise 1: offer an interpreter at counter 1",
        "Nine bookings in ten are met within two days.",
        "“by end September 2026” We read this as: due by 30 September 2026.",
        "residents were asked. (October 2026)",
        "Added 7 November 2026 A tenth counter has opened.",
        "it was Green: on track",
        "What has happened since October 2026?",
    ):
        assert sentence in words


def test_statuses_are_the_plans_own_with_its_explanation_or_ours(client, asked, statuses):
    statuses["Amber"].explanation = "Late by up to one quarter."
    statuses["Amber"].save()
    words = words_of(client.get(page_of(asked)))
    assert "Amber: slipping Late by up to one quarter." in words
    assert "Red: off track It will not be done as promised. Say what is being done." in words


def test_not_received_is_nowhere_to_be_chosen_and_its_line_is_shown(client, asked):
    opened = client.get(page_of(asked))
    assert 'value="not_received"' not in opened.content.decode()
    assert "The committee’s paper will print: [Not received" in words_of(opened)


def test_opening_the_form_changes_nothing(client, asked):
    client.get(page_of(asked))
    assert answer_of(asked) is None
    assert UpdateRequest.objects.get(pk=asked.pk).first_seen_at is None


def test_the_other_half_and_its_state_stand_beside_it(client, plan, team, priya, tom):
    split(plan.actions.get(ref="1a"))
    held = make_round(plan, by=team)
    sent_by(asked_of(held, "1a", "external"), tom)
    words = words_of(client.get(page_of(asked_of(held, "1a", "internal"))))
    assert "your half: internal" in words
    assert "Tom Hathersage answers for external . Sent on 30 November" in words


def test_why_it_was_returned_stands_above_it(client, asked, priya, team):
    update = sent_by(asked, priya)
    signing_off.send_back(update, "Say which venues.", version=update.version, by=team, at=REVIEWED_AT)
    words = words_of(client.get(page_of(asked)))
    assert "Sent back to you on 2 December 2026 “Say which venues.” Rosalind Achterberg" in words


# ---------- Keeping ----------


def test_a_draft_is_kept_and_stands_in_the_form_again(client, asked, statuses):
    kept = keep(client, asked, words=WORDS, status=statuses["Amber"])
    assert (kept.status_code, kept.url) == (302, page_of(asked))
    typed = typed_in(client.get(page_of(asked)))
    assert (typed["words"], typed["status"], typed["version"]) == (WORDS, str(statuses["Amber"].pk), 1)
    assert UpdateRequest.objects.get(pk=asked.pk).first_seen_at is not None


def test_an_unfinished_draft_is_kept_as_it_was_typed(client, asked, statuses):
    unfinished = {
        "status": statuses["Blue"],
        "completed_on": "some time in July",
        "next_review_on": "14/7",
        "words": "Half a sent",
        "why": "The review starts in January.",
        "decision": "Cabinet",
        "same_as": "9z",
        "link": "not an address",
        "link_words": "The log",
    }
    keep(client, asked, **unfinished | {"link": ""})
    by_script(client, asked, fill(client, asked, link="not an address"))
    typed = typed_in(client.get(page_of(asked)))
    assert {name: typed[name] for name in unfinished} == unfinished | {"status": str(statuses["Blue"].pk)}


def test_what_was_typed_under_a_choice_that_is_left_stays_to_be_seen(client, asked):
    keep(client, asked, answer="nothing_to_report", why="The review starts in January.", words=WORDS)
    keep(client, asked, answer="progress")
    update = answer_of(asked)
    assert (update.answer, update.words) == ("progress", WORDS)
    opened = client.get(page_of(asked))
    assert typed_in(opened)["why"] == "The review starts in January."
    assert "choice__more--typed" in opened.content.decode()


def test_a_draft_may_say_same_as_without_saying_which(client, asked):
    keep(client, asked, answer="same_as", same_as="9z")
    typed = typed_in(client.get(page_of(asked)))
    assert (typed["answer"], typed["same_as"]) == ("same_as", "9z")


def test_lines_and_bullets_are_kept(client, asked):
    keep(client, asked, words="Two have opened:\r\n- Northgate library\r\n- Tanner Street")
    assert answer_of(asked).words == "Two have opened:\n- Northgate library\n- Tanner Street"


def test_a_text_that_is_too_long_is_refused_and_shown_again(client, asked):
    refused = keep(client, asked, words="long " * 20_000)
    assert refused.status_code == 422
    assert "Shorten this: 50,000 characters" in errors_of(refused)["words"]
    assert "long long" in refused.content.decode()


@pytest.mark.parametrize(
    "odd", ["<script>alert(1)</script>", "مرحبا, shalom \u200b", "= 2 + 2", "{{ 7 * 7 }} %s"]
)
def test_odd_text_is_stored_and_shown_as_it_is(client, asked, odd):
    keep(client, asked, words=f"Before {odd} after")
    assert odd.replace("\u200b", "").strip() in answer_of(asked).words.replace("\u200b", "")
    assert "<script>alert" not in client.get(page_of(asked)).content.decode()


def test_a_character_that_is_none_is_left_out(client, asked):
    keep(client, asked, words="Two\x00 venues")
    assert answer_of(asked).words == "Two venues"


def test_a_picture_that_cannot_be_kept_is_said(client, asked):
    keep(client, asked, words="All nine are live. \ufffc")
    assert "1 picture was left out, because only words" in client.get(page_of(asked)).content.decode()


def test_a_draft_is_thrown_away_after_a_question(client, asked):
    keep(client, asked, words=WORDS)
    question = client.get(f"{page_of(asked)}discard/")
    assert "Throw this draft away?" in words_of(question)
    client.post(f"{page_of(asked)}discard/", typed_in(question))
    assert answer_of(asked) is None


def test_what_was_sent_once_is_not_thrown_away(client, asked, priya):
    update = sent_by(asked, priya)
    update = answering.take_back(asked, version=update.version, by=priya, at=ANSWERED_AT)
    client.post(f"{page_of(asked)}discard/", {"key": "a", "version": update.version})
    assert answer_of(asked).words == WORDS
    assert "Throw this draft away" not in words_of(client.get(page_of(asked)))
