"""The hidden field that says whose form it is, so that what is typed can be kept when the session ends."""

from django import template
from django.utils.html import format_html

from accounts import keeping

register = template.Library()


@register.simple_tag(takes_context=True)
def typed_by(context):
    """A signed hidden field with the person signed in; nothing for a reader."""
    user = context.get("user")
    if user is None or not user.is_authenticated:
        return ""
    return format_html('<input type="hidden" name="{}" value="{}">', keeping.SEAL, keeping.seal(user))
