"""From a read paper to what was found in it.

Read → find the headings → sort the rows → join what a page cut → judge columns by their cells → compose.
Each step is a module of its own and knows nothing of the steps before it but what they hand over.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple

from papers.reading.paper import Paper, Paragraph

from ..wording import aliases, rounds
from . import closing, details, flattening, gathering, joining, judging, keys, labelled
from .answering import Answering
from .assigning import Assigning
from .carrying import Outcomes
from .choices import Choices
from .columns import Column
from .composing import Composing
from .found import (
    ActionFound,
    AliasProposal,
    HeadingFound,
    Place,
    PlanDetails,
    PlanFound,
    RecommendationFound,
    RoundFound,
)
from .gathering import DEFAULT_SHEET, Gathered
from .items import Band, Entry, Item
from .ledger import Ledger
from .telling import Telling
from .timing import Timing

Progress = Callable[[int, int, str], None]
STEPS = 6
EVERY = 250  # entries between two tellings of how far it is


class Body(NamedTuple):
    """What is known of a body: the names in its directory, never split, and the month in which its year begins."""

    known_names: Collection[str] = ()
    year_starts_in: int | None = None


def recognise(
    paper: Paper,
    *,
    choices: Choices | None = None,
    known_names: Collection[str] = (),
    known_statuses: Mapping[str, str] | None = None,
    year_starts_in: int | None = None,
    body_named: Callable[[str], Body | None] | None = None,
    progress: Progress | None = None,
) -> PlanFound:
    """What the paper says, with every doubt beside it. Run again with what a reviewer chose.

    `known_names` are contributors of the directory, never split; `known_statuses` are those of the plan that the
    paper is a newer version of, asked where the paper leaves a meaning open; `year_starts_in` is the month in which
    the body's year begins. `body_named` is asked for names and year once the paper has said whose plan it is.
    `progress(done, all, words)` is told how far it is.
    """
    paper = closing.without_addresses(closing.without_receipt(paper))
    choices = choices or Choices()
    tell = progress or (lambda done, of, words: None)
    ledger = Ledger()
    _repeat_notices(paper, ledger)
    tell(1, STEPS, "Finding the headings")
    gathered = gathering.gather(paper, choices, ledger)
    items = _items(paper, gathered)
    tell(2, STEPS, "Joining rows that a page cut")
    joined = joining.join(_with_sheets(items, gathered), ledger)
    tell(3, STEPS, "Reading columns by their cells")
    became = judging.judge(joined.items, ledger)
    scale, key_tables = keys.scale(paper, gathered)
    plan = details.read(paper, gathered, joined.items, choices, year_starts_in=year_starts_in)
    if body_named and (body := body_named(plan.organisation or "")):
        known_names, year_starts_in = body
        plan = details.read(paper, gathered, joined.items, choices, year_starts_in=year_starts_in)
    starts = year_starts_in or details.year_start(plan.organisation)
    tell(4, STEPS, "Learning the names")
    assigning = Assigning(joined.items, choices, known_names)
    timing = Timing(joined.items, choices, ledger, _dated(plan))
    answering = Answering(timing, choices, ledger, scale, known_statuses or {})
    outcomes = Outcomes(
        has_column=_has_column(joined.items, "outcome"),
        parts_aims=_is_aims_and_actions(joined.items),
        ledger=ledger,
    )
    telling = Telling(assigning, answering, outcomes, ledger, starts)
    composing = Composing(telling, ledger)
    _compose(composing, joined.items, tell)
    tell(6, STEPS, "Gathering what is unclear")
    answering.settle()
    answering.say_what_is_unclear()
    _say_what_is_left(gathered, plan, key_tables, bool(joined.items), ledger)
    actions = tuple(map(answering.settled, composing.actions))
    recommendations = tuple(map(answering.settled, composing.recommendations.found))
    return PlanFound(
        plan=_with_layout(plan, composing, joined.items),
        rounds=tuple(timing.rounds.values()),
        scale=answering.whole_scale(),
        priorities=tuple(composing.priorities),
        outcomes=tuple(outcomes.found),
        recommendations=recommendations,
        actions=actions,
        problems=ledger.in_order(),
        waiting=ledger.still_waiting(choices.waiting),
        headings=_headings(gathered, became),
        lead_proposals=tuple(composing.proposals),
        alias_proposals=_alias_proposals((*actions, *recommendations), choices),
        joined_rows=joined.count,
    )


def _repeat_notices(paper: Paper, ledger: Ledger) -> None:
    for notice in paper.notices:
        ledger.tell("note", "left-out", notice.why, Place(notice.table, notice.row), words=notice.words)


def _items(paper: Paper, gathered: Gathered) -> list[Item]:
    """The entries of the tables, or of headings and labels where no table holds a plan."""
    if any(isinstance(item, Entry) for item in gathered.items):
        return gathered.items
    paragraphs = [block for block in flattening.blocks(paper) if isinstance(block, Paragraph)]
    if not labelled.is_labelled(paragraphs):
        return gathered.items
    gathered.loose.clear()
    found = list(labelled.items(paragraphs))
    first = next((at for at, item in enumerate(found) if isinstance(item, Entry)), 0)
    opening = _opening(found, first)
    gathered.front[:] = [
        Paragraph(item.words, heading=max(item.level, 0))
        for item in found[:opening]
        if isinstance(item, Band)
    ]
    return found[opening:]


def _opening(items: Sequence[Item], first: int) -> int:
    """How many items at the start are title and introduction: all before the last bands over the first action."""
    at = first
    while at > 1 and _is_heading(items[at - 1]):
        at -= 1
    return at


def _is_heading(item: Item) -> bool:
    return isinstance(item, Band) and item.level > 0


def _with_sheets(items: Sequence[Item], gathered: Gathered) -> list[Item]:
    """One sheet a priority: the sheet's name stands over its rows where no band or column says otherwise."""
    names = list(dict.fromkeys(gathered.sheets))
    if len(names) < 2:
        return list(items)
    banded = {item.place.sheet for item in items if isinstance(item, Band)}
    found: list[Item] = []
    before: str | None = None
    for item in items:
        sheet = item.place.sheet
        if (
            sheet != before
            and sheet
            and sheet not in banded
            and isinstance(item, Entry)
            and not item.has("priority")
            and not DEFAULT_SHEET.match(sheet)
        ):
            found.append(Band(sheet, Place(item.place.table, None, sheet), False, 9))
        before = sheet
        found.append(item)
    return found


