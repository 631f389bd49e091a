"""What templates of plans say in words: days, paragraphs, and the bar."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from papers.writing.plain_text import pieces

from ..onscreen import readings
from ..onscreen.bars import in_words

register = template.Library()
register.filter("timescale_reading", readings.timescale_reading)
register.filter("target_reading", readings.target_reading)


@register.filter
def day(value):
    """A date as a paper writes it: 6 November 2026. Nothing for no date."""
    return f"{value.day} {value:%B %Y}" if value else ""


@register.filter
def prose(words):
    """Plain words as paragraphs and lists, each with its own direction of writing; items keep their marks."""
    made, listing = [], False
    for piece in pieces(words):
        if bool(piece.mark) != listing:
            made.append("</ul>" if listing else '<ul class="plain marks">')
            listing = not listing
        lines = format_html_join(mark_safe("<br>"), "{}", ((line,) for line in piece.text.splitlines()))
        if listing:
            made.append(format_html('<li dir="auto">{} {}</li>', piece.mark, lines))
        else:
            made.append(format_html('<p dir="auto">{}</p>', lines))
    return mark_safe("".join([*made, "</ul>" if listing else ""]))


@register.inclusion_tag("partials/bar.html")
def bar(parts, name="", thin=False):
    """A stacked bar, named for people who listen."""
    return {"parts": parts, "name": name, "listed": in_words(parts), "thin": thin}


@register.simple_tag(takes_context=True)
def with_query(context, **changes):
    """The query of this page with some values changed; a value of None is left out."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = value
    return f"?{query.urlencode()}" if query else context["request"].path
