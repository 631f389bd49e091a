"""The board of a round: what it counts, what it shows, how it is filtered, and signing off several from it."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Organisation
from accounts.sending_once import new_key
from actionplans.models import ReportingRound, Update
from actionplans.onscreen import board as boards
from actionplans.rounds import answering, running, signing_off
from tests.plans import make_person, make_plan
from tests.rounds import ANSWERED_AT, REVIEWED_AT, asked_of, make_lead, make_round, said, send, split

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def editor():
    return make_person("editor")


@pytest.fixture
def plan():
    return make_plan(24)


@pytest.fixture
def lead(plan):
    return make_lead(plan)


@pytest.fixture
def held(plan, editor):
    return make_round(plan, by=editor)


@pytest.fixture
def team(client, editor):
    client.force_login(editor)
    return client


def text(answer):
    return " ".join(answer.content.decode().split())


def refs(answer):
    return [line.row.ref for line in answer.context["lines"]]


def chosen(*updates, ticked=None, **more):
    """What the board's form sends: these answers ticked, each as it was looked at."""
    return {
        "key": new_key(),
        "seen": " ".join(f"{update.asked_id}:{update.version}" for update in updates),
        "asked": [update.asked_id for update in (ticked if ticked is not None else updates)],
        **more,
    }


def test_the_title_says_the_case(team, plan, held, lead):
    address = held.get_absolute_url()
    assert "December 2026 round: 20 answers still to come" in text(team.get(address))
    for asked in held.requests.all()[:19]:
        send(asked, lead, words="Done as agreed.")
    assert "December 2026 round: one answer still to come" in text(team.get(address))
    send(held.requests.last(), lead)
    assert "December 2026 round: all have come, 20 to review" in text(team.get(address))


def test_a_planned_round_says_so_and_asks_nobody(team, plan):
    planned = running.plan_round(plan, words="April 2027", opens_on=None, due_on=timezone.localdate())
    page = text(team.get(planned.get_absolute_url()))
    assert "April 2027 round: planned, not open yet" in page
    assert "See what will be asked, and open it" in page


def test_a_round_from_a_paper_says_that_nobody_was_asked(team, plan):
    page = text(team.get(plan.rounds.get(key="2026-10").get_absolute_url()))
    assert "nobody was asked from here" in page
    assert "21 actions have an answer in it" in page


def test_the_counts_are_of_every_state_and_the_withdrawn_stand_apart(team, plan, held, lead, editor):
    sent, back, kept, gone = (asked_of(held, ref) for ref in ("1a", "1b", "1d", "1e"))
    send(sent, lead)
    returned = send(back, lead)
    signing_off.send_back(returned, "Which venues?", version=returned.version, by=editor, at=REVIEWED_AT)
    answering.save_draft(kept, said(plan), version=0, by=lead, at=ANSWERED_AT)
    running.withdraw(gone, because="It went to the county.", by=editor, at=REVIEWED_AT)
    answer = team.get(held.get_absolute_url())
    counts = {each.state: each.number for each in answer.context["board"].counts}
    assert counts == {"signed_off": 0, "submitted": 1, "returned": 1, "draft": 1, "not_started": 16}
    assert answer.context["board"].withdrawn == 1
    assert "1e" not in refs(answer)
    assert refs(team.get(f"{held.get_absolute_url()}?state=withdrawn")) == ["1e"]


def test_the_last_word_says_what_happened_last(team, held, lead, editor):
    back = send(asked_of(held, "1b"), lead)
    signing_off.send_back(back, "Which venues?", version=back.version, by=editor, at=REVIEWED_AT)
    send(asked_of(held, "1a"), lead)
    page = text(team.get(held.get_absolute_url()))
    assert "Returned 2 December: Which venues?" in page
    assert "Sent 30 November" in page


def test_what_is_said_to_be_somebody_elses_is_seen(team, held, lead):
    asked = asked_of(held, "1a")
    asked.not_mine_at, asked.not_mine_by, asked.not_mine_words = ANSWERED_AT, lead, "Estates lead it now"
    asked.save()
    answer = team.get(f"{held.get_absolute_url()}?not_mine=yes")
    assert refs(answer) == ["1a"]
    assert "Says it is not theirs: Estates lead it now" in text(answer)


