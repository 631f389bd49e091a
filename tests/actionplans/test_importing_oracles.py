"""The reference papers, each compared with its oracle, field by field."""

import json
from pathlib import Path

import pytest
from django.conf import settings

from actionplans.recognising.conducting import recognise
from papers.reading import opening

PAPERS = Path(settings.BASE_DIR).parent / "shared" / "papers"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not PAPERS.is_dir(), reason="the reference papers are not beside this checkout"),
]

LEICESTER = ("leicester-eap-2018-19.docx", "leicester-eap-2018-19-raw.docx", "leicester-eap-2018-19.xlsx")
_FOUND = {}


def found(name):
    if name not in _FOUND:
        _FOUND[name] = recognise(opening.read(name, (PAPERS / name).read_bytes()))
    return _FOUND[name]


def oracle(name):
    stem = name.rsplit(".", 1)[0]
    return json.loads((PAPERS / f"{stem}.expected.json").read_text())


def flat(words):
    return " ".join((words or "").split())


def names(row, *roles):
    return [each.name for each in row.assignments if each.role in roles]


def day(value):
    return value.isoformat() if value else None


def outcome_words(plan, row):
    return [flat(outcome.words) for outcome in plan.outcomes if outcome.id in row.outcomes]


def as_printed(row):
    """A date of an oracle: its words, first and last day and precision."""
    return {key: row[key] for key in ("earliest", "latest", "precision")} if row else None


@pytest.mark.parametrize("name", LEICESTER)
def test_leicester_is_the_plan_its_oracle_says(name):
    plan, expected = found(name), oracle(name)
    details = expected["plans"][0]
    assert plan.plan.title == details["title"]
    assert plan.plan.organisation == details["organisation"]
    assert plan.plan.period.words == details["period_raw"]
    assert day(plan.plan.period.start) == details["period"]["start"]
    assert day(plan.plan.period.end) == details["period"]["end"]
    assert plan.plan.state is None
    assert [(each.key, each.words) for each in plan.rounds] == [
        (each["key"], each["label"]) for each in expected["rounds"]
    ]
    assert plan.scale == ()
    assert plan.waiting == ()
    assert plan.recommendations == ()


@pytest.mark.parametrize("name", LEICESTER)
def test_leicester_priorities_and_outcomes(name):
    plan, expected = found(name), oracle(name)
    printed = "title" if name.endswith("xlsx") else "raw"
    assert [(each.number, each.ref, flat(each.words)) for each in plan.priorities] == [
        (each["number"], None, flat(each[printed])) for each in expected["priorities"]
    ]
    assert [(each.priority, flat(each.words)) for each in plan.outcomes] == [
        (each["priority"], flat(each["text"])) for each in expected["outcomes"]
    ]


@pytest.mark.parametrize("name", LEICESTER)
def test_leicester_actions_word_by_word(name):
    plan, expected = found(name), oracle(name)
    assert len(plan.actions) == len(expected["actions"])
    for action, wanted in zip(plan.actions, expected["actions"], strict=True):
        assert action.ref == wanted["ref"]
        assert action.priority == wanted["priority"]
        assert flat(action.words) == flat(wanted["action"])
        assert outcome_words(plan, action) == [flat(wanted["desired_outcome"])]
        assert flat("\n".join(action.measures)) == flat(wanted["measure"])
        assert action.timescale.words is None
        assert action.status.words is None
        assert action.detail is None
        for role, raw in (
            ("lead_service", "lead_service_area_raw"),
            ("lead_officer", "lead_officer_raw"),
            ("supporting", "supporting_services_raw"),
        ):
            assert flat(action.assignment_words.get(role)) == flat(wanted[raw])


@pytest.mark.parametrize("name", LEICESTER)
def test_leicester_leads_are_split_as_a_reader_would(name):
    for action, wanted in zip(found(name).actions, oracle(name)["actions"], strict=True):
        teams = [(each.name, each.qualifier) for each in action.assignments if each.role == "lead_service"]
        people = [(each.name, each.qualifier) for each in action.assignments if each.role == "lead_officer"]
        assert teams == [(each["name"], each.get("scope")) for each in wanted["lead_teams"]], action.ref
        assert people == [(each["name"], each.get("scope")) for each in wanted["lead_people"]], action.ref
        assert names(action, "supporting") == wanted["supporting_services"], action.ref


