"""Days and times of day as every page, mail and sentence says them, in local time."""

from django.utils import timezone


def clock(at):
    """A time of day as a council writes it: 9 am; 2.40 pm."""
    local = timezone.localtime(at)
    minutes = f".{local:%M}" if local.minute else ""
    return f"{local.hour % 12 or 12}{minutes} {'am' if local.hour < 12 else 'pm'}"


def moment(at):
    """A moment by its day and its time of day: 16 November 2026, 2.40 pm. Nothing for none."""
    if not at:
        return ""
    local = timezone.localtime(at)
    return f"{local.day} {local:%B %Y}, {clock(at)}"