def test_the_position_is_this_rounds_status_and_its_movement_is_in_words(team, held, lead):
    send(asked_of(held, "1a"), lead, status="Red: off track")
    line = team.get(held.get_absolute_url()).context["lines"][0]
    assert line.row.now.words == "Red: off track"
    assert line.row.movement.words == "Amber to Red since October 2026"


def test_overdue_stands_beside_the_status(team, held, lead):
    send(asked_of(held, "1a"), lead)
    page = text(team.get(held.get_absolute_url()))
    line = page[page.index(">1a<") : page.index(">1b<")]
    assert "Green: on track" in line
    assert "Overdue by" in line


def test_what_is_asked_for_no_longer_is_not_overdue(team, held, editor):
    running.withdraw(asked_of(held, "1a"), because="It went to the county.", by=editor, at=REVIEWED_AT)
    page = text(team.get(f"{held.get_absolute_url()}?state=withdrawn"))
    assert "It went to the county." in page
    assert "Overdue by" not in page


def test_a_drafts_status_is_its_leads_own(team, plan, held, lead):
    red = said(plan, status="Red: off track")
    answering.save_draft(asked_of(held, "1a"), red, version=0, by=lead, at=ANSWERED_AT)
    line = team.get(held.get_absolute_url()).context["lines"][0]
    assert line.tag.words == "Draft"
    assert line.row.now is None


def test_a_publisher_reads_no_reason_for_a_return_on_the_board(client, held, lead, editor):
    back = send(asked_of(held, "1b"), lead, status="Red: off track")
    signing_off.send_back(back, "Quillwort?", version=back.version, by=editor, at=REVIEWED_AT)
    client.force_login(make_person("publisher"))
    assert "Quillwort" not in text(client.get(held.get_absolute_url()))


def test_each_half_is_a_row_with_its_own_lead(team, plan, editor):
    split(plan.actions.get(ref="1a"))
    held = make_round(plan, by=editor)
    lines = team.get(held.get_absolute_url()).context["lines"][:2]
    assert [(line.row.ref, line.asked_of, line.aside) for line in lines] == [
        ("1a", "Priya Nandakumar", "internal"),
        ("1a", "Tom Hathersage", "external"),
    ]


def test_an_action_nobody_leads_is_asked_for_and_named(team, plan, editor):
    plan.actions.get(ref="1a").assignments.all().delete()
    held = make_round(plan, by=editor)
    assert "[No officer named]" in text(team.get(held.get_absolute_url()))


def test_the_filters_are_in_the_address_and_combine(team, plan, held, lead):
    for ref, status in (("1a", "Red: off track"), ("1b", "Red: off track"), ("1d", "Green: on track")):
        send(asked_of(held, ref), lead, status=status)
    board = held.get_absolute_url()
    priority = plan.priorities.first().pk
    priya = plan.organisation.contributors.get(name="Priya Nandakumar").pk
    service = plan.organisation.contributors.get(name="HR Policy and Projects").pk
    red = plan.scale.statuses.get(meaning="off_track").pk
    assert refs(team.get(f"{board}?worst=yes")) == ["1a", "1b"]
    assert refs(team.get(f"{board}?status={red}&lead={priya}")) == ["1a"]
    assert refs(team.get(f"{board}?status={red}&service={service}&priority={priority}")) == ["1b"]
    assert refs(team.get(f"{board}?worse=yes&overdue=yes")) == ["1a"]
    assert refs(team.get(f"{board}?state=submitted&status=none")) == []
    assert set(refs(team.get(f"{board}?priority={priority}"))) == {"1a", "1b", "1d", "1e", "1f"}


@pytest.mark.parametrize(
    "query", ["state=lost", "status=x", "lead=99999999999999999999", "priority=%00", "service=-1", "page=x"]
)
def test_what_the_address_does_not_know_is_left_out_and_said(query, team, held):
    answer = team.get(f"{held.get_absolute_url()}?{query}")
    assert answer.status_code == 200
    assert len(answer.context["lines"]) == 20
    assert "left out" in text(answer) or "There is no such page" in text(answer)


