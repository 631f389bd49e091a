"""What templates of rounds say in words: moments, names, and what changed between two texts."""

from django import template
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from accounts.moments import moment

from ..onscreen import round_titles
from ..onscreen.readings import said
from ..onscreen.titles import title_and_rest
from ..wording.differences import compare, is_of_one_text

register = template.Library()
register.filter("moment", moment)
register.filter("round_name", round_titles.name)
register.filter("count_words", round_titles.number)
register.filter("answer_name", round_titles.named)
register.filter("title_words", lambda words: title_and_rest(words)[0])

KEPT = {"before": ("same", "gone"), "after": ("same", "new")}
MARKS = {"new": "<ins>{}</ins>", "gone": "<del>{}</del>", "same": "{}"}


@register.filter
def local_day(value):
    """The local day of a moment: 21 October 2026."""
    return said(timezone.localdate(value)) if value else ""


@register.filter
def kind_of_answer(update):
    """What kind of answer this is: "Stopped", "Same as 3b"."""
    return round_titles.kind_words(update.answer, update.same_as.ref if update.same_as else "")


@register.simple_tag
def marked(before, after, side):
    """One side of two texts: what is gone marked in the one before, what is new in the one after.

    Where hardly anything is the same nothing is marked: a text that is struck through from end to end cannot be read.
    """
    pieces = compare(before, after) if before and after else []
    if not is_of_one_text(pieces):
        pieces = [("same", before if side == "before" else after)]
    shown = ((kind, text) for kind, text in pieces if kind in KEPT[side] and text)
    return format_html(
        '<div class="wholly" dir="auto">{}</div>',
        format_html_join("", "{}", ((format_html(MARKS[kind], text),) for kind, text in shown)),
    )
