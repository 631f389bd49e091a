"""Cells that a pattern could run away on, and everything that reads one."""

from actionplans.wording import (
    additions,
    answers,
    headings,
    kinds,
    leads,
    organisations,
    people_named,
    periods,
    refs,
    responses,
    rounds,
    small_numbers,
    statuses,
    targets,
    timescales,
)
from actionplans.wording.name_like import Terms
from actionplans.wording.people_known import People

CELLS = {
    "prose": "The group met in March 2025 and agreed that 5% of staff, by 31/03/2026, would attend Update training. ",
    "capitals": "North West South East City Borough And The ",
    "figures": "1 2 3 4 5 6 7 8 9 10/11/12 ",
    "spaces": " ",
    "commas": "a, ",
    "joins": "HR and OD and ",
    "brackets": "(",
    "letters": "a",
    "months": "March March ",
    "bullets": "● ",
    "lines": "\n",
    "slashes": "/ ",
    "dashes": "- ",
    "names": "Alpha Beta and Gamma Delta, ",
}
PEOPLE, TERMS = People(["Alpha Beta", "Delta Gamma", "March March"]), Terms(["North West"])
READERS = [
    headings.meaning, rounds.read, timescales.read, periods.find, statuses.meaning, refs.is_ref, refs.leading, refs.typed_number,
    additions.split, responses.read, answers.read, targets.find, lambda words: leads.split(words, role="lead"), lambda words: leads.learn([words]),
    lambda words: statuses.read_legend([words]), lambda words: organisations.find([words]), lambda words: kinds.of(words, role="lead"),
    lambda words: headings.score([words, words]),
    small_numbers.small_numbers, lambda words: people_named.people_named(words, PEOPLE, TERMS),
]  # fmt: skip
