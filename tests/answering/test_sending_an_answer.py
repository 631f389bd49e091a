"""Sending an answer from its form: what is refused, what is heard twice, and what stands there afterwards."""

from datetime import date

import pytest
from django.db import OperationalError

from actionplans.rounds import answering, running, signing_off
from tests.answering.answer_forms import (
    answer_of,
    by_script,
    errors_of,
    fill,
    page_of,
    press,
    send,
    typed_in,
)
from tests.issued import issue_plan
from tests.rounds import ANSWERED_AT, REVIEWED_AT, WORDS, make_round, said
from tests.shown import words_of

# ---------- Sending ----------


def test_an_answer_is_sent_and_leads_back_to_the_list(client, asked, statuses):
    sent = send(client, asked, words=WORDS, status=statuses["Green"])
    assert (sent.status_code, sent.url) == (302, "/my-actions/")
    update = answer_of(asked)
    assert (update.state, update.words, update.status.words) == ("submitted", WORDS, "Green: on track")


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"status": "Green"}, "words", "Say what has happened"),
        ({"words": WORDS}, "status", "Choose how it is going"),
        ({"status": "Red"}, "words", "Say what"),
        (
            {"status": "Red", "answer": "carried_forward"},
            "words",
            "Say what is being done: Red needs a remark.",
        ),
        ({"answer": "nothing_to_report"}, "why", "Say why there is nothing to report"),
        ({"answer": "stopped"}, "decision", "Say who decided to stop it, and when"),
        ({"answer": "same_as"}, "same_as", "Give the reference of the other action"),
        ({"answer": "same_as", "same_as": "9z"}, "same_as", "you can read no action 9z of this plan"),
        ({"answer": "same_as", "same_as": "1a"}, "same_as", "Choose another action"),
        ({"status": "Blue", "words": WORDS}, "completed_on", "Give the day on which it was completed"),
        ({"status": "Blue", "words": WORDS, "completed_on": "soon"}, "completed_on", "Write one day"),
        ({"status": "Blue", "words": WORDS, "completed_on": "31/6/26"}, "completed_on", "June has 30 days"),
        ({"status": "Blue", "words": WORDS, "completed_on": "1 May 2098"}, "completed_on", "Choose today"),
        (
            {
                "status": "Blue",
                "words": WORDS,
                "completed_on": "1 May 2026",
                "next_review_on": "1 April 2026",
            },
            "next_review_on",
            "after the day of completion",
        ),
    ],
)
def test_a_refused_answer_says_what_to_do_and_is_kept_as_a_draft(
    client, asked, statuses, fields, field, sentence
):
    given = {name: statuses.get(value, value) for name, value in fields.items()}
    refused = send(client, asked, **given)
    assert refused.status_code == 422
    assert sentence in errors_of(refused)[field]
    assert f'href="#id_{field}"' in refused.content.decode()
    assert f'id="id_{field}"' in refused.content.decode()
    assert "Nothing has been lost. Your answer is kept as a draft." in words_of(refused)
    assert answer_of(asked).state == "draft"
    typed = typed_in(client.get(page_of(asked)))
    assert all(typed[name] == str(getattr(value, "pk", value)) for name, value in given.items())


def test_a_refused_form_can_be_mended_and_sent(client, asked, statuses):
    refused = send(client, asked, status=statuses["Green"])
    sent = press(client, asked, "send", typed_in(refused) | {"words": WORDS})
    assert (sent.status_code, answer_of(asked).state) == (302, "submitted")


def test_a_refused_form_sent_again_unchanged_is_refused_again_and_overtakes_nobody(client, asked, statuses):
    typed = fill(client, asked, status=statuses["Green"])
    assert press(client, asked, "send", typed).status_code == 422
    assert press(client, asked, "send", typed).status_code == 422
    assert answer_of(asked).version == 1


