"""How one value stands in a cell of a table taken in or out: as text that a person can read and type."""

import re
from datetime import datetime
from decimal import Decimal, InvalidOperation

from import_export.widgets import Widget

DAYS = ["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y", "%Y-%m-%d %H:%M:%S"]
NUMBERED = re.compile(r"#(\d{1,18})(?:\s+(.*))?", re.DOTALL)


def one_line_end(words):
    """The words with every line end written in the one way."""
    return words.replace("\r\n", "\n").replace("\r", "\n")


def collapsed(words):
    """The words with runs of white space as one space."""
    return " ".join(words.split())


class Words(Widget):
    """Text, kept as it is but for its line ends."""

    def clean(self, value, row=None, **kwargs):
        return "" if value is None else one_line_end(str(value))

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else one_line_end(str(value))


class Whole(Words):
    """A whole number, or nothing."""

    def clean(self, value, row=None, **kwargs):
        text = super().clean(value).strip()
        if not text:
            return None
        try:
            number = Decimal(text)
            whole = int(number)
        except (InvalidOperation, OverflowError, ValueError):
            raise ValueError(f"“{text}” is not a whole number.") from None
        if number != whole:
            raise ValueError(f"“{text}” is not a whole number.")
        return whole


class Amount(Words):
    """A number, or nothing."""

    def clean(self, value, row=None, **kwargs):
        text = super().clean(value).strip().replace(",", "")
        if not text:
            return None
        try:
            number = Decimal(text)
        except InvalidOperation:
            raise ValueError(f"“{text}” is not a number.") from None
        if not number.is_finite():
            raise ValueError(f"“{text}” is not a number.")
        return number

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else format(Decimal(value).normalize(), "f")


class Day(Words):
    """A day: written 2026-03-31, read also as 31/03/2026, 31.03.2026 or 31 March 2026."""

    def clean(self, value, row=None, **kwargs):
        text = super().clean(value).strip()
        if not text:
            return None
        for form in DAYS:
            try:
                return datetime.strptime(text, form).date()
            except ValueError:
                continue
        raise ValueError(f"“{text}” is not a day. Write it as 2026-03-31 or 31/03/2026.")

    def render(self, value, obj=None, **kwargs):
        return value.isoformat() if value else ""


class YesNo(Words):
    """Yes, no, or nothing where neither was said."""

    def clean(self, value, row=None, **kwargs):
        text = super().clean(value).strip().lower()
        known = {"": None, "yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
        if text not in known:
            raise ValueError(f"“{text}” is neither yes nor no.")
        return known[text]

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else ("yes" if value else "no")


class Choice(Words):
    """One of a list, written as the desk writes it."""

    def __init__(self, choices):
        super().__init__()
        self.labels = {str(key): str(label) for key, label in choices if key != ""}

    def clean(self, value, row=None, **kwargs):
        text = collapsed(super().clean(value))
        if not text:
            return ""
        for key, label in self.labels.items():
            if text.casefold() in (key.casefold(), label.casefold()):
                return key
        raise ValueError(f"“{text}” is not one of: {', '.join(self.labels.values())}.")

    def render(self, value, obj=None, **kwargs):
        return self.labels.get(str(value), "" if value is None else str(value))


class Reference(Words):
    """Another row, found among those that the person who brings the table in may see."""

    asked_by = None

    def __init__(self, model, attribute="slug"):
        super().__init__()
        self.model, self.attribute = model, attribute
        self.found = {}

    def rows(self, row):
        """The rows that may be meant."""
        return self.model._default_manager.visible_to(self.asked_by)

    def clean(self, value, row=None, **kwargs):
        text = super().clean(value).strip()
        if not text:
            return None
        key = (text, self.of(row))
        if key not in self.found:
            self.found[key] = self.find(text, row)
        return self.found[key]

    def of(self, row):
        """What, besides the text, decides which row is meant; nothing, unless a kind of reference says so."""
        return ""

    def find(self, text, row):
        """The one row that is written like this. Raises ValueError where there is none, or more than one."""
        found = list(self.rows(row).filter(**{self.attribute: text})[:2])
        if len(found) != 1:
            raise ValueError(self.not_found(text, found))
        return found[0]

    def not_found(self, text, found):
        """Why the text does not say which row is meant."""
        name = self.model._meta.verbose_name
        if not found:
            return f"There is no {name} “{text[:80]}” here."
        return f"More than one {name} is called “{text[:80]}”. Write its number before it: #{found[0].pk}."

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else one_line_end(str(getattr(value, self.attribute)))
