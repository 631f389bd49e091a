"""Reviewing one answer from its pages: beside the last one, signed off, returned, edited with both texts kept, added to."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Organisation
from accounts.sending_once import new_key
from actionplans.models import Evidence, Update
from actionplans.rounds import answering, running, signing_off
from tests.plans import make_person, make_plan
from tests.rounds import ANSWERED_AT, REVIEWED_AT, asked_of, make_lead, make_round, said, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return make_person("editor")


@pytest.fixture
def colleague():
    return make_person("editor", email="colleague@marlowvale.example")


@pytest.fixture
def plan():
    return make_plan(24)


@pytest.fixture
def held(plan, editor):
    return make_round(plan, by=editor)


@pytest.fixture
def lead(plan):
    return make_lead(plan)


@pytest.fixture
def sent(held, lead):
    """The answer on 1a: it was Amber in October."""
    return send(asked_of(held, "1a"), lead, words="Progress is as agreed, and forty residents were asked.")


@pytest.fixture
def team(client, editor):
    client.force_login(editor)
    return client


def text(answer):
    return " ".join(answer.content.decode().split())


def page_of(update, name=""):
    return f"{update.reporting_round.get_absolute_url()}answers/{update.asked_id}/{name}"


def form(update, **given):
    return {"key": new_key(), "version": update.version, "steps": update.events.count(), **given}


def edited(update, **given):
    """What the form for editing sends, with some of it changed."""
    return form(
        update,
        **{
            "answer": update.answer,
            "words": "Forty-one residents were asked.",
            "status": update.status_id or "",
            "because": "The number was wrong.",
            **given,
        },
    )


def added(update, **given):
    return form(update, **{"on": "1 May 2026", "words": "A venue is found.", **given})


def test_an_answer_stands_beside_the_last_one_with_the_difference_marked(team, sent):
    page = text(team.get(page_of(sent)))
    assert "<ins> forty</ins>" in page
    assert "<del> (October 2026)</del>" in page
    assert "Amber to Green since October 2026" in page


def test_the_evidence_and_the_day_of_completion_are_shown(team, held, lead):
    day = ANSWERED_AT.date()
    update = send(asked_of(held, "1a"), lead, status="Blue: complete", completed_on=day)
    Evidence.objects.create(evidence_of=update, words="Booking log", link="https://www.example.org/log")
    page = text(team.get(page_of(update)))
    assert "30 November 2026" in page
    assert 'href="https://www.example.org/log"' in page


def test_signing_off_leads_to_the_next_that_waits_and_at_last_to_the_board(team, held, lead, sent):
    second = send(asked_of(held, "1b"), lead)
    answer = team.post(page_of(sent), form(sent, then="sign_off"))
    assert answer["Location"] == page_of(second)
    answer = team.post(page_of(second), form(second, then="sign_off"))
    assert answer["Location"] == held.get_absolute_url()
    assert held.updates.filter(state="signed_off").count() == 2


def test_twenty_are_walked_through_with_before_and_next(team, held, lead, sent):
    second, third = (send(asked_of(held, ref), lead) for ref in ("1b", "1d"))
    page = text(team.get(page_of(second)))
    assert f'rel="prev" href="{page_of(sent)}"' in page
    assert f'rel="next" href="{page_of(third)}"' in page
    assert "Three to review" in page


def test_returning_needs_a_reason(team, sent):
    answer = team.post(page_of(sent), form(sent, then="send_back"))
    assert answer.status_code == 422
    assert "Say what is missing" in text(answer)


def test_a_returned_answer_carries_the_reason_to_its_lead(team, sent, editor):
    team.post(page_of(sent), form(sent, then="send_back", because="Which venues?"))
    sent.refresh_from_db()
    assert (sent.state, sent.returned_because, sent.returned_by) == ("returned", "Which venues?", editor)
    assert "Which venues?" in text(team.get(page_of(sent)))


def test_nobody_signs_off_their_own_and_the_button_is_replaced_by_the_sentence(team, held, editor):
    own = send(asked_of(held, "1a"), editor)
    page = text(team.get(page_of(own)))
    assert "A colleague must sign this off" in page
    assert 'value="sign_off"' not in page
    assert team.post(page_of(own), form(own, then="sign_off")).status_code == 422
    own.refresh_from_db()
    assert own.state == "submitted"


def test_whoever_edited_it_does_not_sign_it_off_either(team, sent, client, colleague):
    team.post(page_of(sent, "edit/"), edited(sent))
    sent.refresh_from_db()
    assert team.post(page_of(sent), form(sent, then="sign_off")).status_code == 422
    client.force_login(colleague)
    assert client.post(page_of(sent), form(sent, then="sign_off")).status_code == 302


def test_one_pair_of_eyes_is_enough_where_the_body_says_so(team, held, editor):
    Organisation.objects.update(two_pairs_of_eyes=False)
    own = send(asked_of(held, "1a"), editor)
    team.post(page_of(own), form(own, then="sign_off"))
    own.refresh_from_db()
    assert own.state == "signed_off"


def test_editing_keeps_both_texts_and_says_why(team, sent):
    page = text(team.post(page_of(sent, "edit/"), edited(sent), follow=True))
    assert "“The number was wrong.”" in page
    assert "Both texts" in page
    assert "<del>Progress is as agreed, and forty</del>" in page
    assert "<ins>Forty-one</ins>" in page
    kept = [event.said["words"] for event in sent.events.all()]
    assert kept == [
        "Progress is as agreed, and forty residents were asked.",
        "Forty-one residents were asked.",
    ]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"because": ""}, "Say why you edit it"),
        ({"words": "Progress is as agreed, and forty residents were asked."}, "Change something"),
        ({"words": ""}, "Say what has happened"),
        ({"status": "red", "words": "", "answer": "carried_forward"}, "Red needs a remark"),
        ({"status": "blue"}, "Give the day on which it was completed"),
        ({"answer": "same_as", "same_as": "9z"}, "no action of this plan has “9z”"),
        ({"answer": "same_as", "same_as": ""}, "Give the reference of the other action"),
        ({"completed_on": "soon"}, "Write one day"),
        ({"status": "lost"}, "not one of the available choices"),
    ],
)
def test_an_edit_goes_by_the_rules_of_every_answer(given, sentence, team, plan, sent):
    scale = plan.scale.statuses
    keys = {"red": scale.get(meaning="off_track").pk, "blue": scale.get(meaning="complete").pk}
    given = {name: keys.get(value, value) for name, value in given.items()}
    answer = team.post(page_of(sent, "edit/"), edited(sent, **given))
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert sent.events.count() == 1


def test_an_edit_that_opens_a_completed_action_again_needs_a_reason(team, plan, held, lead):
    finished = plan.actions.get(ref="1c")
    (asked,) = running.ask_also(held, finished, because="Still done?", by=lead, at=ANSWERED_AT)
    update = send(asked, lead, status="Blue: complete", completed_on=ANSWERED_AT.date())
    green = plan.scale.statuses.get(meaning="on_track").pk
    answer = team.post(page_of(update, "edit/"), edited(update, status=green))
    assert answer.status_code == 422
    assert "Say why it is open again: it was Blue before." in text(answer)


def test_an_edit_says_the_same_as_another_by_its_reference(team, plan, sent):
    team.post(page_of(sent, "edit/"), edited(sent, answer="same_as", same_as="1B"))
    sent.refresh_from_db()
    assert sent.same_as == plan.actions.get(ref="1b")


def test_a_signed_off_answer_is_only_added_to(team, sent, colleague):
    done = signing_off.sign_off(sent, version=sent.version, by=colleague, at=REVIEWED_AT)
    answer = team.post(page_of(done, "edit/"), edited(done))
    assert "Add to one that is signed off" in text(answer)
    assert team.post(page_of(done), form(done, then="send_back", because="x")).status_code == 422
    done.refresh_from_db()
    assert done.words == "Progress is as agreed, and forty residents were asked."


def test_additions_are_dated_and_stand_in_order(team, sent, colleague, editor):
    signing_off.sign_off(sent, version=sent.version, by=colleague, at=REVIEWED_AT)
    team.post(page_of(sent, "add/"), added(sent))
    page = text(team.post(page_of(sent, "add/"), added(sent, on="14/06/26", words="It opened."), follow=True))
    assert page.index("Added 1 May 2026") < page.index("Added 14 June 2026")
    first = sent.addenda.first()
    assert (first.marker, first.added_by) == ("", editor)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"on": "1 April 2026"}, "Choose 1 May 2026 or later: additions stand in order."),
        ({"on": "1 May 2099"}, "Choose today or an earlier day."),
        ({"on": ""}, "Give the day that stands before the words."),
        ({"words": "  "}, "Write what is to be added."),
    ],
)
def test_an_addition_that_does_not_fit_is_refused(given, sentence, team, sent, colleague):
    signing_off.sign_off(sent, version=sent.version, by=colleague, at=REVIEWED_AT)
    team.post(page_of(sent, "add/"), added(sent))
    answer = team.post(page_of(sent, "add/"), added(sent, **given))
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert sent.addenda.count() == 1


def test_nothing_is_added_before_it_is_signed_off(team, sent):
    assert team.get(page_of(sent, "add/")).status_code == 404


def test_sending_an_addition_twice_adds_once(team, sent, colleague):
    signing_off.sign_off(sent, version=sent.version, by=colleague, at=REVIEWED_AT)
    given = added(sent)
    first, again = (team.post(page_of(sent, "add/"), given) for _ in range(2))
    assert first["Location"] == again["Location"]
    assert sent.addenda.count() == 1


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("", {"then": "sign_off", "because": "Typed by me"}),
        ("", {"then": "send_back", "because": "Typed by me"}),
        ("edit/", None),
    ],
)
def test_a_stale_form_gets_what_changed_in_between_and_keeps_what_was_typed(
    name, given, team, plan, sent, colleague
):
    stale = form(sent, **given) if given else edited(sent, words="Typed by me")
    other = said(plan, words="Their words.")
    signing_off.edit(sent, other, "A better number", version=sent.version, by=colleague, at=REVIEWED_AT)
    answer = team.post(page_of(sent, name), stale)
    assert answer.status_code == 409
    for words in ("Nothing has been lost", "A better number", "Their words.", "Typed by me", "Colleague"):
        assert words in text(answer)
    now = Update.objects.get(pk=sent.pk)
    assert (now.state, now.words) == ("submitted", "Their words.")
    assert f'name="version" value="{now.version}"' in text(answer)


def test_an_answer_taken_back_meanwhile_is_not_signed_off(team, sent, lead):
    stale = form(sent, then="sign_off")
    answering.take_back(sent.asked, version=sent.version, by=lead, at=REVIEWED_AT)
    answer = team.post(page_of(sent), stale)
    assert answer.status_code == 409
    assert "Taken back" in text(answer)
    assert Update.objects.get(pk=sent.pk).state == "draft"


def test_a_draft_is_its_leads_own_on_the_page_of_review(team, plan, held, lead):
    asked = asked_of(held, "1a")
    answering.save_draft(asked, said(plan, words="Quillwort"), version=0, by=lead, at=ANSWERED_AT)
    address = f"{held.get_absolute_url()}answers/{asked.pk}/"
    assert "Quillwort" not in text(team.get(address))
    assert team.get(f"{address}edit/").status_code == 404


def test_a_publisher_reviews_and_signs_off_but_edits_and_adds_nothing(client, sent):
    client.force_login(make_person("publisher"))
    assert "Edit, and keep both texts" not in text(client.get(page_of(sent)))
    for name in ("edit/", "add/", "withdraw/"):
        assert client.get(page_of(sent, name)).status_code == 403
        assert client.post(page_of(sent, name), edited(sent)).status_code == 403
    assert client.post(page_of(sent), form(sent, then="sign_off")).status_code == 302


@pytest.mark.parametrize("role", ["lead", "member", "steward", "admin", None])
def test_to_others_there_is_no_answer_to_review(role, client, sent):
    client.force_login(make_person(role, email="somebody@marlowvale.example"))
    for name in ("", "edit/", "add/", "withdraw/"):
        assert client.get(page_of(sent, name)).status_code == 404
        assert client.post(page_of(sent, name), form(sent, then="sign_off")).status_code == 404
    sent.refresh_from_db()
    assert sent.state == "submitted"


def test_an_answer_is_found_in_its_own_round_only(team, plan, sent):
    paper = plan.rounds.get(key="2026-10").get_absolute_url()
    assert team.get(f"{paper}answers/{sent.asked_id}/").status_code == 404
    assert team.get(f"{sent.reporting_round.get_absolute_url()}answers/99999999/").status_code == 404


def test_a_review_costs_the_same_whatever_the_round(team, editor):
    costs = []
    for size in (24, 240):
        plan = make_plan(size, title=f"Plan of {size}", slug=f"plan-{size}")
        held, lead = make_round(plan, by=editor), make_lead(plan)
        update = [send(asked, lead) for asked in held.requests.all()[: size // 4]][1]
        team.get(page_of(update))
        with CaptureQueriesContext(connection) as queries:
            assert team.get(page_of(update)).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1]
    assert costs[1] <= 30


def test_a_reason_long_ago_is_still_read_in_the_steps(team, sent, lead, editor):
    signing_off.send_back(sent, "Which venues?", version=sent.version, by=editor, at=timezone.now())
    answering.submit(
        sent.asked, said(sent.action.plan, words="Five."), version=sent.version + 1, by=lead, at=ANSWERED_AT
    )
    assert "“Which venues?”" in text(team.get(page_of(sent)))


def test_a_text_that_has_nothing_of_the_last_one_is_not_struck_through(team, held, lead):
    sent = send(asked_of(held, "1b"), lead, words="Reopened on Monday; queues halved.")
    page = text(team.get(page_of(sent)))
    assert "<del>" not in page
    assert "<ins>" not in page
    assert "Reopened on Monday; queues halved." in page


def test_where_the_plan_has_no_scale_no_status_is_missed_or_asked_for(team, held, lead):
    held.plan.actions.update(status=None)
    Update.objects.filter(action__plan=held.plan).update(status=None)
    type(held.plan).objects.filter(pk=held.plan.pk).update(scale=None)
    sent = send(asked_of(held, "1b"), lead, status=None)
    assert "[No status given]" not in text(team.get(page_of(sent)))
    editing = text(team.get(page_of(sent, "edit/")))
    assert "How it is going" not in editing
    assert "Why it is open again" not in editing
    team.post(page_of(sent, "edit/"), edited(sent, status=""))
    sent.refresh_from_db()
    assert sent.words == "Forty-one residents were asked."