def test_a_day_is_read_as_it_is_written_here(client, asked, statuses):
    send(
        client,
        asked,
        status=statuses["Blue"],
        words=WORDS,
        completed_on="14.07.26",
        next_review_on="1 May 2027",
    )
    update = answer_of(asked)
    assert (update.completed_on, update.next_review_on) == (date(2026, 7, 14), date(2027, 5, 1))


def test_a_reference_that_several_actions_have_is_asked_back(client, asked, plan, statuses):
    issue_plan(plan)
    twin = plan.actions.get(ref="3b")
    plan.actions.filter(ref="2b").update(ref="3B")
    refused = send(client, asked, answer="same_as", same_as="3b")
    assert "Choose which: 2 actions have the reference 3b." in errors_of(refused)["same_as_which"]
    assert "same_as" not in errors_of(refused)
    sent = press(client, asked, "send", typed_in(refused) | {"same_as_which": str(twin.pk)})
    assert (sent.status_code, answer_of(asked).same_as) == (302, twin)


def test_an_action_that_was_complete_needs_a_reason_to_be_open_again(client, plan, team, priya, statuses):
    action = plan.actions.get(ref="1a")
    action.updates.filter(reporting_round__key="2026-10").update(status=statuses["Blue"])
    held = make_round(plan, by=team)
    asked = running.ask_also(held, action, because="A counter has closed.", by=team, at=ANSWERED_AT)[0]
    refused = send(client, asked, words=WORDS, status=statuses["Green"])
    assert "Say why it is open again: it was Blue before." in errors_of(refused)["reopened_because"]
    typed = typed_in(refused) | {"reopened_because": "The lift is out of order."}
    assert press(client, asked, "send", typed).status_code == 302
    assert answer_of(asked).reopened_because == "The lift is out of order."


def test_nothing_to_report_sends_its_reason_and_keeps_the_rest_for_the_lead(client, asked, priya):
    send(
        client, asked, answer="nothing_to_report", why="The review starts in January.", words="Half a thought"
    )
    update = answer_of(asked)
    assert (update.answer, update.words) == ("nothing_to_report", "The review starts in January.")
    answering.take_back(asked, version=update.version, by=priya, at=ANSWERED_AT)
    assert typed_in(client.get(page_of(asked)))["words"] == "Half a thought"


def test_what_was_not_sent_is_forgotten_at_sign_off(client, asked, team):
    send(
        client, asked, answer="nothing_to_report", why="The review starts in January.", words="Half a thought"
    )
    update = answer_of(asked)
    signing_off.sign_off(update, version=update.version, by=team, at=REVIEWED_AT)
    assert answer_of(asked).set_aside == {}


# ---------- Twice ----------


def test_the_same_form_sent_twice_is_sent_once(client, asked, statuses):
    typed = fill(client, asked, words=WORDS, status=statuses["Green"])
    first, second = press(client, asked, "send", typed), press(client, asked, "send", typed)
    assert (first.url, second.url) == ("/my-actions/", "/my-actions/")
    assert answer_of(asked).events.count() == 1


def test_the_same_form_sent_again_with_other_words_shows_both(client, asked, statuses):
    typed = fill(client, asked, words=WORDS, status=statuses["Green"])
    press(client, asked, "send", typed)
    again = press(client, asked, "send", typed | {"words": "Nobody may pass over this."})
    assert again.status_code == 409
    assert "Nobody may pass over this." in again.content.decode()


def test_a_form_without_its_key_is_not_sent(client, asked, statuses):
    typed = fill(client, asked, words=WORDS, status=statuses["Green"]) | {"key": ""}
    assert press(client, asked, "send", typed).status_code == 422
    assert answer_of(asked) is None


# ---------- Afterwards ----------


def test_a_sent_answer_is_shown_as_sent_and_taken_back(client, asked, statuses):
    send(client, asked, words=WORDS, status=statuses["Green"])
    shown = client.get(page_of(asked))
    assert "You can take it back until it is signed off." in words_of(shown)
    back = client.post(f"{page_of(asked)}take-back/", typed_in(shown))
    assert (back.url, answer_of(asked).state) == (page_of(asked), "draft")
    assert typed_in(client.get(page_of(asked)))["words"] == WORDS


