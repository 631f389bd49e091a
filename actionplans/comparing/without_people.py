"""A row and a plan without the people in them, for two issues of which one prints names and the other posts.

What is told by name in one and by post in the other is the same and would be told as different, and a name that is printed
no more would come back as what stood before. Pure.
"""

import re
from dataclasses import replace

from papers.document import Blank, Names, Part, Text

from .entries import Answer, Entry, PlanEntry, RoundEntry

PEOPLE = ("lead_service", "lead_officer", "responsible", "supporting")
# Who is responsible stands in brackets after a recommendation, wherever that is printed.
RESPONSIBLE = re.compile(r"\s\[responsibility: [^\]\n]*(?:\[[^\]\n]*\])?[^\]\n]*\]\s*$")


def without_people(row: Entry, *, keeps_leads: bool) -> Entry:
    """The row without the half that an answer is for and without who is responsible; its leads too unless they are kept."""
    cells = {key: _without_responsible(parts) for key, parts in row.cells.items()}
    if not keeps_leads:
        cells |= {key: _without_names(cells[key]) for key in PEOPLE if key in cells}
    answers = tuple(_without_halves(one) for one in row.answers)
    return replace(row, cells=cells, answers=answers, leads=row.leads if keeps_leads else ())


def plan_without_people(plan: PlanEntry, *, keeps_leads: bool) -> PlanEntry:
    """The plan without the halves of what was not received, and without who was to answer unless that is kept."""
    return replace(plan, rounds=tuple(_round_without_people(one, keeps_leads) for one in plan.rounds))


def _round_without_people(held: RoundEntry, keeps_leads: bool) -> RoundEntry:
    missing = tuple(one._replace(half="", who=one.who if keeps_leads else "") for one in held.missing)
    return replace(held, missing=missing)


def _without_responsible(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    return tuple(
        replace(part, words=RESPONSIBLE.sub("", part.words)) if isinstance(part, Text) else part
        for part in parts
    )


def _without_names(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    return tuple(part for part in parts if not isinstance(part, Names | Blank))


def _without_halves(answer: Answer) -> Answer:
    parts = tuple(
        replace(part, label="") if isinstance(part, Text | Blank) and part.label else part
        for part in answer.parts
    )
    return replace(answer, parts=parts)
