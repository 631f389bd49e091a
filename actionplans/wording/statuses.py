"""What a status means: a paper's own key first, then the vocabularies that public bodies share."""

import re
import unicodedata

from ..recognising.found import ScaleEntry
from . import months

# meaning: the words (folded) that say so in common use. Colours and letters are read apart, below.
_WORDS = {
    "not_started": (
        "not started; not yet started; yet to start; not begun; not yet begun; not commenced; not yet "
        "commenced; yet to commence; not yet initiated; to start; not due; not yet due; planned; "
        "scheduled; pending; to do; new; heb ddechrau; heb gychwyn; ddim wedi dechrau; awaiting start; "
        "future; no action yet; not initiated; action not started"
    ),
    "on_track": (
        "on track; on target; on schedule; progressing; in progress; underway; under way; on going; "
        "ongoing; on track to deliver; on track to achieve; started; active; open; progressing well; good "
        "progress; in hand; progressing as planned; on plan; going to plan; ar y trywydd iawn; ar y "
        "trywydd cywir; ar waith; yn mynd rhagddo; yn parhau; parhaus; on course; in delivery; in "
        "development; progress on track; work in progress; some progress|?; commenced; action in "
        "progress; action on track"
    ),
    "at_risk": (
        "at risk; some slippage; minor slippage; slippage; delayed; partially achieved; partly achieved; "
        "partially complete; partially completed; partly complete; partially met; slightly behind; behind "
        "schedule; minor issues; some issues; some issues narrative disclosure; minor delay; minor "
        "delays; some delay; needs attention; caution; mewn perygl; wedi'i ohirio|?; cyflawnwyd yn "
        "rhannol; rhannol; risk of delay; at risk of delay; at risk of not being achieved; in progress "
        "delayed; in progress but delayed; slipping; slipped"
    ),
    "off_track": (
        "off track; no progress; not on track; not on track to deliver; overdue; not achieved; not met; "
        "off target; missed; significant slippage; major slippage; not delivered; failed; significantly "
        "behind; late; high risk; critical; seriously delayed; significant delay; oddi ar y trywydd; ddim "
        "ar y trywydd iawn; ddim ar y trywydd; heb ei gyflawni; heb gyflawni; dim cynnydd; unachieved; "
        "deadline missed; behind; not progressing; significantly delayed; serious concerns; target missed"
    ),
    "complete": (
        "complete; completed; achieved; delivered; closed; done; finished; fully achieved; fully met; "
        "fully complete; fully completed; met; implemented; business as usual; bau; completed bau; "
        "embedded; action complete; action completed; closed complete; completed and closed; complete and "
        "closed; actioned; discharged; resolved; achieved and ongoing|?; delivered and embedded; wedi'i "
        "gwblhau; wedi ei gwblhau; wedi'i gyflawni; wedi ei gyflawni; cwblhawyd; wedi gorffen; "
        "cyflawnwyd; cyflawnwyd yn llawn; now business as usual; complete business as usual; target "
        "achieved; objective achieved; fully implemented; fully delivered"
    ),
    "paused": (
        "paused; on hold; deferred; suspended; postponed; parked; awaiting decision; halted; stalled|?; "
        "ar stop; wedi'i ohirio; gohiriwyd; wedi'i oedi; temporarily paused; in abeyance"
    ),
    "closed_not_delivered": (
        "superseded; cancelled; canceled; no longer applicable; no longer required; no longer relevant; "
        "no longer needed; withdrawn; abandoned; discontinued; stopped; not proceeding; removed; not "
        "taken forward; closed not delivered; closed not achieved; closed not complete; rejected; closed "
        "incomplete; wedi'i ganslo; wedi ei ganslo; canslwyd; ddim yn berthnasol bellach; not being "
        "pursued; dropped; deleted; will not be delivered"
    ),
    "carried_forward": (
        "carried forward; carried over; to carry over; to be carried forward; carry forward; carry over; "
        "rolled forward; rolled over; c f; cario ymlaen; wedi'i gario ymlaen; to be carried over; moved "
        "to next plan; carry forward to next year; to carry over this action to next action plan; carried "
        "forward to next year; carried over to next year; carried forward to next plan; carried forward "
        "to next action plan"
    ),
}
LONGEST = 200  # characters; what is longer is a narrative
_TABLE = {
    words.strip(): meaning
    for meaning, listed in _WORDS.items()
    for words in listed.split(";")
    if not words.strip().endswith("|?")
}
_SYMBOLS = {"✓": "complete", "✔": "complete", "☑": "complete", "✅": "complete", "🗸": "complete"}
_EMOJI = {
    "🔴": "Red",
    "🟠": "Amber",
    "🟡": "Amber",
    "🟢": "Green",
    "🔵": "Blue",
    "⚪": "White",
    "🟥": "Red",
    "🟧": "Amber",
    "🟨": "Amber",
    "🟩": "Green",
    "🟦": "Blue",
}
_COLOURS = {
    "red": "Red", "r": "Red", "coch": "Red", "amber": "Amber", "a": "Amber", "am": "Amber", "amb": "Amber", "ambr": "Amber", "oren": "Amber", "melyn": "Amber", "yellow": "Amber", "orange": "Amber", "y": "Amber",
    "green": "Green", "g": "Green", "grn": "Green", "gwyrdd": "Green", "blue": "Blue", "b": "Blue", "glas": "Blue", "white": "White", "w": "White", "gwyn": "White", "grey": "Grey", "gray": "Grey", "llwyd": "Grey", "purple": "Purple", "black": "Black",
}  # fmt: skip
# What a colour means where the paper's own key does not say. Green and amber depend on the scale; see `_of_colour`.
_COMMON = {
    "Red": "off_track",
    "Amber": "at_risk",
    "Green": "on_track",
    "Blue": "complete",
    "White": "not_started",
}


