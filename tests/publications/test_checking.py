"""Before issue, names of people and small numbers in free text are listed with the row and words around them."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.models import Contributor, User
from actionplans.comparing.entries import Answer, Entry
from actionplans.models import Action, Recommendation, ServiceComment, SuccessMeasure, Update
from actionplans.papers.entries import frozen_rows
from actionplans.publications import checking
from papers.document import Text
from tests.issued import issue_plan, prepare_plan
from tests.plans import make_contributors, make_organisation, make_person, make_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    made = make_plan(4, text="Counters are open.")
    Update.objects.filter(addenda__isnull=False).first().addenda.update(words="The venue agreed.")
    return made


def found_in(plan, **told):
    return checking.from_text(prepare_plan(plan, **told).made_findings)


def said_of(found):
    return [(one.kind, one.ref, one.column, one.words) for one in found]


def test_a_plan_that_names_nobody_has_nothing_to_look_at(plan):
    assert found_in(plan) == []
    assert prepare_plan(plan).made_findings == "[]"


def test_officers_in_the_columns_of_leads_are_no_findings_where_names_are_printed(plan):
    assert plan.prints_names
    assert "Priya Nandakumar" in plan.actions.first().lead_officer_words
    assert found_in(plan) == []


@pytest.mark.parametrize(
    ("field", "column"), [("words", "Action"), ("detail", "Detail")], ids=["action", "detail"]
)
def test_a_name_in_an_action_is_found(plan, field, column):
    Action.objects.filter(plan=plan, ref="1a").update(**{field: "Ask Mrs Nandakumar how it went."})
    assert said_of(found_in(plan)) == [("person", "1a", column, "Mrs Nandakumar")]


def test_a_name_in_an_answer_of_any_round_is_found(plan):
    earlier = plan.rounds.order_by("order").first()
    answer = Update.objects.filter(reporting_round=earlier, action__ref="1a")
    answer.update(words="As Tom Hathersage said, two employees left.")
    assert said_of(found_in(plan)) == [
        ("person", "1a", "April 2026", "Tom Hathersage"),
        ("number", "1a", "April 2026", "two employees"),
    ]


def test_a_name_in_an_addition_is_found(plan):
    answer = Update.objects.filter(addenda__isnull=False, reporting_round__key="2026-10").first()
    answer.addenda.update(words="Ioan Prosser has left.")
    assert [(one.kind, one.words) for one in found_in(plan)] == [("person", "Ioan Prosser")]


def test_a_name_in_a_measure_a_timescale_an_outcome_or_a_comment_is_found_once(plan):
    action = plan.actions.get(ref="1a")
    SuccessMeasure.objects.filter(action=action).update(words="Zofia Krawczyk is asked.")
    action.timescales.update(words="When Dr A. Singh is back")
    plan.outcomes.filter(order=1).update(words="Cllr Jones is heard.")
    recommendation = Recommendation.objects.create(
        plan=plan, order=1, number="1", words="That it be done.", responsible_words="Tom Hathersage"
    )
    ServiceComment.objects.create(recommendation=recommendation, words="So says Marian Okafor-Bell.")
    plan.actions.all().update(recommendation=recommendation)
    found = {(one.kind, one.column, one.words) for one in found_in(plan)}
    assert found == {
        ("name", "Desired outcome", "Cllr Jones"),
        ("person", "Service comment", "Marian Okafor-Bell"),
        ("name", "How will we measure success?", "Zofia Krawczyk"),
        ("name", "Timescale", "Dr A. Singh"),
    }
    assert len(found_in(plan)) == len(found)


def test_the_introduction_and_the_note_are_read_too(plan):
    found = found_in(plan, introduction="Led by Priya Nandakumar.", note="Three complaints were missing.")
    assert said_of(found) == [
        ("person", "", "Introduction", "Priya Nandakumar"),
        ("number", "", "Public note", "Three complaints"),
    ]


def test_whoever_signs_in_is_known(plan):
    User.objects.create_user("x@marlowvale.example", "Quill Ashworthy")
    Action.objects.filter(plan=plan, ref="1a").update(words="Ask q. ASHWORTHY, or Q Ashworthy.")
    assert [(one.kind, one.words) for one in found_in(plan)] == [("person", "Q Ashworthy")]


def test_another_spelling_of_somebody_is_known(plan):
    priya = Contributor.objects.get(name="Priya Nandakumar")
    priya.aliases.create(organisation=plan.organisation, words="Pia Nandy", key="pia nandy")
    Action.objects.filter(plan=plan, ref="1a").update(words="Ask Nandy, Pia.")
    assert [(one.kind, one.words) for one in found_in(plan)] == [("person", "Nandy, Pia")]


def test_services_and_partners_of_the_directory_are_nobody(plan):
    organisation = make_organisation()
    Action.objects.filter(plan=plan, ref="1a").update(words="With Pelham Ashby and others.")
    assert [one.kind for one in found_in(plan)] == ["name"]
    Contributor.objects.create(organisation=organisation, name="Pelham Ashby", kind="partner")
    assert found_in(plan) == []


def test_where_posts_are_printed_the_columns_of_leads_are_read(plan):
    plan.prints_names = False
    plan.save()
    assert found_in(plan) == []
    services, _ = make_contributors(plan.organisation)
    # Somebody entered as a service by mistake.
    Contributor.objects.filter(pk=services[0].pk).update(name="Mrs Gwen Tudor")
    plan.actions.filter(ref="1a").update(lead_service_words="")
    assert ("name", "1a", "Lead service area", "Mrs Gwen Tudor") in said_of(found_in(plan))


def test_who_is_responsible_for_a_recommendation_is_read_only_where_posts_are_printed(plan):
    Recommendation.objects.create(
        plan=plan, order=1, number="1", words="That it be done.", responsible_words="Gwen Tudor"
    )
    assert found_in(plan) == []


def test_words_around_are_whole_words_in_one_line(plan):
    told = "and so on " * 12
    Action.objects.filter(plan=plan, ref="1a").update(words=f"{told}\nAsk Priya Nandakumar today. {told}")
    (one,) = found_in(plan)
    assert one.before.startswith("…and so") or one.before.startswith("…so on") or one.before.startswith("…on")
    assert one.before.endswith("Ask ")
    assert one.after.startswith(" today.")
    assert one.after.endswith("…")
    assert "\n" not in one.before + one.after


def test_what_was_found_is_kept_with_the_files_and_gone_with_them(plan):
    Action.objects.filter(plan=plan, ref="1a").update(words="Ask Priya Nandakumar.")
    preparation = prepare_plan(plan)
    kept = checking.from_text(preparation.made_findings)
    assert checking.from_text(checking.as_text(kept)) == kept
    assert kept[0].kind_words == "Name of a person"


def test_it_stops_nobody(plan):
    Action.objects.filter(plan=plan, ref="1a").update(words="Ask Priya Nandakumar.")
    assert issue_plan(plan).pk


def test_it_costs_two_queries(plan, django_assert_num_queries):
    preparation = prepare_plan(plan)
    over, entries = frozen_rows(plan, layout="priorities", today=date(2026, 11, 9))
    with django_assert_num_queries(2):
        checking.check(preparation, over, entries)


def test_many_words_that_begin_large_are_no_names(plan):
    """A tenth of 2,400 rows with 3.5 kB each, and three hundred officers."""
    over, entries = frozen_rows(plan, layout="priorities", today=date(2026, 11, 9))
    sentence = (
        "The Equality Team met three times with the Library and asked Officers what they need in 2027. "
    )
    long = [
        Entry(**{**_fields(entries[0]), "key": f"r{n}", "answers": (_answer(f"{sentence * 36}{n}"),)})
        for n in range(240)
    ]
    people = [f"First{n} Surname{n}" for n in range(300)]
    assert checking.findings(over, long, people=people) == []


def _fields(entry):
    return {name: getattr(entry, name) for name in entry.__dataclass_fields__}


def _answer(words):
    return Answer("2026-10", "October 2026", (Text(words),))


def test_what_was_found_stands_on_the_page_on_which_it_is_looked_at(client, plan):
    Action.objects.filter(plan=plan, ref="1a").update(words="Ask Mrs Nandakumar and two residents.")
    preparation = prepare_plan(plan, is_shared=True)
    client.force_login(make_person("publisher"))
    page = client.get(reverse("preparation", args=[preparation.pk])).content.decode()
    assert "Name of a person: <b" in page
    assert "<b>Mrs Nandakumar</b>" in page
    assert "Small number of people: <b" in page
    client.force_login(make_person("member"))
    page = client.get(reverse("preparation", args=[preparation.pk])).content.decode()
    assert "Name of a person" not in page
