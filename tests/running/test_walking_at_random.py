"""Verbs at random by random people: whatever they do, no words are lost and nothing final changes."""

import copy
from datetime import UTC, date, datetime, timedelta

from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from actionplans.models import Update, UpdateEvent, UpdateRequest
from actionplans.rounds import answering, running, signing_off
from actionplans.rounds.refusals import Refused, Stale
from tests.plans import make_person, make_plan
from tests.rounds import make_round, said, split

# What can go comes up more often than what cannot: a walk should get somewhere.
TEXTS = st.sampled_from(["One", "Two\n- three", "Ŵyth", " spaces ", ""])
STATUSES = st.sampled_from(["Green: on track", "Green: on track", "Red: off track", "Blue: complete", None])
ANSWERS = st.sampled_from(["progress", "progress", "progress", *Update.Answer.values])
PEOPLE = st.sampled_from(["lead", "editor", "colleague", "publisher"])
WHICH = st.sampled_from([0, 0, 0, 1, 2])
OFF_BY = st.sampled_from([0, 0, 0, 0, 0, 0, -1, 1])
DAYS = st.sampled_from([None, date(2026, 11, 1), date(2026, 12, 5)])


class Walk(RuleBasedStateMachine):
    """A round of three answers, two of them the halves of one action."""

    @initialize()
    def begin(self):
        self.plan = make_plan(2, priorities=1, rounds=0)
        split(self.plan.actions.get(ref="1b"))
        self.people = {
            who: make_person("editor" if who == "colleague" else who, email=f"{who}@walk.example")
            for who in ("lead", "editor", "colleague", "publisher")
        }
        self.held = make_round(self.plan, by=self.people["editor"])
        self.keys = sorted(self.held.requests.values_list("pk", flat=True))
        self.at = datetime(2026, 11, 30, 9, tzinfo=UTC)
        self.steps, self.final, self.versions = [], {}, {}

    def asked(self, which):
        rows = UpdateRequest.objects.select_related("action__plan", "reporting_round", "update")
        return rows.get(pk=self.keys[which])

    def attempt(self, verb):
        """Do it; what is refused leaves everything as it was."""
        self.at += timedelta(minutes=1)
        before = self.everything()
        try:
            with transaction.atomic():
                verb()
        except (Refused, Stale):
            assert self.everything() == before

    def everything(self):
        rows = (Update, UpdateEvent, UpdateRequest)
        return [list(model.objects.order_by("pk").values()) for model in rows]

    def said(self, answer, words, status, other, day):
        same_as = self.plan.actions.all()[other] if answer == "same_as" and other < 2 else None
        return said(
            self.plan,
            words=words,
            status=status,
            answer=answer,
            same_as=same_as,
            completed_on=day,
            reopened_because=words,
        )

    @rule(
        which=WHICH,
        who=PEOPLE,
        off_by=OFF_BY,
        answer=ANSWERS,
        words=TEXTS,
        status=STATUSES,
        other=WHICH,
        day=DAYS,
    )
    def write(self, which, who, off_by, answer, words, status, other, day):
        asked, new = self.asked(which), self.said(answer, words, status, other, day)
        version = (asked.answer.version if asked.answer else 0) + off_by
        by = self.people[who]
        self.attempt(lambda: answering.save_draft(asked, new, version=version, by=by, at=self.at))

    @rule(
        which=WHICH,
        who=PEOPLE,
        off_by=OFF_BY,
        answer=ANSWERS,
        words=TEXTS,
        status=STATUSES,
        other=WHICH,
        day=DAYS,
    )
    def send(self, which, who, off_by, answer, words, status, other, day):
        asked, new = self.asked(which), self.said(answer, words, status, other, day)
        version = (asked.answer.version if asked.answer else 0) + off_by
        by = self.people[who]
        self.attempt(lambda: answering.submit(asked, new, version=version, by=by, at=self.at))

    @rule(
        which=WHICH, who=PEOPLE, off_by=OFF_BY, verb=st.sampled_from([answering.take_back, answering.discard])
    )
    def undo(self, which, who, off_by, verb):
        asked = self.asked(which)
        version = (asked.answer.version if asked.answer else 0) + off_by
        self.attempt(lambda: verb(asked, version=version, by=self.people[who], at=self.at))

    @rule(
        which=WHICH,
        who=PEOPLE,
        off_by=OFF_BY,
        verb=st.sampled_from(["sign off", "sign off", "return", "edit", "add"]),
        words=TEXTS,
    )
    def review(self, which, who, off_by, verb, words):
        update = self.asked(which).answer
        if update is None:
            return
        now = {"by": self.people[who], "at": self.at, "version": update.version + off_by}
        verbs = {
            "sign off": lambda: signing_off.sign_off(update, **now),
            "return": lambda: signing_off.send_back(update, words, **now),
            "edit": lambda: signing_off.edit(update, said(self.plan, words=words), "Why", **now),
            "add": lambda: signing_off.add(update, words, on=self.at.date(), by=now["by"], at=self.at),
        }
        self.attempt(verbs[verb])

    @rule(which=WHICH, because=TEXTS)
    def withdraw(self, which, because):
        asked = self.asked(which)
        by = self.people["editor"]
        self.attempt(lambda: running.withdraw(asked, because=because, by=by, at=self.at))

    @rule(meant=st.booleans())
    def close_or_open(self, meant):
        self.held.refresh_from_db()
        now = {"version": self.held.version, "by": self.people["editor"], "at": self.at}
        if self.held.is_open:
            self.attempt(lambda: running.close(self.held, with_answers_waiting=meant, **now))
        else:
            self.attempt(lambda: running.reopen(self.held, because="Why", **now))

    @invariant()
    def one_answer_at_most_to_each_request(self):
        answered = list(Update.objects.values_list("asked", flat=True))
        assert len(answered) == len(set(answered))
        assert None not in answered

    @invariant()
    def no_step_is_lost_or_rewritten(self):
        now = list(UpdateEvent.objects.order_by("pk").values())
        assert now[: len(self.steps)] == self.steps
        self.steps = copy.deepcopy(now)

    @invariant()
    def what_is_signed_off_stays_as_it_was(self):
        now = {row["id"]: row for row in Update.objects.filter(state="signed_off").values()}
        assert {key: now.get(key) for key in self.final} == self.final
        self.final = now

    @invariant()
    def a_version_never_goes_back(self):
        now = dict(Update.objects.values_list("pk", "version"))
        assert all(now[key] >= version for key, version in self.versions.items() if key in now)
        self.versions = now

    @invariant()
    def what_was_sent_stands_in_its_last_step(self):
        for update in Update.objects.filter(state__in=["submitted", "signed_off"]):
            assert update.events.last().said["words"] == update.words

    @invariant()
    def what_was_ever_sent_is_never_thrown_away(self):
        assert all(step["update_changed_id"] in self.versions for step in self.steps)

    @invariant()
    def nobody_signs_off_their_own(self):
        for update in Update.objects.filter(state="signed_off"):
            assert update.signed_off_by_id not in (update.submitted_by_id, update.edited_by_id)


class WalkingAtRandom(TestCase):
    """Each walk begins with nothing."""

    def test_whatever_people_do_no_words_are_lost(self):
        run_state_machine_as_test(
            Undone,
            settings=settings(
                max_examples=12,
                stateful_step_count=50,
                phases=(Phase.generate,),
                deadline=None,
                suppress_health_check=list(HealthCheck),
            ),
        )


class Undone(Walk):
    """A walk whose traces in the database are undone when it ends."""

    def __init__(self):
        super().__init__()
        self.kept = transaction.atomic()
        self.kept.__enter__()

    def teardown(self):
        transaction.set_rollback(True)
        self.kept.__exit__(None, None, None)
