"""Moments, days and numbers as a person says them, in local time. Pure: each is told what day it is."""

from django.utils import timezone

from accounts.moments import clock

NUMBERS = [
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]


def moment(at, today):
    """ "at 9.14 am" of the same day, "on 12 October at 9.14 am" of another, with the year where it is another."""
    day = timezone.localdate(at)
    return f"at {clock(at)}" if day == today else f"on {short_day(day, today)} at {clock(at)}"


def short_day(day, today):
    """12 October; 12 October 2025 of another year."""
    return f"{day.day} {day:%B}" if day.year == today.year else f"{day.day} {day:%B %Y}"


def long_day(day):
    """Friday 30 October 2026"""
    return f"{day:%A} {day.day} {day:%B %Y}"


def number(count):
    """Four for 4, up to twelve; then figures."""
    return NUMBERS[count] if 0 <= count < len(NUMBERS) else f"{count:,}"


def in_words(count, noun):
    """Three answers; 14 answers."""
    return f"{number(count)} {noun}{'' if count == 1 else 's'}"


def listed(words):
    """a, b and c"""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
