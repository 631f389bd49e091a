"""What every form that changes something carries."""

from django import template
from django.utils.html import format_html

from accounts.sending_once import new_key

register = template.Library()


@register.simple_tag
def key_and_version(version=None):
    """A key that no other form has and, where there is one, the version of what the form changes, both hidden."""
    key = format_html('<input type="hidden" name="key" value="{}">', new_key())
    if version is None:
        return key
    return key + format_html('<input type="hidden" name="version" value="{}">', version)
