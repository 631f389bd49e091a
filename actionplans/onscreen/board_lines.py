"""What the board's table says of each answer: read for one page of rows, in two queries."""

from dataclasses import dataclass

from django.utils import timezone

from papers import phrases

from ..lateness import count, overdue_words
from ..models import Asking, Update, UpdateRequest
from ..withdrawing import WITHDRAWN_WITH_IT
from .board import STATES, WITHDRAWN, says
from .round_titles import kind_words
from .titles import title_and_rest

# How each state is written in the table: words, tone and mark.
TAGS = {state: (words, tone, mark) for state, words, tone, mark in STATES} | {
    "submitted": ("Sent", "good", "→"),
    "not_started": ("No answer yet", "blank", "○"),
    WITHDRAWN: ("No longer asked for", "shut", "✕"),
}
DETAILS = (
    "pk",
    "action__words",
    "action__recommendation__words",
    "withdrawn_at",
    "withdrawn_because",
    "action__withdrawn_at",
    "action__withdrawn_because",
    "first_seen_at",
    "not_mine_words",
    "update__submitted_at",
    "update__edited_at",
    "update__returned_at",
    "update__returned_because",
    "update__signed_off_at",
    "update__saved_at",
    "update__answer",
    "update__same_as__ref",
)


@dataclass(slots=True)
class Tag:
    """A state in the table: its words, tone and mark."""

    words: str
    tone: str
    mark: str


@dataclass(slots=True)
class Line:
    """One row of the table: the Row it is of, and what is said of it."""

    row: object
    title: str
    asked_of: str
    aside: str
    tag: Tag
    overdue: str
    last_word: str
    # The kind of answer where it is not plain progress: "Stopped", "Same as 3b".
    kind: str

    @property
    def name(self):
        """Who and what it is, for people who listen."""
        return ", ".join(filter(None, (self.row.ref or self.title, self.asked_of, self.row.half)))


def lines(page, *, names, reads_drafts, due_on, today):
    """The Lines of these Rows."""
    keys = [row.pk for row in page]
    details = {
        each[0]: dict(zip(DETAILS, each, strict=True))
        for each in UpdateRequest.objects.filter(pk__in=keys).values_list(*DETAILS)
    }
    asked = days_asked(keys)
    return [
        _line(
            row,
            details[row.pk],
            len(asked.get(row.pk, ())),
            names,
            reads_drafts=reads_drafts,
            due_on=due_on,
            today=today,
        )
        for row in page
        if row.pk in details
    ]


def days_asked(requests):
    """{request: the local days on which it was asked for}, without what was lost on the way; one query."""
    found = {}
    for request, at in Asking.objects.that_asked().filter(request__in=requests).values_list("request", "at"):
        found.setdefault(request, set()).add(timezone.localdate(at))
    return found


def _line(row, details, times, names, *, reads_drafts, due_on, today):
    words = details["action__words"] or details["action__recommendation__words"] or ""
    asked_of = ", ".join(names[key] for key in row.asked_of if key in names)
    aside = row.half or ("" if row.has_officer or row.is_unled else "no officer")
    return Line(
        row=row,
        title=title_and_rest(words)[0],
        asked_of=asked_of or phrases.NO_OFFICER,
        aside=aside,
        tag=Tag(*TAGS[row.state]),
        overdue=overdue_words(row.latest, today) if row.is_late else "",
        last_word=last_word(row, details, times, reads_drafts=reads_drafts, due_on=due_on, today=today),
        kind=kind(row, details, reads_drafts=reads_drafts),
    )


def kind(row, details, *, reads_drafts):
    """Which kind of answer was sent; "" for plain progress, and where its reader may not read it."""
    answer = details["update__answer"]
    if row.state not in says(reads_drafts=reads_drafts) or answer in (None, Update.Answer.PROGRESS):
        return ""
    return kind_words(answer, details["update__same_as__ref"])


def last_word(row, details, times, *, reads_drafts, due_on, today):
    """What happened last to this answer, in a few words."""

    def on(moment):
        return short_day(timezone.localdate(moment), today)

    if row.state == WITHDRAWN:
        return _no_longer(details, on)
    if row.state == "signed_off":
        signed = details["update__signed_off_at"]
        return f"Signed off {on(signed)}" if signed else "It stood in the paper"
    if row.state == "submitted":
        return _sent(details, due_on, on)
    if row.state == "returned" and details["update__returned_at"]:
        why = title_and_rest(details["update__returned_because"])[0] if reads_drafts else ""
        return f"Returned {on(details['update__returned_at'])}{': ' if why else ''}{why}"
    return _still_out(row, details, times, on)


def _no_longer(details, on):
    """Since when it is not asked for, and why: it was taken out of the round, or its action out of the plan."""
    if details["withdrawn_at"]:
        return f"Since {on(details['withdrawn_at'])}: {details['withdrawn_because']}"
    because = WITHDRAWN_WITH_IT.format(details["action__withdrawn_because"])
    return f"Since {on(details['action__withdrawn_at'])}: {because}"


def _sent(details, due_on, on):
    sent = details["update__submitted_at"]
    if sent is None:
        return "It stood here before it was asked for"
    words = f"Sent {on(sent)}"
    late = (timezone.localdate(sent) - due_on).days if due_on else 0
    if late > 0:
        words += f", {count(late, 'day')} after it was due"
    if details["update__edited_at"]:
        words += f"; edited {on(details['update__edited_at'])}"
    return words


def _still_out(row, details, times, on):
    """Nothing came yet: whether it is theirs, how often they were asked, whether they looked."""
    said = []
    if row.is_not_mine:
        said.append(f"Says it is not theirs: {details['not_mine_words'] or 'they do not know whose'}")
    asked = f"Asked {'once' if times == 1 else f'{times} times'}" if times else "No one has been reached yet"
    said.append(asked)
    if row.state == "draft" and details["update__saved_at"]:
        said.append(f"draft kept {on(details['update__saved_at'])}")
    elif details["first_seen_at"]:
        said.append(f"opened the form {on(details['first_seen_at'])}")
    return "; ".join(said)


def short_day(day, today):
    """21 October, with its year where that is another than today's."""
    return f"{day.day} {day:%B}" if day.year == today.year else f"{day.day} {day:%B %Y}"
