"""Who leads and who supports, as a cell prints it: names, or posts where a plan prints posts only.

A cell as the paper wrote it goes before what was entered since. Where posts are printed it does so only as far as
every name in it is known to be no person's; else the cell is put together from what was entered.
"""

from papers import phrases
from papers.document import Blank, Names

from . import wording

# Each role with the field of an action that holds its cell as the paper wrote it; those who lead in this order.
AS_PRINTED = {
    "lead_service": "lead_service_words",
    "lead_officer": "lead_officer_words",
    "responsible": "responsible_words",
    "supporting": "supporting_words",
}
LEADING = ("lead_service", "lead_officer", "responsible")


def who(line, rows, *roles):
    """The parts of a cell with everybody who has one of these roles on this line, each once; () where nobody does."""
    found = [one for role in roles for one in _of_role(line, rows, role)]
    names = tuple(dict.fromkeys(name for name, _ in found if name))
    missing = tuple(dict.fromkeys(Blank(phrases.POST_NOT_STATED, label) for name, label in found if not name))
    return (Names(names), *missing) if names else missing


def all_who_lead(line, rows):
    """The parts of a cell with everybody who leads, whatever the paper calls them."""
    return who(line, rows, *LEADING)


def listed(line, rows, *roles):
    """As `who`, as plain words."""
    found: list[str] = []
    for part in who(line, rows, *roles):
        found += part.names if isinstance(part, Names) else [part.words]
    return tuple(dict.fromkeys(found))


def _of_role(line, rows, role):
    """(name, "") of each; ("", whose half) of a person instead of whom a post would stand, if one were stated."""
    words = getattr(line.action, AS_PRINTED[role]) if line.action else ""
    printed = [name.strip() for name in words.splitlines() if name.strip()]
    entered = rows.parts(line.owner, role)
    posts = rows.posts
    if posts is None:
        return [(name, "") for name in printed or (wording.name(*part) for part in entered)]
    if printed and posts.may_print(words, role):
        return [(name, "") for name in printed]
    if printed and not entered:
        return [("", "")]
    return [_posted(posts, *part) for part in entered]


def _posted(posts, name, qualifier, words):
    printed = posts.printed(name, qualifier, words)
    half = wording.half(posts.note(qualifier), "")
    return printed, f"{half}:" if half and not printed else ""