def test_several_are_signed_off_at_once(team, held, lead, editor):
    first, second = (send(asked_of(held, ref), lead) for ref in ("1a", "1b"))
    answer = team.post(held.get_absolute_url(), chosen(first, second), follow=True)
    assert "Two answers are signed off." in text(answer)
    assert set(held.updates.filter(state="signed_off").values_list("signed_off_by", flat=True)) == {editor.pk}


def test_what_is_left_is_said_with_the_reason_of_each(team, held, lead, editor):
    pairs = (("1a", lead), ("1b", editor), ("1d", lead))
    good, own, changed = (send(asked_of(held, ref), by) for ref, by in pairs)
    sent = chosen(good, own, changed)
    sent["asked"].append(asked_of(held, "1e").pk)
    Update.objects.filter(pk=changed.pk).update(version=changed.version + 1)
    page = text(team.post(held.get_absolute_url(), sent, follow=True))
    assert "One answer is signed off." in page
    assert "Left: 1b. A colleague must sign this off" in page
    assert "Left: 1d. It was changed since you looked at it." in page
    assert "Left: 1e. No answer has come yet." in page


def test_one_that_came_in_after_the_board_was_opened_is_not_signed_off_unseen(team, held, lead):
    late = send(asked_of(held, "1a"), lead)
    team.post(held.get_absolute_url(), chosen(ticked=[late]))
    late.refresh_from_db()
    assert late.state == "submitted"


def test_the_same_form_sent_twice_signs_off_once_and_says_the_same(team, held, lead):
    update = send(asked_of(held, "1a"), lead)
    form = chosen(update)
    first = text(team.post(held.get_absolute_url(), form, follow=True))
    again = text(team.post(held.get_absolute_url(), form, follow=True))
    assert "One answer is signed off." in first
    assert "One answer is signed off." in again
    assert update.events.filter(kind="signed_off").count() == 1


def test_nothing_chosen_is_said(team, held):
    answer = team.post(held.get_absolute_url(), {"key": new_key()})
    assert answer.status_code == 422
    assert "Choose the answers to sign off" in text(answer)


def test_answers_of_another_round_cannot_be_chosen(team, held, lead, editor):
    other = make_round(make_plan(4, title="Another plan"), by=editor)
    foreign = send(other.requests.first(), lead)
    team.post(held.get_absolute_url(), chosen(foreign))
    foreign.refresh_from_db()
    assert foreign.state == "submitted"


def test_all_that_are_ready_are_listed_before_they_are_signed_off(team, held, lead, editor):
    ready = [send(asked_of(held, ref), lead) for ref in ("1a", "1b")]
    send(asked_of(held, "1d"), editor)
    address = f"{held.get_absolute_url()}?sign_off=all"
    page = team.get(address)
    assert "Sign off two answers at once?" in text(page)
    assert "A colleague must sign this off" in text(page)
    assert held.updates.filter(state="signed_off").count() == 0
    form = {"key": new_key(), "all": "yes", "seen": page.context["seen"]}
    assert "Two answers are signed off." in text(team.post(address, form, follow=True))
    assert set(held.updates.filter(state="signed_off")) == set(ready)


def test_one_pair_of_eyes_is_enough_where_the_body_says_so(team, held, editor):
    Organisation.objects.update(two_pairs_of_eyes=False)
    own = send(asked_of(held, "1a"), editor)
    team.post(held.get_absolute_url(), chosen(own))
    own.refresh_from_db()
    assert own.state == "signed_off"


@pytest.mark.parametrize("path", ["", "?sign_off=all"])
def test_the_board_costs_the_same_whatever_its_size(path, team, editor):
    costs = []
    for size in (24, 240):
        plan = make_plan(size, title=f"Plan of {size}", slug=f"plan-{size}")
        held, lead = make_round(plan, by=editor), make_lead(plan)
        for asked in held.requests.all()[: size // 4]:
            send(asked, lead)
        team.get(held.get_absolute_url())
        with CaptureQueriesContext(connection) as queries:
            assert team.get(held.get_absolute_url() + path).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1]
    assert costs[1] <= 24


def test_a_query_for_each_row_would_be_seen(team, held, monkeypatch):
    with CaptureQueriesContext(connection) as before:
        team.get(held.get_absolute_url())

    def asking_each(leads, half):
        ReportingRound.objects.count()
        return []

    monkeypatch.setattr(boards, "whom", asking_each)
    with CaptureQueriesContext(connection) as after:
        team.get(held.get_absolute_url())
    assert len(after) > len(before)


