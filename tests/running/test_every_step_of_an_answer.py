"""Every verb on an answer in every state: what becomes of it, or the sentence of refusal, and that a refusal changes nothing."""

from datetime import date

import pytest

from actionplans.models import Update
from actionplans.rounds import answering, running, signing_off
from actionplans.rounds.refusals import Refused, Stale
from tests.rounds import ANSWERED_AT, REVIEWED_AT, asked_of, make_round, said, send

STATES = ("none", "draft", "taken back", "returned", "submitted", "signed off")
OTHER = "Ten counters have it now."


@pytest.fixture
def held(plan, editor):
    return make_round(plan, by=editor)


@pytest.fixture
def people(editor, colleague, priya):
    return {"editor": editor, "colleague": colleague, "lead": priya}


def in_state(state, held, people):
    """What is asked on 1a, its answer brought into this state."""
    asked, lead, colleague = asked_of(held, "1a"), people["lead"], people["colleague"]
    if state == "draft":
        answering.save_draft(asked, said(held.plan), version=0, by=lead, at=ANSWERED_AT)
    elif state != "none":
        update = send(asked, lead)
        if state == "taken back":
            answering.take_back(asked, version=1, by=lead, at=ANSWERED_AT)
        if state == "returned":
            signing_off.send_back(update, "How many?", version=1, by=colleague, at=REVIEWED_AT)
        if state == "signed off":
            signing_off.sign_off(update, version=1, by=colleague, at=REVIEWED_AT)
    return asked_of(held, "1a")


def do(verb, asked, people, version=None):
    """One verb on this request or on its answer, by whoever usually does it."""
    update, plan = asked.answer, asked.action.plan
    version = (update.version if update else 0) if version is None else version
    lead = {"by": people["lead"], "at": ANSWERED_AT, "version": version}
    team = {"by": people["colleague"], "at": REVIEWED_AT}
    verbs = {
        "save a draft": lambda: answering.save_draft(asked, said(plan, words=OTHER), **lead),
        "send": lambda: answering.submit(asked, said(plan, words=OTHER), **lead),
        "take back": lambda: answering.take_back(asked, **lead),
        "throw away": lambda: answering.discard(asked, **lead),
        "sign off": lambda: signing_off.sign_off(update, version=version, **team),
        "return": lambda: signing_off.send_back(update, "How many?", version=version, **team),
        "edit": lambda: signing_off.edit(update, said(plan, words=OTHER), "Clearer", version=version, **team),
        "add to": lambda: signing_off.add(update, "Eleven.", on=date(2026, 12, 1), **team),
        "withdraw": lambda: running.withdraw(asked, because="Merged.", **team),
    }
    return verbs[verb]()


SENT_ALREADY = "It was sent already"
TAKE_BACK_FIRST = "Take your answer back first"
NOTHING_TO_TAKE_BACK = "There is nothing to take back"
WRITE_OVER = "Write over it instead"
ONLY_SENT_SIGNED_OFF = "Only an answer that was sent can be signed off"
ONLY_SENT_RETURNED = "Only an answer that was sent can be returned"
ONLY_SENT_EDITED = "Only an answer that was sent can be edited"
NOT_SIGNED_OFF = "Only an answer that is signed off is added to"
HAS_COME = "Leave it: the answer has come"
# {verb: for each of STATES the state it leads to, or the beginning of the refusal}; None: there is no answer to do it to.
TABLE = {
    "save a draft": ("draft", "draft", "draft", "returned", TAKE_BACK_FIRST, TAKE_BACK_FIRST),
    "send": ("submitted", "submitted", "submitted", "submitted", SENT_ALREADY, SENT_ALREADY),
    "take back": (
        NOTHING_TO_TAKE_BACK,
        NOTHING_TO_TAKE_BACK,
        NOTHING_TO_TAKE_BACK,
        NOTHING_TO_TAKE_BACK,
        "draft",
        "Ask the equality team to add to it",
    ),
    "throw away": ("not_started", "not_started", WRITE_OVER, WRITE_OVER, WRITE_OVER, WRITE_OVER),
    "sign off": (None, *[ONLY_SENT_SIGNED_OFF] * 3, "signed_off", ONLY_SENT_SIGNED_OFF),
    "return": (None, *[ONLY_SENT_RETURNED] * 3, "returned", ONLY_SENT_RETURNED),
    "edit": (None, *[ONLY_SENT_EDITED] * 3, "submitted", ONLY_SENT_EDITED),
    "add to": (None, *[NOT_SIGNED_OFF] * 4, "signed_off"),
    "withdraw": (*["withdrawn"] * 4, HAS_COME, HAS_COME),
}
CASES = [
    (state, verb, becomes)
    for verb, row in TABLE.items()
    for state, becomes in zip(STATES, row, strict=True)
    if becomes is not None
]
IN_WORDS = {"not_started", "withdrawn", *Update.State.values}


