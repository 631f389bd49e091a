"""Two at the same moment: nothing is lost, nothing is done twice, and nobody waits for ever, on SQLite as on PostgreSQL."""

from datetime import date

import pytest
from django.db import connection, transaction

from accounts.sending_once import Done, new_key, send_once
from actionplans.models import RoundEvent, Update, UpdateEvent, UpdateRequest
from actionplans.rounds import answering, running, signing_off
from actionplans.rounds.refusals import Refused, Stale
from tests.at_once import meanwhile, moved_to, together
from tests.plans import make_person, make_plan
from tests.rounds import ANSWERED_AT, DUE_ON, OPENED_AT, REVIEWED_AT, asked_of, make_round, said, send

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def plan(transactional_db, tmp_path):
    """A plan in a database that several connections share, as a server's do."""
    with moved_to(tmp_path / "shared.sqlite3"):
        yield make_plan(8, slug="plan", priorities=2)


@pytest.fixture
def held(plan, editor):
    return make_round(plan, by=editor)


def drafts(asked, *texts, version):
    """Savers of these texts, each made from the same version."""
    plan = asked.action.plan
    by, status = make_person("lead"), plan.scale.statuses.first()

    def saver(words):
        return lambda: answering.save_draft(
            asked, said(plan, words=words, status=status.words), version=version, by=by, at=ANSWERED_AT
        )

    return [saver(words) for words in texts]


def kinds(became):
    """What became of each, as the names of their classes, in alphabetical order."""
    return sorted(type(each).__name__ for each in became)


def test_two_who_save_the_same_draft_at_once_are_not_both_heard(held, priya):
    asked = asked_of(held, "1a")
    answering.save_draft(asked, said(held.plan, words="Before"), version=0, by=priya, at=ANSWERED_AT)
    became = together(*drafts(asked, "One", "Two", version=1))
    assert kinds(became) == ["Stale", "Update"]
    saved = next(each for each in became if isinstance(each, Update))
    stale = next(each for each in became if isinstance(each, Stale))
    stands = Update.objects.get(asked=asked)
    assert stands.words == saved.words == stale.now.words
    assert stands.version == 2


def test_the_first_save_of_two_at_once_makes_one_answer(held, priya):
    asked = asked_of(held, "1a")
    became = together(*drafts(asked, "One", "Two", "Three", version=0))
    assert kinds(became) == ["Stale", "Stale", "Update"]
    assert Update.objects.get(asked=asked).version == 1


def test_the_same_typed_twice_at_once_is_kept_once_and_nobody_is_told_off(held, priya):
    asked = asked_of(held, "1a")
    became = together(*drafts(asked, "One", "One", version=0))
    assert kinds(became) == ["Update", "Update"]
    assert Update.objects.get(asked=asked).version == 1


def sender(asked, priya, key, words="Sent"):
    def work():
        update = send(asked, priya, words=words)
        return (f"/answers/{update.pk}/", update.words)

    return lambda: send_once(key, work, by=priya, at=ANSWERED_AT)


def test_a_form_sent_twice_at_once_is_sent_once_and_both_hear_the_same(held, priya):
    asked, key = asked_of(held, "1a"), new_key()
    became = together(*[sender(asked, priya, key)] * 3)
    assert kinds(became) == ["Done"] * 3
    assert sorted(each.is_repeat for each in became) == [False, True, True]
    assert len({(each.address, each.said) for each in became}) == 1
    assert Update.objects.get(asked=asked).events.count() == 1


def test_two_forms_sent_at_once_are_one_answer_and_the_second_is_told(held, priya):
    asked = asked_of(held, "1a")
    became = together(sender(asked, priya, new_key(), "One"), sender(asked, priya, new_key(), "Two"))
    assert kinds(became) == ["Done", "Stale"]
    update = Update.objects.get(asked=asked)
    assert [event.said["words"] for event in update.events.all()] == [update.words]


