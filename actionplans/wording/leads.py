"""Who leads and who supports: dividing a cell into contributors, and never inside a name.

Known names come first, the longest winning. A division that the words make certain is made; one that
they only allow is proposed, and until a person agrees that part of the cell is one contributor as printed.
"""

import re
from dataclasses import dataclass

from accounts import spelling

from ..recognising.found import AliasProposal, AssignmentFound, LeadProposal
from . import kinds
from . import name_shapes as shapes
from .lead_names import LABEL, Known, bound, is_nobody, tidy, unbound, unbound_part, without_note
from .lead_parts import after_brackets, commas, divided, english_join, line_parts, lines

LONGEST_NAME = 200
LONGEST_CELL = 1500


@dataclass(frozen=True, slots=True)
class Split:
    """The contributors of one cell; a proposal where the division is uncertain; spellings that were mended."""

    assignments: tuple[AssignmentFound, ...] = ()
    proposal: LeadProposal | None = None
    aliases: tuple[AliasProposal, ...] = ()


def learn(cells):
    """The names that stand alone in some cell of the paper: what `split` knows when it reads the others.

    A name with "and" inside is one of them when it stands alone twice, or when its shape says that it is one name.
    """
    items = [
        item for cell in cells if cell and len(cell) <= LONGEST_CELL for item in _listed(bound(tidy(cell)))
    ]
    plain = {name for item in items if (name := _bare(item)) and not english_join(name)}
    joined = [name for item in items if (name := _bare(item)) and english_join(name)]
    known = {name for name in plain if _may_be_learned(name)}
    for _ in range(2):
        sure = Known(frozenset(known))
        for name in joined:
            parts = divided(name, sure, "")
            if len(parts) == 1 and (not parts[0].why or joined.count(name) > 1):
                known.add(name)
            elif len(parts) > 1:
                known.update(part.name for part in parts if not part.why and _may_be_learned(part.name))
    # "BWGs" is the plural of a known "BWG" and no name of its own.
    plurals = {
        name for name in known if shapes.is_acronym(name) and name.endswith("s") and name[:-1] in known
    }
    return frozenset(unbound(name) for name in known - plurals)


def split(words, *, role, known=frozenset(), settled=None):
    """The contributors that a cell names, for one role. See `Split`.

    `known` is what `learn` gave (and names that the tracker holds already); `settled` maps a cell's words to the
    names that a person said it holds.
    """
    kept = " ".join((words or "").split())
    if is_nobody(kept):
        return Split()
    agreed = _settled(kept, settled or {})
    if agreed is not None:
        return Split(tuple(_settled_assignment(name, kept, role) for name in agreed))
    if len(kept) > LONGEST_CELL:
        return _proposed(kept, (), (), role)
    names = Known(known)
    stretches = lines(bound(tidy(words)), names)
    parts = [unbound_part(part) for line in stretches for part in line_parts(line, names, role)]
    doubtful = [part for part in parts if part.why]
    if len(parts) == len(doubtful) == 1 or any(len(part.name) > LONGEST_NAME for part in parts):
        return _proposed(kept, parts, doubtful, role)
    # What is certain is divided; a part that may hold two names stays whole, as printed, beside the proposal.
    made = [_assignment(part, names, role) for part in parts if not is_nobody(part.name)]
    proposal = _proposal(kept, parts, doubtful, role) if doubtful else None
    return Split(tuple(_each_once(made)), proposal, tuple(_mended(made)))


def _listed(cell):
    """The items of a cell's plain list, for learning; a post with its remit is one item."""
    for line in cell.split("\n"):
        for item in commas(line):
            for stretch in after_brackets(item):
                yield from re.split(r"\s/\s", stretch) if not shapes.is_post_of(stretch) else (stretch,)


def _bare(item):
    """An item without its scope note and label, or "" where it is no name."""
    name = LABEL.sub("", without_note(item)[0]).strip(" .:;,")
    return "" if is_nobody(name) or len(name) > LONGEST_NAME else name


def _may_be_learned(name):
    return len(name) > 1 and not is_nobody(name) and not re.fullmatch(r"[a-z]{1,3}", name)


def _proposed(kept, parts, doubtful, role):
    """The whole cell as one assignment, and the division that it may have."""
    proposal = _proposal(kept, parts, doubtful, role)
    if len(kept) > LONGEST_NAME:
        return Split((), proposal)
    return Split((AssignmentFound(kept, kinds.of(kept, role=role), role, None, kept),), proposal)


def _proposal(kept, parts, doubtful, role):
    """The whole division that the cell may have, for a person to agree to."""
    names = [name for part in parts for name in (part.parts or (part.name,))]
    why = doubtful[0].why if doubtful else "These words are too long for a name."
    return LeadProposal(kept, tuple(dict.fromkeys(names)), why, role)


def _assignment(part, names, role):
    label = LABEL.match(part.name)
    printed = part.name[label.end() :].strip() if label else part.name
    if label and label["label"].casefold().startswith(("support", "with")):
        role = "supporting"
    name = _known_or_mended(printed, names)
    return AssignmentFound(name, kinds.of(name, role=role), role, part.qualifier, printed)


def _known_or_mended(printed, names):
    """The name as printed, unless it is a known name with another ending or a stray space; or broken before its last letter."""
    form = names.form(printed)
    if form is not None and spelling.key(form) != spelling.key(printed):
        return form
    return re.sub(r"(?<=[a-z]{4}) (?=[b-hj-z]$)", "", printed)


def _mended(assignments):
    for each in assignments:
        if spelling.key(each.name) != spelling.key(each.words):
            broken = spelling.key(each.name).replace(" ", "") == spelling.key(each.words).replace(" ", "")
            yield AliasProposal(
                each.name,
                (each.words,),
                "high: a space inside a word" if broken else "high: singular and plural",
            )


def _each_once(assignments):
    seen = set()
    for each in assignments:
        mark = (spelling.key(each.name), each.role, each.qualifier or "")
        if mark not in seen:
            seen.add(mark)
            yield each


def _settled(kept, settled):
    if kept in settled:
        return settled[kept]
    by_key = {spelling.key(words): names for words, names in settled.items()}
    return by_key.get(spelling.key(kept))


def _settled_assignment(name, kept, role):
    bare, note = without_note(name)
    place = kept.casefold().find(name.casefold())
    printed = kept[place : place + len(name)] if place >= 0 else bare
    return AssignmentFound(bare, kinds.of(bare, role=role), role, note, printed if not note else bare)