def fold(words):
    """A status folded for comparing: "On-Track." is "on track"."""
    text = unicodedata.normalize("NFKC", words or "").replace("’", "'").casefold()
    return " ".join(re.findall(r"[^\W_]+(?:'[^\W_]+)?", text))


def colour(words):
    """The colour that a status names ("Red", "R", "Am.", "RAG: Green", "🟢"), or None."""
    text = (words or "").strip()
    for sign, name in _EMOJI.items():
        if sign in text:
            return name
    folded = re.sub(r"^(?:b?rag|status|rating)(?: (?:status|rating))? ", "", fold(text))
    return _COLOURS.get(re.sub(r" (?:rag|status|rated|rating)$", "", folded))


def meaning(words, *, scale=()):
    """The meaning (a `scales.Meaning` value) of a status as printed, or None where nobody could say.

    `scale` is the paper's own key, which is believed before common use. A dot without a colour says nothing.
    """
    if len(words or "") > LONGEST:
        return None
    folded = fold(words)
    entries = {fold(entry.words): entry for entry in scale}
    if folded in entries and entries[folded].meaning:
        return entries[folded].meaning
    named = colour(words)
    by_colour = {colour(entry.words): entry for entry in scale if colour(entry.words)}
    if named:
        entry = by_colour.get(named)
        return entry.meaning if entry else _of_words(folded) or _of_colour(named, by_colour)
    symbol = next((_SYMBOLS[sign] for sign in (words or "").strip() if sign in _SYMBOLS), None)
    if not folded:
        return symbol if len((words or "").strip()) <= 2 else None
    return _of_words(folded) or _of_opening(words)


_CLAUSE = re.compile(r"\s[-–—]\s|[(:;,.\n]|\b(?:due to|until|because of)\b", re.IGNORECASE)


def _of_opening(words):
    """A short remark after a status leaves it standing: "Not started - awaiting funding"; one that says otherwise does not."""
    parts = _CLAUSE.split(words, maxsplit=1)
    if len(parts) < 2 or len(words.split()) > 12:
        return None
    opening = _TABLE.get(fold(parts[0]))
    rest = _TABLE.get(re.sub(r"^(?:but|though|although|and|now) ", "", fold(parts[1])))
    if not opening or not rest or rest == opening:
        return opening
    return rest if (opening, rest) == ("complete", "closed_not_delivered") else None


_DATE_AFTER = re.compile(rf"(?: (?:\d+(?:st|nd|rd|th)?|{months.MONTH}))+$")


