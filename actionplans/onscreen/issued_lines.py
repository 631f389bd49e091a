"""What a list shows of issued actions: read from their frozen words, for one page of them, in one query."""

from papers import phrases
from papers.document import Blank, Text

from ..comparing.alike import names
from ..comparing.entries import entry_from_text
from ..movement import moved
from .listing import Line

# Blanks that say that an answer was due and is not there.
MISSING = (phrases.NO_ANSWER_YET, phrases.NOT_SIGNED_OFF, phrases.NOT_ANSWERED_AGAIN)


def issued_lines(rows, page, head):
    """The Lines of one page: `page` is a list of Standings, `rows` those of the issue."""
    texts = dict(rows.filter(pk__in=[standing.pk for standing in page]).values_list("pk", "content"))
    return [_line(entry_from_text(texts[standing.pk]), standing, head) for standing in page]


def _line(entry, standing, head):
    is_other = entry.status_kind == "other"
    return Line(
        ref=entry.ref,
        slug=entry.key,
        title=entry.title,
        rest=rest_of(entry),
        leads=_leads(entry, head.entry.names_officers),
        when=entry.due_words,
        status=None if is_other else entry.status,
        printed_status=entry.status.words if is_other else "",
        movement=movement_of(entry),
        overdue=entry.overdue,
        blanks=_blanks(entry, head),
        priority_id=standing.priority_id,
        outcomes=tuple((None, words, not words) for words in outcomes_of(entry)),
    )


def rest_of(entry):
    """What follows the title in the words of a row."""
    for key in ("action", "recommendation", "outcome"):
        for part in entry.cells.get(key, ()):
            if isinstance(part, Text) and entry.title and entry.title in part.words:
                return part.words.partition(entry.title)[2].strip()
    return ""


def outcomes_of(entry):
    """The words of each outcome that a row serves; "" for one that could not be read."""
    found = []
    for part in entry.cells.get("outcome", ()):
        if isinstance(part, Text) and part.words:
            found.append(part.words)
        elif isinstance(part, Blank) and part.words != phrases.NOT_STATED:
            found.append("")
    return found


def _names_in(entry, key):
    return names(entry.cells.get(key, ()))


def responsible_of(entry):
    """Who is responsible and does not lead as a service or an officer: that column falls back on those who lead."""
    leading = {*_names_in(entry, "lead_service"), *_names_in(entry, "lead_officer")}
    return tuple(name for name in _names_in(entry, "responsible") if name not in leading)


def has_officer(entry):
    """Whether a person is named who answers for it."""
    return bool(_names_in(entry, "lead_officer") or responsible_of(entry))


def movement_of(entry):
    """How a row moved since the round before, or None."""
    if entry.before is None or entry.status_kind != "scale":
        return None
    return moved(
        (entry.before.words, entry.before_meaning),
        (entry.status.words, entry.meaning),
        since=entry.before_round,
    )


def _leads(entry, names_officers):
    found = [(name, name == phrases.POST_NOT_STATED) for name in entry.leads]
    is_led_by_officer = has_officer(entry) or phrases.POST_NOT_STATED in entry.leads
    if found and names_officers and not is_led_by_officer:
        found.append((phrases.NO_OFFICER, True))
    return found or [(phrases.NOT_STATED, True)]


def _blanks(entry, head):
    """(name of the round, whose half, the phrase) for each answer that is missing in the last round and in an open one."""
    asked = [each.words for each in (head.finished, head.open) if each]
    return [
        (answer.round_words, part.label.removesuffix(":"), part.words)
        for name in asked
        for answer in entry.answers
        if answer.round_words == name
        for part in answer.parts
        if isinstance(part, Blank) and is_missing(part.words)
    ]


def is_missing(words):
    """Whether this blank says that an answer was due and is not there."""
    return words in MISSING or words.startswith(phrases.NOT_RECEIVED[:-1])
