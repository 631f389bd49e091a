"""Who leads and who supports: dividing a cell into contributors, and never inside a name.

Known names come first, the longest winning. A division that the words make certain is made; one that
they only allow is proposed, and until a person agrees the whole cell is one contributor as printed.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from accounts import spelling
from papers import phrases

from ..importing.found import AliasProposal, AssignmentFound, LeadProposal
from . import kinds
from . import name_shapes as shapes

PEOPLE_ROLES = ("lead_officer", "responsible", "lead")
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Split:
    """The contributors of one cell; a proposal where the division is uncertain; spellings that were mended."""

    assignments: tuple[AssignmentFound, ...] = ()
    proposal: LeadProposal | None = None
    aliases: tuple[AliasProposal, ...] = ()


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of a cell taken for one name, its scope note, and whether it is certain that it is one."""

    name: str
    qualifier: str | None = None
    why: str = ""  # why it might be several, "" where it is certainly one
    parts: tuple[str, ...] = ()


_NOBODY = re.compile(
    r"(?:[\s\-–—.?/*•]*|tb[acd]\.?|n/?a\.?|none|nil|all|not applicable|to be (?:confirmed|agreed|decided|determined|identified|appointed)|vacant|unknown|various|as above|i'w gadarnhau|pawb)",
    re.IGNORECASE,
)
_JOIN = re.compile(r"\s+(?:and|&|a|ac)(?:/or)?\s+|\s*\+\s*", re.IGNORECASE)
_ENGLISH_JOIN = re.compile(r"\s+(?:and(?:/or)?|&)\s+|\s+\+\s+", re.IGNORECASE)
_WELSH_JOIN = re.compile(r"\s+(?:and(?:/or)?|&|a|ac)\s+|\s+\+\s+", re.IGNORECASE)
_WELSH = re.compile(
    r"\b(?:tîm|swyddog|rheolwr|pennaeth|cyfarwyddwr|gwasanaeth\w*|adnoddau|cydraddoldeb|grŵp|cyngor|yr?|gyda)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^(?P<label>(?:joint |overall |operational |strategic )?leads?|support(?:ed by|ing|s)?|with support from|supported by|owners?|sponsors?)\s*[:–-]\s*",
    re.IGNORECASE,
)


def learn(cells):
    """The names that stand alone in some cell of the paper: what `split` knows when it reads the others.

    A name with "and" inside is one of them when it stands alone twice, or when its shape says that it is one name,
    or when no part of it is a name elsewhere.
    """
    items = [item for cell in cells for item in _listed(tidy(cell))]
    plain = {name for item in items if (name := _bare(item)) and not _english_join(name)}
    joined = [name for item in items if (name := _bare(item)) and _english_join(name)]
    known = {name for name in plain if _may_be_learned(name)}
    for _ in range(2):
        sure = _Known(frozenset(known))
        for name in joined:
            parts = _divided(name, sure, "")
            if len(parts) == 1 and (not parts[0].why or joined.count(name) > 1):
                known.add(name)
            elif len(parts) > 1:
                known.update(part.name for part in parts if not part.why and _may_be_learned(part.name))
    # "BWGs" is the plural of a known "BWG" and no name of its own.
    plurals = {
        name for name in known if shapes.is_acronym(name) and name.endswith("s") and name[:-1] in known
    }
    return frozenset(known - plurals)


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
    names = _Known(known)
    parts = [part for line in _lines(tidy(words), names) for part in _line_parts(line, names, role)]
    doubtful = [part for part in parts if part.why]
    if doubtful or any(len(part.name) > LONGEST_NAME for part in parts):
        return _proposed(kept, parts, doubtful, role)
    made = [_assignment(part, names, role) for part in parts if not is_nobody(part.name)]
    return Split(tuple(_each_once(made)), None, tuple(_mended(made)))


def is_nobody(words):
    """Whether a cell names nobody: empty, a dash, TBC, n/a, All, or a blank of our own."""
    return bool(_NOBODY.fullmatch(words)) or phrases.is_ours(words)