def test_a_form_that_was_refused_may_be_mended_and_sent_with_its_key(held, priya):
    asked, key = asked_of(held, "1a"), new_key()
    with pytest.raises(Refused):
        sender(asked, priya, key, words="")()
    again = sender(asked, priya, key)()
    assert again == Done(f"/answers/{Update.objects.get(asked=asked).pk}/", "Sent")


@pytest.fixture
def sent(held, priya):
    """An answer on 1a that was sent."""
    return send(asked_of(held, "1a"), priya)


REVIEWS = {
    "take back": lambda update, by: answering.take_back(update.asked, version=1, by=by, at=REVIEWED_AT),
    "edit": lambda update, by: signing_off.edit(
        update, said(update.action.plan, words="Edited"), "Clearer", version=1, by=by, at=REVIEWED_AT
    ),
    "sign off": lambda update, by: signing_off.sign_off(update, version=1, by=by, at=REVIEWED_AT),
    "return": lambda update, by: signing_off.send_back(update, "How many?", version=1, by=by, at=REVIEWED_AT),
}


@pytest.mark.parametrize("verb", REVIEWS)
@pytest.mark.parametrize("first", [True, False])
def test_a_sign_off_against_another_verb_is_won_by_one(sent, editor, colleague, verb, first):
    works = [
        lambda: REVIEWS["sign off"](sent, colleague),
        lambda: REVIEWS[verb](sent, editor),
    ]
    became = together(*(works if first else reversed(works)))
    assert kinds(became) == ["Stale", "Update"]
    stands, won = Update.objects.get(pk=sent.pk), next(e for e in became if isinstance(e, Update))
    assert (stands.state, stands.words, stands.version) == (won.state, won.words, 2)
    assert stands.events.count() == 2
    assert stands.events.last().said["words"] == stands.words


@pytest.mark.parametrize("verb", REVIEWS)
def test_who_waits_for_a_sign_off_is_told_that_it_was_signed_off(sent, editor, colleague, verb):
    with transaction.atomic():
        signing_off.sign_off(sent, version=1, by=colleague, at=REVIEWED_AT)
        outcome = meanwhile(lambda: REVIEWS[verb](sent, editor))
    assert isinstance(outcome(), Stale)
    assert outcome().now.state == "signed_off"


# Closing against answering


def test_who_waits_while_a_round_is_closed_does_not_send_into_it(held, editor, priya):
    asked = asked_of(held, "1a")
    with transaction.atomic():
        running.close(held, version=held.version, by=editor, at=REVIEWED_AT)
        outcome = meanwhile(lambda: send(asked, priya))
    assert isinstance(outcome(), Refused)
    assert "is closed" in str(outcome())
    assert not Update.objects.filter(asked=asked).exists()


def test_who_waits_while_it_is_withdrawn_does_not_answer(held, editor, priya):
    asked = asked_of(held, "1a")
    with transaction.atomic():
        running.withdraw(asked, because="Merged.", by=editor, at=REVIEWED_AT)
        outcome = meanwhile(lambda: send(asked, priya))
    assert "no longer asked for" in str(outcome())


def test_who_closes_while_an_answer_is_sent_sees_that_it_waits(held, editor, priya):
    asked = asked_of(held, "1a")
    with transaction.atomic():
        send(asked, priya)
        outcome = meanwhile(lambda: running.close(held, version=held.version, by=editor, at=REVIEWED_AT))
    assert isinstance(outcome(), Refused)
    assert "1 answer has" in str(outcome())


def test_what_was_answered_while_it_was_withdrawn_is_not_withdrawn(held, editor, priya):
    asked = asked_of(held, "1a")
    with transaction.atomic():
        send(asked, priya)
        outcome = meanwhile(lambda: running.withdraw(asked, because="Merged.", by=editor, at=REVIEWED_AT))
    assert "the answer has come" in str(outcome())


TIMES = 50


