"""Dividing the words of a lead cell into stretches that are one name each, and never inside a name."""

import re
from itertools import pairwise

from . import name_shapes as shapes
from .lead_names import Part, without_note

MOST_IN_A_REMIT = 6
PEOPLE_ROLES = ("lead_officer", "responsible", "lead")
ENGLISH_JOIN = re.compile(r"\s+(?:and(?:/or)?|&)\s+|\s+\+\s+", re.IGNORECASE)
_WELSH_JOIN = re.compile(r"\s+(?:and(?:/or)?|&|a|ac)\s+|\s+\+\s+", re.IGNORECASE)
_WELSH = re.compile(
    r"\b(?:tîm|swyddog|rheolwr|pennaeth|cyfarwyddwr|gwasanaeth\w*|adnoddau|cydraddoldeb|grŵp|cyngor|"
    r"yr?|gyda)\b",
    re.IGNORECASE,
)


def english_join(name):
    return _joins(name).search(name)


def _joins(text):
    return _WELSH_JOIN if _WELSH.search(text) else ENGLISH_JOIN


def lines(cell, names):
    """The lines of a cell; one that goes on from the line before (after "and", in small letters) is joined to it."""
    joined: list = []
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


def line_parts(line, names, role):
    """One line divided: whole if known, else at semicolons, commas, slashes, then "and"."""
    if line in names or shapes.is_person(line):
        return [Part(line)]
    acronyms = [piece for piece in re.split(r"\s*[,;]\s*|\s+(?:and|&)\s+", line) if piece]
    if len(acronyms) > 2 and all(shapes.is_acronym(piece) for piece in acronyms):
        return [Part(piece) for piece in acronyms]
    items = commas(line, names)
    return _one_or_two(line, items, names, role) or [
        part for item in items for part in _item_parts(item, names, role)
    ]


def _one_or_two(line, items, names, role):
    """A line of two items that may be one contributor: "Smith, John", "Ann Lee, Equality Manager", "Head of HR, Payroll"."""
    if len(items) != 2 or any(item in names for item in items) or ";" in line:
        return None
    first, second = items
    why = ""
    if role in PEOPLE_ROLES and _single_names(items):
        why = "These may be two people, or one whose surname comes first."
    elif shapes.is_person(first) and shapes.is_post(second):
        why = "The post may be that of the person before it."
    elif shapes.is_post_of(first) and not is_complete(second, names, "lead") and not shapes.is_post(second):
        why = "What follows the comma may belong to the post before it."
    return [Part(line, None, why, (first, second))] if why else None


def _single_names(items):
    return all(re.fullmatch(r"[A-Z][a-z’'-]+", item) and not shapes.is_service(item) for item in items)


def commas(line, names=None):
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
        for length in range(min(len(items) - n, MOST_IN_A_REMIT), 1, -1):
            whole = ", ".join(part.strip() for part in items[n : n + length])
            if (names and whole in names) or _is_remit(items[n : n + length]):
                taken = length
                break
        told.append(",".join(items[n : n + taken]))
        n += taken
    return told


def _is_remit(items):
    """A post "of A", then B, then "C and D": one name, where no later item is itself a person or a post."""
    first, last = items[0].strip(), items[-1].strip()
    if not shapes.is_post_of(first) or not ENGLISH_JOIN.search(f" {last}"):
        return False
    if ENGLISH_JOIN.search(first):
        return False
    return not any(
        shapes.is_post(part) or shapes.is_person(part) or shapes.is_acronym(part)
        for item in items[1:]
        for part in ENGLISH_JOIN.split(item.strip())
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
        return [Part(item)]
    parts = []
    for stretch in after_brackets(re.sub(r"^(?:and|&)\s+", "", item, flags=re.IGNORECASE)):
        name, note = without_note(stretch)
        if note and shapes.is_person(note) and not shapes.is_person(name):
            parts.append(Part(stretch, None, "The scope note may be a person who leads.", (name, note)))
            continue
        divided = _slashes(name, names, role)
        if note and len(divided) == 1:
            divided = [Part(divided[0].name, note, divided[0].why, divided[0].parts)]
        elif note:
            divided[-1] = Part(divided[-1].name, note, divided[-1].why, divided[-1].parts)
        parts.extend(divided)
    return parts


def after_brackets(item):
    """ "Ann Lee (internal) Bob Ray (external)" has no separator but its brackets."""
    pieces = re.split(r"(?<=\))\s+(?:(?:and|&)\s+)?(?=[A-Z])", item)
    return pieces if all(piece.endswith(")") for piece in pieces[:-1]) and len(pieces) > 1 else [item]


def _slashes(name, names, role):
    if name in names:
        return [Part(name)]
    pieces = [piece.strip() for piece in re.split(r"\s/\s?|\s?/\s|\|", name) if piece.strip()]
    if len(pieces) == 1:
        tight = [piece.strip() for piece in re.split(r"(?<!\band)/(?!or\b)", name) if piece.strip()]
        if len(tight) > 1 and len(tight[0]) == 1:  # T/Supt: a temporary rank
            return [Part(name)]
        if len(tight) > 1 and all(is_complete(piece, names, role) for piece in tight):
            pieces = tight
        elif len(tight) > 1:
            return [Part(name, None, "The slash may stand between two names or inside one.", tuple(tight))]
    return [part for piece in pieces for part in divided(piece, names, role)]


def is_complete(piece, names, role):
    return (
        piece in names
        or shapes.is_acronym(piece)
        or (role in PEOPLE_ROLES and shapes.is_person(piece))
        or shapes.has_head_noun(piece)
        or (shapes.ends_as_post(piece) and len(piece.split()) < 5)
    )


def divided(name, names, role):
    """A stretch divided at each "and" that certainly stands between two names."""
    joins = _joins(name)
    segments, marks = joins.split(name), joins.findall(name)
    if len(segments) == 1 or name in names:
        return [Part(name)]
    groups = _known_groups(name, segments, marks, names)
    if len(groups) == 1:
        return [Part(name)]
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
        return [Part(name, None, why, tuple(text for text, _ in groups))]
    return [Part(part) for part in made]


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


_REST = re.compile(r"(?:team|others?|colleagues|staff|managers|partners|officers)", re.IGNORECASE)


def _certainly_two(left, right, names, role):
    knows_left, knows_right = left in names, right in names
    if knows_left and knows_right:
        return True
    if role in PEOPLE_ROLES and shapes.is_person(left) and shapes.is_person(right):
        return True
    if (
        role in PEOPLE_ROLES
        and shapes.is_person(left)
        and not _REST.fullmatch(right)
        and (knows_right or shapes.has_head_noun(right) or shapes.is_post(right))
    ):
        return True
    if shapes.is_post(left) and shapes.begins_as_post(right):
        return True
    if shapes.ends_as_post(left) and shapes.ends_as_post(right) and not shapes.is_post_of(left):
        return True
    if _REST.fullmatch(right):
        return False
    if shapes.has_head_noun(left) and (
        shapes.has_head_noun(right) or shapes.is_acronym(right) or (knows_left and len(right.split()) > 1)
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
