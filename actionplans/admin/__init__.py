"""The desk's pages for plans, one module a noun."""

from . import (
    actions,
    assignments,
    columns,
    imports,
    issued,
    measures,
    outcomes,
    plans,
    priorities,
    recommendations,
    rounds,
    scales,
    timescales,
    updates,
)

__all__ = [
    "actions",
    "assignments",
    "columns",
    "imports",
    "issued",
    "measures",
    "outcomes",
    "plans",
    "priorities",
    "recommendations",
    "rounds",
    "scales",
    "timescales",
    "updates",
]
