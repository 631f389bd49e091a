"""What kind of answer an update cell is: words, or one of the four answers that say no more than themselves."""

import re

from papers import phrases

_NOTHING = (
    r"(?:there (?:is|was) )?(?:nothing|no (?:further )?(?:updates?|progress|change|"
    r"news))(?: (?:further|new))?"
    r"(?: (?:to report|to add|(?:at|in|for) (?:this|the) (?:time|stage|point|"
    r"period|quarter|round|moment)|since (?:the )?last (?:update|report|round)|this (?:quarter|period|"
    r"round|time|year)|yet|required|needed|made))*"
    r"|nil(?: return)?|none(?: to report)?|no change|n/?c|nothing|dim (?:i'w adrodd|newid|diweddariad)"
)
_REFERENCE = r"(?:[a-z]?\d{1,2}(?:\.\d{1,2})*[a-z]?|[a-z]{1,4}[- ]?\d{1,3}[a-z]?)"
_SAME = (
    rf"(?:please )?(?:as (?:per )?above|see above|same as above|as below|see below|ditto|"
    rf"as in (?:the )?row above|do\.|[\"”″〃]"
    rf"|(?:please )?(?:see|as(?: per| for| in)?|same as|refer to|covered (?:by|in|under)|"
    rf"reported (?:in|under))(?: the)?(?: (?:update|comment|answer|progress|entry|response|action|"
    rf"actions|ref|reference|item|row)s?)*(?: (?:at|for|in|to|on|under|of))?(?: (?:action|ref|item|"
    rf"row)s?)? {_REFERENCE}(?: (?:above|below))?"
    rf"|fel uchod|gweler uchod)"
)
_CARRIED = (
    r"(?:to (?:be )?|will be |this action (?:is |will be |has been )?)?carr(?:y|ied) (?:over|"
    r"forward)(?: this action)?(?: (?:in)?to .{1,60})?"
    r"|carry over to .{1,60}|c/f|rolled (?:over|forward)(?: (?:in)?to .{1,60})?|moved to (?:next|"
    r"the next|the new) .{1,40}|i'w gario ymlaen"
)
_STOPPED = (
    r"(?:action |this action (?:has been |is |was )?|work )?(?:stopped|discontinued|cancelled|"
    r"withdrawn|superseded|abandoned|no longer (?:applicable|required|relevant|needed|being pursued|"
    r"going ahead)|not proceeding|will not proceed|not being taken forward|closed as no longer .{1,40})"
    r"(?: by .{1,60})?|wedi'i ganslo"
)
_WHOLE = tuple(
    (state, re.compile(rf"[-–—•\s]*(?:{words})[\s.!]*", re.IGNORECASE))
    for state, words in (
        ("nothing_to_report", _NOTHING),
        ("same_as", _SAME),
        ("carried_forward", _CARRIED),
        ("stopped", _STOPPED),
    )
)
_BLANK = re.compile(r"[\s\-–—_.…]*")


def read(words):
    """received, nothing_to_report, same_as, carried_forward, stopped, or "none" where no answer stands.

    Only a cell that says just that is one of the four: "As above. The group met in May." is received.
    Blanks that the tracker itself printed are no answer.
    """
    kept = " ".join((words or "").replace("’", "'").split())
    if _BLANK.fullmatch(kept):
        return "none"
    if phrases.is_ours(kept):
        return "same_as" if kept == phrases.AS_ABOVE else "none"
    if len(kept) > 120:
        return "received"
    return next((state for state, pattern in _WHOLE if pattern.fullmatch(kept)), "received")
