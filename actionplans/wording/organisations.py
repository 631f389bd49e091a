"""Which public body a paper is of, where its titles, heads or text name one plainly."""

import re
from collections import Counter

_W = r"(?:[A-Z][\w’'.-]*|of|and|the|upon|on|in|with|le|y|&|a|yr?)"
_NAME = rf"[A-ZÀ-Ž][\w’'.-]*(?:,?\s+{_W}){{0,7}}?"
# What follows a body's name in a title and is no part of it.
_PAPER = (
    r"(?!(?:Athena|Swan|SWAN|Race|Racial|Equalit\w+|Equity|Equal|Actions?|Plans?|Strateg\w+|Annual|"
    r"Report|Progress|Disability|Gender|Workforce|"
    r"Diversity|Inclusion|EDI|WRES|WDES|Accessibility|Update|Scheme|Policy|Appendix|Public|Scrutiny|"
    r"Cynllun|Cabinet|Committee|Objectives?|"
    r"Charter|Business|Pay|Human)\b)"
)
_AFTER = (
    r"[A-ZÀ-Ž][\w’'.-]*(?:,?\s+(?:(?:of|and|the|upon|on|&|y|yr)\s+)?" + _PAPER + r"[A-ZÀ-Ž][\w’'.-]*){0,5}"
)
_BODIES = (
    rf"(?:(?:London |Royal |Metropolitan |County )?Borough|City|(?:Royal )?County|Council|District) of {_AFTER}(?: (?:Corporation|Council))?",
    rf"{_NAME}\s+(?:City|County|County Borough|Borough|District|Metropolitan Borough|"
    rf"Metropolitan District|Town|Parish|Community|Combined|Regional|Islands?|City and District|"
    rf"Borough and District)\s+Council",
    rf"{_NAME}\s+Council(?!\s+(?:tax|house|housing|plan|members?|officers?|staff|services?|wide|policy|"
    rf"meeting))",
    rf"{_NAME}\s+(?:Combined|Fire|Fire and Rescue|Fire & Rescue|National Park|Police and Crime|Waste|"
    rf"Port Health)\s+Authority",
    rf"{_NAME}\s+(?:NHS|Health and Social Care|University Hospitals?|"
    rf"Teaching Hospitals?)\b(?:\s+(?:and|&|Social|Care|Partnership|Mental|Health|Community|Teaching|"
    rf"University|Hospitals?|Ambulance|Service|Children['’]s|"
    rf"Women['’]s))*\s*(?:Foundation\s+)?(?:Trust|Board)",
    rf"{_NAME}\s+(?:(?:University|Teaching|Local|Integrated Care)\s+)?(?:Health Board|"
    rf"Integrated Care Board|Clinical Commissioning Group)",
    r"NHS\s+(?:England|Scotland|Wales|[A-Z][\w’'-]*(?:\s+(?:and\s+|&\s+)?[A-Z][\w’'-]*){0,4})(?=\s|$|"
    r"[,.:;–-])",
    rf"(?:The\s+)?University of (?:the\s+)?{_AFTER}",
    rf"{_NAME}\s+University(?!\s+(?:business|of|staff|students?|hospitals?|college|health))",
    rf"{_NAME}\s+(?:Constabulary|Fire and Rescue Service|Fire & Rescue Service|Fire and Rescue|"
    rf"Ambulance Service|Housing Association)",
    r"(?:Police Service of [A-Z][\w]*(?: [A-Z][\w]*)?|Police Scotland|British Transport Police|"
    r"Metropolitan Police(?: Service)?)",
    r"(?!Police)[A-Z][\w’'-]*(?:\s+(?:and\s+)?[A-Z][\w’'-]*){0,3}\s+Police(?!\s+(?:officers?|staff|"
    r"race|and|plan|service))",
    rf"(?:Cyngor|Prifysgol|Heddlu|Bwrdd Iechyd(?: Prifysgol)?|Awdurdod)\s+{_AFTER}",
)
_WELSH = re.compile(r"(?:Cyngor|Prifysgol|Heddlu|Bwrdd|Awdurdod)\b")
_PATTERNS = tuple(re.compile(pattern) for pattern in _BODIES)
_LEADING = re.compile(
    r"^(?:(?:The|This|Our|A|An|At|For|By|In|To|From|And|Of|With|Equality|Equalities|Action|Plan|Report|"
    r"Strategic|Appendix|Progress|Annual|Draft|Update|Objectives?|Scheme|Policy|Race|Disability|Gender|"
    r"Members|Workforce|Diversity|Inclusion|EDI|WRES|WDES|Accessibility|Outstanding|Actions|for|of|by|"
    r"at|in|the|and|our|to|from)\s+)+(?=[A-Z])"
)
_NO_BODY = re.compile(
    r"^(?:the |this |our |full |city |county |borough |district |town |parish |a |youth |student |"
    r"works |community |executive )*(?:council|university|nhs|police|trust|city council|county council|"
    r"borough council|district council|constabulary)$|\b(?:each|every|any|other|local) ",
    re.IGNORECASE,
)


def find(texts):
    """The body's name as printed, or None where no text names one plainly, or where they name several alike.

    `texts` come in order of weight: titles first, then heads, then other text.
    """
    for text in texts:
        named = _named(text or "")
        if len({name.casefold() for name in named}) == 1:
            return named[0]
        if named:
            return _commonest(named) or _named_in_two_languages(named)
    return None


def is_academic(name):
    """Whether a body's year is the academic one: a university, college or school."""
    return bool(
        re.search(r"\b(?:University|Universities|College|Prifysgol|Coleg|Academy|School)\b", name or "")
    )


def is_only_a_name(words):
    """Whether the words name one body or more and say nothing else: "Cyngor Sir Aberfelin – Aberfelin County Council"."""
    rest = words
    for name in sorted(_named(words), key=len, reverse=True):
        rest = rest.replace(name, "", 1)
    return rest != words and not re.search(r"[^\W_]", rest)


def _named_in_two_languages(names):
    """The English name of a body that a bilingual title names twice: "Cyngor Sir Aberfelin – Aberfelin County Council"."""
    welsh = [name for name in names if _WELSH.match(name)]
    english = [name for name in names if not _WELSH.match(name)]
    return english[0] if len(welsh) == 1 and len(english) == 1 else None


def _named(text):
    found: list = []
    taken: list = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            name = _LEADING.sub("", " ".join(match[0].split())).strip(" .,-–:")
            if len(name) > 5 and not _NO_BODY.search(name):
                taken.append((match.start(), match.end()))
                found.append(name)
    return found


def _commonest(names):
    counted = Counter(names).most_common(2)
    return counted[0][0] if counted[0][1] > counted[1][1] else None
