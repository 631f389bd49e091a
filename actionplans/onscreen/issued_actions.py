"""One issued row in full: everything that was frozen of it, in the order of reading; four queries."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.safestring import SafeString

from papers import phrases
from papers.document import Blank, Names, Status
from papers.writing.page import render_parts

from ..comparing.entries import entry_from_text
from ..models import IssuedPlan, IssuedRow
from .issued_lines import has_officer, movement_of, outcomes_of, responsible_of
from .readings import said

# An outcome may be that of a whole plan: so many of its actions are named, and the list says that there are more.
MOST_SHARING = 13
# A database takes no pattern of any length; so much of an outcome tells it from every other.
TELLS_APART = 400
PAPERS_NAMED = 12
LEADS = (
    ("lead_service", "Lead service"),
    ("lead_officer", "Lead officer"),
    ("responsible", "Responsible"),
    ("supporting", "Supporting"),
)


@dataclass(frozen=True, slots=True)
class IssuedAnswer:
    """What one round has to say: its name, the status if it opens with one, the blank where nothing else is there, the rest."""

    round_words: str
    status: Status | None
    blank: str
    body: SafeString


def issued_action(row, head):
    """What the page of this row shows, by name."""
    entry = entry_from_text(row.content)
    return {
        "row": row,
        "action": entry,
        "is_action": entry.kind == "action",
        "status": None if entry.status_kind == "other" else entry.status,
        "printed_status": entry.status.words if entry.status and entry.status_kind == "other" else "",
        "movement": movement_of(entry),
        "priority": _priority(entry, head),
        "outcomes": outcomes_of(entry),
        "cells": {key: render_parts(parts) for key, parts in entry.cells.items() if not _is_empty(parts)},
        "promise": _promise(entry),
        "leads": _leads(entry, head),
        "timescale_reading": _reading(entry),
        "answers": [_answer(each) for each in reversed(entry.answers)],
        "sharing": _sharing(row, entry),
        "printed_in": _printed_in(row, head),
        **_neighbours(row),
    }


def _is_empty(parts):
    """Whether nobody's words stand in a cell."""
    return all(isinstance(part, Blank) for part in parts)


def _promise(entry):
    """The words of the promise as HTML; "" where it has none of its own."""
    parts = entry.cells.get("action", ())
    return "" if _is_empty(parts) else render_parts(parts)


def _priority(entry, head):
    return None if entry.priority_at is None else list(head.priorities.values())[entry.priority_at]


def _leads(entry, head):
    """(label, cell as HTML) of everybody who has a part, and of the officer that is missing where others have one."""
    found = []
    for key, label in LEADS:
        parts = entry.cells.get(key, ())
        if key == "responsible":
            named = responsible_of(entry)
            parts = (Names(named),) if named else ()
        is_missed = key == "lead_officer" and head.entry.names_officers and not has_officer(entry)
        if parts and (is_missed or not _is_empty(parts)):
            found.append((label, render_parts(parts)))
    is_led = bool(entry.leads)
    return found if is_led else [("Lead", render_parts((Blank(phrases.NOT_STATED),))), *_supporting(found)]


def _supporting(found):
    return [each for each in found if each[0] == "Supporting"]


def _reading(entry):
    """How the words of a timescale were read, in a sentence; "" where there are none."""
    if not entry.due_words:
        return ""
    if entry.due is None:
        if entry.due_kind == "recurring":
            return "something that comes round again; it has no last day"
        return "no date: it never becomes overdue"
    if entry.due_kind == "recurring":
        return f"something that comes round again, next by {said(entry.due)}"
    if entry.due_kind in ("by", "at", "milestone"):
        return f"due by {said(entry.due)}"
    return f"until {said(entry.due)}, not as a last day"


def _answer(answer):
    parts = answer.parts
    status = parts[0] if _is_of_all(parts) else None
    rest = parts[1:] if status else parts
    if len(rest) == 1 and isinstance(rest[0], Blank) and not rest[0].label:
        return IssuedAnswer(answer.round_words, status, rest[0].words, SafeString(""))
    return IssuedAnswer(answer.round_words, status, "", render_parts(rest))


def _is_of_all(parts):
    """Whether these parts open with the status of the whole answer, and not with that of one half of it."""
    is_first = bool(parts) and isinstance(parts[0], Status)
    return is_first and not any(isinstance(part, Status) or getattr(part, "label", "") for part in parts[1:])


def _sharing(row, entry):
    """(reference, address part, title) of other actions that serve an outcome of this one."""
    wanted = Q()
    for words in filter(None, outcomes_of(entry)):
        wanted |= Q(search__contains=words[:TELLS_APART].casefold())
    if not wanted:
        return []
    others = IssuedRow.objects.filter(wanted, issue=row.issue_id, priority_at=row.priority_at, kind="action")
    return list(others.exclude(pk=row.pk).order_by("order").values_list("ref", "key", "title")[:MOST_SHARING])


def _printed_in(row, head):
    """The papers that print this row, newest first: (publication, volume, page)."""
    held = (
        IssuedRow.objects.filter(
            key=row.key, issue__in=IssuedPlan.objects.public().filter(plan=head.issue.plan_id)
        )
        .select_related("issue__publication")
        .defer("content", "search", "issue__content")
        .order_by("-issue__number")[:PAPERS_NAMED]
    )
    return [(each.issue.publication, each.volume, each.page) for each in held]


def _neighbours(row):
    """The rows before and after it in the paper."""
    around = IssuedRow.objects.filter(issue=row.issue_id, order__in=(row.order - 1, row.order + 1))
    found = {order: rest for order, *rest in around.values_list("order", "ref", "key", "title")}
    return {"previous": found.get(row.order - 1), "next": found.get(row.order + 1)}