def tidy(words):
    """A cell with its lines kept, one space between words, and no space before a comma."""
    lines = [" ".join(line.split()) for line in re.split(r"[\n\r\v\u2028]+", words or "")]
    return "\n".join(
        re.sub(r"\s+([,;])", r"\1", re.sub(r"^[•▪●*·–-]\s+", "", line)) for line in lines if line
    )


class _Known:
    """Known names by their spelling: what a stretch of words is the known form of, if any."""

    def __init__(self, names):
        self.by_key = {spelling.key(name): name for name in sorted(names, reverse=True) if spelling.key(name)}
        self.by_letters = {key.replace(" ", ""): name for key, name in self.by_key.items()}

    def __contains__(self, words):
        return self.form(words) is not None

    def form(self, words):
        """The known spelling of a name: itself, the singular of an acronym, or itself broken by a stray space."""
        key = spelling.key(words)
        if not key:
            return None
        if key in self.by_key:
            return self.by_key[key]
        if shapes.is_acronym(words) and words.endswith("s") and key[:-1] in self.by_key:
            return self.by_key[key[:-1]]
        broken = re.search(r"\s[a-z]{1,2}$", words)
        return self.by_letters.get(key.replace(" ", "")) if broken else None


def _listed(cell):
    """The items of a cell's plain list, for learning; a post with its remit is one item."""
    for line in cell.split("\n"):
        for item in _commas(line):
            for stretch in _after_brackets(item):
                yield from re.split(r"\s/\s", stretch) if not shapes.is_post_of(stretch) else (stretch,)


def _bare(item):
    """An item without its scope note and label, or "" where it is no name."""
    name = _LABEL.sub("", _without_note(item)[0]).strip(" .:;,")
    return "" if is_nobody(name) or len(name) > LONGEST_NAME else name


def _may_be_learned(name):
    return len(name) > 1 and not is_nobody(name) and not re.fullmatch(r"[a-z]{1,3}", name)


def _english_join(name):
    return _joins(name).search(name)


def _joins(text):
    return _WELSH_JOIN if _WELSH.search(text) else _ENGLISH_JOIN


def _lines(cell, names):
    """The lines of a cell; one that goes on from the line before (after "and", in small letters) is joined to it."""
    joined = []
    for line in cell.split("\n"):
        line = re.sub(r"^(?:\d{1,2}[.)]|\([a-z\d]\)|[a-z]\))\s+", "", line)
        before = joined[-1] if joined else ""
        goes_on = re.search(r"(?:\b(?:and|of|for|the|with|a|ac)|[&/(-])$", before, re.IGNORECASE) or re.match(
            r"(?:and|&|of|for)\s|\(", line
        )
        if before and (goes_on or f"{before} {line}" in names or _is_lower_tail(line, names)):
            joined[-1] = f"{before} {line}"
        else:
            joined.append(line)
    return joined


def _is_lower_tail(line, names):
    return line[:1].islower() and line not in names


def _line_parts(line, names, role):
    """One line divided: whole if known, else at semicolons, commas, slashes, then "and"."""
    if line in names or shapes.is_person(line):
        return [_Part(line)]
    return [part for item in _commas(line, names) for part in _item_parts(item, names, role)]


def _commas(line, names=None):
    """The line at its semicolons and commas outside brackets, without dividing a post's remit or a known name."""
    pieces = _outside_brackets(line, ";")
    items = []
    for piece in pieces:
        items.extend(_rejoined(_outside_brackets(piece, ","), names))
    return [
        item.strip(" .;,") if not re.search(r"\b[A-Z]\.$", item) else item.strip(" ;,")
        for item in items
        if item.strip(" .;,")
    ]


def _rejoined(items, names):
    """ "Director of Delivery", "Communications and Political Governance" are one post with a list for a remit."""
    told = []
    n = 0
    while n < len(items):
        taken = 1
        for length in range(len(items) - n, 1, -1):
            whole = ", ".join(part.strip() for part in items[n : n + length])
            if (names and whole in names) or _is_remit(items[n : n + length]):
                taken = length
                break
        told.append(", ".join(part.strip() for part in items[n : n + taken]) if taken > 1 else items[n])
        n += taken
    return told