@pytest.mark.parametrize("name", LEICESTER)
def test_leicester_updates_and_their_additions(name):
    for action, wanted in zip(found(name).actions, oracle(name)["actions"], strict=True):
        assert [each.round for each in action.updates] == [each["round"] for each in wanted["updates"]]
        for update, told in zip(action.updates, wanted["updates"], strict=True):
            assert flat(update.words) == flat(told["text_full"])
            assert flat(update.body) == flat(told["body"])
            assert [(day(each.on), flat(each.marker), flat(each.words)) for each in update.addenda] == [
                (each["date"], flat(each["marker"]), flat(each["text"])) for each in told["addenda"]
            ]


@pytest.mark.parametrize("name", LEICESTER)
def test_leicester_counts(name):
    plan, counts = found(name), oracle(name)["counts"]
    assert plan.counts["priorities"] == counts["priorities"]
    assert plan.counts["outcomes"] == counts["outcomes"]
    assert plan.counts["actions"] == counts["actions"]
    assert plan.counts["updates"] == counts["updates"]
    assert plan.counts["addenda"] == counts["dated_addenda"]
    assert plan.joined_rows == (0 if name.endswith("xlsx") else counts["rows_that_continue_an_action"])
    people = {each for action in plan.actions for each in names(action, "lead_officer")}
    assert len(people) == counts["distinct_lead_people"]


@pytest.mark.parametrize("name", LEICESTER[:2])
def test_leicester_problems_are_those_of_the_damaged_rows(name):
    expected = oracle(name)["per_file"][name]["warnings_expected_for_refs"]
    problems = found(name).problems
    assert sorted({problem.ref for problem in problems if problem.severity != "note"}) == expected
    codes = {(problem.ref, problem.code) for problem in problems}
    assert {("1c", "unclosed-quotation"), ("1c", "own-reference")} <= codes
    for ref in ("3b", "3e"):
        assert {
            (ref, code) for code in ("unclosed-quotation", "own-reference", "repeats-outcome", "no-lead")
        } <= codes


def test_the_clean_workbook_raises_nothing_but_the_empty_leads():
    assert [(problem.ref, problem.code) for problem in found(LEICESTER[2]).problems] == [
        ("3b", "no-lead"),
        ("3e", "no-lead"),
    ]


def test_likely_duplicates_are_offered_and_not_made():
    offered = {also: each.name for each in found(LEICESTER[0]).alias_proposals for also in each.also}
    assert offered["Equalites Team"] == "Equality Team"
    assert offered["Smart cities"] == "Smart Cities"


# Leicester, Black Workers Group


BWG = "leicester-bwg-2010.docx"


def test_bwg_sections_and_outcomes():
    plan, expected = found(BWG), oracle(BWG)
    assert plan.plan.title == expected["plans"][0]["title"]
    assert plan.plan.period.words is None
    assert [(each.number, each.ref) for each in plan.priorities] == [
        (None, each["ref"]) for each in expected["priorities"]
    ]
    for priority, wanted in zip(plan.priorities, expected["priorities"], strict=True):
        assert flat(priority.words) == f"Appendix {wanted['ref']} {flat(wanted['title'])}"
    sections = {each["ref"]: at for at, each in enumerate(expected["priorities"], 1)}
    assert [(each.words and flat(each.words), each.unreadable, each.priority) for each in plan.outcomes] == [
        (each["text"] and flat(each["text"]), each.get("unreadable", False), sections[each["section"]])
        for each in expected["outcomes"]
    ]
    assert [each.words for each in plan.scale] == expected["status_vocabulary"]
    assert plan.actions == ()


def test_bwg_recommendations_word_by_word():
    plan, expected = found(BWG), oracle(BWG)
    ids = {
        outcome.id: wanted["id"] for outcome, wanted in zip(plan.outcomes, expected["outcomes"], strict=True)
    }
    assert len(plan.recommendations) == len(expected["recommendations"])
    for each, wanted in zip(plan.recommendations, expected["recommendations"], strict=True):
        where = wanted["n"]
        assert flat(each.words) == flat(wanted["recommendation"]), where
        assert flat(each.detail) == flat(wanted["detail"]), where
        assert ids[each.outcome] == wanted["outcome"], where
        assert plan.priorities[each.priority - 1].ref == wanted["section"], where
        assert each.status.words is None, where
        assert each.status.meaning is None, where
        assert flat(each.timescale.words) == flat(wanted["timescale_raw"]), where
        assert flat(" ".join(each.assignment_words.values())) == flat(wanted["lead_raw"]), where
        assert each.cross_reference == wanted.get("cross_reference", False), where


