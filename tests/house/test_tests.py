"""A test gives one answer on any machine: it has no clock to be too slow by. Speed is shown by `make bench`."""

import ast
from pathlib import Path

from django.conf import settings

TESTS = Path(settings.BASE_DIR) / "tests"
CLOCKS = {
    "perf_counter",
    "perf_counter_ns",
    "process_time",
    "process_time_ns",
    "monotonic",
    "monotonic_ns",
    "thread_time",
}


def clocks_read(source):
    """The names of the clocks that this code reads."""
    return {
        each.attr if isinstance(each, ast.Attribute) else each.id
        for each in ast.walk(ast.parse(source))
        if isinstance(each, ast.Attribute | ast.Name)
    } & CLOCKS


def test_no_test_is_timed():
    timed = {path.name for path in TESTS.rglob("test_*.py") if clocks_read(path.read_text(encoding="utf-8"))}
    assert timed == set()


def test_a_clock_would_be_seen():
    assert clocks_read("import time\nbegan = time.process_time()") == {"process_time"}
    assert clocks_read("from time import monotonic\nbegan = monotonic()") == {"monotonic"}
