"""Lines P16 to P30 of the policy, by row: who can really read or do it, on the half of one action that Priya leads."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.models import Deputy
from actionplans.models import Update
from actionplans.rounds import answering, evidencing, signing_off
from tests.access.policy import written
from tests.issued import issue_plan
from tests.plans import make_person, make_plan
from tests.rounds import ANSWERED_AT, REVIEWED_AT, asked_of, make_lead, make_round, said, split

WORD, FILE, NEW = "Quillwort", "Sneezewort", "Bogbean"
BREADTH = "DMSO2A"
# {who: their roles}. "own lead", "deputy" and "own publisher" answer for the row; what the last one sent is their own work.
ROLES = {
    "anonymous": ["anonymous"],
    "member": ["member"],
    "lead of nothing": ["lead"],
    "lead of another action": ["lead"],
    "lead of the other half": ["lead"],
    "own lead": ["lead"],
    "deputy": ["lead"],
    "deputy whose days are over": ["lead"],
    "deputy who was ended": ["lead"],
    "own publisher": ["lead", "publisher"],
    "editor": ["editor"],
    "publisher": ["publisher"],
    "steward": ["steward"],
    "admin": ["admin"],
}
OWNERS = ("own lead", "deputy", "own publisher")
# Who leads the other half leads the action: what is signed off on it is theirs to read as well.
LEADS_OF_THE_ACTION = (*OWNERS, "lead of the other half")


class Row:
    """The answer asked for on the internal half of 1a, in some state; everybody of `ROLES` beside it."""

    def __init__(self):
        self.plan = make_plan(8, slug="plan", priorities=2, rounds=0)
        split(self.plan.actions.get(ref="1a"))
        self.people = {who: self.person(who) for who in ROLES if who != "anonymous"}
        self.held = make_round(self.plan, by=make_person("editor", email="opener@marlowvale.example"))
        self.asked = asked_of(self.held, "1a", "internal")
        self.evidence = None

    def person(self, who):
        roles = ROLES[who]
        email = f"{who.replace(' ', '-')}@marlowvale.example"
        leads = {
            "lead of another action": "Ioan Prosser",
            "lead of the other half": "Tom Hathersage",
            "own lead": "Priya Nandakumar",
            "own publisher": "Priya Nandakumar",
        }
        if who in leads:
            user = make_lead(self.plan, leads[who], email=email)
            for role in set(roles) - {"lead"}:
                user.role_grants.create(role=role)
            return type(user).objects.get(pk=user.pk)
        user = make_person(roles[0], email=email)
        if who.startswith("deputy"):
            over = who == "deputy whose days are over"
            Deputy.objects.create(
                lead=self.people_lead(),
                deputy=user,
                starts_on=date(2020, 1, 1),
                ends_on=date(2020, 2, 1) if over else date(2099, 1, 1),
                named_by=user,
                **({"ended_by": user, "ended_at": ANSWERED_AT} if who.endswith("ended") else {}),
            )
        return user

    def people_lead(self):
        return make_person("lead", email="own-lead@marlowvale.example")

    def bring_into(self, state, *, by="own publisher"):
        """Have it drafted with a file, sent by `by`, signed off, or issued."""
        user = self.people[by]
        draft = answering.save_draft(
            self.asked, said(self.plan, words=WORD), version=0, by=user, at=ANSWERED_AT
        )
        self.evidence = evidencing.put_file(
            draft, "log.csv", f"{FILE},1\n".encode(), limit=1000, by=user, at=ANSWERED_AT
        )
        if state == "draft":
            return
        version = Update.objects.get(pk=draft.pk).version
        update = answering.submit(
            self.asked, said(self.plan, words=WORD), version=version, by=user, at=ANSWERED_AT
        )
        if state in ("signed off", "issued"):
            signing_off.sign_off(update, version=update.version, by=self.people["editor"], at=REVIEWED_AT)
        if state == "issued":
            issue_plan(self.plan)

    @property
    def answer(self):
        return Update.objects.filter(asked=self.asked).first()

    def client(self, who):
        client = Client()
        if who != "anonymous":
            client.force_login(self.people[who])
        return client

    def form(self, **more):
        """A form made from the answer as it stands."""
        green = self.plan.scale.statuses.get(words="Green: on track")
        typed = {"answer": "progress", "status": green.pk, "words": NEW}
        version = self.answer.version if self.answer else 0
        return {"key": uuid4().hex, "version": version} | typed | more

    def address(self, name):
        args = (
            [self.asked.pk]
            if name.startswith("answer") and name not in ("answer_edit", "answer_add")
            else None
        )
        return reverse(name, args=args or [self.plan.slug, self.held.key, self.asked.pk])


def reads(client, *addresses, word=WORD):
    """Whether this word stands on any of these pages."""
    pages = [client.get(address, follow=False) for address in addresses]
    return any(word in page.getvalue().decode(errors="replace") for page in pages)


def reads_anywhere(client, row):
    """Whether the words of the answer are read on any page that shows answers of a round."""
    return reads(
        client,
        row.address("answer"),
        row.address("round_answer"),
        row.held.get_absolute_url(),
        reverse("my_actions"),
        row.plan.get_absolute_url(),
        row.asked.action.get_absolute_url(),
        f"{row.plan.get_absolute_url()}paper/",
        f"{row.plan.get_absolute_url()}paper.csv",
        f"{row.plan.get_absolute_url()}paper.json",
    )


def writes(client, row):
    client.post(row.address("answer"), row.form(keep="1"))
    return row.answer.words == NEW


def throws_away(client, row):
    client.post(row.address("answer_discard"), row.form())
    return row.answer is None


def overwrites(client, row):
    """By any form there is, without a step that keeps what was sent."""
    for name in ("answer", "round_answer"):
        client.post(row.address(name), row.form(keep="1", then="", because=""))
        client.post(row.address(name), row.form(send="1"))
    return row.answer.words != WORD


def takes_back(client, row):
    client.post(row.address("answer_take_back"), row.form())
    return row.answer.state == "draft"


def signs_off(client, row):
    client.post(row.address("round_answer"), row.form(then="sign_off"))
    return row.answer.state == "signed_off"


def returns(client, row):
    client.post(row.address("round_answer"), row.form(then="send_back", because="How many?"))
    return row.answer.state == "returned"


def attaches(client, row):
    more = {"add": "1", "link": "https://www.example.org/log", "link_words": "Log"}
    client.post(row.address("answer_evidence"), row.form(words=WORD, **more))
    return row.answer.evidence.count() == 2


def downloads(client, row):
    return reads(client, reverse("evidence", args=[row.evidence.pk]), word=FILE)


def sets_status(client, row):
    red = row.plan.scale.statuses.get(words="Red: off track")
    client.post(row.address("answer"), row.form(keep="1", status=red.pk))
    return row.answer.status == red


def overrides_status(client, row):
    red = row.plan.scale.statuses.get(words="Red: off track")
    client.post(row.address("answer_edit"), row.form(words=WORD, status=red.pk, because="It stands still."))
    return row.answer.status == red


def extends(client, row):
    form = {"key": uuid4().hex, "version": row.held.version, "due_on": "18 June 2098", "because": "Leave"}
    client.post(reverse("round_extend", args=[row.plan.slug, row.held.key]), form)
    row.held.refresh_from_db()
    return row.held.due_on == date(2098, 6, 18)


def sees_who_is_missing(client, row):
    return reads(client, reverse("chase", args=[row.plan.slug, row.held.key]), word="Tom Hathersage")


# (line, state of the answer, what is tried)
LINES = [
    ("P16", "draft", reads_anywhere),
    ("P17", "draft", writes),
    ("P18", "draft", throws_away),
    ("P19", "submitted", reads_anywhere),
    ("P20", "submitted", overwrites),
    ("P21", "submitted", takes_back),
    ("P22", "submitted", signs_off),
    ("P23", "signed off", reads_anywhere),
    ("P24", "issued", reads_anywhere),
    ("P25", "draft", attaches),
    ("P26", "submitted", downloads),
    ("P27", "draft", sets_status),
    ("P28", "submitted", overrides_status),
    ("P29", "submitted", extends),
    ("P30", "submitted", sees_who_is_missing),
]


def letter(line, who):
    """The widest letter this person's roles have."""
    return max((written()[line][role] for role in ROLES[who]), key=BREADTH.index)


