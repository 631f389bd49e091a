"""Months, quarters, seasons, terms and years in words: each as the first and last day it can mean."""

import re
from datetime import date

from . import months

FINANCIAL_YEAR = re.compile(
    r"(?<![\d/.-])(?P<first>(?:19|20)\d\d|(?<=')\d\d|\d\d)(?:\s?[/–-]\s?|"
    r"\s+to\s+)(?P<last>(?:20)?\d\d)(?![\d/%]|\.\d|[-–]\d)"
)


def _month_of(match, _):
    year = months.full_year(match["year"])
    if not year:
        return None
    month = months.number(match["month"])
    flaw = ""
    if re.match(r"hydref\b", match["month"], re.IGNORECASE):
        flaw = "“Hydref” is October and also autumn; it was read as October."
    return *months.span(year, month, 1), "month", flaw


def _two_months(match, _):
    """ "April – June 2023" and "Oct - Dec 2025"; "Nov - Feb 2025" begins in the year before."""
    year = months.full_year(match["year"])
    if not year:
        return None
    first, last = months.number(match["month0"] or match["month1"]), months.number(match["month"])
    if last < first:
        flaw = f"“{match[0].strip()}” was read as beginning in {year - 1}."
        return months.first_day(year - 1, first), months.last_day(year, last), "month", flaw
    return months.first_day(year, first), months.last_day(year, last), "month", ""


def _month_figures(match, _):
    month, year = int(match["m"]), months.full_year(match["year"])
    if not year or not 1 <= month <= 12:
        return None
    return *months.span(year, month, 1), "month", ""


# Bare pairs such as "12/25" are dates only by themselves or after such words, not in "Flat 12/14".
_BEFORE_FIGURES = re.compile(
    r"(?:\b(?:f\.?y\.?|a\.?y\.?|by|end|of|from|to|due|until|till|date|year|during|in|for|erbyn|rag|"
    r"update|progress|and|was)|[-–—:;,(|&/])\s*$",
    re.IGNORECASE,
)


def _two_pairs(match, starts):
    """ "24/25" is a financial year, "12/25" a month; "11/12" may be either and is left unread."""
    before = match.string[: match.start()]
    if before.strip() and not _BEFORE_FIGURES.search(before):
        return None
    first, last = int(match["a"]), int(match["b"])
    follows = last == (first + 1) % 100
    if follows and first > 12:
        return _year_from(2000 + first, starts)
    if 1 <= first <= 12 and last > 12 and not follows:
        return *months.span(2000 + last, first, 1), "month", ""
    if 1 <= first <= 12 and last >= 1:
        flaw = f"“{match[0].strip()}” may be a month and year, a day and month, or a year."
        return None, None, "none", flaw
    return None


