"""What the forms of the desk carry: a key of their own, and marks of what they show."""

from django import template

from accounts.admin.seen import seal_of_rows
from accounts.sending_once import new_key

register = template.Library()


@register.simple_tag
def desk_key():
    """A key that no other form has."""
    return new_key()


@register.simple_tag
def desk_seen(*rows):
    """Marks of these rows as they are stored now."""
    return seal_of_rows(rows)


@register.simple_tag
def desk_seen_all(rows):
    """Marks of all these rows as they are stored now."""
    return seal_of_rows(rows)
