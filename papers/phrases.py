"""The words the tracker supplies, in square brackets: a closed list.

Kept in one place so that every format says the same, and so that a paper of ours that
is read back in is not taken for words of the council's. A council's own brackets
("[responsibility: …]") are not in the list and stay what they are.
"""

import re
from datetime import date

NOT_STATED = "[Not stated]"
NO_STATUS = "[No status given]"
NO_OFFICER = "[No officer named]"
POST_NOT_STATED = "[Post not stated]"
NOT_RECEIVED = "[Not received]"
AS_ABOVE = "[As above]"
NO_ANSWER_YET = "[No answer yet]"
NOT_ASKED = "[Not asked in this round]"
NOT_SIGNED_OFF = "[Received, not yet signed off]"
NOT_ANSWERED_AGAIN = "[Returned for more, no new answer]"
NOTHING_READABLE = "[Nothing readable]"
NOT_IN_THAT_PAPER = "[Not in that paper]"

CLOSED_LIST = (
    NOT_STATED,
    NO_STATUS,
    NO_OFFICER,
    POST_NOT_STATED,
    NOT_RECEIVED,
    AS_ABOVE,
    NO_ANSWER_YET,
    NOT_ASKED,
    NOT_SIGNED_OFF,
    NOT_ANSWERED_AGAIN,
    NOTHING_READABLE,
    NOT_IN_THAT_PAPER,
)

# How to read a paper of ours, said above its table.
HOW_TO_READ = "Words in [square brackets] are supplied by the tracker; everything else is as written."
WHAT_THE_BAR_MEANS = "A heavy bar and a word at the left of a cell mark what is new since {}."
WHAT_ADDED_MEANS = "A day in bold under an answer marks words added after it was signed off."
WHAT_THE_KEY_COUNTS = (
    "The key counts every action by the status last given. No column of this paper shows that of {}."
)

# The headings of the block that closes every issued paper: what was asked for, and what did not come.
RECEIPT = "What was asked for and what came"
NOT_CAME = "What was not received"
COUNTED = "Counted from the rows when the files of this paper were made. Nobody can edit these figures."

# The column of the addresses of rows, in formats that have one.
ADDRESS = "Address"

# The sheet of a workbook of ours that says what stands outside its tables.
ABOUT_SHEET = "About this paper"

# What the facts of the line under a paper's title are called, after the day on which it was true.
FACTS = (
    "Proposed",
    "Plan",
    "Round shown",
    "Rounds shown",
    "Answers received",
    "Responses",
    "Aims",
    "Actions",
    "Leads, dates and status",
    "Compared with",
)

_WITH_WORDS = re.compile(r"^\[(Nothing readable: “.*”|Not received\. Asked on .*\.)\]$", re.DOTALL)


def unreadable(words):
    """What stands where a cell could not be read: [Nothing readable: “1c”]."""
    return f"[Nothing readable: “{words}”]" if words else NOTHING_READABLE


def not_received(asked_on: list[date]):
    """What stands where a lead was asked and never answered, with the days on which they were asked."""
    if not asked_on:
        return NOT_RECEIVED
    return f"[Not received. Asked on {days_listed(asked_on)}.]"


def says_none_came(words):
    """Whether this phrase says that an answer was asked for, the time is over, and none came."""
    return words in (NOT_RECEIVED, NOT_ANSWERED_AGAIN) or words.startswith(f"{NOT_RECEIVED[:-1]}.")


def days_listed(days):
    """Days in words, in order, with month and year said once: "5, 19 and 26 October 2026". There is at least one."""
    said = [_said(day, *following) for day, *following in _each_with_the_next(days)]
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"


def _each_with_the_next(asked_on):
    days = sorted(set(asked_on))
    return [days[at : at + 2] for at in range(len(days))]


def _said(day, following=None):
    """A day; without its month and year where the next day has the same: "5, 19 and 26 October 2026"."""
    if following is None or (day.month, day.year) != (following.month, following.year):
        return f"{day.day} {day:%B}" if following and day.year == following.year else f"{day.day} {day:%B %Y}"
    return str(day.day)


