"""Who may read, write, send, take back and throw away an answer: lines P15 to P21, P25 and P27 of the policy."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from accounts import deputising
from accounts.models import Deputy, Email
from actionplans.models import Update
from actionplans.rounds import answering, signing_off
from tests.answering.answer_forms import fill, page_of, press, send, typed_in
from tests.plans import make_person, make_plan
from tests.rounds import ANSWERED_AT, asked_of, make_lead, make_round, said, split
from tests.shown import words_of

SECRET = "Quillwort"
WORDS = f"{SECRET} was planted at all nine counters."


@pytest.fixture
def drafted(asked, priya, plan):
    """Priya's draft on 1a."""
    return answering.save_draft(asked, said(plan, WORDS), version=0, by=priya, at=ANSWERED_AT)


@pytest.fixture
def sent(drafted, asked, priya, plan):
    return answering.submit(asked, said(plan, WORDS), version=drafted.version, by=priya, at=ANSWERED_AT)


def stand_in(deputy, lead, starts_on=date(2026, 1, 1), ends_on=date(2099, 12, 31)):
    return Deputy.objects.create(
        lead=lead, deputy=deputy, starts_on=starts_on, ends_on=ends_on, named_by=lead
    )


OTHERS = ["member", "publisher", "steward", "admin", None]


@pytest.mark.parametrize("role", OTHERS)
@pytest.mark.parametrize("part", ["", "take-back/", "discard/", "not-mine/", "evidence/"])
def test_for_those_who_answer_nothing_there_is_nothing(signed_in, asked, drafted, role, part):
    client = signed_in(make_person(role))
    for response in (client.get(f"{page_of(asked)}{part}"), client.post(f"{page_of(asked)}{part}")):
        assert response.status_code in (404, 405)
        assert SECRET not in response.content.decode()


@pytest.mark.parametrize("part", ["", "discard/", "not-mine/"])
def test_another_lead_finds_nothing(signed_in, asked, drafted, tom, part):
    client = signed_in(tom)
    assert client.get(f"{page_of(asked)}{part}").status_code == 404
    assert client.post(f"{page_of(asked)}{part}", {"words": "Mine now"}).status_code == 404
    assert Update.objects.get(asked=asked).words == WORDS


def test_the_lead_of_the_other_half_finds_nothing(signed_in, plan, team, priya, tom):
    split(plan.actions.get(ref="1a"))
    held = make_round(plan, by=team)
    internal = page_of(asked_of(held, "1a", "internal"))
    assert signed_in(priya).get(internal).status_code == 200
    assert signed_in(tom).get(internal).status_code == 404


def test_a_deputy_does_whatever_the_lead_may(signed_in, asked, priya, tom, statuses):
    stand_in(tom, priya)
    client = signed_in(tom)
    assert "You are answering for Priya Nandakumar" in words_of(client.get(page_of(asked)))
    assert send(client, asked, words=WORDS, status=statuses["Green"]).status_code == 302
    back = client.post(f"{page_of(asked)}take-back/", typed_in(client.get(page_of(asked))))
    assert back.status_code == 302
    assert Update.objects.get(asked=asked).state == "draft"


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [(date(2020, 1, 1), date(2020, 2, 1)), (date(2098, 1, 1), date(2099, 1, 1))],
    ids=["over", "to come"],
)
def test_a_deputy_of_another_time_finds_nothing(signed_in, asked, drafted, priya, tom, starts_on, ends_on):
    stand_in(tom, priya, starts_on, ends_on)
    assert signed_in(tom).get(page_of(asked)).status_code == 404


def test_a_deputy_whose_time_was_ended_cannot_send_a_form_already_open(
    signed_in, asked, priya, tom, statuses
):
    named = stand_in(tom, priya)
    client = signed_in(tom)
    typed = fill(client, asked, words=WORDS, status=statuses["Green"])
    deputising.end(named, by=priya, at=ANSWERED_AT)
    assert press(client, asked, "send", typed).status_code == 404
    assert not Update.objects.filter(asked=asked).exists()


def test_the_equality_team_reads_and_writes_a_draft(signed_in, asked, drafted, team, statuses):
    client = signed_in(team)
    assert SECRET in client.get(page_of(asked)).content.decode()
    assert send(client, asked, words="Written for Priya.", status=statuses["Green"]).status_code == 302


