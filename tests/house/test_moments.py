"""A moment is said in one way: as the design has it, "5 pm" and "2.40 pm", by one function in every room."""

import re
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.template import Context, Template

from accounts.moments import clock, moment
from actionplans.onscreen import moments

LIBRARIES = ("answer_words", "import_words", "publication_words", "round_words")
ROOMS = ("accounts", "papers", "actionplans")
HALF_OF_DAY = re.compile(r"""["'} ]am["'`]""")


@pytest.mark.parametrize(
    ("hour", "minute", "words"),
    [
        (0, 0, "12 am"),
        (9, 0, "9 am"),
        (9, 5, "9.05 am"),
        (12, 0, "12 pm"),
        (14, 40, "2.40 pm"),
    ],
)
def test_a_full_hour_has_no_minutes(hour, minute, words):
    at = datetime(2026, 11, 16, hour, minute, 59, tzinfo=UTC)
    assert clock(at) == words
    assert moment(at) == f"16 November 2026, {words}"


def test_it_is_the_time_on_the_wall():
    assert moment(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)) == "1 July 2026, 12.30 am"


def test_no_moment_is_no_words():
    assert moment(None) == ""


@pytest.mark.parametrize("library", LIBRARIES)
def test_every_page_says_it_alike(library):
    template = Template(f"{{% load {library} %}}{{{{ at|moment }}}}")
    assert template.render(Context({"at": datetime(2026, 11, 16, 9, tzinfo=UTC)})) == "16 November 2026, 9 am"


def test_sentences_say_it_alike():
    at = datetime(2026, 11, 16, 9, tzinfo=UTC)
    assert moments.moment(at, at.date()) == "at 9 am"


def test_no_other_function_writes_times_of_day():
    """Words that are read, such as "5 p.m.", are another thing: no one is looked for where words are read."""
    found = [
        path.relative_to(settings.BASE_DIR).as_posix()
        for room in ROOMS
        for path in (settings.BASE_DIR / room).rglob("*.py")
        if "hour" in (text := path.read_text()) and HALF_OF_DAY.search(text) and "localtime" in text
    ]
    assert found == ["accounts/moments.py"]
