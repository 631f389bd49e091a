"""Everything that a paper of a plan, and what is frozen beside it, is made from: read, and put into no cell yet.

Whether any of it changed is known without making the paper again, which takes ten times as long.
"""

from dataclasses import fields

from .entries import fetch_for_freezing, withdrawn
from .fetching import fetch, officers_asked
from .layouts import LAYOUTS

# What comes in whatever order the database gives it; and what is worked out only later, or told by its directory.
UNORDERED = ("assigned", "updates", "requests")
LEFT_OUT = ("positions", "posts")


def rows_read(plan, *, layout, rounds, today):
    """Plain data that is different once anything is that prints or is frozen. Raises NoSuchRound.

    It asks the database for the very rows that `progress_paper` and `frozen_rows` ask for.
    """
    chosen = LAYOUTS[layout]
    shown, frozen = fetch_for_freezing(plan, chosen, rounds=rounds, today=today)
    read = [shown, frozen]
    if not plan.prints_names:
        read.append(fetch(plan, chosen, rounds=rounds, today=today))
    return [
        _values(plan),
        _values(plan.organisation),
        [_plain(one) for one in read],
        sorted(officers_asked(frozen.rounds).items()),
        list(withdrawn(plan)),
    ]


def _values(row):
    return [getattr(row, each.attname) for each in row._meta.concrete_fields]


def _plain(rows):
    told = {each.name: getattr(rows, each.name) for each in fields(rows) if each.name not in LEFT_OUT}
    told |= {name: sorted(told[name].items()) for name in UNORDERED}
    return told, sorted(rows.posts.directory, key=repr) if rows.posts else None