def _dated(plan: PlanDetails) -> RoundFound | None:
    """The round of the paper itself, where its title states a month."""
    for words in (plan.paper_title, plan.title):
        found = rounds.read(words) if words else None
        if found and rounds.held_in(found.key):
            return found
    return None


def _has_column(items: Sequence[Item], meaning: str) -> bool:
    return any(isinstance(item, Entry) and item.has(meaning) for item in items)


def _is_aims_and_actions(items: Sequence[Item]) -> bool:
    """Whether the paper has aims and actions and nothing else: then one cell may hold several aims."""
    meanings = {column.meaning for item in items if isinstance(item, Entry) for column in item.columns}
    headings = {
        column.words.casefold()
        for item in items
        if isinstance(item, Entry)
        for column in item.columns
        if column.meaning == "outcome"
    }
    return meanings == {"outcome", "action"} and not any("rationale" in heading for heading in headings)


def _compose(composing: Composing, items: Sequence[Item], tell: Progress) -> None:
    for number, item in enumerate(items):
        if number % EVERY == 0:
            tell(5, STEPS, f"Reading row {number + 1} of {len(items)}")
        composing.take(item)


def _say_what_is_left(
    gathered: Gathered, plan: PlanDetails, key_tables: set[int], has_plan: bool, ledger: Ledger
) -> None:
    """Words with no place in the plan wait; tables without a plan are named."""
    rest = details.unused(gathered.front, plan)
    if rest:
        ledger.leave("\n".join(rest), "These words stand before the plan. They have no place in it.")
    for words, place in gathered.loose:
        ledger.leave(
            words, "These words stand between or after the tables. They have no place in the plan.", place
        )
    for table in gathered.keys:
        if table.number in key_tables:
            continue
        why = f"No headings of a plan were found in {table.name}, so nothing was made of it. Name its columns if it holds actions."
        ledger.tell(
            "note" if has_plan else "repair", "no-plan-here", why, Place(table.number, None, table.sheet)
        )
        if not table.sheet:
            ledger.leave(
                gathering.said_in(table),
                "This table has no headings of a plan.",
                Place(table.number, None, table.sheet),
            )
    if not has_plan and not gathered.keys:
        ledger.tell(
            "repair",
            "no-plan",
            "No action was found in this paper: it has no table with headings of a plan, and no labels such as Action and Lead.",
        )


def _with_layout(plan: PlanDetails, composed: Composing, items: Sequence[Item]) -> PlanDetails:
    """The layout that prints such columns."""
    meanings: set[str | None] = {
        column.meaning for item in items if isinstance(item, Entry) for column in item.columns
    }
    if composed.recommendations.found and composed.actions:
        layout = "recommendations"
    elif composed.recommendations.found:
        layout = "outcomes"
    elif _is_aims_and_actions(items):
        layout = "aims"
    else:
        layout = (
            "outcomes"
            if "outcome" in meanings and "detail" in meanings and "ref" not in meanings
            else "priorities"
        )
    return PlanDetails(
        plan.title, plan.organisation, plan.period, plan.state, plan.paper_title, plan.reference, layout
    )


def _headings(gathered: Gathered, became: dict[Column, Column]) -> tuple[HeadingFound, ...]:
    found = []
    for head in gathered.headings:
        column = became.get(head.column, head.column)
        meaning = "priority" if column.meaning == "priority_number" else column.taken_for
        found.append(HeadingFound(head.table, column.at, column.words, meaning, head.cells, head.rows))
    return tuple(found)


def _alias_proposals(
    rows: Sequence[ActionFound | RecommendationFound], choices: Choices
) -> tuple[AliasProposal, ...]:
    names = [each.name for row in rows for each in row.assignments]
    return tuple(
        proposal
        for proposal in aliases.propose(names)
        if not all(also in choices.aliases for also in proposal.also)
    )