def _is_remit(items):
    """A post "of A", then B, then "C and D": one name, where no later item is itself a person or a post."""
    first, last = items[0].strip(), items[-1].strip()
    if not shapes.is_post_of(first) or not _ENGLISH_JOIN.search(f" {last}"):
        return False
    if _ENGLISH_JOIN.search(first):
        return False
    return not any(
        shapes.is_post(part) or shapes.is_person(part) or shapes.is_acronym(part)
        for item in items[1:]
        for part in _ENGLISH_JOIN.split(item.strip())
    )


def _outside_brackets(text, mark):
    pieces, depth, current = [], 0, ""
    for letter in text:
        depth += (letter in "([") - (letter in ")]" and depth > 0)
        if letter == mark and depth == 0:
            pieces.append(current)
            current = ""
        else:
            current += letter
    return [*pieces, current]


def _item_parts(item, names, role):
    """An item between commas: at its brackets, then its slashes, then its "and"s."""
    if item in names:
        return [_Part(item)]
    parts = []
    for stretch in _after_brackets(re.sub(r"^(?:and|&)\s+", "", item, flags=re.IGNORECASE)):
        name, note = _without_note(stretch)
        divided = _slashes(name, names, role)
        if note and len(divided) == 1:
            divided = [_Part(divided[0].name, note, divided[0].why, divided[0].parts)]
        elif note:
            divided[-1] = _Part(divided[-1].name, note, divided[-1].why, divided[-1].parts)
        parts.extend(divided)
    return parts


def _after_brackets(item):
    """ "Ann Lee (internal) Bob Ray (external)" has no separator but its brackets."""
    pieces = re.split(r"(?<=\))\s+(?:(?:and|&)\s+)?(?=[A-Z])", item)
    return pieces if all(piece.endswith(")") for piece in pieces[:-1]) and len(pieces) > 1 else [item]


_NOTE = re.compile(r"^(?P<name>[^()]+?)\s*\((?P<note>[^()]+)\)$")
_DASHED = re.compile(r"^(?P<name>.+?)\s+[-–—]\s+(?P<note>.+)$")


def _without_note(item):
    """(name, scope note or None): "Equality - Internal offer", "Ann Lee (internal)"; an abbreviation stays in the name."""
    item = item.strip()
    bracketed = _NOTE.match(item)
    if bracketed and not _abbreviates(bracketed["note"], bracketed["name"]):
        return bracketed["name"].strip(), bracketed["note"].strip()
    dashed = _DASHED.match(item)
    if dashed and len(dashed["note"].split()) <= 5 and not _LABEL.match(item):
        return dashed["name"].strip(), dashed["note"].strip()
    return item, None


def _abbreviates(note, name):
    letters = re.sub(r"[^A-Z]", "", note)
    return (
        len(letters) >= 2
        and letters == note.replace("&", "").replace(" ", "").rstrip("s")
        and letters[0] == name.strip()[:1].upper()
    )


def _slashes(name, names, role):
    if name in names:
        return [_Part(name)]
    pieces = [piece.strip() for piece in re.split(r"\s/\s?|\s?/\s|\|", name) if piece.strip()]
    if len(pieces) == 1:
        tight = [piece.strip() for piece in re.split(r"(?<!\band)/(?!or\b)", name) if piece.strip()]
        if len(tight) > 1 and all(_is_complete(piece, names, role) for piece in tight):
            pieces = tight
        elif len(tight) > 1:
            return [_Part(name, None, "The slash may stand between two names or inside one.", tuple(tight))]
    return [part for piece in pieces for part in _divided(piece, names, role)]


def _is_complete(piece, names, role):
    return (
        piece in names
        or shapes.is_acronym(piece)
        or (role in PEOPLE_ROLES and shapes.is_person(piece))
        or shapes.has_head_noun(piece)
    )


