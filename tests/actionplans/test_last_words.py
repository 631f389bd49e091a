"""What still stands of what was said: the same in Python and in the database, and never better than either lead said."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionplans.last_words import ended_by, still_standing, worst
from actionplans.models import Action, Plan, ReportingRound, Update, UpdateRequest
from actionplans.models.scales import FINISHED, WORST_FIRST, Meaning
from actionplans.onscreen.history import history_of
from actionplans.onscreen.standings import standings, statuses_of
from actionplans.papers.fetching import fetch
from actionplans.papers.layouts import LAYOUTS
from actionplans.rounds import asking
from tests.plans import SIGNED_OFF_AT, TODAY, make_person, make_plan

NAMES = {
    "r": "Red: off track",
    "a": "Amber: slipping",
    "g": "Green: on track",
    "b": "Blue: complete",
    "w": "White: not started",
}
# What was said in each round, oldest first, as half:status. "-" is an answer that stopped it, "=" one without a status.
CASES = {
    "one answer": (["g"], "g", ""),
    "the later answer": (["g", "r"], "r", ""),
    "the worst of two halves": (["int:g ext:r"], "r", ""),
    "a half that is silent keeps its last word": (["int:g ext:r", "int:b"], "r", ""),
    "the same half speaks again": (["int:g ext:r", "ext:g"], "g", ""),
    "two halves are the whole picture": (["a", "int:g ext:b"], "g", ""),
    "the whole stands for a half that has not spoken": (["a", "int:b"], "a", ""),
    "until two halves have spoken since": (["r", "int:b", "ext:g"], "g", ""),
    "the whole replaces its halves": (["int:r ext:r", "g"], "g", ""),
    "new halves replace old ones once both spoke": (["int:r ext:r", "north:b south:b"], "b", ""),
    "both halves complete": (["int:b ext:b"], "b", ""),
    "no status leaves the one before": (["r", "="], "r", ""),
    "stopped": (["r", "-"], "r", "stopped"),
    "one half stopped, the other goes on": (["int:r ext:g", "int:-"], "r", ""),
    "both halves stopped": (["int:r ext:g", "int:- ext:-"], "r", "stopped"),
    "stopped and taken up again": (["r", "-", "g"], "g", ""),
    "nothing": ([], None, ""),
}


def parsed(rounds):
    """(place of the round, half, status or None, kind of answer) of a case."""
    said = []
    for place, words in enumerate(rounds):
        for each in words.split():
            half, _, status = each.rpartition(":")
            kind = "stopped" if status == "-" else "progress"
            said.append((place, half, NAMES.get(status), kind))
    return said


MEANINGS = {
    NAMES["r"]: "off_track",
    NAMES["a"]: "at_risk",
    NAMES["g"]: "on_track",
    NAMES["b"]: "complete",
    NAMES["w"]: "not_started",
}


def position(said):
    return worst([each[2] for each in still_standing([one for one in said if one[2]])], MEANINGS.get)


def ending(said):
    return ended_by([each[3] for each in still_standing(said)])


@pytest.mark.parametrize("name", CASES)
def test_what_stands(name):
    rounds, status, ended = CASES[name]
    assert (position(parsed(rounds)), ending(parsed(rounds))) == (NAMES.get(status), ended)


def test_nothing_that_is_finished_is_worse_than_what_is_not():
    order = [meaning in FINISHED for meaning in WORST_FIRST]
    assert order == sorted(order)
    assert set(WORST_FIRST) == set(Meaning)


SAID = st.lists(
    st.tuples(st.integers(0, 3), st.sampled_from(["", "int", "ext"]), st.sampled_from("rgb")), max_size=8
).map(lambda said: sorted(said, key=lambda one: one[0]))


@given(SAID)
def test_it_is_never_better_than_the_last_word_of_a_half_where_two_answer(said):
    """Of any half that nobody spoke over: the whole after it, or two halves in one later round."""
    standing = {(each[0], each[1], each[2]) for each in still_standing(said)}
    for half in ("int", "ext"):
        own = [each for each in said if each[1] == half]
        later = [each for each in said if own and each[0] > own[-1][0]]
        spoken_over = any(each[1] == "" for each in later) or any(
            len({each[1] for each in later if each[0] == place}) > 1 for place in range(4)
        )
        if own and not spoken_over:
            assert own[-1] in standing


@pytest.mark.django_db
class TestAgreement:
    """The database, the plan page and the paper give every action the same position, and call the same ones late."""

    @pytest.fixture
    def plan(self):
        plan = make_plan(len(CASES), rounds=0, priorities=1)
        for action in plan.actions.all():
            action.timescales.update(kind="by", earliest=date(2026, 9, 30), latest=date(2026, 9, 30))
        held = [
            ReportingRound.objects.create(plan=plan, order=n, key=f"2026-0{n}", words=f"Round {n}")
            for n in (1, 2, 3)
        ]
        statuses, person = {each.words: each for each in plan.scale.statuses.all()}, make_person("editor")
        for action, (rounds, *_) in zip(plan.actions.order_by("order"), CASES.values(), strict=True):
            for place, half, status, kind in parsed(rounds):
                asked = UpdateRequest.objects.create(
                    reporting_round=held[place], action=action, half=half, made_at=SIGNED_OFF_AT
                )
                Update.objects.create(
                    action=action, reporting_round=held[place], asked=asked, answer=kind, words="Said.",
                    status=statuses.get(status), state="signed_off",
                    submitted_by=person, submitted_at=SIGNED_OFF_AT,
                )  # fmt: skip
        return plan

    def test_the_database_gives_each_its_position(self, plan):
        found = (
            plan.actions.with_position()
            .with_ending()
            .order_by("order")
            .values_list("position_id", "ended_by")
        )
        statuses = {each.words: each.pk for each in plan.scale.statuses.all()}
        wanted = [(statuses.get(NAMES.get(status)), ended) for _, status, ended in CASES.values()]
        assert list(found) == wanted

    def on_screen(self, plan):
        statuses = statuses_of(plan)
        history = history_of(plan, make_person("editor"), today=TODAY)
        return standings(
            Action.objects.filter(plan=plan), chosen=None, statuses=statuses, history=history, today=TODAY
        )

    def test_the_page_gives_each_the_same(self, plan):
        statuses = statuses_of(plan)
        for standing, (_, status, ended) in zip(self.on_screen(plan), CASES.values(), strict=True):
            words = statuses[standing.status_id].words if standing.status_id in statuses else None
            assert (standing.status_id if ended else words) == (ended or NAMES.get(status))

    def test_the_paper_gives_each_the_same(self, plan):
        rows = fetch(plan, LAYOUTS["priorities"], today=TODAY)
        for action, (_, status, ended) in zip(rows.actions, CASES.values(), strict=True):
            stands = rows.position(action)
            assert (stands[1] if stands else None, rows.ended_by(action)) == (NAMES.get(status), ended)

    @pytest.mark.parametrize("state", [Plan.State.IN_DELIVERY, Plan.State.CLOSED])
    def test_all_three_call_the_same_ones_late(self, plan, state):
        Plan.objects.filter(pk=plan.pk).update(state=state)
        plan.refresh_from_db()
        late = set(plan.actions.overdue(today=TODAY).values_list("pk", flat=True))
        rows = fetch(plan, LAYOUTS["priorities"], today=TODAY)
        assert {each.pk for each in self.on_screen(plan) if each.is_late} == late
        assert {each.id for each in rows.actions if rows.is_overdue(each)} == late
        assert bool(late) == (state == Plan.State.IN_DELIVERY)

    def test_a_round_asks_for_what_is_not_finished_or_ended(self, plan):
        wanted = [
            action.pk
            for action, (_, status, ended) in zip(plan.actions.order_by("order"), CASES.values(), strict=True)
            if status != "b" and not ended
        ]
        assert list(asking.open_actions(plan).values_list("pk", flat=True)) == wanted
