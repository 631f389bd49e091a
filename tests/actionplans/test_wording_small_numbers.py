"""Small numbers of people are found in free text, and numbers that count nobody are not."""

import pytest

from actionplans.wording.folded import composed
from actionplans.wording.small_numbers import small_numbers


def found_in(words):
    words = composed(words)
    return [words[start:end] for start, end in small_numbers(words)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("2 employees left.", "2 employees"),
        ("It was said by one of the four", "one of the four"),
        ("One of the four headteachers was not asked.", "One of the four headteachers"),
        ("One of the two who left", "One of the two"),
        ("three complaints by disabled staff", "three complaints"),
        ("a single pupil", "a single pupil"),
        ("50% of 4 staff", "50% of 4 staff"),
        ("25 per cent of the four teachers", "25 per cent of the four teachers"),
        ("Only one member of staff is disabled.", "Only one member of staff"),
        ("we had two new part-time apprentices", "two new part-time apprentices"),
        ("5 BME and disabled staff", "5 BME and disabled staff"),
        ("disabled staff: 3", "staff: 3"),
        ("Leavers – 2", "Leavers – 2"),
        ("the number of disabled employees is 4.", "employees is 4"),
        ("1 (25%) of staff declared", "1 (25%) of staff"),
        ("two of our staff", "two of our staff"),
        ("four of the nine pupils", "four of the nine pupils"),
        ("seven hate crimes were reported", "seven hate crimes"),
        ("3 of 7 were women", "3 of 7"),
        ("the only Muslim employee", "the only Muslim employee"),
        ("All but four of the fifty-eight officers", "four of the fifty-eight officers"),
        ("gadawodd dau aelod o staff", "dau aelod o staff"),
        ("غادر ٣ موظفين", "٣ موظفين"),
    ],
)
def test_a_small_number_of_people_is_found(words, found):
    assert found_in(words) == [found]


def test_each_of_several_is_found():
    assert found_in("Two staff attended and 3 residents did not.") == ["Two staff", "3 residents"]


@pytest.mark.parametrize(
    "words",
    [
        "3 May 2026",
        "at 9am staff",
        "on 1 April staff moved",
        "in two weeks staff",
        "phase 3",
        "phase 3 staff",
        "tier 2 managers",
        "grade 5 staff",
        "band 7 employees",
        "year 6 pupils",
        "key stage 2 pupils",
        "aged 5 children",
        "£5 per person",
        "1,200 staff",
        "24 employees",
        "5% of staff",
        "2.5 staff",
        "see 1c residents",
        "Appendix 2 Members were told",
        "Priority 1 staff",
        "at least two officers",
        "Three candidates at least",
        "up to five pupils",
        "two or more residents",
        "nine residents in ten",
        "1 in 4 people",
        "every one of the staff",
        "three staff networks",
        "two staff training sessions",
        "Two workshops for staff",
        "one stop shop for residents",
        "one good way of asking people",
        "one of the four priorities",
        "two of the three outcomes",
        "30 of 240 staff",
        "no one person",
        "In 2026 3 libraries trained staff",
        "gone staff; stone residents",
    ],
)
def test_what_counts_nobody_is_not(words):
    assert found_in(words) == []
