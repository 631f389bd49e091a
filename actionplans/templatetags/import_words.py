"""What templates of papers on their way in say in words."""

from django import template
from django.utils import timezone

register = template.Library()


@register.filter
def moment(value):
    """A time as a person says it: 6 November 2026, 10.02 am. Nothing for no time."""
    if not value:
        return ""
    local = timezone.localtime(value)
    hour = local.hour % 12 or 12
    return f"{local.day} {local:%B %Y}, {hour}.{local:%M} {'am' if local.hour < 12 else 'pm'}"


@register.filter
def of(held, key):
    """What a dictionary holds for this key, or nothing."""
    return held.get(key, "")


@register.filter
def said(name):
    """A name out of a list of choices, as words: in_delivery is "in delivery"."""
    return str(name).replace("_", " ")
