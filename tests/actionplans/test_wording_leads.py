"""Leads: a cell is divided into contributors, and never inside a name."""

import json
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import example, given
from hypothesis import strategies as st

from actionplans.wording import aliases, kinds, leads

PAPERS = Path(settings.BASE_DIR).parent / "shared" / "papers"
CELLS = [
    "Equality Team", "Communications", "Organisational Development", "HR Policy and Projects", "Equality Team and Adult Learning",
    "HR Policy and Projects, Communications", "Digital Change / Smart Towns", "Employee Groups", "BWG & Town Learning", "Town Learning, WRWG",
    "Human Resources Recruitment", "Equality Forums", "BWG, IPM & WRWG", "Mental Health and Wellbeing Group, Communications",
    "Priya Nair", "Gwilym Barlow", "Communications and Equality Team",
]  # fmt: skip
KNOWN = leads.learn(CELLS)


def named(words, role="lead_service", known=KNOWN, **told):
    """The names into which a cell is divided, with their scope notes; None where the division is only proposed."""
    found = leads.split(words, role=role, known=known, **told)
    if found.proposal:
        return None
    return [f"{each.name} ({each.qualifier})" if each.qualifier else each.name for each in found.assignments]


def test_names_that_stand_alone_are_learned():
    assert {
        "Equality Team",
        "HR Policy and Projects",
        "Smart Towns",
        "Priya Nair",
        "IPM",
        "WRWG",
        "Adult Learning",
    } <= KNOWN
    assert "Communications and Equality Team" not in KNOWN
    assert "Equality Team and Adult Learning" not in KNOWN


CERTAIN = [
    ("Equality Team", ["Equality Team"]),
    ("HR Policy and Projects", ["HR Policy and Projects"]),
    ("HR Policy and Projects, Communications", ["HR Policy and Projects", "Communications"]),
    ("Communications, HR Policy and Projects and Employee groups", ["Communications", "HR Policy and Projects", "Employee groups"]),
    ("Human Resources Recruitment and Organisational Development, employee groups, Communications",
     ["Human Resources Recruitment", "Organisational Development", "employee groups", "Communications"]),
    ("Digital Change / Smart Towns and Equality Team", ["Digital Change", "Smart Towns", "Equality Team"]),
    ("Equality Team; Communications", ["Equality Team", "Communications"]),
    ("Equality Team\nCommunications", ["Equality Team", "Communications"]),
    ("Equality Team & Communications", ["Equality Team", "Communications"]),
    ("Town Learning, BWGs, Equality Forums & WRWG", ["Town Learning", "BWG", "Equality Forums", "WRWG"]),
    ("IPM & BWGs", ["IPM", "BWG"]),
    ("Voluntary & Community Sector Engagement Manager, Digital Change / Smart towns",
     ["Voluntary & Community Sector Engagement Manager", "Digital Change", "Smart towns"]),
    ("Mental Health and Wellbeing Group", ["Mental Health and Wellbeing Group"]),
    ("Equality - Internal offer, Voluntary and Community Sector Engagement - External offer",
     ["Equality (Internal offer)", "Voluntary and Community Sector Engagement (External offer)"]),
    ("Post 16 Looked After Children Team, Connexions", ["Post 16 Looked After Children Team", "Connexions"]),
    ("Human Resources (HR)", ["Human Resources (HR)"]),
    ("1. Equality Team\n2. Communications", ["Equality Team", "Communications"]),
]  # fmt: skip


@pytest.mark.parametrize(("words", "names"), CERTAIN)
def test_services_are_divided_at_known_names(words, names):
    assert named(words) == names


POSTS = [
    ("Director of Delivery, Communications and Political Governance", ["Director of Delivery, Communications and Political Governance"]),
    ("Chief Operating Officer & Deputy Chief Executive", ["Chief Operating Officer & Deputy Chief Executive"]),
    ("Director of Change and Programme Management and Chief Operating Officer & Deputy Chief Executive",
     ["Director of Change and Programme Management", "Chief Operating Officer & Deputy Chief Executive"]),
    ("Director of Governance and Monitoring Officer", ["Director of Governance and Monitoring Officer"]),
    ("Head of HR and Head of Communications", ["Head of HR", "Head of Communications"]),
    ("Equality Manager and HR Officer", ["Equality Manager", "HR Officer"]),
    ("Strategic Directors", ["Strategic Directors"]),
    ("Director of Change\nand Programme Management", ["Director of Change and Programme Management"]),
    ("Policy and Equality Manager", ["Policy and Equality Manager"]),
    ("Head of People and Culture; Equality Manager", ["Head of People and Culture", "Equality Manager"]),
]  # fmt: skip


@pytest.mark.parametrize(("words", "names"), POSTS)
def test_a_post_is_never_divided_inside(words, names):
    assert named(words, role="lead") == names


