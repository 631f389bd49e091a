"""A cell of any length is read like any other: whatever stands in it, no pattern runs away (`make bench` shows how long it takes)."""

import pytest

from tests.actionplans.odd_cells import CELLS, READERS


@pytest.mark.parametrize("shape", CELLS)
@pytest.mark.parametrize("length", [600, 1500, 20_000])
def test_no_cell_is_too_long_to_be_read(shape, length):
    words = (CELLS[shape] * length)[:length]
    for read in READERS:
        assert read(words) == read(words)
