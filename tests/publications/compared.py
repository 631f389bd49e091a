"""Entries of a plan, put together for tests that lay two issues of it side by side."""

from datetime import date

from actionplans.comparing.entries import Answer, Entry, PlanEntry, ScaleEntry
from actionplans.comparing.issues import Issue, compare
from papers import phrases
from papers.document import Blank, Names, Status, Text

SCALE = {
    "Red": ("off_track", "bad", "■"),
    "Amber": ("at_risk", "warn", "▲"),
    "White": ("not_started", "hold", "○"),
    "Green": ("on_track", "good", "◐"),
    "Blue": ("complete", "done", "✓"),
    "On hold": ("paused", "hold", "‖"),
}
COLUMNS = (
    *(("ref", "Ref"), ("outcome", "Desired outcome"), ("action", "Action")),
    *(("recommendation", "Recommendation"), ("comment", "Service comment"), ("class", "Class")),
    *(
        ("lead_service", "Lead service area"),
        ("lead_officer", "Lead officer"),
        ("supporting", "Supporting services"),
    ),
    *(("measure", "How will we measure success?"), ("target", "Target"), ("timescale", "Timescale")),
    *(("completed_on", "Completed on"), ("next_review", "Next review"), ("status", "Status")),
)
NOTHING = (Blank(phrases.NOT_STATED),)


def status(words):
    meaning, tone, symbol = SCALE[words]
    return Status(words, symbol, tone)


def said(key, *parts, kind="progress", blank=False):
    """An answer of the round of this key; plain strings become texts."""
    made = tuple(Text(part) if isinstance(part, str) else part for part in parts)
    return Answer(key, key, made, kind=kind, is_blank=blank)


def missing(key, words="[Not received. Asked on 5 and 19 October 2026.]"):
    return said(key, Blank(words), kind="", blank=True)


def entry(key="1a", *, position="Green", answers=(), leads=("Digital",), due=None, **told):
    """One action. `told` are columns by their key, or fields of the entry."""
    cells = {name: NOTHING for name, _ in COLUMNS}
    cells |= {"ref": (Text(key),), "action": (Text("Ask residents what they need."),)}
    cells |= {"lead_service": (Names(leads),) if leads else NOTHING}
    cells |= {"status": (status(position),) if position else (Blank(phrases.NO_STATUS),)}
    columns = {
        name: told.pop(name)
        for name in list(told)
        if name in cells and name not in ("status", "completed_on")
    }
    for name, held in columns.items():
        cells[name] = (Text(held),) if isinstance(held, str) else held
    fields = {
        "key": key,
        "kind": "action",
        "ref": key,
        "title": "Ask residents",
        "cells": cells,
        "answers": tuple(answers),
        "priority_at": 0,
        "status": status(position) if position else None,
        "meaning": SCALE[position][0] if position else "",
        "leads": leads,
        "due": due,
    }
    return Entry(**{**fields, **told})


def plan(**told):
    scale = tuple(
        ScaleEntry(words, symbol, tone, meaning) for words, (meaning, tone, symbol) in SCALE.items()
    )
    fields = {
        "title": "Equality plan",
        "body": "Marlow Vale",
        "period": "2025 to 2027",
        "state": "in_delivery",
        "adoption": "",
        "introduction": "",
        "as_at": date(2026, 11, 6),
        "priorities": ("Priority 1: Reach", "Priority 2: Work"),
        "scale": scale,
        "rounds": (),
        "columns": COLUMNS,
    }
    return PlanEntry(**{**fields, **told})


def issue(*rows, **told):
    return Issue(plan(**told), rows, "Appendix 2 of 18 May 2026", "18 May 2026")


def between(was, now):
    """The change of the one row of two issues."""
    changes = compare(issue(was), issue(now))
    return changes.rows.get(now.key)
