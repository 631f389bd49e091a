"""What a lead's form is headed with, and how its filled cells are to be read. Pure: printed by one side, known by the other."""

import re

LAST = "Last answer"
# The other headings of a form of ours: what is in these columns is the plan's.
OTHERS = {
    "ref": "Ref",
    "action": "Action",
    "lead": "Lead",
    "measure": "How one will know",
    "timescale": "When",
}
WAYS = (
    "Nothing to report: and why",
    "Same as 3b: where another action’s answer says it (with that action’s reference)",
    "Carried forward: where it goes on in the next plan",
    "Stopped: and who decided it, when",
)
STATUS_EXAMPLE = "Where it is complete, write the day after it, such as “complete, 3 December 2026”."
RETURNED = "Returned:"
_RETURNED = re.compile(rf"^\s*{RETURNED}.*", re.MULTILINE | re.DOTALL)
_HALF = re.compile(r"^\s*Your half:\s*(?P<half>.+?)\s*$", re.IGNORECASE | re.MULTILINE)


def update_heading(round_words):
    """ "December 2026 update"; a round that is called an update already is called so."""
    return round_words if round_words.casefold().endswith("update") else f"{round_words} update"


def status_heading(round_words):
    """ "December 2026 status"."""
    return f"{round_words} status"


def half_line(half):
    """What stands under the action where its leads answer separately: "Your half: internal"."""
    return f"Your half: {half}"


def without_half(words):
    """(the action's words, the half): what the form added under them is taken off again.

    >>> without_half("Open a hub\\nYour half: internal")
    ('Open a hub', 'internal')
    """
    words = _RETURNED.sub("", words)
    found = _HALF.search(words)
    if found is None:
        return words.strip(), ""
    return words[: found.start()].strip(), found["half"]


_KINDS = (
    ("nothing_to_report", r"nothing (?:further |new )?to report|nil return"),
    ("same_as", r"same as(?: action| ref(?:erence)?)?\s+(?P<ref>[\w.()/-]*[\w)])"),
    ("carried_forward", r"carried forward"),
    ("stopped", r"stopped"),
)
_OPENINGS = tuple(
    (kind, re.compile(rf"^\s*(?:{words})\s*(?P<mark>[:.;,–—-]+|\n|$)\s*(?P<rest>.*)$", re.I | re.S))
    for kind, words in _KINDS
)


def kind_of(words):
    """(kind, reference, words left) of an answer that opens with one of the `WAYS`; None where it opens with none.

    >>> kind_of("Nothing to report: the survey is in May")
    ('nothing_to_report', '', 'the survey is in May')
    >>> kind_of("Same as 3b.")
    ('same_as', '3b', '')
    """
    for kind, opening in _OPENINGS:
        found = opening.match(words)
        # A sentence that goes on after a comma or dash is left whole: "Stopped, then begun again in May."
        if found and (found["mark"].strip()[:1] in (":", ".", ";", "") or not found["rest"]):
            return kind, found.groupdict().get("ref") or "", found["rest"].strip()
    return None
