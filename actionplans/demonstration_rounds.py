"""The rounds of the demonstration: one that is over and one that is open, run with the verbs the site uses.

Each is a list of steps in `fixtures/demonstration.json`, told in days after the round was opened. The one
that is over keeps the days of its paper, moved back where the demonstration is made before them; the
one that is open is counted from the day on which the demonstration is made. Its mails count as sent: nothing goes out.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.contrib.auth import get_user_model
from django.db.models import F
from django.utils import timezone

from accounts import deputising, directory
from accounts.models import Contributor, Email

from .models import UpdateRequest
from .rounds import answering, chasing, evidencing, running, signing_off
from .rounds.answers import Said

# What was sent is looked at by the equality team, and what the team sent for somebody by the publisher.
TEAM, SECOND = "equality@marlowvale.example", "publisher@marlowvale.example"
DAYS = ("opens_on", "due_on", "papers_cut_off_on")
WEDNESDAY = 2  # when the committee of the demonstration meets


@dataclass(slots=True)
class Stage:
    """A round while its steps are done: who is who, and on which day it was opened."""

    held: object
    people: dict
    opened_on: date

    @property
    def plan(self):
        """The plan of the round."""
        return self.held.plan

    def moment(self, day, hour=10):
        """The local hour on the day so many days after the round was opened."""
        return timezone.make_aware(datetime.combine(self.opened_on + timedelta(days=day), time(hour)))

    def asked(self, ref):
        """What is asked on the action of this reference: "1a", or "1c/partner venues" for a half."""
        ref, _, half = ref.partition("/")
        requests = UpdateRequest.objects.select_related("action__plan", "reporting_round", "update")
        return requests.get(reporting_round=self.held, action__ref=ref, half=half)


def run(plan, told, answered, *, today, papers):
    """Run both rounds. `told` is the plan's part of the manifest, `answered` what its paper says of the round that is over.

    `papers` issues the plan before the first of them is asked, and again once it is over.
    """
    last_mail = Email.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    people = {user.email: user for user in get_user_model().objects.all()}
    over = told["over"]
    back = min(timedelta(), today - timedelta(days=over["days_before"]) - _day(over["closed_on"]))
    closed = _day(over["closed_on"]) + back
    papers.issue_first(plan, told["before"], closed=closed)
    stage = _opened(plan, over, _days(over, back), people, today)
    steps = [*over["steps"], *_of_the_paper(plan, over, answered, back)]
    _do(stage, steps)
    stage.held.refresh_from_db()
    running.close(
        stage.held,
        version=stage.held.version,
        by=people[TEAM],
        at=stage.moment((closed - stage.opened_on).days, 17),
    )
    papers.issue_second(plan, closed=closed)
    since = told["open"]
    enter_directory(plan.organisation, since.get("directory", ()), today)
    days = {name: today + timedelta(days=since[name]) for name in DAYS}
    _do(_opened(plan, since, days, people, today), since["steps"])
    _name_deputies(since.get("deputies", ()), people, today)
    sent = Email.objects.filter(pk__gt=last_mail, sent_at__isnull=True)
    sent.update(sent_at=F("queued_at"), tries=1)


def _day(words):
    return date.fromisoformat(words)


def _days(told, back):
    """Its days as the manifest gives them, moved back as far as is needed."""
    return {name: _day(told[name]) + back for name in DAYS if name in told}


def _opened(plan, told, days, people, today):
    """The Stage of a round that was planned and opened on its first day."""
    said = f"{days['due_on']:%B %Y}"
    words = next(
        words
        for words in (f"{said} update", f"{said} round", f"{said} round, second")
        if not plan.rounds.filter(words__iexact=words).exists()
    )
    meets = days["papers_cut_off_on"] + timedelta(days=told["meeting_days_after_papers"])
    meets += timedelta(days=(WEDNESDAY - meets.weekday()) % 7)
    held = running.plan_round(
        plan,
        words=words,
        meeting_words=f"{told['meeting']}, {meets.day} {meets:%B %Y}",
        reminder_days=told["reminder_days"],
        escalates_after_days=told["escalates_after_days"],
        **days,
    )
    stage = Stage(held, people, days["opens_on"])
    stage.held = running.open_round(held, by=people[TEAM], at=stage.moment(0, 9)).reporting_round
    return stage


def _of_the_paper(plan, told, answered, back):
    """The steps that give the answers of the paper: each sent, signed off, and added to; its days moved by `back`."""
    scale = {status.words: status for status in plan.scale.statuses.all()}
    for number, (ref, update) in enumerate(answered.items()):
        more = told["answers"].get(ref, {})
        for half in more.get("halves") or [{}]:
            given = {**more, **half}
            key = f"{ref}/{half['half']}" if half else ref
            by = given.get("by", TEAM)
            status = given.get("status", update["status"]["words"])
            days = [day and str(_day(day) + back) for day in given.get("completed", (None, None))]
            yield {
                "do": "send",
                "ref": key,
                "day": given.get("day", 2 + number % 9),
                "by": by,
                "words": given.get("words", update["body"]),
                "answer": {"received": "progress"}.get(update["state"], update["state"]),
                "status": scale[status].words,
                "completed_on": days[0],
                "next_review_on": days[1],
            }
            yield {
                "do": "sign_off",
                "ref": key,
                "day": told["signed_off_day"],
                "by": SECOND if by == TEAM else TEAM,
            }
            first = _day(told["opens_on"])
            # What was added to an answer in halves was added to one of them.
            for added in given.get("addenda", () if half else update.get("addenda", ())):
                yield {
                    "do": "add",
                    "ref": key,
                    "day": (_day(added["on"]) - first).days,
                    "by": TEAM,
                    "words": added["words"],
                }


def _do(stage, steps):
    """Do the steps in the order of their days, those of one day in the order given."""
    for step in sorted(steps, key=lambda step: step["day"]):
        _STEPS[step["do"]](stage, step, stage.moment(step["day"]))


def _said(stage, step):
    days = {
        name: date.fromisoformat(step[name]) for name in ("completed_on", "next_review_on") if step.get(name)
    }
    status = stage.plan.scale.statuses.get(words=step["status"]) if step.get("status") else None
    other = stage.plan.actions.get(ref=step["same_as"]) if step.get("same_as") else None
    return Said(
        answer=step.get("answer", "progress"),
        words=step.get("words", ""),
        status=status,
        same_as=other,
        **days,
    )


def _at_hand(stage, step):
    """What is asked, the version of its answer, and who does it."""
    asked = stage.asked(step["ref"])
    return asked, asked.answer.version if asked.answer else 0, stage.people[step["by"]]


def _draft(stage, step, at):
    asked, version, by = _at_hand(stage, step)
    update = answering.save_draft(asked, _said(stage, step), version=version, by=by, at=at)
    if step.get("link"):
        evidencing.put_link(update, *step["link"])
    UpdateRequest.objects.filter(pk=asked.pk, first_seen_at=None).update(first_seen_at=at)


def _send(stage, step, at):
    if step.get("link"):
        _draft(stage, step, at)
    asked, version, by = _at_hand(stage, step)
    answering.submit(asked, _said(stage, step), version=version, by=by, at=at)
    UpdateRequest.objects.filter(pk=asked.pk, first_seen_at=None).update(first_seen_at=at)


def _send_back(stage, step, at):
    asked, version, by = _at_hand(stage, step)
    signing_off.send_back(asked.answer, step["because"], version=version, by=by, at=at)


def _edit(stage, step, at):
    asked, version, by = _at_hand(stage, step)
    signing_off.edit(asked.answer, _said(stage, step), step["because"], version=version, by=by, at=at)


def _sign_off(stage, step, at):
    asked, version, by = _at_hand(stage, step)
    signing_off.sign_off(asked.answer, version=version, by=by, at=at)


def _add(stage, step, at):
    asked, _, by = _at_hand(stage, step)
    signing_off.add(asked.answer, step["words"], on=timezone.localdate(at), by=by, at=at)


def _chase(stage, step, at):
    chasing.chase(stage.held, at=at)


def _ask_by_hand(stage, step, at):
    asked, _, by = _at_hand(stage, step)
    chasing.note_by_hand(stage.held, [asked], step["whom"], on=timezone.localdate(at), by=by, at=at)


_STEPS = {
    "draft": _draft,
    "send": _send,
    "send_back": _send_back,
    "edit": _edit,
    "sign_off": _sign_off,
    "add": _add,
    "chase": _chase,
    "ask_by_hand": _ask_by_hand,
}


def enter_directory(organisation, entries, today):
    """Put down who is reached how, who belongs to whom and who has left; what is there already stays."""
    for one in entries:
        found = Contributor.objects.spelled(organisation, one["name"]).first()
        if found is None:
            found, _ = directory.enter(organisation, one["name"], kind=one.get("kind", "service"))
        for name in ("part_of", "headed_by"):
            if one.get(name) and getattr(found, name) is None:
                setattr(found, name, Contributor.objects.spelled(organisation, one[name]).get())
        found.email = found.email or one.get("email", "")
        if "left_days_ago" in one and found.in_post_to is None:
            found.in_post_to = today - timedelta(days=one["left_days_ago"])
        found.save()


def _name_deputies(entries, people, today):
    for one in entries:
        deputising.name(
            people[one["deputy"]],
            lead=people[one["lead"]],
            starts_on=today - timedelta(days=one["since_days"]),
            ends_on=today + timedelta(days=one["for_days"]),
            today=today,
            by=people[one["lead"]],
        )