# What the tracker adds to a cell without brackets: a warning after "! ", and at the bar of a cell that changed what
# changed: one of these words, or a movement after its arrow ("↗ Amber to green").
WARNING = "! "
NO_CHANGE = "→ No change"
NEW_WORDING = "New wording"
NEW_REFERENCE = "New reference"
NEW_DATE = "New date"
NEW_LEAD = "New lead"
LEAD_GONE = "Lead gone"
NEW_SUPPORT = "New support"
SUPPORT_GONE = "Support gone"
NEW_STATUS = "New status"
NEW_TARGET = "New target"
NEW_CLASS = "New class"
NEW_ANSWER = "New answer"
NO_ANSWER = "No answer"
WORDS_ADDED = "Words added"
NEW_ACTION = "New action"
NEW_ROW = "New row"
NEW_HEADING = "New heading"
MOVED = "Moved here"
COMPLETED = "Now complete"
STOPPED = "Now stopped"
CARRIED_FORWARD = "Now carried forward"
REOPENED = "Open again"
BETTER = "↗ Better"
WORSE = "↘ Worse"
CHANGES = (
    NO_CHANGE,
    NEW_WORDING,
    NEW_REFERENCE,
    NEW_DATE,
    NEW_LEAD,
    LEAD_GONE,
    NEW_SUPPORT,
    SUPPORT_GONE,
    NEW_STATUS,
    NEW_TARGET,
    NEW_CLASS,
    NEW_ANSWER,
    NO_ANSWER,
    WORDS_ADDED,
    NEW_ACTION,
    NEW_ROW,
    NEW_HEADING,
    MOVED,
    COMPLETED,
    STOPPED,
    CARRIED_FORWARD,
    REOPENED,
    BETTER,
    WORSE,
)
_MOVEMENT = re.compile(r"^[↗↘] \S[^\n]{0,99} to \S[^\n]{0,99}$")


def movement(mark, was, now):
    """How a status moved, after its arrow: "↗ Amber to green"."""
    follows = now[:1].lower() + now[1:] if now[1:2].islower() else now
    return f"{mark} {was} to {follows}"


def is_change(line):
    """Whether a line is what stands at the bar of a cell that changed."""
    line = line.strip()
    return line in CHANGES or bool(_MOVEMENT.match(line))


def is_remark(line):
    """Whether a line of a cell is a warning or a change word of the tracker's: "! Overdue by 2 months"."""
    return line.strip().startswith(WARNING) or is_change(line)


def change_at(lines):
    """Which of the lines of a cell says that it changed: its first words, or "→ No change" under its status; or None.

    A line is nobody's but ours only where more follows, and "No answer" only before what else we say of one:
    somebody may have written it.
    """
    said = [at for at, line in enumerate(lines) if line.strip()]
    if len(said) < 2:
        return None
    first, second, *_ = said
    if _is_ours_at_the_top(lines[first], lines[second:]):
        return first
    return second if lines[second].strip() == NO_CHANGE else None


def _is_ours_at_the_top(line, below):
    if line.strip() == NO_ANSWER:
        return any(is_ours(one) or is_ours_of_a_half(one) for one in below)
    return is_change(line)


# Two wordings as one, where there is no line through or under: what stood there, and what stands there now.
_GONE, _NEW = "[gone: {}]", "[new: {}]"


def gone(words):
    """Words that no longer stand: [gone: by post]."""
    return _in_brackets(_GONE, words)


def new(words):
    """Words that stand there now: [new: by video]."""
    return _in_brackets(_NEW, words)


def _in_brackets(phrase, words):
    """The words in their phrase, the spaces around them outside it."""
    said = words.strip()
    if not said:
        return words
    before = words[: len(words) - len(words.lstrip())]
    after = words[len(words.rstrip()) :]
    return f"{before}{phrase.format(said)}{after}"


def is_ours(words):
    """Whether these words were supplied by the tracker and not by a council."""
    words = words.strip()
    return words in CLOSED_LIST or bool(_WITH_WORDS.match(words))


# Whose half of an answer is missing stands before it: "Partner venues: [Not received]"; where posts are printed, that
# may be a post that nobody stated.
_OF_A_HALF = re.compile(rf"^(?:[^\[\]\n:]{{1,260}}|{re.escape(POST_NOT_STATED)}): (\[[^\[\]]+\])$")


def is_ours_of_a_half(line):
    """Whether this line says that one half of an answer is missing, and nothing else."""
    found = _OF_A_HALF.match(line.strip())
    return found is not None and is_ours(found[1])


_BAR = re.compile(re.escape(WHAT_THE_BAR_MEANS).replace(r"\{\}", ".{1,200}"), re.DOTALL)
_KEY = WHAT_THE_KEY_COUNTS.partition("{")[0]
_FACTS_LINE = re.compile(rf"^As at:? \d{{1,2}} \w+ \d{{4}}(?:\s+(?:{'|'.join(FACTS)}):? .*)?$", re.DOTALL)


def is_about_the_paper(words):
    """Whether this line above a table is a paper's of ours: its facts, how to read it, or its legend."""
    words = words.strip()
    if words in (HOW_TO_READ, WHAT_ADDED_MEANS) or NO_STATUS in words:
        return True
    if _BAR.match(words) or words.startswith(_KEY):
        return True
    return bool(_FACTS_LINE.match(words))
