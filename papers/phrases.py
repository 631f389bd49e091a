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
)

# How to read a paper of ours, said above its table.
HOW_TO_READ = "Words in [square brackets] are supplied by the tracker; everything else is as written."
WHAT_ADDED_MEANS = "A day in bold under an answer marks words added after it was signed off."

# The headings of the block that closes every issued paper: what was asked for, and what did not come.
RECEIPT = "What was asked for and what came"
NOT_CAME = "What was not received"

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


# What the tracker adds to a cell without brackets: a warning after "! ", a movement after its arrow, and
# these words at the bar of a cell that changed. A reader of our own papers leaves such lines out.
WARNING = "! "
ARROWS = "→↗↘↑↓←"
NEW_WORDING = "New wording"
NO_ANSWER = "No answer"
NEW_ACTION = "New action"
CHANGES = (NEW_WORDING, NO_ANSWER, NEW_ACTION)


def is_remark(line):
    """Whether a line of a cell is a warning or a change mark of the tracker's: "! Overdue by 2 months"."""
    line = line.strip()
    return line in CHANGES or line.startswith(WARNING) or (line[:1] in ARROWS and line[1:2] == " ")


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


_FACTS_LINE = re.compile(rf"^As at:? \d{{1,2}} \w+ \d{{4}}(?:\s+(?:{'|'.join(FACTS)}):? .*)?$", re.DOTALL)


def is_about_the_paper(words):
    """Whether this line above a table is a paper's of ours: its facts, how to read it, or its legend."""
    words = words.strip()
    if words in (HOW_TO_READ, WHAT_ADDED_MEANS) or NO_STATUS in words:
        return True
    return bool(_FACTS_LINE.match(words))