PEOPLE = [
    ("Kay Noor and Sam Yates", ["Kay Noor", "Sam Yates"]),
    ("Kay Noor, Sam Yates", ["Kay Noor", "Sam Yates"]),
    ("Kay Noor / Sam Yates", ["Kay Noor", "Sam Yates"]),
    ("Kay Noor/Sam Yates", ["Kay Noor", "Sam Yates"]),
    ("Kay Noor (internal) Gwilym Barlow (external)", ["Kay Noor (internal)", "Gwilym Barlow (external)"]),
    ("Dr Kay Noor & Cllr Sam Yates", ["Dr Kay Noor", "Cllr Sam Yates"]),
    ("AK and JA", ["AK", "JA"]),
    ("Siân O'Neill, Ahmed bin Salman", ["Siân O'Neill", "Ahmed bin Salman"]),
    ("Kay Noor (Equality Manager)", ["Kay Noor (Equality Manager)"]),
    ("Kay Noor - Equality Manager", ["Kay Noor (Equality Manager)"]),
]


@pytest.mark.parametrize(("words", "names"), PEOPLE)
def test_officers_names_are_divided(words, names):
    assert named(words, role="lead_officer") == names


@pytest.mark.parametrize(
    "words",
    [
        "Director of HR, Payroll",
        "Equality Team (Jane Smith)",
        "HR & OD",
        "Housing and Education",
        "Smart Roads and Adult Learning Team",
        "Kay and Sam Noor",
        "EDI/Inclusion",
        "Policy and Equality Team",
    ],
)
def test_an_uncertain_division_is_proposed_and_not_made(words):
    found = leads.split(words, role="supporting", known=KNOWN)
    assert [each.name for each in found.assignments] == [words]
    assert found.proposal.words == words
    assert len(found.proposal.parts) > 1
    assert found.proposal.why


@pytest.mark.parametrize(
    "words",
    ["", "  ", "TBC", "tbc", "n/a", "N/A", "All", "-", "–", "[Not stated]", "None", "To be confirmed"],
)
def test_nobody_is_nobody(words):
    assert leads.split(words, role="lead", known=KNOWN) == leads.Split()


def test_what_a_person_settled_is_kept_to():
    settled = {"Housing and Education": ["Housing", "Education"]}
    assert named("Housing  and Education", settled=settled) == ["Housing", "Education"]


def test_a_name_broken_by_a_stray_space_is_the_known_name():
    found = leads.split("Communication s , Gwilym Barlo w", role="supporting", known=KNOWN)
    assert [(each.name, each.words) for each in found.assignments] == [
        ("Communications", "Communication s"),
        ("Gwilym Barlow", "Gwilym Barlo w"),
    ]
    assert {(each.name, each.also) for each in found.aliases} == {
        ("Communications", ("Communication s",)),
        ("Gwilym Barlow", ("Gwilym Barlo w",)),
    }


def test_the_plural_of_a_known_group_keeps_its_words():
    (group,) = leads.split("BWGs", role="lead", known=KNOWN).assignments
    assert (group.name, group.words, group.kind) == ("BWG", "BWGs", "group")


def test_a_label_says_who_supports():
    found = leads.split("Lead: Equality Team; Support: Communications", role="lead", known=KNOWN)
    assert [(each.name, each.role) for each in found.assignments] == [
        ("Equality Team", "lead"),
        ("Communications", "supporting"),
    ]


def test_words_too_long_for_a_name_are_asked_about():
    found = leads.split("work with all " * 30, role="lead")
    assert found.assignments == ()
    assert found.proposal


CELL = st.one_of(
    st.text(max_size=80),
    st.lists(st.sampled_from([*CELLS, "and", "&", ",", "/", "\n", ";", "(internal)", "- External", "BWGs", "Communication s", "A", "Director of"]), max_size=8).map(" ".join),
)  # fmt: skip


@given(CELL)
@example("Director of Delivery,Communications and Political Governance")
def test_the_parts_of_any_cell_are_parts_of_its_words(words):
    kept = " ".join(words.split())
    found = leads.split(words, role="lead", known=KNOWN)
    tidied = " ".join(leads.tidy(words).split())
    for each in found.assignments:
        assert each.name
        assert each.words in kept or each.words in tidied
    leads.learn([words, kept])


def test_a_part_that_may_hold_two_names_stays_whole_beside_its_certain_neighbours():
    found = leads.split("Inclusion Team, Parks Policy and Projects", role="lead_service")
    assert [each.name for each in found.assignments] == ["Inclusion Team", "Parks Policy and Projects"]
    assert found.proposal.parts == ("Inclusion Team", "Parks Policy", "Projects")


def test_a_cell_that_may_hold_two_names_is_one_as_printed():
    found = leads.split("Parks Policy and Projects", role="lead_service")
    assert [each.words for each in found.assignments] == ["Parks Policy and Projects"]
    assert found.proposal