def all_kept(asked):
    """Everything that is kept about an answer, as plain values."""
    rows = Update.objects.filter(asked=asked)
    return (
        list(rows.values()),
        list(rows.filter(events__isnull=False).order_by("events").values("events__kind", "events__said")),
        list(rows.filter(addenda__isnull=False).values("addenda__words")),
    )


def check(asked, verb, becomes, people):
    """Do it, and see that it leads where the table says; a refusal leaves everything as it was."""
    before = all_kept(asked)
    if becomes in IN_WORDS:
        do(verb, asked, people)
        asked.refresh_from_db()
        assert asked_of(asked.reporting_round, "1a").state == becomes
    else:
        with pytest.raises(Refused, match=becomes):
            do(verb, asked, people)
        assert all_kept(asked) == before


@pytest.mark.parametrize(("state", "verb", "becomes"), CASES)
def test_what_each_verb_makes_of_each_state(held, people, state, verb, becomes):
    check(in_state(state, held, people), verb, becomes, people)


CLOSED = "December 2026 is closed"
# In a closed round nobody answers any more, but what was sent is still reviewed.
WHEN_CLOSED = {
    "save a draft": [CLOSED] * 6,
    "send": [CLOSED] * 6,
    "take back": [CLOSED] * 6,
    "throw away": [CLOSED] * 6,
    "sign off": TABLE["sign off"],
    "return": (None, *[ONLY_SENT_RETURNED] * 3, "Open the round again first", ONLY_SENT_RETURNED),
    "edit": TABLE["edit"],
    "add to": TABLE["add to"],
    "withdraw": ["Leave it: the round is closed"] * 6,
}


@pytest.mark.parametrize(
    ("state", "verb", "becomes"),
    [
        (state, verb, becomes)
        for verb, row in WHEN_CLOSED.items()
        for state, becomes in zip(STATES, row, strict=True)
        if becomes is not None
    ],
)
def test_what_each_verb_makes_of_each_state_in_a_closed_round(held, people, state, verb, becomes):
    in_state(state, held, people)
    running.close(held, with_answers_waiting=True, version=held.version, by=people["editor"], at=REVIEWED_AT)
    check(asked_of(held, "1a"), verb, becomes, people)


@pytest.mark.parametrize("state", ["none", "draft", "taken back", "returned"])
@pytest.mark.parametrize("verb", ["save a draft", "send", "take back", "throw away"])
def test_what_is_no_longer_asked_for_is_not_answered(held, people, state, verb):
    asked = in_state(state, held, people)
    running.withdraw(asked, because="Merged.", by=people["editor"], at=REVIEWED_AT)
    with pytest.raises(Refused, match="no longer asked for"):
        do(verb, asked_of(held, "1a"), people)


VERSIONED = [verb for verb in TABLE if verb not in ("add to", "withdraw")]


@pytest.mark.parametrize("verb", VERSIONED)
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("off_by", [-1, 1])
def test_a_form_made_from_another_version_is_stale_and_changes_nothing(held, people, state, verb, off_by):
    asked = in_state(state, held, people)
    if asked.answer is None and verb in ("sign off", "return", "edit"):
        return
    before, version = all_kept(asked), asked.answer.version if asked.answer else 0
    with pytest.raises(Stale) as stale:
        do(verb, asked, people, version=version + off_by)
    assert all_kept(asked) == before
    assert stale.value.now == asked.answer


# What each step keeps


def steps(asked):
    """(kind, by whom, what it said, why) of each step, in order."""
    return [
        (event.kind, event.by, event.said["words"], event.because)
        for event in Update.objects.get(asked=asked).events.all()
    ]


def test_every_step_is_kept_in_order_with_what_was_said(held, people):
    lead, colleague, plan = people["lead"], people["colleague"], held.plan
    asked = asked_of(held, "1a")
    send(asked, lead, words="First")
    answering.take_back(asked, version=1, by=lead, at=ANSWERED_AT)
    answering.save_draft(asked, said(plan, words="Second"), version=2, by=lead, at=ANSWERED_AT)
    update = send(asked, lead, words="Third", version=3)
    signing_off.send_back(update, "How many?", version=4, by=colleague, at=REVIEWED_AT)
    update = send(asked, lead, words="Fourth", version=5)
    signing_off.edit(update, said(plan, words="Fifth"), "Clearer", version=6, by=colleague, at=REVIEWED_AT)
    signing_off.sign_off(update, version=7, by=people["editor"], at=REVIEWED_AT)
    assert steps(asked) == [
        ("submitted", lead, "First", ""),
        ("taken_back", lead, "First", ""),
        ("submitted", lead, "Third", ""),
        ("returned", colleague, "Third", "How many?"),
        ("submitted", lead, "Fourth", ""),
        ("edited", colleague, "Fifth", "Clearer"),
        ("signed_off", people["editor"], "Fifth", ""),
    ]


