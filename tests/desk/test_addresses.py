"""The address of an action is made from its reference, once, and means that action alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionplans.addresses import address_for


@pytest.mark.parametrize(
    ("ref", "address"),
    [
        ("1a", "1a"),
        ("1.2", "1-2"),
        ("SR (25/26) 01", "sr-25-26-01"),
        ("3(b)", "3-b"),
        ("Ŵ4", "w4"),
        ("", "action-7"),
        ("—", "action-7"),
        ("٣", "action-7"),
    ],
)
def test_a_reference_is_spelled_for_the_address_bar(ref, address):
    assert address_for(None, ref, 7, set()) == address


def test_one_point_two_and_twelve_are_two_addresses():
    assert address_for(None, "1.2", 1, set()) != address_for(None, "12", 2, set())


def test_a_reference_that_repeats_gets_a_number():
    assert address_for(None, "1a", 1, {"1a", "1a-2"}) == "1a-3"


def test_a_long_reference_that_repeats_still_fits():
    long = "x" * 60
    second = address_for(None, long, 1, {long})
    assert len(second) == 60
    assert second.endswith("-2")


@given(st.lists(st.text(max_size=70), max_size=12))
def test_addresses_are_never_shared_never_empty_and_fit(refs):
    taken = set()
    for order, ref in enumerate(refs, 1):
        address = address_for(None, ref, order, taken)
        assert address
        assert address not in taken
        assert len(address) <= 60
        taken.add(address)
