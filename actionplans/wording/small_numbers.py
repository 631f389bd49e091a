"""Finding small numbers of people in what somebody wrote: 1 to 9, by which one of them might be known.

Found are "2 employees", "three complaints by disabled staff", "one of the four", "a single pupil", "50% of 4 staff" and "disabled
staff: 3". Not found are numbers that count nobody: dates, times, references, money, grades, "two weeks", "phase 3"; nor
what is a least or a most ("at least two officers").
"""

import re
from collections.abc import Iterable

from .folded import composed, folded

_ONE = "one|two|three|four|five|six|seven|eight|nine"
_NUMBER = rf"[1-9\u0661-\u0669](?![\w\u0660-\u0669])|(?:{_ONE})(?!\w)"
# Who is counted; of complaints and the like there is somebody behind each.
_WHO = r"""
    staff|employees?|colleagues?|workers?|workforce|officers?|managers?|apprentices?|trainees?|interns?|volunteers?
    |members?\s+of\s+(?:staff|the\s+public|the\s+team)|members?|councillors?|governors?|trustees?|directors?
    |head\s?teachers?|teachers?|assistants?|people|persons?|men|man|women|woman|boys?|girls?|child|children|adults?
    |pupils?|students?|learners?|residents?|tenants?|householders?|applicants?|candidates?|appointees?|recruits?
    |starters?|leavers?|customers?|clients?|patients?|(?:service|wheelchair|disabled)[ -]users?|users?|carers?|parents?
    |mothers?|fathers?|famil(?:y|ies)|households?|couples?|individuals?|participants?|attendees?|delegates?
    |respondents?|complainants?|victims?|survivors?|witness(?:es)?|refugees?|migrants?|asylum[ -]seekers?|travellers?
    |prisoners?|offenders?|veterans?|mentees?|mentors?|claimants?|visitors?|passengers?|doctors?|nurses?
    |complaints?|grievances?|dismissals?|suspensions?|exclusions?|disclosures?|resignations?|tribunals?
    |tribunal\s+claims?|disciplinary\s+cases?|disciplinaries|hate\s+(?:crimes?|incidents?)|referrals?|redundanc(?:y|ies)
    |adjustment\s+requests?|requests?\s+for\s+(?:reasonable\s+)?adjustments?|promotions?|appointments?|cases?
    |(?:racist|homophobic|transphobic|sexist|bullying|racial)\s+incidents?
"""
_WHO = re.sub(r"\s*\n\s*", "", _WHO)
# What may stand between the number and who is counted: up to four words that say which.
_KINDS = (
    r"(?:bme|bame|black|asian|white|disabled|deaf|blind|female|male|gay|lesbian|bisexual|trans|lgbt\w*|muslim|sikh|hindu"
    r"|jewish|older|young|younger|full[ -]time|part[ -]time|temporary|permanent|new|senior|junior)"
)
_WHICH = (
    r"(?:\((?:\d{1,3}(?:\.\d+)?)\s?%\)\s)?"
    r"(?:of\s(?:the\s|our\s|its\s|their\s|those\s|these\s|all\s|my\s|his\s|her\s)?(?:[1-9]\s|(?:"
    + _ONE
    + r")\s)?)?"
    rf"(?:{_KINDS}\s(?:and|or|&|/)\s)?"
    r"(?:(?!(?:and|or|of|to|in|at|for|by|with|on|from|is|are|was|were|has|have|had|that|which|who|will|the|per|a|an"
    r"|weeks?|months?|years?|days?|hours?|minutes?|terms?|quarters?|times?|sessions?|workshops?|events?|meetings?"
    r"|groups?|networks?|teams?|services?|sites?|venues?|schools?|libraries|areas?|actions?|priorit\w+|objectives?"
    r"|outcomes?|themes?|points?|steps?|stages?|phases?|key|main|more|courses?|modules?|surveys?|posts?"
    r"|january|february|march|april|may|june|july|august|september|october|november|december)\b)"
    r"[^\W\d_][\w’'/-]*,?\s){0,4}?"
)
# A number where it stands, found fast; what stands about it is looked at only there.
_A_NUMBER = re.compile(rf"(?:{_NUMBER})")
_NO_NUMBER_AFTER = re.compile(r"[\w.,:/£€$%’'&#-]")
_COUNTED = re.compile(rf"(?:{_NUMBER})\s{_WHICH}(?:{_WHO})(?![\w-])")
_SINGLE = re.compile(
    rf"(?<![\w-])(?:a\s(?:single|sole|lone)|(?:only|just)\s(?:one|a\ssingle)|the\s(?:only|sole|single))\s{_WHICH}(?:{_WHO})(?![\w-])"
)
_SINGLE_WORDS = ("single", "sole", "lone", "only", "just")
_OF_FEW = re.compile(
    rf"(?:{_NUMBER})\s(?:out\sof|of)\s(?:the\s|our\s|all\s|these\s|those\s)?(?:{_NUMBER})"
    r"(?=(?:\s(?P<next>[^\W\d_]+))?)"
)
# "Disabled staff: 3", "the number of employees is 4": who stands before, and nothing is counted after.
_STATED_BEFORE = re.compile(
    rf"(?<![\w-])(?:{_WHO})(?:\s?[:=]\s?|\s[–—-]\s|\s(?:is|was|fell\sto|rose\sto|stands\sat|stood\sat)\s(?:only\s|just\s)?)$"
)
_STATED_AFTER = re.compile(r"[.,;)\n]|$|\s[a-z(]")
_LONGEST_BEFORE = 48
_SHARE = re.compile(r"(?:\d{1,3}(?:\.\d+)?\s?(?:%|per\s?cent)\s(?:of\s)?(?:the\s|our\s)?)$")
# Before a number these make it a name of something or a bound, not a count of people.
_NOT_A_COUNT = re.compile(
    r"(?:\b(?:(?:1|one)\sin|phase|stage|tier|grade|band|level|scale|spine|year|years|key\sstage|class|form|set|priority|action|actions"
    r"|objective|outcome|aim|page|pages|table|figure|part|section|item|step|no|number|nos|chapter|schedule|paragraph"
    r"|appendix|annex|article|question|ref|reference|version|theme|strand|pillar|target|week|day|term|quarter|cohort"
    r"|wave|round|group|ward|area|room|route|zone|january|february|march|april|may|june|july|august|september|october"
    r"|november|december|aged?|ages|under|over|above|below|top|at\sleast|at\smost|minimum\sof|maximum\sof|up\sto"
    r"|no\smore\sthan|no\sfewer\sthan|not\sless\sthan|fewer\sthan|less\sthan|more\sthan|least|every|each|any|per|no"
    r"|this|that|next|last|which)|[–—+-]|\d)[ \u00a0.:]?[ \u00a0]?$"
)
# What follows makes it a share or a bound ("nine residents in ten"), or the people part of the name of something
# ("three staff networks").
_OF_A_THING = re.compile(
    r"[ \u00a0](?:in\s(?:\d|two|three|four|five|six|seven|eight|nine|ten|every)|at\sleast|at\smost|or\s(?:more|fewer|less))\b|"
    r"[ \u00a0](?:networks?|forums?|fora|groups?|training|surveys?|sessions?|events?|meetings?|teams?|centres?|services?"
    r"|conferences?|newsletters?|briefings?|handbooks?|days?|development|engagement|polic(?:y|ies)|questionnaires?"
    r"|guides?|councils?|panels?|associations?|unions?|workshops?|records?|lists?|posts?|referral|experience|feedback"
    r"|satisfaction|numbers?|courses?|programmes?|schemes?|stories|story|profiles?|journeys?|insight|hubs?|rooms?"
    r"|stations?|boards?|committees?|communications?|consultations?|studies|study|roles?|areas?|support)\b"
)
# "One of the four" counts people unless what follows says that they are things.
_GOES_ON = frozenset(
    [
        "was",
        "were",
        "is",
        "are",
        "has",
        "have",
        "had",
        "who",
        "whose",
        "left",
        "said",
        "did",
        "declared",
        "identified",
        "at",
        "in",
        "from",
        "with",
        "on",
        "and",
        "but",
        "or",
        "does",
        "do",
        "did",
        "came",
        "went",
        "joined",
        "became",
        "remains",
        "remained",
        "said",
        "told",
        "would",
        "could",
        "will",
        "did",
        "not",
        "also",
        "now",
        "then",
    ]
)
_PEOPLE_NEXT = re.compile(rf"\s(?:[^\W\d_]+\s){{0,2}}?(?:{_WHO})\b")
# Welsh: "dau aelod o staff", "tri gweithiwr", "pump o bobl".
_WELSH = re.compile(
    r"(?<!\w)(?:un|dau|ddau|dwy|ddwy|tri|dri|tair|dair|pedwar|bedwar|pedair|bedair|pum|pump|chwe|chwech|saith|wyth|naw"
    r"|[1-9])\s(?:o\s)?(?:aelod(?:au)?\so\sstaff|gweith(?:iwr|wyr)|weith(?:iwr|wyr)|cyflogai|gyflogai|gyflogeion"
    r"|disgybl(?:ion)?|ddisgybl(?:ion)?|myfyriwr|fyfyriwr|fyfyrwyr|bobl|berson|preswylydd|breswylydd|breswylwyr"
    r"|plentyn|blentyn|blant|swyddog(?:ion)?|ymgeisydd|ymgeiswyr|cwyn|gwyn|gwynion)(?!\w)"
)
_WELSH_STEMS = [
    "aelod",
    "gweith",
    "weith",
    "cyflog",
    "gyflog",
    "disgybl",
    "myfyr",
    "fyfyr",
    "bobl",
    "berson",
    "preswyl",
    "breswyl",
    "plentyn",
    "blentyn",
    "blant",
    "swyddog",
    "ymgeis",
    "cwyn",
    "gwyn",
]
# Arabic and Urdu, as far as a number stands before who is counted: "٣ موظفين", "3 ملازمین".
_ARABIC = re.compile(
    "(?<![\\w.,/])(?:[1-9\u0661-\u0669\u06f1-\u06f9])(?![\\w.,/])\\s"
    "(?:موظف(?:ين|ون|ات|ة)?|عامل(?:ين|ات)?|طالب(?:ات)?|طلاب|تلاميذ|أشخاص|شخص|نساء|رجال|أطفال|ملازم(?:ین|وں)?|افراد|طلبہ|بچے|خواتین)"
)


