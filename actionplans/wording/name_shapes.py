"""What the shape of a name says about where it may be divided: posts, acronyms, complete names."""

import re

from . import kinds

_POST_NOUN = (
    r"(?:managers?|directors?|officers?|business partners?|head ?teachers?|teachers?|chairs|senco|"
    r"leads?|leaders?|coordinators?|co-ordinators?|executives?|advis[eo]rs?|chair|president|registrar|"
    r"provost|dean|principal|secretary|clerk|specialist|consultant|analyst|"
    r"administrator|superintendent|inspector|sergeant|commissioner|commander|champions?|mayor|"
    r"treasurer|solicitor|guardian|nurse|rheolwr|swyddog|cyfarwyddwr|cydlynydd)"
)
_POST_HEAD = re.compile(
    r"(?:(?:assistant|deputy|associate|executive|corporate|divisional|strategic|interim|acting|senior|"
    r"group|regional|programme|service|operations|medical|finance|hr|managing|area|joint|lead)\s+)*"
    r"(?:directors?|heads?|chief\b[\w\s-]*?(?:officer|executive|constable|nurse)|chief|assistant chief|"
    r"managers?|pro[- ]vice[- ]chancellor|vice[- ]chancellor|dean|leader|mayor|chair|pennaeth|"
    r"cyfarwyddwr|prif)\b",
    re.IGNORECASE,
)
_ENDS_AS_POST = re.compile(rf"\b{_POST_NOUN}$", re.IGNORECASE)
_POST_OF = re.compile(
    r"\b(?:directors?|heads?|managers?|deans?|leads?|officers?|pennaeth|cyfarwyddwr|portfolio holder|"
    r"cabinet member|vice[- ]chancellor|chair)\s*(?:\([^)]*\)\s*)?(?:(?:of|for)\b|:)",
    re.IGNORECASE,
)
# Titles that one person holds beside another: "Director of Governance and Monitoring Officer".
_SECOND_TITLE = re.compile(
    r"^(?:the\s+)?(?:deputy (?:chief executive|leader|mayor|chief constable|chief officer|"
    r"vice[- ]chancellor|director)|monitoring officer|(?:section|s\.?)\s?151 officer|returning officer|"
    r"town clerk|company secretary|chief finance officer|caldicott guardian|siro|"
    r"senior information risk owner|head of paid service)\b",
    re.IGNORECASE,
)
_HEAD_NOUN = re.compile(
    r"\b(?:teams?|groups?|services?|departments?|directorates?|divisions?|units?|forums?|networks?|"
    r"committees?|boards?|panels?|partnerships?|office|section|unions?|trust|council|faculty|school|"
    r"college|centre|leads?|managers|directors|officers|governors|trustees|networks|ambassadors|"
    r"champions|reps|representatives|"
    r"tîm|tim|grŵp|grwp|adran|gwasanaeth|fforwm|bwrdd|pwyllgor)$",
    re.IGNORECASE,
)
_ACRONYM = re.compile(r"(?:[A-Z]{2,7}\d?|[A-Z]{1,4}[a-z]?[A-Z]{1,4})s?|[A-Z]&[A-Z]{1,3}")
_ADJECTIVE = re.compile(
    r"\b(?:voluntary|mental|black|minority|ethnic|disabled|digital|human|public|adult|children|"
    r"corporate|strategic|equality|legal|political|social|physical|environmental|cultural|staff|"
    r"internal|external|community|health|senior|local|regional|national)$",
    re.IGNORECASE,
)


def is_acronym(words):
    """BWG, WRWG, BWGs, IT; not an ordinary word."""
    return bool(_ACRONYM.fullmatch(words.strip()))


def begins_as_post(words):
    """Chief Operating Officer, Director of …, Head of …"""
    return bool(_POST_HEAD.match(words.strip()))


def is_post(words):
    """A complete post: one that begins as a post does, or ends with officer, manager, …"""
    return begins_as_post(words) or bool(_ENDS_AS_POST.search(words.strip()))


def ends_as_post(words):
    """Equality Manager, HR Officer."""
    return bool(_ENDS_AS_POST.search(words.strip()))


def is_post_of(words):
    """A post whose remit follows, so that a comma or "and" may belong to the remit: Director of Delivery."""
    return bool(_POST_OF.search(words))


def is_second_title(words):
    """A title that its holder has beside a first one."""
    return bool(_SECOND_TITLE.match(words.strip()))


def has_head_noun(words):
    """Whether a name is complete in itself: Equality Team, Disabled Employees Group."""
    return bool(_HEAD_NOUN.search(words.strip()))


def dangles(words):
    """Whether words end in an adjective that waits for its noun: Voluntary, Mental, Human."""
    return bool(_ADJECTIVE.search(words.strip()))


def is_service(words):
    """Whether the words are of the vocabulary of services and groups."""
    return kinds.is_ordinary(words)


def is_person(words):
    """Whether the shape is a person's name, with or without a title."""
    return kinds.of(words, role="lead_officer") == "person" and not is_acronym(words)
