"""What was done to a round, and to one answer in it: by whom, when and why."""

from dataclasses import dataclass

from ..models import RoundEvent, UpdateEvent
from .readings import said

Kind = RoundEvent.Kind


@dataclass(slots=True)
class Step:
    """One thing that was done: what, when, by whom, why."""

    at: object
    words: str
    by: str
    because: str = ""
    what: str = ""


def events_of(reporting_round):
    """The Steps of a round, newest first: what was done to it, and what is no longer asked for. Two queries."""
    steps = [
        Step(event.at, _words(event), str(event.by or ""), event.because, event.what)
        for event in reporting_round.events.select_related("by")
    ]
    withdrawn = reporting_round.requests.filter(withdrawn_at__isnull=False).select_related(
        "action", "withdrawn_by"
    )
    steps += [
        Step(
            each.withdrawn_at,
            f"{each.action.ref or 'An action'}{f' ({each.half})' if each.half else ''} no longer asked for",
            str(each.withdrawn_by),
            each.withdrawn_because,
        )
        for each in withdrawn
    ]
    return sorted(steps, key=lambda step: step.at, reverse=True)


def _words(event):
    words = event.get_kind_display()
    asked = f", {event.asked} answer{'' if event.asked == 1 else 's'} asked for" if event.asked else ""
    if event.kind == Kind.ASKED_ALSO:
        return f"Asked for {event.asked} more answer{'' if event.asked == 1 else 's'}"
    if event.kind in (Kind.EXTENDED, Kind.REOPENED) and event.due_after:
        before = (
            f", before {said(event.due_before)}"
            if event.due_before and event.due_before != event.due_after
            else ""
        )
        return f"{words}: due by {said(event.due_after)}{before}"
    if event.kind == Kind.OPENED and event.due_after:
        return f"{words}, due by {said(event.due_after)}{asked}"
    return f"{words}{asked}"


@dataclass(slots=True)
class AnswerStep:
    """One step of an answer: the UpdateEvent, what the answer said, and what it said at the step before."""

    event: UpdateEvent
    words: str
    words_before: str
    status: str
    status_before: str

    @property
    def has_new_words(self):
        """Whether the words differ from those of the step before."""
        return self.words_before != "" and self.words != self.words_before

    @property
    def has_new_status(self):
        """Whether the status differs from that of the step before."""
        return self.status_before != "" and self.status != self.status_before


def steps_of(update):
    """The AnswerSteps of an answer, newest first, in one query."""
    steps, words, status = [], "", ""
    for event in UpdateEvent.objects.filter(update_changed=update).select_related("by"):
        said_then, status_then = event.said.get("words", ""), event.said.get("status", "")
        steps.append(AnswerStep(event, said_then, words, status_then, status))
        words, status = said_then, status_then
    return steps[::-1]


def steps_since(update, form):
    """The AnswerSteps that were made since this form was opened, newest first; the last one where it does not say."""
    steps = steps_of(update)
    seen = form["steps"].value() if "steps" in form.fields else None
    number = int(seen) if str(seen or "").isdigit() and len(str(seen)) < 9 else max(len(steps) - 1, 0)
    return steps[: max(len(steps) - number, 0)]