def test_bwg_leads_dates_and_targets():
    plan, expected = found(BWG), oracle(BWG)
    likely = {also: each.name for each in plan.alias_proposals for also in each.also}
    for each, wanted in zip(plan.recommendations, expected["recommendations"], strict=True):
        read = [likely.get(name, name) for name in names(each, "lead_officer", "lead_service", "responsible")]
        assert read == [lead["name"] for lead in wanted["leads"]], wanted["n"]
        dated = each.timescale if each.timescale.latest else None
        told = dated and {
            "earliest": day(dated.earliest),
            "latest": day(dated.latest),
            "precision": dated.precision,
        }
        assert told == as_printed(wanted["timescale"]), wanted["n"]
        assert [(target.year, target.value) for target in each.targets] == [
            (target["year"], target["value_percent"]) for target in wanted.get("targets", ())
        ], wanted["n"]


def test_bwg_counts_and_what_a_person_is_asked():
    plan, counts = found(BWG), oracle(BWG)["counts"]
    assert plan.counts["priorities"] == counts["sections"]
    assert plan.counts["outcomes"] == counts["outcomes"]
    assert plan.counts["recommendations"] == counts["recommendations"]
    assert plan.joined_rows == 2
    assert sum(1 for each in plan.recommendations if not each.assignments) == counts["items_without_lead"]
    codes = {problem.code for problem in plan.problems}
    assert {"outcome-missing", "paired-by-position", "sign-without-colour"} <= codes


# Tower Hamlets


SCRUTINY = "tower-hamlets-scrutiny.docx"


def test_scrutiny_recommendations_and_comments():
    plan, expected = found(SCRUTINY), oracle(SCRUTINY)
    assert plan.plan.title == expected["plans"][0]["title"]
    assert plan.plan.reference == "Appendix 2"
    assert plan.plan.period.words is None
    assert len(plan.recommendations) == len(expected["recommendations"])
    for each, wanted in zip(plan.recommendations, expected["recommendations"], strict=True):
        assert each.number == wanted["number"]
        assert flat(each.words) == flat(wanted["text"])
        assert each.responsible_words == wanted["responsibility_raw"]
        assert list(each.responsible) == wanted["responsibility"]
        assert flat(each.comment) == flat(wanted["service_comment"])
        assert each.response == {"accepted": "agreed", None: None}[wanted["response"]]
        assert each.response_words == wanted["response_raw"]
    assert plan.priorities == ()
    assert plan.outcomes == ()
    assert plan.waiting == ()
    assert plan.joined_rows == 1


def test_scrutiny_actions():
    plan, expected = found(SCRUTINY), oracle(SCRUTINY)
    assert len(plan.actions) == len(expected["actions"])
    for each, wanted in zip(plan.actions, expected["actions"], strict=True):
        assert plan.recommendations[each.recommendation - 1].number == wanted["recommendation"]
        assert flat(each.words) == flat(wanted["action"])
        assert names(each, "lead_officer") == wanted["lead_people"]
        assert each.timescale.words == wanted["timescale_raw"]
        assert {
            "earliest": day(each.timescale.earliest),
            "latest": day(each.timescale.latest),
            "precision": each.timescale.precision,
        } == as_printed(wanted["timescale"])
        assert each.status.words is None
    assert [problem for problem in plan.problems if problem.severity != "note"] == []


# Workforce equalities report


WER = "wer-2020-21.docx"


def test_wer_details():
    plan, expected = found(WER), oracle(WER)["plans"][0]
    assert plan.plan.title == expected["title"]
    assert plan.plan.organisation is None
    assert plan.plan.state == expected["status"]
    assert plan.plan.period.words == expected["period_raw"]
    assert day(plan.plan.period.start) == expected["period"]["start"]
    assert day(plan.plan.period.end) == expected["period"]["end"]
    assert plan.plan.reference == "Appendix 3"
    assert plan.plan.layout == "aims"


def test_wer_aims_and_actions():
    plan, expected = found(WER), oracle(WER)
    ids = {
        outcome.id: wanted["id"] for outcome, wanted in zip(plan.outcomes, expected["outcomes"], strict=True)
    }
    assert [flat(each.words) for each in plan.outcomes] == [
        flat(each["text"]) for each in expected["outcomes"]
    ]
    assert len(plan.actions) == len(expected["actions"])
    for each, wanted in zip(plan.actions, expected["actions"], strict=True):
        assert flat(each.words) == flat(wanted["action"])
        assert each.ordinal == wanted["ordinal"]
        assert [ids[outcome] for outcome in each.outcomes] == wanted["aims"]
        assert each.assignments == ()
        assert each.timescale.words is None
        assert each.status.words is None
        assert each.updates == ()
    assert plan.priorities == ()
    assert {problem.code for problem in plan.problems} == {"several-aims", "several-paragraphs"}
    first = plan.outcomes[0].targets
    assert [(target.value, target.unit) for target in first] == [(1.5, "per_cent_a_year")]
