"""The four committee papers: which columns each has, and which of them a plan prints.

A column marked as optional is printed only where the plan has something to put in it; all others
are printed and their blanks say what is missing. A plan's own `PlanColumn` rows go before both.
"""

from dataclasses import dataclass, replace
from typing import Literal

from papers.document import Column

# Every column that a paper can have, by its key. "rounds" stands for one column a round.
COLUMNS = {
    column.key: column
    for column in (
        Column("ref", "Ref", 0.6, "ref"),
        Column("outcome", "Desired outcome", 1.05),
        Column("action", "Action", 1.2),
        Column("recommendation", "Recommendation", 1.6),
        Column("comment", "Service comment", 1.2),
        Column("detail", "Detail", 1.6),
        Column("class", "Class", 0.8),
        Column("lead", "Lead", 1.0, "name"),
        Column("lead_service", "Lead service area", 0.95, "name"),
        Column("lead_officer", "Lead officer", 0.95, "name"),
        Column("supporting", "Supporting services", 0.95, "name"),
        Column("responsible", "Responsibility", 0.95, "name"),
        Column("measure", "How will we measure success?", 1.1),
        Column("target", "Target", 0.8),
        Column("timescale", "Timescale", 0.8),
        Column("completed_on", "Completed on", 0.8),
        Column("next_review", "Next review", 0.8),
        Column("status", "Status", 0.9),
        Column("rounds", "Updates, a column a round", 1.7),
    )
}


@dataclass(frozen=True, slots=True)
class Layout:
    """One kind of committee paper.

    `optional` are keys of columns printed only where there is something to print. `names_row` are the keys
    of which the first printed names its row, none where whatever could is too long to be heard before
    each cell. `rounds_shown` is how many rounds stand side by side unless asked otherwise; `spans` says whether an
    outcome stands once beside all its rows.
    """

    key: str
    label: str
    columns: tuple[Column, ...]
    names_row: tuple[str, ...] = ()
    optional: frozenset[str] = frozenset()
    orientation: Literal["landscape", "portrait"] = "landscape"
    rounds_shown: int = 1
    spans: bool = True
    bands: str = "priorities"  # or "recommendations"
    numbers_actions: bool = False


def _columns(*keys, **changed):
    """The columns of these keys, with another heading, or heading and weight, for some."""
    columns = []
    for key in keys:
        heading, weight = changed.get(key, ("", 0.0))
        column = COLUMNS[key]
        columns.append(replace(column, heading=heading or column.heading, weight=weight or column.weight))
    return tuple(columns)


LAYOUTS = {
    layout.key: layout
    for layout in (
        Layout(
            "priorities",
            "Priorities, rounds side by side",
            _columns(
                *("ref", "outcome", "recommendation", "comment", "action", "lead_service", "lead_officer"),
                *("supporting", "measure", "timescale", "status", "rounds"),
            ),
            names_row=("ref", "action", "recommendation"),
            optional=frozenset(
                {"ref", "outcome", "recommendation", "comment", "action", "timescale", "status"}
            ),
            rounds_shown=2,
            spans=False,
        ),
        Layout(
            "outcomes",
            "Outcome and recommendation",
            _columns(
                *("outcome", "detail", "status", "rounds"),
                *("recommendation", "comment", "action", "lead", "timescale"),
                outcome=("Outcome", 1.2),
                detail=("", 1.7),
                status=("Progress", 0.95),
                recommendation=("", 1.9),
                action=("", 1.9),
                lead=("", 1.1),
                timescale=("", 1.05),
            ),
            optional=frozenset({"detail", "recommendation", "comment", "action", "status"}),
        ),
        Layout(
            "recommendations",
            "Recommendations and responses",
            _columns(
                *("action", "responsible", "timescale", "status", "rounds"),
                action=("", 3.4),
                responsible=("", 1.2),
                timescale=("Date", 1.0),
                status=("", 1.0),
                rounds=("", 2.2),
            ),
            optional=frozenset({"status"}),
            bands="recommendations",
        ),
        Layout(
            "aims",
            "Aims and actions",
            _columns(
                *("outcome", "recommendation", "action", "status", "rounds"),
                outcome=("Aims and objectives", 1.0),
                action=("Actions", 1.9),
                rounds=("", 1.4),
            ),
            names_row=("outcome", "action"),
            optional=frozenset({"recommendation", "action", "status"}),
            orientation="portrait",
            numbers_actions=True,
        ),
    )
}


def columns_of(layout, rows):
    """The columns of a paper, in order. `rows` is a `PlanRows`: what there is to print."""
    own = [(key, heading, shown) for key, heading, shown in rows.own_columns if _is_known(key, rows)]
    chosen = [(key, heading) for key, heading, shown in own if shown]
    if chosen:
        columns = [_own(layout, key, heading, rows) for key, heading in chosen]
    else:
        hidden = {key for key, _, _ in own}
        columns = [
            column
            for column in layout.columns
            if column.key not in hidden and (column.key not in layout.optional or rows.has(column.key))
        ]
        columns = [one for column in columns for one in _by_role(column, rows)]
    spread = [one for column in columns for one in _by_round(column, rows)]
    return _with_row_header(spread, layout.names_row)


def round_key(reporting_round):
    """The key of the column of one round: "round:2018-10"."""
    return f"round:{reporting_round.key}"


def _is_known(key, rows):
    return key in COLUMNS or key in {round_key(one) for one in rows.rounds}


def _own(layout, key, heading, rows):
    if key not in COLUMNS:
        found = next(one for one in rows.rounds if round_key(one) == key)
        return Column(key, heading or found.words, COLUMNS["rounds"].weight)
    printed = next((column for column in layout.columns if column.key == key), COLUMNS[key])
    return replace(printed, heading=heading or printed.heading)


def _by_role(column, rows):
    """A column of leads, or one a role where both services and officers lead: else nobody could say who is which."""
    roles = rows.leading_roles if column.key in ("lead", "responsible") else ()
    return [COLUMNS[role] for role in roles] if len(roles) > 1 else [column]


def _by_round(column, rows):
    """A column, or one for each round side by side."""
    if column.key != "rounds":
        return [column]
    return [replace(column, key=round_key(one), heading=one.words) for one in rows.rounds]


def _with_row_header(columns, preferred):
    keys = [column.key for column in columns]
    named = next((key for key in preferred if key in keys), None)
    return tuple(replace(column, row_header=column.key == named) for column in columns)