@pytest.mark.parametrize("part", ["take-back/", "discard/"])
def test_the_equality_team_neither_takes_back_nor_throws_away(signed_in, asked, sent, team, part):
    response = signed_in(team).post(f"{page_of(asked)}{part}", {"key": "a", "version": sent.version})
    assert response.status_code == 403
    assert Update.objects.get(asked=asked).state == "submitted"


def test_the_equality_team_is_not_offered_to_take_back(signed_in, asked, sent, team):
    assert "Take it back" not in words_of(signed_in(team).get(page_of(asked)))


def test_nobody_changes_a_sent_answer_in_place(client, signed_in, asked, sent, team):
    for browser in (client, signed_in(team)):
        for button in ("keep", "send"):
            changed = press(
                browser,
                asked,
                button,
                {"key": "k", "version": sent.version, "answer": "progress", "words": "X"},
            )
            assert changed.status_code == 422
    assert Update.objects.get(asked=asked).words == WORDS


def test_an_editor_does_not_take_back_over_a_sent_answer(signed_in, asked, sent, team):
    typed = {"key": "k", "version": sent.version, "answer": "progress", "words": "Mine"}
    assert press(signed_in(team), asked, "over", typed).status_code == 422
    assert Update.objects.get(asked=asked).state == "submitted"


def test_nobody_signed_in_is_asked_to_sign_in(asked, drafted):
    response = Client().get(page_of(asked))
    assert response.status_code == 302
    assert response.url == f"/sign-in/?next={page_of(asked)}"


def test_a_plan_in_draft_asks_nobody(signed_in, plan, asked, priya):
    plan.is_draft = True
    plan.save()
    assert signed_in(priya).get(page_of(asked)).status_code == 404


# ---------- No word of a draft anywhere else ----------

ELSEWHERE = [
    "/",
    "/plans/",
    "/plans/{slug}/",
    "/plans/{slug}/?q=Quillwort",
    "/plans/{slug}/actions/1a/",
    "/plans/{slug}/paper/",
    "/plans/{slug}/paper.csv",
    "/plans/{slug}/paper.json",
    "/my-actions/",
]


@pytest.mark.parametrize("who", ["nobody", "member", "lead", "steward", "admin"])
@pytest.mark.parametrize("address", ELSEWHERE)
def test_a_draft_stands_nowhere_else(signed_in, plan, drafted, tom, who, address):
    browser = Client() if who == "nobody" else signed_in(tom if who == "lead" else make_person(who))
    response = browser.get(address.format(slug=plan.slug))
    body = b"".join(response.streaming_content) if response.streaming else response.content
    assert SECRET.encode() not in body.replace(b"q=Quillwort", b"").replace(b'value="Quillwort"', b"")


def test_a_search_for_a_word_of_a_draft_finds_as_little_as_a_word_that_is_nowhere(plan, drafted):
    pages = [
        words_of(Client().get(plan.get_absolute_url(), {"q": word})).replace(word, "…")
        for word in (SECRET, "Zyzzyva")
    ]
    assert pages[0] == pages[1]


def test_no_mail_holds_a_word_of_a_draft(client, signed_in, asked, priya, tom, statuses, team):
    send(client, asked, words=WORDS, status=statuses["Green"])
    update = Update.objects.get(asked=asked)
    signing_off.send_back(update, "Which venues?", version=update.version, by=team, at=ANSWERED_AT)
    client.post(
        reverse("deputies"),
        {"key": "d", "deputy": tom.pk, "starts_on": "1 December 2026", "ends_on": "1 January 2099"},
    )
    assert Email.objects.exists()
    assert not [mail for mail in Email.objects.all() if SECRET in mail.subject + mail.body]


# ---------- Not yours ----------


def test_saying_who_leads_it_now_tells_the_equality_team_and_moves_nothing(client, asked, priya):
    page = f"{page_of(asked)}not-mine/"
    told = client.post(page, typed_in(client.get(page)) | {"words": "Tom Hathersage, since May."})
    assert (told.status_code, told.url) == (302, "/my-actions/")
    asked.refresh_from_db()
    assert (asked.not_mine_words, asked.not_mine_by) == ("Tom Hathersage, since May.", priya)
    assert client.get(page_of(asked)).status_code == 200


def test_it_needs_a_word_on_who_leads_it(client, asked):
    page = f"{page_of(asked)}not-mine/"
    refused = client.post(page, typed_in(client.get(page)))
    assert refused.status_code == 422
    assert "Say who leads it now" in words_of(refused)


