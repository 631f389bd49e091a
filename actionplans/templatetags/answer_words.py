"""What templates of answers say in words: moments, and what differs between two texts."""

from django import template
from django.utils.html import format_html, format_html_join

from accounts.moments import moment

from ..onscreen.moments import listed
from ..wording.differences import GONE, NEW

register = template.Library()
register.filter("listed", listed)
register.filter("moment", moment)
MARKED = {
    NEW: '<ins><span class="hide">[new: </span>{}<span class="hide">]</span></ins>',
    GONE: '<del><span class="hide">[gone: </span>{}<span class="hide">]</span></del>',
}


@register.filter
def marked(pieces, without=""):
    """A text with what is new and what is gone marked by a tag and, for those who listen, by a word; `without` leaves one kind out."""
    shown = [(kind, text) for kind, text in pieces if kind != without]
    return format_html(
        '<div class="asit" dir="auto">{}</div>',
        format_html_join("", "{}", ((format_html(MARKED.get(kind, "{}"), text),) for kind, text in shown)),
    )
