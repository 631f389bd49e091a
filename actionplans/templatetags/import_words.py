"""What templates of papers on their way in say in words."""

from django import template

from accounts.moments import moment

register = template.Library()
register.filter("moment", moment)


@register.filter
def of(held, key):
    """What a dictionary holds for this key, or nothing."""
    return held.get(key, "")


@register.filter
def said(name):
    """A name out of a list of choices, as words: in_delivery is "in delivery"."""
    return str(name).replace("_", " ")
