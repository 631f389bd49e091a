"""Two issues of a plan side by side, whatever they hold."""

from hypothesis import given, settings
from hypothesis import strategies as st

from actionplans.comparing.issues import compare
from papers import phrases
from tests.publications.compared import SCALE, entry, issue, missing, said

WORDS = st.lists(
    st.sampled_from(["ask", "them", ",", ".", "two", "twice", "\n", "Café", "3.5"]), max_size=25
).map(" ".join)
POSITIONS = st.sampled_from([None, *SCALE])


@st.composite
def entries(draw, key):
    answers = [
        draw(st.sampled_from([missing(round_key), said(round_key, draw(WORDS) or "Told.")]))
        for round_key in draw(st.sampled_from([(), ("2026-04",), ("2026-04", "2026-10")]))
    ]
    return entry(
        key,
        position=draw(POSITIONS),
        answers=answers,
        leads=draw(st.sampled_from([("Digital",), ("Housing", "Digital"), ()])),
        action=draw(WORDS) or "Ask.",
        priority_at=draw(st.sampled_from([0, 1])),
    )


@st.composite
def issues(draw):
    keys = draw(st.lists(st.sampled_from(["1a", "1b", "2a", "2b"]), unique=True))
    return issue(*(draw(entries(key)) for key in keys))


@given(issues())
@settings(max_examples=60)
def test_no_issue_differs_from_itself(one):
    assert compare(one, one).is_nothing


@given(issues(), issues())
@settings(max_examples=150)
def test_every_row_is_new_gone_or_in_both(before, now):
    changes = compare(before, now)
    was, keys = {row.key for row in before.rows}, {row.key for row in now.rows}
    assert {one.entry.key for one in changes.gone} == was - keys
    assert {key for key, row in changes.rows.items() if row.is_new} == keys - was
    assert all(phrases.is_change(word) for row in changes.rows.values() for word in row.marks.values())


@given(issues(), issues())
@settings(max_examples=150)
def test_a_comparison_holds_both_wordings(before, now):
    was = {row.key: row for row in before.rows}
    for row in compare(before, now).rows.values():
        for one in row.wordings:
            if one.heading == "Action":
                old, new = (held.cells["action"][0].words for held in (was[row.now.key], row.now))
                assert "".join(words for kind, words in one.pieces if kind != "gone") == new
                assert "".join(words for kind, words in one.pieces if kind != "new").split() == old.split()
