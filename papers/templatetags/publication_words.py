"""What pages of issued papers say in words: moments, sizes, fingerprints."""

from django import template
from django.utils import timezone

from accounts.moments import moment

register = template.Library()
register.filter("moment", moment)


@register.filter
def day_of(at):
    """The day of a date, or of a moment here: 6 November 2026."""
    if not at:
        return ""
    local = timezone.localtime(at) if hasattr(at, "hour") else at
    return f"{local.day} {local:%B %Y}"


@register.filter
def meeting(publication):
    """For which meeting a paper is: its words, else its committee; then the day, unless the words say it already."""
    words = publication.meeting_words or publication.committee
    day = day_of(publication.meeting_on)
    return words if day in words else ", ".join(filter(None, (words, day)))


@register.filter
def size(number):
    """A number of bytes as a person says it: 900 bytes, 58 kB, 1.4 MB."""
    if number < 1000:
        return f"{number} byte{'' if number == 1 else 's'}"
    if number < 999_500:
        return f"{number / 1000:.0f} kB"
    return f"{number / 1_000_000:.1f} MB"


@register.filter
def fours(sha256):
    """A fingerprint in groups of four, to be read out or compared by eye."""
    return " ".join(sha256[start : start + 4] for start in range(0, len(sha256), 4))