def test_it_can_be_taken_back(client, asked):
    page = f"{page_of(asked)}not-mine/"
    client.post(page, typed_in(client.get(page)) | {"words": "Tom"})
    client.post(page, {"undo": "1"})
    asked.refresh_from_db()
    assert asked.not_mine_at is None


def test_who_sent_an_answer_answers_for_it(client, asked, sent):
    page = f"{page_of(asked)}not-mine/"
    assert client.post(page, typed_in(client.get(page)) | {"words": "Tom"}).status_code == 422
    asked.refresh_from_db()
    assert asked.not_mine_at is None


# ---------- Deputies ----------


def naming(**more):
    return {"key": "one", "starts_on": "1 December 2026", "ends_on": "31/12/2098"} | more


def test_a_lead_names_a_colleague_who_is_told(client, priya, tom):
    named = client.post(reverse("deputies"), naming(deputy=tom.pk))
    assert named.status_code == 302
    deputy = Deputy.objects.get()
    assert (deputy.lead, deputy.deputy, deputy.ends_on) == (priya, tom, date(2098, 12, 31))
    assert Email.objects.filter(to=tom.email).exists()
    assert "Tom Hathersage , 1 December 2026 to 31 December 2098" in words_of(client.get(reverse("deputies")))


def test_naming_twice_names_once(client, tom):
    for _ in range(2):
        assert client.post(reverse("deputies"), naming(deputy=tom.pk)).status_code == 302
    assert Deputy.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"deputy": ""}, "Choose who answers in that time."),
        ({"ends_on": ""}, "Give the last day"),
        ({"ends_on": "soon"}, "Write one day and nothing else."),
        ({"ends_on": "1/1/20"}, "Choose a last day that is not before the first."),
        ({"starts_on": "1/1/20", "ends_on": "2/1/20"}, "Choose a last day that has not passed."),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_named(client, tom, given, sentence):
    refused = client.post(reverse("deputies"), naming(deputy=tom.pk) | given)
    assert refused.status_code == 422
    assert sentence in words_of(refused)
    assert Deputy.objects.count() == 0


def test_only_those_who_can_answer_and_are_of_ones_body_can_be_chosen(client, priya, tom, plan):
    member, gone = make_person("member"), make_person("lead", email="gone@marlowvale.example")
    gone.is_active = False
    gone.save()
    elsewhere = make_person("lead", email="elsewhere@thornmouth.example")
    elsewhere.organisation = plan.organisation
    elsewhere.save()
    for person in (member, gone, elsewhere, priya):
        refused = client.post(reverse("deputies"), naming(deputy=person.pk))
        assert refused.status_code == 422
    assert Deputy.objects.count() == 0


def test_a_lead_names_nobody_for_somebody_else(client, signed_in, priya, tom):
    client.post(reverse("deputies"), naming(lead=tom.pk, deputy=tom.pk))
    assert Deputy.objects.get().lead == priya


def test_the_equality_team_names_a_deputy_for_anybody(signed_in, team, priya, tom):
    signed_in(team).post(reverse("deputies"), naming(lead=priya.pk, deputy=tom.pk))
    assert (Deputy.objects.get().lead, Deputy.objects.get().named_by) == (priya, team)


def test_a_lead_ends_their_own_deputy_and_nobody_elses(client, signed_in, priya, tom):
    named = stand_in(tom, priya)
    ending = reverse("deputy_end", args=[named.pk])
    assert signed_in(tom).post(ending).status_code == 404
    assert client.post(ending).status_code == 302
    named.refresh_from_db()
    assert named.ended_by == priya


@pytest.mark.parametrize("role", OTHERS)
def test_others_have_nothing_to_do_with_deputies(signed_in, priya, tom, role):
    named = stand_in(tom, priya)
    browser = signed_in(make_person(role))
    assert browser.get(reverse("deputies")).status_code == 403
    assert browser.post(reverse("deputies"), naming(deputy=tom.pk)).status_code == 403
    assert browser.post(reverse("deputy_end", args=[named.pk])).status_code == 403


def test_a_lead_of_another_plan_is_not_let_in(signed_in, asked, plan):
    other = make_plan(2, title="Another", slug="another", organisation=plan.organisation)
    ioan = make_lead(other, "Ioan Prosser")
    assert signed_in(ioan).get(page_of(asked)).status_code == 404