def _of_words(folded):
    """A status in words, alone or as the opening before a colour or a date: "Complete (March 2019)"."""
    if folded in _TABLE:
        return _TABLE[folded]
    shorter = re.sub(r"^(?:status|action|rag|b?rag status) ", "", folded)
    without = re.sub(
        r" (?:red|amber|green|blue|grey|white|r|a|g|b)$|^(?:red|amber|green|blue|grey|white|r|a|g|b) ",
        "",
        shorter,
    )
    dated = _DATE_AFTER.sub("", without)
    return next((_TABLE[form] for form in (shorter, without, dated) if form in _TABLE), None)


def _of_colour(named, by_colour):
    """Common use, unless the paper's key has colours and leaves this one out."""
    if by_colour:
        return None
    return _COMMON.get(named)


def bare_colour(words):
    """The colour that a status names where it says no more than that: "Green", "RAG: G", not "🟢 On track"."""
    return None if _of_words(fold(words)) else colour(words)


def colours_in(words):
    """The colours that a status names, alone or beside its words: of "Complete (Blue)" and "🔵 Complete", blue."""
    folded = fold(words)
    known = folded.split() if _of_words(folded) else []
    named = {_COLOURS.get(word) for word in (*known[:1], *known[-1:]) if len(word) > 1}
    return (named | {colour(words)}) - {None}


def of_colours(named, present):
    """As `meaning` for a colour in a paper whose key names none, beside all the colours that it uses.

    Where no blue is used, green may mean complete or on track, and nobody can say: None.
    """
    return _COMMON.get(named) if named not in ("Green", "Amber") or "Blue" in present else None


_GREEN_DONE = re.compile(
    r"\b(?:achieved|complete[d]?|delivered|closed|implemented|monitoring no longer|fully met|done|"
    r"finished|cwblhau|cyflawni)\b",
    re.IGNORECASE,
)
_NOT_YET = re.compile(
    r"\b(?:on track|on target|to be|will be|expected|likely|due to be|in progress|being|for completion|"
    r"to complete|progressing|not)\b",
    re.IGNORECASE,
)
_KEY_LINE = re.compile(
    r"^\s*(?:[•●■◼▪\-–—*]\s*)?(?P<words>(?:red|amber|yellow|orange|green|blue|white|gr[ea]y|purple|"
    r"black|coch|melyn|oren|ambr|gwyrdd|glas|gwyn|llwyd|[rabgwy])(?:\s+\(?[RABGWY]\)?)?)\s*(?:[=:–—-]|"
    r"\bmeans\b|\bis\b)\s*(?P<says>.+?)\s*$",
    re.IGNORECASE,
)
_SPLIT_KEY = re.compile(
    r"[;\n|\t]|,\s*(?=(?:red|amber|green|blue|white|gr[ea]y)\b\s*[=:–—-])|(?<=\S)\s+(?=(?:red|amber|"
    r"green|blue|white|grey|R|A|G|B|W)\s*(?:=|:|–|—|\s-\s))",
    re.IGNORECASE,
)
_LEGEND_MARK = re.compile(r"[●•■◼▪○◐◆▲★⬤🔴🟠🟡🟢🔵⚪]")


def read_legend(texts):
    """The paper's own key, from the texts that explain it: "Green = on track", "● No Progress ● Progressing ● Achieved"."""
    entries = []
    for text in texts:
        entries.extend(_colour_lines(text) or _bare_colours(text) or _marked(text))
    unique: dict = {}
    for entry in entries:
        unique.setdefault(fold(entry.words), entry)
    return _with_colours(tuple(unique.values()))


def _colour_lines(text):
    body = re.sub(
        r"^\s*(?:key|legend|b?rag(?: (?:key|status|rating))?|status(?: key)?|"
        r"allwedd)\s*[:–-]\s*(?=\w+\s*[=:–-])",
        "",
        text or "",
        flags=re.IGNORECASE,
    )
    found = [match for part in _SPLIT_KEY.split(body) if (match := _KEY_LINE.match(part))]
    return [
        ScaleEntry(" ".join(match["words"].split()), None, match["says"].strip(" .,"))
        for match in found
        if len(match["says"]) < 300
    ]


