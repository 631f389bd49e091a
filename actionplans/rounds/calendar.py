"""Deadlines as a calendar: the days of a plan's rounds, and what one officer owes. RFC 5545, all-day events.

The same rows give the same bytes: identifiers and stamps come from the rows, so that a calendar that
subscribes sees a change only where there is one.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Max
from icalendar import Calendar, Event, Timezone

from accounts.posting import one_line

from ..lateness import count
from ..models import ReportingRound, UpdateRequest
from ..wording.dates import mentions
from .letters import address_of, title_line

PRODUCER = "-//Equality action plans//Deadlines//EN"


@dataclass(frozen=True, slots=True)
class Deadline:
    """One day in a calendar."""

    uid: str
    on: date
    summary: str
    text: str
    link: str
    stamp: datetime
    sequence: int


def of_plan(plan):
    """The calendar of a plan's rounds that have days: opening, due, cut-off for papers, meeting. In bytes."""
    rounds = plan.rounds.filter(due_on__isnull=False).annotate(happened=Max("events__at"))
    link = address_of("plan", plan.slug)
    found = [each for held in rounds for each in _of_round(plan, held, link)]
    return _written(plan.title, found)


def _of_round(plan, held, link):
    days = (
        ("opens", held.opens_on, "opens"),
        ("due", held.due_on, "answers due"),
        ("cut-off", held.papers_cut_off_on, "cut-off for papers"),
        ("meeting", meeting_day(held.meeting_words), held.meeting_words),
    )
    for name, on, words in days:
        if on is not None:
            yield Deadline(
                uid=f"round-{held.pk}-{name}",
                on=on,
                summary=one_line(f"{held.words}: {words}"),
                text=_round_words(plan, held),
                link=link,
                stamp=_stamp(held),
                sequence=held.version,
            )


def _round_words(plan, held):
    words = [plan.title, plan.organisation.name]
    if held.meeting_words:
        words.append(f"For {held.meeting_words}")
    return "\n".join(words)


def meeting_day(words):
    """The one day named in the words for a meeting; None where none or several are."""
    days = {each.earliest for each in mentions(words) if each.precision == "day" and each.earliest}
    return days.pop() if len(days) == 1 else None


def of_officer(user):
    """The calendar of what this person still has to answer, also as a deputy: one event for each round. In bytes."""
    asked = (
        UpdateRequest.objects.awaited()
        .asked_of(user)
        .filter(reporting_round__in=ReportingRound.objects.open(), reporting_round__due_on__isnull=False)
        .select_related("action__plan", "action__recommendation", "reporting_round")
        .annotate(happened=Max("reporting_round__events__at"))
        .order_by("reporting_round__due_on", "reporting_round_id", "action__order", "action_id", "half")
    )
    by_round = {}
    for each in asked:
        by_round.setdefault(each.reporting_round, []).append(each)
    found = [_of_officer(user, held, its) for held, its in by_round.items()]
    return _written("Answers due", found)


def _of_officer(user, held, asked):
    held.happened = max((each.happened for each in asked if each.happened), default=None)
    lines = [title_line(each) for each in asked]
    return Deadline(
        uid=f"round-{held.pk}-user-{user.pk}",
        on=held.due_on,
        summary=one_line(f"{count(len(asked), 'answer')} due: {held.words}"),
        text="\n".join([asked[0].action.plan.title, *lines]),
        link=address_of("my_actions"),
        stamp=_stamp(held),
        sequence=held.version,
    )


def _stamp(held):
    """When the round was changed last, as far as is known; else the day on which it opens."""
    day = held.opens_on or held.due_on
    return (
        (held.happened or datetime.combine(day, time.min, tzinfo=UTC)).astimezone(UTC).replace(microsecond=0)
    )


def _written(name, deadlines):
    calendar = Calendar()
    calendar.add("prodid", PRODUCER)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", one_line(name))
    host = urlsplit(settings.SITE_ADDRESS).hostname or "localhost"
    for each in deadlines:
        event = Event()
        event.add("uid", f"{each.uid}@{host}")
        event.add("dtstamp", each.stamp)
        event.add("sequence", each.sequence)
        event.add("dtstart", each.on)
        event.add("dtend", each.on + timedelta(days=1))
        event.add("summary", each.summary)
        event.add("description", each.text)
        event.add("url", each.link)
        # A deadline takes nobody's day.
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    if not deadlines:
        # A calendar must hold something.
        calendar.add_component(Timezone.from_tzid(settings.TIME_ZONE))
    return calendar.to_ical()