def test_a_long_board_comes_in_pages_and_counts_all(team, editor):
    held = make_round(make_plan(150), by=editor)
    asked = held.requests.count()
    first, second = team.get(held.get_absolute_url()), team.get(f"{held.get_absolute_url()}?page=2")
    assert (len(first.context["lines"]), len(second.context["lines"])) == (100, asked - 100)
    assert second.context["board"].asked == asked


def test_the_list_of_rounds_has_open_ones_first_and_costs_the_same(team, plan, held, editor):
    late = timezone.localdate() + timedelta(days=400)
    running.plan_round(plan, words="Next", opens_on=None, due_on=late, overlap_is_meant=True)
    with CaptureQueriesContext(connection) as few:
        answer = team.get("/rounds/")
    assert [heading for heading, _ in answer.context["groups"]] == [
        "Open now",
        "Planned",
        "From papers that were brought in",
    ]
    for n in range(5):
        make_round(make_plan(4, title=f"Plan {n}", slug=f"plan-{n}"), by=editor)
    with CaptureQueriesContext(connection) as many:
        team.get("/rounds/")
    assert len(few) == len(many)


def test_those_who_are_chosen_are_reminded_from_the_board(team, plan, editor):
    now, lead = timezone.now(), make_lead(plan)
    held = make_round(plan, by=editor, at=now, due_on=timezone.localdate() + timedelta(days=20))
    page = text(team.get(held.get_absolute_url()))
    assert f'formaction="{held.get_absolute_url()}chase/"' in page
    given = chosen() | {"asked": [asked_of(held, "1a").pk], "preview": "1"}
    answer = team.post(f"{held.get_absolute_url()}chase/", given)
    assert answer.status_code == 200
    assert lead.email in text(answer)


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        ("stopped", "Stopped"),
        ("nothing_to_report", "Nothing to report"),
        ("carried_forward", "Carried forward"),
        ("same_as", "Same as 1b"),
    ],
)
def test_an_answer_without_a_status_shows_which_kind_of_answer_it_is(team, plan, held, lead, answer, shown):
    same_as = plan.actions.get(ref="1b") if answer == "same_as" else None
    send(asked_of(held, "1a"), lead, status=None, answer=answer, same_as=same_as)
    row = next(line for line in team.get(held.get_absolute_url()).context["lines"] if line.row.ref == "1a")
    assert row.kind == shown
    for page in (held.get_absolute_url(), f"{held.get_absolute_url()}?sign_off=all"):
        assert f'<b dir="auto">{shown}</b>' in text(team.get(page))
    review = text(team.get(f"{held.get_absolute_url()}{asked_of(held, '1a').pk}/"))
    assert (
        "[No status given]" not in review.partition('<h2 dir="auto">December 2026')[2].partition("</div>")[0]
    )


def test_what_kind_of_answer_a_draft_is_stays_with_its_lead(team, plan, held, lead):
    asked = asked_of(held, "1a")
    answering.save_draft(asked, said(plan, status=None, answer="stopped"), version=0, by=lead, at=ANSWERED_AT)
    row = next(line for line in team.get(held.get_absolute_url()).context["lines"] if line.row.ref == "1a")
    assert row.kind == ""


def test_a_plan_without_a_scale_is_not_said_to_lack_statuses(team, plan, held):
    plan.actions.update(status=None)
    Update.objects.filter(action__plan=plan).update(status=None)
    type(plan).objects.filter(pk=plan.pk).update(scale=None)
    page = text(team.get(held.get_absolute_url()))
    assert "[No status given]" not in page
    assert "Status given now" not in page
    assert "Worst status" not in page


def test_numbers_are_written_one_way_on_board_and_chase_list(team, held):
    for each in held.requests.all()[12:]:
        each.delete()
    for page in (held.get_absolute_url(), f"/rounds/{held.plan.slug}/{held.key}/chase/"):
        assert "twelve answers still to come" in unescape_words(team.get(page))


def unescape_words(answer):
    return " ".join(re.sub(r"<[^>]+>", "", answer.content.decode()).split())