def _bare_colours(text):
    """ "Green achieved / amber acceptable / red unacceptable": every part a colour and words, one of them a known status."""
    parts = [part.strip(" .") for part in re.split(r"\s*[/;,|\n]\s*", text or "") if part.strip(" .")]
    found = [
        match
        for part in parts
        if (
            match := re.fullmatch(
                r"(?P<words>red|amber|yellow|green|blue|white|gr[ea]y)\s+(?P<says>\S.{0,80})",
                part,
                re.IGNORECASE,
            )
        )
    ]
    if (
        len(parts) < 2
        or len(found) < len(parts)
        or not any(_of_words(fold(match["says"])) for match in found)
    ):
        return []
    return [ScaleEntry(match["words"], None, match["says"]) for match in found]


def _marked(text):
    """Words behind dots, where each of them is a status: a paragraph with bullets is no key."""
    parts = [part.strip(" :;,.\n\t") for part in _LEGEND_MARK.split(text or "")]
    parts = [
        re.sub(r"^(?:key|legend|status|progress|allwedd)\b\s*[:–-]?\s*", "", part, flags=re.IGNORECASE)
        for part in parts
    ]
    parts = [part for part in parts if part]
    if not _LEGEND_MARK.search(text or "") or len(parts) < 2:
        return []
    if any(len(part.split()) > 8 for part in parts) or not any(_of_words(fold(part)) for part in parts):
        return []
    return [ScaleEntry(part, _of_words(fold(part))) for part in parts]


def _with_colours(entries):
    """Give each colour of the key its meaning: by its explanation, and green and amber by the whole scale."""
    colours = {colour(entry.words): entry for entry in entries if entry.explanation}
    green = colours.get("Green")
    green_done = bool(green and "Blue" not in colours and _done(green.explanation))
    told = []
    for entry in entries:
        if not entry.explanation:
            told.append(entry)
            continue
        told.append(
            ScaleEntry(
                entry.words, _explained(colour(entry.words), entry.explanation, green_done), entry.explanation
            )
        )
    return tuple(told)


def _done(explanation):
    return bool(_GREEN_DONE.search(explanation)) and not _NOT_YET.search(
        re.split(r"[;,(–—]|\s-\s", explanation)[0]
    )


_TROUBLE = re.compile(r"\b(?:delay|slip|risk|behind|concern|issue|problem)", re.IGNORECASE)


def _explained(named, explanation, green_done):
    choices = {_of_words(fold(part)) for part in re.split(r"\s?/\s?|\bor\b", explanation)} - {None}
    if len(choices) > 1:
        return None
    if named == "Amber" and _TROUBLE.search(explanation):
        return "at_risk"
    said = _of_words(fold(explanation)) or _of_words(
        fold(re.split(r"[;,.(–—]|\s-\s|\bbut\b|\band\b", explanation)[0])
    )
    if said:
        return said
    if named in ("Green", "Blue") and _done(explanation):
        return "complete"
    if named == "Amber":
        return "on_track" if green_done else "at_risk"
    if named == "Green":
        return "complete" if green_done else "on_track"
    return _COMMON.get(named)


def colour_name(rrggbb):
    """Red, Amber, Green, Blue or Grey for a cell's fill; None for white, black, no colour, and colours between."""
    figures = (rrggbb or "").strip().lstrip("#")
    if len(figures) == 8:
        figures = figures[2:]
    if not re.fullmatch(r"[0-9a-fA-F]{6}", figures):
        return None
    red, green, blue = (int(figures[n : n + 2], 16) for n in (0, 2, 4))
    most, least = max(red, green, blue), min(red, green, blue)
    if most < 40 or least > 232:
        return None
    if most - least < 24:
        return "Grey" if 90 <= most <= 220 else None
    return _hue_name(red, green, blue, most, least)


def _hue_name(red, green, blue, most, least):
    spread = most - least
    if most == red:
        hue = 60 * (((green - blue) / spread) % 6)
    elif most == green:
        hue = 60 * ((blue - red) / spread + 2)
    else:
        hue = 60 * ((red - green) / spread + 4)
    for last, name in (
        (14, "Red"),
        (66, "Amber"),
        (75, None),
        (168, "Green"),
        (180, None),
        (250, "Blue"),
        (340, None),
        (360, "Red"),
    ):
        if hue <= last:
            return name
    return None