def test_fifty_times_either_the_round_is_closed_or_the_answer_is_sent(held, editor, priya):
    asked = asked_of(held, "1a")
    for _ in range(TIMES):
        held.refresh_from_db()
        became = together(
            lambda: running.close(held, version=held.version, by=editor, at=REVIEWED_AT),
            lambda: send(asked, priya),
        )
        assert [isinstance(each, Refused) for each in became] in ([True, False], [False, True]), became
        held.refresh_from_db()
        assert held.is_open is Update.objects.filter(asked=asked, state="submitted").exists()
        Update.objects.filter(asked=asked).delete()
        held.closed_on = None
        held.save()


def test_fifty_times_three_at_once_leave_one_answer_and_no_gap(held, editor, colleague, priya):
    """Who saves, who sends and who opens the round again for what came since never wait for each other in a ring."""
    for at in range(TIMES):
        asked = asked_of(held, ("1a", "1b", "2a", "2b")[at % 4])
        Update.objects.filter(asked=asked).delete()
        became = together(
            *drafts(asked, f"Draft {at}", version=0),
            lambda asked=asked: send(asked, priya),
            lambda: running.open_round(held, by=editor, at=REVIEWED_AT),
        )
        others = [each for each in became if isinstance(each, Exception)]
        assert all(isinstance(each, (Stale, Refused)) for each in others), others
        update = Update.objects.get(asked=asked)
        assert update.version == 1
        assert update.events.count() == (update.state == "submitted")


# Opening and signing off


def test_a_round_opened_twice_at_once_asks_each_once(plan, editor, colleague):
    planned = running.plan_round(plan, words="December 2026", due_on=DUE_ON)
    became = together(
        lambda: running.open_round(planned, by=editor, at=OPENED_AT),
        lambda: running.open_round(planned, by=colleague, at=OPENED_AT),
    )
    assert kinds(became) == ["Opened", "Opened"]
    asked = sorted(len(each.asked) for each in became)
    assert asked == [0, planned.requests.count()]
    assert planned.requests.values("action", "half").distinct().count() == planned.requests.count()
    assert RoundEvent.objects.filter(reporting_round=planned, kind="opened").count() == 1


def test_two_rounds_of_one_name_entered_at_once_are_one(plan):
    became = together(*[lambda: running.plan_round(plan, words="June 2027", due_on=date(2027, 6, 1))] * 2)
    assert kinds(became) == ["Refused", "ReportingRound"]


def test_two_who_sign_everything_off_at_once_sign_each_once(held, editor, colleague, priya):
    for asked in UpdateRequest.objects.filter(reporting_round=held).select_related("action__plan"):
        send(asked, priya)
    versions = dict(held.updates.values_list("pk", "version"))
    became = together(
        lambda: signing_off.sign_off_all(versions, by=editor, at=REVIEWED_AT),
        lambda: signing_off.sign_off_all(versions, by=colleague, at=REVIEWED_AT),
    )
    done = [each.pk for result in became for each in result.done]
    assert sorted(done) == sorted(versions)
    left = [each.pk for result in became for each, _ in result.left]
    assert sorted(left) == sorted(versions)
    steps = UpdateEvent.objects.filter(update_changed__in=versions, kind="signed_off")
    assert steps.count() == len(versions)
    assert set(held.updates.values_list("state", "version")) == {("signed_off", 2)}


def test_additions_made_at_once_stand_in_order(sent, editor, colleague):
    signing_off.sign_off(sent, version=1, by=colleague, at=REVIEWED_AT)
    on = REVIEWED_AT.date()
    works = [
        lambda words=words: signing_off.add(sent, words, on=on, by=editor, at=REVIEWED_AT)
        for words in ("One", "Two", "Three")
    ]
    became = together(*works)
    assert kinds(became) == ["Addendum"] * 3
    assert [each.order for each in sent.addenda.all()] == [1, 2, 3]


def test_these_tests_share_a_database_between_connections(plan):
    """Without that nothing here would show anything."""
    seen = together(lambda: make_plan_visible(plan), lambda: connection.settings_dict["NAME"])
    assert seen == [True, connection.settings_dict["NAME"]]
    assert connection.vendor != "sqlite" or "shared.sqlite3" in seen[1]


def make_plan_visible(plan):
    return type(plan).objects.filter(pk=plan.pk).exists()
