"""The names of contributors: what is known, what is one phrase, what names nobody, and the scope note of a name."""

import re
from dataclasses import dataclass

from accounts import spelling
from papers import phrases

from . import name_shapes as shapes


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a cell taken for one name, its scope note, and whether it is certain that it is one."""

    name: str
    qualifier: str | None = None
    why: str = ""  # why it might be several, "" where it is certainly one
    parts: tuple[str, ...] = ()


_NOBODY = re.compile(
    r"(?:[\s\-–—.?/*•]*|tb[acd]\.?|n/?a\.?|none|nil|all|not applicable|to be (?:confirmed|agreed|"
    r"decided|determined|identified|appointed)|post not stated|vacant|unknown|various|as above|i'w gadarnhau|pawb)",
    re.IGNORECASE,
)
LABEL = re.compile(
    r"^(?P<label>(?:joint |overall |operational |strategic )?leads?|support(?:ed by|ing|s)?|"
    r"with support from|supported by|owners?|sponsors?|[ra](?=\s*:))\s*[:–-]\s*",
    re.IGNORECASE,
)


def is_nobody(words):
    """Whether a cell names nobody: empty, a dash, TBC, n/a, All, or a blank of our own."""
    return bool(_NOBODY.fullmatch(words)) or phrases.is_ours(words) or phrases.is_ours_of_a_half(words)


def tidy(words):
    """A cell with its lines kept, one space between words, and no space before a comma."""
    lines = [" ".join(line.split()) for line in re.split(r"[\n\r\v\u2028]+", words or "")]
    return "\n".join(
        re.sub(r"\s+([,;])", r"\1", re.sub(r"^[•▪●*·–-]\s+", "", line)) for line in lines if line
    )


# Phrases of several words that name one thing wherever they stand.
_STOCK = re.compile(
    r"\b(?:(?:equality|equalities|equity|diversity|inclusion)(?:, (?:equality|equity|diversity|"
    r"inclusion|belonging|human rights))*,? (?:and|&) "
    r"(?:equality|diversity|inclusion|belonging|human rights|cohesion|wellbeing)|health (?:and|"
    r"&) (?:safety|wellbeing|social care)|learning (?:and|&) development|"
    r"children(?:,| and| &) young people(?:,? (?:and|&) families)?|fire (?:and|&) rescue|"
    r"research (?:and|&) development|police (?:and|&) crime|"
    r"black,? asian (?:and|&) minority ethnic|lesbian, gay, bisexual (?:and|&) trans\w*|"
    r"gypsy,? roma (?:and|&) traveller)\b",
    re.IGNORECASE,
)
# Stand-ins for a comma and for the spaces around "and" inside such a phrase, so that nothing divides it.
_COMMA, _SPACE = "\ue000", "\ue001"


def bound(cell):
    return _STOCK.sub(lambda found: found[0].replace(",", _COMMA).replace(" ", _SPACE), cell)


def unbound(words):
    return words.replace(_COMMA, ",").replace(_SPACE, " ")


def unbound_part(part):
    note = unbound(part.qualifier) if part.qualifier else None
    return Part(unbound(part.name), note, unbound(part.why), tuple(unbound(name) for name in part.parts))


class Known:
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


_NOTE = re.compile(r"^(?P<name>[^()]+?)\s*\((?P<note>[^()]+)\)$")
_DASHED = re.compile(r"^(?P<name>.+?)\s+[-–—]\s+(?P<note>.+)$")


def without_note(item):
    """(name, scope note or None): "Equality - Internal offer", "Ann Lee (internal)"; an abbreviation stays in the name."""
    item = item.strip()
    bracketed = _NOTE.match(item)
    if bracketed and not _abbreviates(bracketed["note"], bracketed["name"]):
        return bracketed["name"].strip(), bracketed["note"].strip()
    dashed = _DASHED.match(item)
    if dashed and len(dashed["note"].split()) <= 5 and not LABEL.match(item):
        return dashed["name"].strip(), dashed["note"].strip()
    return item, None


def _abbreviates(note, name):
    letters = re.sub(r"[^A-Z]", "", note)
    return (
        len(letters) >= 2
        and letters == note.replace("&", "").replace(" ", "").rstrip("s")
        and letters[0] == name.strip()[:1].upper()
    )
