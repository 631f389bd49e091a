"""Contributors that may be one and the same: proposed, never merged by themselves. Pure, no database."""

from difflib import SequenceMatcher

from accounts import spelling

# One or two letters too many or too few in a dozen, as in Equalites Team.
NEAR = 0.87
# Words that a service is written with or without.
OFTEN_LEFT_OUT = {"team", "service", "services", "department", "dept", "unit", "the", "group", "and", "of"}


def propose(names):
    """Pairs that look like one name: {(pk, words), …} in, a list of (pk, pk) out, lower number first.

    Several spellings may have the same pk; a pair of a contributor with itself is not proposed.
    """
    keys = sorted({(spelling.key(words), pk) for pk, words in names})
    pairs = set()
    by_core = {}
    for key, pk in keys:
        by_core.setdefault(_core(key), set()).add(pk)
    for same in by_core.values():
        pairs |= {(one, two) for one in same for two in same if one < two}
    for place, (key, pk) in enumerate(keys):
        for other_key, other in keys[place + 1 :]:
            if other != pk and (min(pk, other), max(pk, other)) not in pairs and _near(key, other_key):
                pairs.add((min(pk, other), max(pk, other)))
    return sorted(pairs)


def _core(key):
    """The words that tell: in the singular, those often left out left out; initials stay as they are."""
    words = [word for word in key.split() if word not in OFTEN_LEFT_OUT] or key.split()
    return " ".join(word[:-1] if len(word) > 3 and word.endswith("s") else word for word in words)


def _near(one, other):
    # Numbers tell services apart: Area 1 and Area 2 are near and are two.
    if [c for c in one if c.isdigit()] != [c for c in other if c.isdigit()]:
        return False
    if abs(len(one) - len(other)) > max(len(one), len(other)) * (1 - NEAR) * 2:
        return False
    matcher = SequenceMatcher(None, one, other)
    return matcher.real_quick_ratio() >= NEAR and matcher.quick_ratio() >= NEAR and matcher.ratio() >= NEAR
