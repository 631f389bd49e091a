"""References: "1a", "3.2.1", "EDI-04", "SR (25/26) 01", and the numbers typed before a list's lines."""

import re

_WORD = r"(?:action|recommendation|rec|objective|priority|outcome|aim|ref|reference|item|task|goal|no|measure|commitment|argymhelliad|cam|amcan)"
_CODE = r"[A-Za-z]{1,6}\d?[A-Za-z]?"
_FORMS = (
    rf"{_CODE}\s?\(\d\d/\d\d\)\s?[-/]?\s?\d{{1,3}}[a-z]?",  # SR (25/26) 01
    rf"{_CODE}(?:[-/_.]{_CODE})?[-/_]\d{{1,4}}(?:[-/_.]\d{{1,3}}){{0,3}}[a-z]?",  # EDI-04, WR/3, HR/EDI-4
    r"\d{1,3}(?:\.\d{1,3}){1,4}\.?[a-z]?(?:\([ivxa-z]{1,4}\))?",  # 1.2, 3.2.1, 1.2a
    r"\d{1,3}\s?[a-zA-Z](?:\.\d{1,2}|\([ivx]{1,4}\)|[ivx]{1,3})?",  # 1a, 12b, 1a.2
    r"\d{1,3}\([a-z]{1,4}\)",  # 1(a), 1(iv)
    r"[A-Z]{1,5}\s?\d{1,3}(?:\.\d{1,3}){0,3}[a-z]?",  # A3, EO 4, A1.2
    r"[A-Z]\.\d{1,3}(?:\.\d{1,3}){0,2}",  # A.1
    r"\d{1,3}",  # 4
    r"[ivx]{1,5}",  # iv
    r"[a-zA-Z]",  # b
)
_REF = re.compile(
    rf"(?:(?i:{_WORD})\.?\s*(?i:no\.?\s*)?(?:{'|'.join(_FORMS)})|\((?:[a-zA-Z]|[ivx]{{1,5}}|"
    rf"\d{{1,3}})\)|{'|'.join(_FORMS)})\s?[.):]?"
)
_NOT_A_REF = re.compile(
    r"(?:\d{1,2}(?:st|nd|rd|th)|q[1-4]|h[12]|[a-z]+ (?:19|20)\d\d|n/?a|\d{1,3}[kmp]|no|covid-?\d\d)",
    re.IGNORECASE,
)


def is_ref(words):
    """Whether the whole of a cell is a reference."""
    kept = " ".join((words or "").split())
    if not kept or len(kept) > 30 or _NOT_A_REF.fullmatch(kept):
        return False
    if not re.search(r"[\dA-Za-z]", kept) or not (_REF.fullmatch(kept)):
        return False
    return bool(re.search(r"\d", kept)) or _lone_letter(kept)


def _lone_letter(words):
    letters = re.sub(r"[^A-Za-z]", "", words)
    return len(letters) == 1 or bool(
        re.fullmatch(r"[ivx]{1,5}", letters, re.IGNORECASE) and re.search(r"[.)(]", words)
    )


_STRONG = (
    _FORMS[0],
    r"[A-Z]{1,6}\d?(?:[-/_][A-Z]{1,6})?[-_]\d{1,4}(?:[-/_.]\d{1,3}){0,3}[a-z]?",
    r"\d{1,3}(?:\.\d{1,3}){2,4}[a-z]?",
    r"\d{1,2}[a-z](?:\.\d{1,2})?",
    r"[A-Z]{1,5}\d{1,3}(?:\.\d{1,3}){1,3}[a-z]?",
)
# Before other words: a full form stands by itself, "1.2" and "3" want a mark or a line of their own after them.
_LEADING = (
    re.compile(
        rf"(?P<ref>(?i:{_WORD})\s*(?i:no\.?\s*)?(?:\d{{1,3}}(?:\.\d{{1,3}})*[a-z]?|"
        rf"[A-Z]\d{{0,3}}))\s*(?:[:.)–—-]\s*|,\s+|\n\s*|\s+(?=[A-Z])|$)"
    ),
    re.compile(rf"(?P<ref>{'|'.join(_STRONG)})(?:\s*[:.)–—]\s*|\s+[-–—]\s+|\s+)(?=\S)"),
    re.compile(r"(?P<ref>[A-Z]{1,5}\d{1,3}[a-z]?)(?:\s*[:.)–—]\s*(?=\S)|\s+[-–—]\s+|\s+(?=[A-Z“\"‘(]))"),
    re.compile(r"(?P<ref>\d{1,2}\.\d{1,2}\.?)(?:\s*[:)–—]\s*|\s+[-–—]\s+|\s+)(?=[A-Z“\"‘(])"),
    re.compile(r"(?P<ref>\d{1,3})\s*(?:[:)]|\.(?!\d)|\s[-–—]\s)\s*(?=\S)"),
    re.compile(r"(?P<ref>\((?:[a-z]|[ivx]{1,5}|\d{1,2})\)|(?:[a-z]|[ivx]{1,5})\))\s*(?=\S)", re.IGNORECASE),
)
_AMOUNT = re.compile(
    r"\d+(?:\.\d+)?\s*(?:%|per ?cent|percent|million|m\b|k\b|st\b|nd\b|rd\b|th\b|hours?|days?|weeks?|"
    r"months?|years?|people|staff)",
    re.IGNORECASE,
)


def leading(words):
    """(reference, the rest) where words open with a reference; otherwise (None, the words).

    Never takes a year, an amount or a date: "1.5% per annum", "30 staff" and "2018 review" have no reference.
    """
    kept = (words or "").strip()
    if _AMOUNT.match(kept) or re.match(r"\d{1,4}[./]\d{1,2}[./]\d{2,4}|\d{4}\b|\d{1,2}:\d\d", kept):
        return None, kept
    for pattern in _LEADING:
        opening = pattern.match(kept)
        if opening and not _NOT_A_REF.fullmatch(opening["ref"]):
            return opening["ref"].rstrip("."), kept[opening.end() :].strip()
    return None, kept


def natural_key(ref):
    """What to sort references by, so that 2 comes before 10 and 1b after 1a."""
    parts = re.findall(r"\d+|[^\W\d_]+", (ref or "").casefold())
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts)


_TYPED = re.compile(
    r"\s*(?:(?P<figure>\d{1,3})\s*(?:[.):](?!\d)|\s[-–—](?=\s))|\(?(?P<letter>[a-zA-Z]|[ivx]{1,5})[.)]|"
    r"\((?P<inside>\d{1,3})\))\s+(?=\S)"
)


def typed_number(words):
    """(number, the rest) for a line that opens with a typed list number: "1. Agree" gives 1, "a) Agree" gives "a"."""
    text = words or ""
    typed = _TYPED.match(text)
    if not typed or re.match(r"\s*[A-Z]\.\s+[A-Z]", text):
        return None, text.strip()
    figure = typed["figure"] or typed["inside"]
    return (int(figure) if figure else typed["letter"]), text[typed.end() :].strip()