def small_numbers(words: str) -> list[tuple[int, int]]:
    """(start, end) of each small number of people in `composed(words)`, in order, none twice."""
    words = composed(words)
    small = folded(words)
    found = [span for one in _A_NUMBER.finditer(small) for span in _at_number(small, one.start(), one.end())]
    if any(word in small for word in _SINGLE_WORDS):
        found += [one.span() for one in _SINGLE.finditer(small) if not _OF_A_THING.match(small, one.end())]
    if any(word in small for word in _WELSH_STEMS):
        found += [one.span() for one in _WELSH.finditer(small)]
    if not small.isascii():
        found += [one.span() for one in _ARABIC.finditer(words)]
    return _longest(found)


def _at_number(small: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    """The stretches in which the number at this place counts people: none or one."""
    if start and _NO_NUMBER_AFTER.match(small, start - 1):
        return
    counted = _COUNTED.match(small, start)
    few = None if counted else _OF_FEW.match(small, start)
    if counted or (few and _is_of_people(small, few)):
        found = counted or few
        stop = found.end() if found else end
        if not _NOT_A_COUNT.search(small, max(0, start - 16), start) and not _OF_A_THING.match(small, stop):
            share = _SHARE.search(small, max(0, start - 24), start)
            yield (share.start() if share else start), stop
    elif _STATED_AFTER.match(small, end) and small[start - 1 : start] in (" ", ":", "="):
        before = _STATED_BEFORE.search(small, max(0, start - _LONGEST_BEFORE), start)
        if before:
            yield before.start(), end


def _is_of_people(small: str, few: re.Match[str]) -> bool:
    """Whether "one of the four" counts people: nothing follows it, or no things do."""
    following = few["next"]
    return not following or following in _GOES_ON or bool(_PEOPLE_NEXT.match(small, few.end()))


def _longest(found: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The stretches in order; of those that overlap the one that begins first, as far as the last of them."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if kept and start < kept[-1][1]:
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
        else:
            kept.append((start, end))
    return kept
