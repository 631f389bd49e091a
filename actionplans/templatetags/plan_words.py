"""What templates of plans say in words: days, paragraphs, and the bar."""

import re

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from actionplans import readings
from actionplans.bars import in_words

register = template.Library()
register.filter("timescale_reading", readings.timescale_reading)
register.filter("target_reading", readings.target_reading)

_BULLET = re.compile(r"^\s*[•*–-]\s+")


@register.filter
def day(value):
    """A date as a paper writes it: 6 November 2026. Nothing for no date."""
    return f"{value.day} {value:%B %Y}" if value else ""


@register.filter
def prose(words):
    """Plain words as paragraphs and bullets, each with its own direction of writing."""
    blocks = []
    for block in re.split(r"\n\s*\n", words.strip()):
        blocks.append(_block(block.splitlines()))
    return mark_safe("".join(blocks))  # noqa: S308


def _block(found):
    if found and all(_BULLET.match(each) for each in found):
        items = format_html_join("", '<li dir="auto">{}</li>', ((_BULLET.sub("", each),) for each in found))
        return format_html("<ul>{}</ul>", items)
    written = format_html_join(mark_safe("<br>"), "{}", ((each,) for each in found))
    return format_html('<p dir="auto">{}</p>', written)


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