@pytest.mark.parametrize(
    ("name", "role", "kind"),
    [
        ("Kay Noor", "lead_officer", "person"), ("Cllr Sam Yates", "lead", "person"), ("AK", "lead_officer", "person"), ("Equalities Manager", "lead", "post"),
        ("Director of Delivery, Communications and Political Governance", "lead", "post"), ("Chief Operating Officer & Deputy Chief Executive", "lead", "post"),
        ("Strategic Directors", "lead", "post"), ("HR Policy and Projects", "supporting", "service"), ("Equality Team", "lead_service", "service"),
        ("Employee Groups", "supporting", "group"), ("Equality Forums", "lead", "group"), ("BWG", "lead", "group"), ("WRWG", "lead", "group"), ("IPM", "lead", "service"),
        ("Disabled Employees Group", "supporting", "group"), ("North Shire NHS Trust", "supporting", "partner"), ("Citizens Advice", "supporting", "partner"),
        ("Smart Cities", "lead", "service"), ("Organisational Development", "lead", "service"), ("Head of HR", "lead", "post"), ("Swyddog Cydraddoldeb", "lead", "post"),
        ("Rheolwr AD", "lead", "post"), ("Senior Leadership Team", "lead", "group"), ("Voluntary & Community Sector Engagement Manager", "lead_service", "post"),
        ("Equality, Diversity and Inclusion Manager", "lead", "post"), ("Heads of Department", "lead", "post"), ("DCC", "lead", "post"),
        ("ann.lee@example.org", "lead_officer", "person"), ("Pennaeth Adnoddau Dynol", "lead", "post"),
        ("City Learning", "lead", "service"), ("Athena Swan Self-Assessment Team", "lead", "group"), ("Chief Constable", "lead", "post"), ("Professor Ann Lee", "lead", "person"),
    ],
)  # fmt: skip
def test_the_shape_of_a_name_says_what_it_is(name, role, kind):
    assert kinds.of(name, role=role) == kind


def proposed(*names):
    return {each.name: set(each.also) for each in aliases.propose(names)}


def test_spellings_of_one_name_are_offered():
    assert proposed("Equality Team", "Equality Team", "Equalites Team") == {
        "Equality Team": {"Equalites Team"}
    }
    assert proposed("Smart Cities", "Smart cities") == {"Smart Cities": {"Smart cities"}}
    assert proposed("BWG", "BWG", "BWGs") == {"BWG": {"BWGs"}}
    assert proposed("Voluntary and Community Sector", "Community & Voluntary Sector") == {
        "Voluntary and Community Sector": {"Community & Voluntary Sector"}
    }
    assert proposed("Equality Team", "Equality") == {"Equality Team": {"Equality"}}


def test_different_names_are_not_offered():
    assert proposed("Ward 1", "Ward 2") == {}
    assert proposed("HR", "IT") == {}
    assert proposed("Adult Learning", "Adult Services") == {}
    assert proposed("Kay Noor", "Ray Noor") == {}
    assert proposed("Equality Manager", "Quality Manager") == {}


@given(st.lists(st.text(max_size=20), max_size=8))
def test_any_names_may_be_compared(names):
    for each in aliases.propose(names):
        assert each.name not in each.also


def oracle(name):
    path = PAPERS / f"{name}.expected.json"
    if not path.exists():
        pytest.skip("the shared papers are not here")
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.shared
@pytest.mark.parametrize("paper", ["leicester-eap-2018-19", "leicester-eap-2018-19-raw"])
def test_the_leads_of_a_real_plan_are_read_as_a_person_reads_them(paper):
    actions = oracle(paper)["actions"]
    columns = {
        "lead_service_area_raw": "lead_teams",
        "lead_officer_raw": "lead_people",
        "supporting_services_raw": "supporting_services",
    }
    known = leads.learn([action[column] for action in actions for column in columns])
    for action in actions:
        for column, answer in columns.items():
            expected = [
                (one, None) if isinstance(one, str) else (one["name"], one.get("scope"))
                for one in action[answer]
            ]
            role = {"lead_teams": "lead_service", "lead_people": "lead_officer"}.get(answer, "supporting")
            found = leads.split(action[column], role=role, known=known)
            assert [(each.name, each.qualifier) for each in found.assignments] == expected
            assert not found.proposal


@pytest.mark.shared
def test_the_leads_of_a_real_report_are_read_with_their_kinds():
    rows = oracle("leicester-bwg-2010")["recommendations"]
    known = leads.learn([row["lead_raw"] or "" for row in rows])
    for row in rows:
        found = leads.split(row["lead_raw"] or "", role="lead", known=known)
        kind = {"team": "service"}
        expected = [(lead["name"], kind.get(lead["kind"], lead["kind"])) for lead in row["leads"]]
        assert [(each.name, each.kind) for each in found.assignments] == expected
        assert not found.proposal


@pytest.mark.shared
def test_the_people_of_a_real_review_are_divided():
    for row in oracle("tower-hamlets-scrutiny")["recommendations"]:
        found = leads.split(row["responsibility_raw"], role="responsible")
        assert [each.name for each in found.assignments] == row["responsibility"]
        assert not found.proposal