def test_taking_back_twice_takes_back_once(client, asked, statuses):
    send(client, asked, words=WORDS, status=statuses["Green"])
    typed = typed_in(client.get(page_of(asked)))
    for _ in range(2):
        assert client.post(f"{page_of(asked)}take-back/", typed).status_code == 302
    assert [each.kind for each in answer_of(asked).events.all()] == ["submitted", "taken_back"]


def test_a_signed_off_answer_is_final_and_says_how_it_is_added_to(client, asked, statuses, team):
    send(client, asked, words=WORDS, status=statuses["Green"])
    update = answer_of(asked)
    before = typed_in(client.get(page_of(asked)))
    update = signing_off.sign_off(update, version=update.version, by=team, at=REVIEWED_AT)
    client.post(f"{page_of(asked)}take-back/", before)
    client.post(f"{page_of(asked)}take-back/", before | {"version": update.version, "key": "other"})
    words = words_of(client.get(page_of(asked)))
    assert answer_of(asked).state == "signed_off"
    assert "Signed off on 2 December 2026 by Rosalind Achterberg" in words
    assert "write to the equality team: they put it under your answer with its date" in words
    assert "Take it back" not in words


def test_what_the_equality_team_edited_stands_beside_what_was_sent(client, asked, statuses, team, plan):
    send(client, asked, words="The review starts in January.", status=statuses["Green"])
    update = answer_of(asked)
    edited = said(plan, words="The review starts in March.")
    signing_off.edit(update, edited, "You told us so.", version=update.version, by=team, at=REVIEWED_AT)
    shown = client.get(page_of(asked)).content.decode()
    assert "<del>" in shown
    assert "Edited by the equality team" in shown
    assert "“You told us so.”" in shown


def test_a_closed_round_takes_no_answer_and_loses_no_word(client, asked, december, statuses, team):
    typed = fill(client, asked, words=WORDS, status=statuses["Green"])
    december.refresh_from_db()
    running.close(december, version=december.version, by=team, at=REVIEWED_AT)
    refused = press(client, asked, "send", typed)
    assert refused.status_code == 422
    assert "is closed. Ask the equality team to open it again." in words_of(refused)
    assert WORDS in refused.content.decode()
    assert "December 2026 is closed: no answer was sent" in words_of(client.get(page_of(asked)))


def test_an_answer_that_is_no_longer_asked_for_says_why(client, asked, team):
    running.withdraw(asked, because="The counter has closed.", by=team, at=REVIEWED_AT)
    words = words_of(client.get(page_of(asked)))
    assert "This answer is no longer asked for The counter has closed." in words


def test_the_equality_team_answers_for_a_lead_and_it_says_so(signed_in, asked, team, priya, statuses):
    client = signed_in(team)
    assert "You are answering for Priya Nandakumar" in words_of(client.get(page_of(asked)))
    assert send(client, asked, words=WORDS, status=statuses["Green"]).status_code == 302
    assert answer_of(asked).submitted_by == team


def test_a_plan_without_statuses_asks_for_none(client, asked, plan):
    plan.scale = None
    plan.save()
    assert "How is it going?" not in words_of(client.get(page_of(asked)))
    assert send(client, asked, words=WORDS).status_code == 302


def test_a_store_that_cannot_be_written_to_gives_a_page_with_what_was_typed(client, asked, monkeypatch):
    def fail(*args, **kwargs):
        raise OperationalError("database or disk is full")

    typed = fill(client, asked, words=WORDS)
    monkeypatch.setattr("actionplans.views.answers.keep", fail)
    shown = press(client, asked, "keep", typed)
    assert shown.status_code == 503
    assert WORDS in shown.content.decode()
    assert "It is not saved yet. What you typed is below." in words_of(shown)
    assert by_script(client, asked, typed).status_code == 503