def _quarter(match, starts):
    """A quarter of a year written with both its halves ("2024/25"); of one bare year only if years start in January."""
    years = match["years"] if "years" in match.re.groupindex else ""
    split = FINANCIAL_YEAR.fullmatch(years.strip()) if years else None
    numbers = [int(figure) for figure in (match["q"], match["q2"]) if figure]
    if split:
        year = _follows(split)
        if year is None:
            return None
        begins = (starts - 1) + (numbers[0] - 1) * 3
        count = (numbers[-1] - numbers[0] + 1) * 3
        if count < 3:
            return None
        return *months.span(year + begins // 12, begins % 12 + 1, count), "quarter", ""
    year = months.full_year(years)
    if year and starts == 1:
        return *months.span(year, numbers[0] * 3 - 2, (numbers[-1] - numbers[0] + 1) * 3), "quarter", ""
    return (
        None,
        None,
        "none",
        (
            f"“{match[0].strip()}” does not say whether the quarter is of a calendar year or of a financial year."
        ),
    )


def _follows(match):
    """The first of two years that follow each other ("2018/19"), or None."""
    first = months.full_year(match["first"])
    if not first:
        return None
    last = int(match["last"][-2:])
    if len(match["last"]) == 4 and int(match["last"]) != first + 1:
        return None
    return first if last == (first + 1) % 100 else None


def _season(match, _):
    word, year = match["season"].casefold(), months.full_year(match["year"])
    if not year:
        return None
    if word in months.WINTERS:
        if match["next"]:
            return *months.span(year, 12, 3), "season", ""
        flaw = f"“{match[0].strip()}” does not say whether the winter begins or ends in {year}."
        return None, None, "none", flaw
    first, last = months.SEASONS[word]
    if match["earlier"]:
        first = min(first, months.SEASONS[match["earlier"].casefold()][0])
    return *months.span(year, first, last - first + 1), "season", ""


TERMS = {"autumn": (9, 4), "spring": (1, 4), "summer": (4, 4)}


def _term(match, _):
    """School and university terms by their usual months, in doubt because bodies differ."""
    year = months.full_year(match["year"])
    if not year:
        return None
    first, count = TERMS[match["season"].casefold()]
    flaw = "The dates of terms differ between bodies; the usual months were taken."
    if match["next"] and first < 9:
        year += 1
    return *months.span(year, first, count), "season", flaw


def _part_of_year(match, _):
    year = months.full_year(match["year"])
    if not year:
        return None
    first, count = {"early": (1, 4), "mid": (5, 4), "late": (9, 4)}[match["part"].casefold()[:5].rstrip("- ")]
    return *months.span(year, first, count), "season", ""


def _half(match, _):
    year, number = months.full_year(match["year"]), match["half"]
    if not year:
        return None
    return *months.span(year, 1 if number in ("1", "first") else 7, 6), "season", ""


def _financial_year(match, starts):
    said = f"{match['said'] or ''}{match['after'] or ''}".casefold()
    if "acad" in said or said.startswith("ay"):
        starts = starts if starts in (8, 9) else 9
    elif starts in (1, 9):
        starts = 4 if said else starts
    year = _follows(match)
    if year is not None:
        return _year_from(year, 4 if starts == 1 else starts)
    return _years(match, starts)


def _years(match, starts):
    """Several years, "2024-28" or "2024 to 2028": from the first to the end of the last."""
    first, last = match["first"], match["last"]
    if len(first) != 4:
        return None
    begin = months.full_year(first)
    end = months.full_year(last if len(last) == 4 else first[:2] + last)
    if not begin or not end or not begin < end <= begin + 30:
        return None
    flaw = "" if starts == 1 else f"“{match[0].strip()}” was read as calendar years."
    return date(begin, 1, 1), date(end, 12, 31), "year", flaw


def _year_from(year, starts):
    return *months.span(year, starts, 12), "year", ""


def _single_year(match, _):
    year = int(match["year"])
    before = re.findall(r"[^\W_]+", match.string[: match.start()])
    flaw = (
        ""
        if not before or _BEFORE_YEAR.fullmatch(before[-1].casefold()) or _ends_with_date(match)
        else f"Only the year {year} was read."
    )
    return date(year, 1, 1), date(year, 12, 31), "year", flaw


def _ends_with_date(match):
    return bool(re.search(r"\d\W*$", match.string[: match.start()]))


_BEFORE_YEAR = re.compile(
    r"by|in|of|end|during|before|until|till|to|from|for|and|years?|calendar|due|date|since|around|"
    r"circa|late|mid|early|targets?|deadline|"
    r"completed?|completion|delivered|done|erbyn|yn|diwedd|hyd|updates?|progress|status|b?rag|review|"
    r"position|report"
)


_FY = (
    r"(?P<said>(?:financial|fiscal|academic)\s+year\s+(?:of\s+|ending\s+)?|F\.?Y\.?\s?|A\.?Y\.?\s?|"
    r"blwyddyn\s+(?:ariannol|academaidd)\s+)?"
    r"(?<![\d/.])(?P<first>(?:19|20)\d\d)\s?(?:/|-|–|—|\s+to\s+)\s?(?P<last>(?:19|20)?\d\d)(?![\d/%]|"
    r"\.\d|[-–]\d)"
    r"(?P<after>\s+(?:academic|financial|fiscal|calendar)\s+year)?"
)
_Q = r"(?:q|qtr|quarters?|chwarter|ch)\.?\s?(?P<q>[1-4])(?:\s?(?:/|-|–|&|and|to)\s?(?:q|quarter)?\s?(?P<q2>[1-4])(?!\d))?"
_Q_YEARS = r"(?P<years>(?:19|20)?\d\d(?:\s?[/–-]\s?|\s+to\s+)(?:20)?\d\d|(?:19|20)\d\d)(?![\d/%]|\.\d|[-–]\d)"


def _compiled(pattern):
    return re.compile(pattern, re.IGNORECASE)


# What a part of a year looks like, the longest first, and what reads it.
PATTERNS = (
    (
        _compiled(
            rf"\b(?:(?P<month0>{months.MONTH})\b\.?,\s*(?:{months.MONTH}\b\.?,\s*)*)?"
            rf"(?P<month1>{months.MONTH})\b\.?{months.DASH}{months.NAMED}\s*[-/,]?\s*{months.YEAR}"
        ),
        _two_months,
    ),
    (_compiled(rf"\b(?P<month>{months.MONTH})\.?(?:\s*[-–/,]?\s*){months.YEAR}"), _month_of),
    (
        _compiled(rf"\b{_Q}\s*(?:of|in|,|-|–|:|\(|o)?\s*(?:the\s+)?(?:financial year|FY)?\s*{_Q_YEARS}\)?"),
        _quarter,
    ),
    (_compiled(rf"(?<![\d/.]){_Q_YEARS}\s*[,:(–-]?\s*{_Q}\b\)?"), _quarter),
    (
        _compiled(
            r"\b(?P<season>autumn|spring|summer)\s+term,?\s*(?P<year>(?:19|"
            r"20)\d\d)(?P<next>\s?[/–-]\s?(?:20)?\d\d)?(?!\d)"
        ),
        _term,
    ),
    (
        _compiled(
            r"\b(?:(?P<earlier>spring|summer|gwanwyn|haf)\s*[/–-]\s*)?(?P<season>spring|summer|autumn|"
            r"winter|gwanwyn|haf|gaeaf),?\s*(?:of\s+)?(?P<year>(?:19|"
            r"20)\d\d)(?P<next>\s?[/–-]\s?(?:20)?\d\d)?(?!\d)"
        ),
        _season,
    ),
    (
        _compiled(r"\b(?P<part>early|mid|late)[- ]+(?:in\s+)?(?P<year>(?:19|20)\d\d)(?![\d/–-])"),
        _part_of_year,
    ),
    (_compiled(r"\bH(?P<half>[12])\s+(?P<year>(?:19|20)\d\d)(?![\d/–-])"), _half),
    (_compiled(_FY), _financial_year),
    (
        _compiled(r"(?<![\d./-])(?P<m>0?[1-9]|1[0-2])\s?[/.]\s?(?P<year>(?:19|20)\d\d)(?![\d/%])"),
        _month_figures,
    ),
    (_compiled(r"(?<![\d./-])(?:\bf\.?y\.?\s?)?(?P<a>\d\d?)/(?P<b>\d\d)(?![\d/%]|\.\d)"), _two_pairs),
)
YEAR_ALONE = (
    _compiled(
        r"(?<![\d/.,£$€-])(?P<year>20\d\d|19[5-9]\d)(?![\d/%]|\.\d|,\d{3}|\s*(?:people|staff|"
        r"employees|members))"
    ),
    _single_year,
)