def allowed(line, who):
    """Whether the policy lets this person, on this row, which the own publisher sent."""
    given = letter(line, who)
    if given == "2":
        return who != "own publisher"
    return given == "A" or (given == "O" and who in (LEADS_OF_THE_ACTION if line == "P23" else OWNERS))


@pytest.fixture
def row(db):
    return Row()


def tried_by_everybody(row, attempt):
    """{who: whether they could}, each from the same beginning."""
    could = {}
    for who in ROLES:
        with transaction.atomic():
            could[who] = attempt(row.client(who), row)
            transaction.set_rollback(True)
        row.held.refresh_from_db()
    return could


@pytest.mark.parametrize(("line", "state", "attempt"), LINES)
def test_it_is_as_the_policy_says_for_everybody(row, line, state, attempt):
    row.bring_into(state)
    assert tried_by_everybody(row, attempt) == {who: allowed(line, who) for who in ROLES}


def test_an_answer_is_returned_by_those_who_sign_off_and_by_nobody_else(row):
    """P22 again. Returning one's own words takes nothing past a second pair of eyes."""
    row.bring_into("submitted")
    could = tried_by_everybody(row, returns)
    assert could | {"own publisher": False} == {who: allowed("P22", who) for who in ROLES}


def test_what_was_signed_off_in_a_draft_is_the_teams(row):
    """P23: while a plan is a draft nobody is its lead, so that O is empty there."""
    row.bring_into("signed off")
    row.plan.is_draft = True
    row.plan.save()
    could = tried_by_everybody(row, reads_anywhere)
    assert could == {who: letter("P23", who) == "A" for who in ROLES}


@pytest.mark.parametrize("line", ["P16", "P19"])
def test_a_leak_would_be_seen(row, line, monkeypatch):
    """The same trial goes red where the rows are not narrowed."""
    row.bring_into("draft" if line == "P16" else "submitted")
    monkeypatch.setattr(type(type(row.asked).objects.all()), "reportable_by", lambda rows, user: rows)
    assert tried_by_everybody(row, reads_anywhere) != {who: allowed(line, who) for who in ROLES}