def _divided(name, names, role):
    """A stretch divided at each "and" that certainly stands between two names."""
    joins = _joins(name)
    segments, marks = joins.split(name), joins.findall(name)
    if len(segments) == 1 or name in names:
        return [_Part(name)]
    groups = _known_groups(name, segments, marks, names)
    if len(groups) == 1:
        return [_Part(name)]
    made, doubts = [groups[0][0]], []
    for (left, _), (right, mark) in pairwise(groups):
        verdict = _between(made[-1] if _is_open(made[-1], left) else left, right, mark, marks, names, role)
        if verdict == "split":
            made.append(right)
        else:
            made[-1] = f"{made[-1]}{mark}{right}"
            doubts.append((verdict, left, right))
    unsure = [doubt for doubt in doubts if doubt[0] != "bind"]
    if unsure:
        why = f"“{unsure[0][1]}” and “{unsure[0][2]}” may be two names or one."
        return [_Part(name, None, why, tuple(text for text, _ in groups))]
    return [_Part(part) for part in made]


def _is_open(made, left):
    return made.endswith(left)


def _known_groups(name, segments, marks, names):
    """Segments, with the longest runs that are known names taken together: [(words, the mark before)]."""
    groups, n = [], 0
    while n < len(segments):
        for length in range(len(segments) - n, 0, -1):
            run = segments[n]
            for k in range(1, length):
                run += marks[n + k - 1] + segments[n + k]
            if length == 1 or run in names:
                groups.append((run, marks[n - 1] if n else ""))
                n += length
                break
    return groups


def _between(left, right, mark, marks, names, role):
    """split, bind or unsure, for two stretches with "and" between them."""
    if shapes.is_second_title(right) and shapes.is_post(left):
        return "bind"
    # Where a cell uses both, "and" stands between names and "&" inside one.
    if "&" in mark and any("and" in other.casefold() for other in marks) and shapes.is_post(left):
        return "bind"
    if _certainly_two(left, right, names, role):
        return "split"
    if _certainly_one(left, right):
        return "bind"
    return "unsure"


def _certainly_two(left, right, names, role):
    knows_left, knows_right = left in names, right in names
    if knows_left and knows_right:
        return True
    if role in PEOPLE_ROLES and shapes.is_person(left) and shapes.is_person(right):
        return True
    if (
        role in PEOPLE_ROLES
        and shapes.is_person(left)
        and (knows_right or shapes.has_head_noun(right) or shapes.is_post(right))
    ):
        return True
    if shapes.is_post(left) and shapes.begins_as_post(right):
        return True
    if shapes.ends_as_post(left) and shapes.ends_as_post(right) and not shapes.is_post_of(left):
        return True
    if shapes.has_head_noun(left) and (
        shapes.has_head_noun(right) or (knows_left and len(right.split()) > 1)
    ):
        return not shapes.dangles(left)
    if shapes.is_acronym(left) and shapes.is_acronym(right):
        return knows_left or knows_right or role == "lead_officer"
    if (knows_left and shapes.is_acronym(right)) or (knows_right and shapes.is_acronym(left)):
        return True
    return knows_right and shapes.has_head_noun(right) and len(left.split()) > 1 and not shapes.dangles(left)


def _certainly_one(left, right):
    """A post's remit going on, or a name whose only noun stands at its end: "Mental Health and Wellbeing Group"."""
    if shapes.is_post_of(left) and not shapes.is_post(right) and not shapes.is_person(right):
        return not shapes.has_head_noun(right)
    if shapes.dangles(left) and (
        shapes.has_head_noun(right) or shapes.ends_as_post(right) or len(right.split()) > 1
    ):
        return True
    return len(left.split()) == 1 and not shapes.is_acronym(left) and (shapes.ends_as_post(right))


def _proposed(kept, parts, doubtful, role):
    """The whole cell as one assignment, and the division that it may have."""
    names = [name for part in parts for name in (part.parts or (part.name,))]
    why = doubtful[0].why if doubtful else "These words are too long for a name."
    proposal = LeadProposal(kept, tuple(dict.fromkeys(names)), why, role)
    if len(kept) > LONGEST_NAME:
        return Split((), proposal)
    return Split((AssignmentFound(kept, kinds.of(kept, role=role), role, None, kept),), proposal)


def _assignment(part, names, role):
    label = _LABEL.match(part.name)
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
    bare, note = _without_note(name)
    place = kept.casefold().find(name.casefold())
    printed = kept[place : place + len(name)] if place >= 0 else bare
    return AssignmentFound(bare, kinds.of(bare, role=role), role, note, printed if not note else bare)