def test_a_step_keeps_everything_that_was_said(held, people):
    plan, asked = held.plan, asked_of(held, "1a")
    update = send(
        asked,
        people["lead"],
        status="Blue: complete",
        completed_on=date(2026, 11, 1),
        next_review_on=date(2027, 5, 1),
        answer="same_as",
        same_as=plan.actions.get(ref="1b"),
        words="With theirs",
    )
    assert update.events.get().said == {
        "answer": "same_as",
        "words": "With theirs",
        "status": "Blue: complete",
        "same_as": "1b",
        "completed_on": "2026-11-01",
        "next_review_on": "2027-05-01",
        "reopened_because": "",
    }


def test_a_draft_that_says_the_same_again_is_not_a_new_version(held, people):
    asked = asked_of(held, "1a")
    kept = [
        answering.save_draft(asked, said(held.plan), version=version, by=people["lead"], at=at)
        for version, at in ((0, ANSWERED_AT), (1, REVIEWED_AT))
    ]
    assert [(each.version, each.saved_at) for each in kept] == [(1, ANSWERED_AT)] * 2


def test_spaces_around_the_words_are_no_change(held, people):
    asked = asked_of(held, "1a")
    answering.save_draft(asked, said(held.plan, words="Nine"), version=0, by=people["lead"], at=ANSWERED_AT)
    again = answering.save_draft(
        asked, said(held.plan, words=" Nine \n"), version=1, by=people["lead"], at=REVIEWED_AT
    )
    assert again.version == 1


@pytest.mark.parametrize(
    "more",
    [
        {"words": "Other"},
        {"status": "Red: off track"},
        {"status": None},
        {"answer": "stopped"},
        {"completed_on": date(2026, 1, 1)},
        {"next_review_on": date(2027, 1, 1)},
        {"reopened_because": "It broke"},
    ],
)
def test_whatever_changes_in_a_draft_is_a_new_version(held, people, more):
    asked = asked_of(held, "1a")
    answering.save_draft(asked, said(held.plan), version=0, by=people["lead"], at=ANSWERED_AT)
    again = answering.save_draft(asked, said(held.plan, **more), version=1, by=people["lead"], at=REVIEWED_AT)
    assert again.version == 2


def test_an_unfinished_draft_is_kept_whatever_is_wrong_with_it(held, people):
    asked = asked_of(held, "1a")
    kept = answering.save_draft(
        asked,
        said(held.plan, words="", status=None, answer="same_as"),
        version=0,
        by=people["lead"],
        at=ANSWERED_AT,
    )
    assert (kept.state, kept.answer, kept.words) == ("draft", "same_as", "")


def test_a_refused_sending_leaves_the_draft_as_it_was(held, people):
    asked = in_state("draft", held, people)
    before = all_kept(asked)
    with pytest.raises(Refused):
        answering.submit(asked, said(held.plan, words=""), version=1, by=people["lead"], at=ANSWERED_AT)
    assert all_kept(asked) == before


def test_a_day_of_completion_is_dropped_where_it_is_not_complete(held, people):
    days = {"completed_on": date(2026, 11, 1), "next_review_on": date(2027, 5, 1)}
    update = send(asked_of(held, "1a"), people["lead"], **days)
    assert (update.completed_on, update.next_review_on) == (None, None)


def test_sending_again_forgets_who_edited_before(held, people):
    asked = asked_of(held, "1a")
    update = send(asked, people["lead"])
    signing_off.edit(
        update, said(held.plan, words=OTHER), "Clearer", version=1, by=people["colleague"], at=REVIEWED_AT
    )
    signing_off.send_back(update, "How many?", version=2, by=people["editor"], at=REVIEWED_AT)
    again = send(asked, people["lead"], version=3)
    assert again.edited_by is None
    assert signing_off.why_not(again, by=people["colleague"]) == ""


def test_an_answer_for_a_half_names_the_part_of_its_lead(plan, editor, priya, lead_with):
    lead_with("1a", ("Priya Nandakumar", "Internal"), ("Tom Hathersage", "external"))
    held = make_round(plan, by=editor)
    update = send(asked_of(held, "1a", "Internal"), priya)
    assert str(update.assignment) == "Priya Nandakumar (Internal)"


def test_throwing_away_what_is_not_there_is_nothing(held, people):
    answering.discard(asked_of(held, "1a"), version=0, by=people["lead"], at=ANSWERED_AT)
    assert asked_of(held, "1a").state == "not_started"


def test_a_page_left_open_on_a_draft_that_was_thrown_away_writes_over_no_newer_one(held, people):
    lead, asked = people["lead"], asked_of(held, "1a")
    thrown = answering.save_draft(asked, said(held.plan), version=0, by=lead, at=ANSWERED_AT)
    answering.discard(asked, version=thrown.version, by=lead, at=ANSWERED_AT)
    newer = answering.save_draft(
        asked_of(held, "1a"), said(held.plan, words=OTHER), version=0, by=lead, at=ANSWERED_AT
    )
    assert newer.version > thrown.version
    with pytest.raises(Stale):
        answering.save_draft(
            asked, said(held.plan, words="From the old page"), version=thrown.version, by=lead, at=ANSWERED_AT
        )
