"""Pages of a plan that is being worked on: whom they are for, address by address, word by word."""

import io
import re
import zipfile

import pytest
from django.db.models import Value
from django.db.models.functions import Concat

from accounts.models import Contributor
from accounts.permissions import Role
from actionplans.filters import with_words
from actionplans.models import (
    Action,
    Addendum,
    Evidence,
    Outcome,
    Plan,
    Priority,
    ProgressScale,
    ProgressStatus,
    Recommendation,
    ReportingRound,
    ServiceComment,
    SuccessMeasure,
    Target,
    Timescale,
    Update,
)
from actionplans.onscreen.history import history_of
from actionplans.onscreen.open_rounds import open_rounds
from actionplans.rounds import answering
from tests.access import policy
from tests.access.working_world import (
    CHANGED,
    EVERYTHING,
    OUTSIDERS,
    TODAY,
    browser,
    make_working_world,
    own_of,
    person,
    shown,
)
from tests.access.world import DRAFT_WORD, UNISSUED_WORD
from tests.plans import make_person, make_plan, signed_in
from tests.rounds import ANSWERED_AT, asked_of, make_lead, make_round, said
from tests.shown import words_of

pytestmark = pytest.mark.django_db


# Where words stand that somebody may change after a plan was issued.
WORDS = {
    Plan: [
        "title",
        "paper_title",
        "period_words",
        "introduction",
        "reference",
        "running_head",
        "adoption_words",
    ],
    Priority: ["words"],
    Outcome: ["words"],
    Recommendation: ["words", "detail"],
    ServiceComment: ["words"],
    Action: ["words", "detail", "lead_service_words", "lead_officer_words", "status_words"],
    SuccessMeasure: ["words"],
    Target: ["words"],
    Timescale: ["words"],
    ProgressScale: ["name"],
    ProgressStatus: ["words"],
    ReportingRound: ["words", "meeting_words"],
    Update: ["words", "status_words"],
    Addendum: ["words"],
    Evidence: ["words"],
    Contributor: ["name"],
}


@pytest.fixture
def world():
    return make_working_world()


class TestPages:
    def test_a_lead_opens_the_working_page_of_their_own_action(self, world):
        page = words_of(signed_in("lead").get(f"/plans/{world.open.slug}/actions/1a/"))
        assert UNISSUED_WORD in page

    def test_and_never_that_of_a_neighbour(self, world):
        page = words_of(signed_in("lead").get(f"/plans/{world.open.slug}/actions/1b/"))
        assert UNISSUED_WORD not in page

    def test_the_working_page_of_an_own_action_says_nothing_of_its_neighbours(self, world):
        beside = world.open.actions.exclude(pk__in=own_of(world.open, person("lead")))
        beside.update(words="Goldcrest")
        for each in world.open.actions.all():
            each.outcomes.set(Outcome.objects.filter(plan=world.open))
        for ref in ("1a", "2a"):
            page = words_of(signed_in("lead").get(f"/plans/{world.open.slug}/actions/{ref}/"))
            assert UNISSUED_WORD in page
            assert "Goldcrest" not in page

    @pytest.mark.parametrize("role", OUTSIDERS)
    def test_no_page_shows_a_word_that_was_not_issued(self, world, role):
        reader, secrets = browser(role), (DRAFT_WORD, UNISSUED_WORD)
        plan = f"/plans/{world.open.slug}/"
        draft = f"/plans/{world.draft.slug}/"
        pages = ["/", "/plans/", "/how-to-read/"]
        for base in (plan, draft):
            pages += [base, f"{base}actions/1a/", f"{base}actions/2b/", f"{base}paper/", f"{base}rounds.ics"]
            pages += [f"{base}paper.{name}" for name in ("csv", "json")]
        for address in pages:
            page = words_of(reader.get(address, follow=True), errors="replace")
            assert not any(word in page for word in secrets), address

    @pytest.mark.parametrize("role", [*OUTSIDERS, "lead"])
    def test_a_word_of_a_working_row_finds_nothing_in_any_list_or_search(self, world, role):
        """Of a neighbour's row for a lead. What is found for it is what is found for a word that stands nowhere."""
        action = world.open.actions.get(ref="1b")
        Action.objects.filter(pk=action.pk).update(words="Goldcrest", lead_officer_words="Firecrest")
        update = action.updates.filter(state="signed_off").first()
        Update.objects.filter(pk=update.pk).update(words="Chiffchaff")
        Addendum.objects.create(update_added_to=update, order=9, on=TODAY, words="Dunnock")
        reader = browser(role)
        for place in ("/plans/", f"/plans/{world.open.slug}/"):
            nothing = shown(reader.get(place, {"q": "Zyzzyva"}))
            for word in ("Goldcrest", "Firecrest", "Chiffchaff", "Dunnock"):
                found = shown(reader.get(place, {"q": word}))
                assert found.replace(word, "Zyzzyva") == nothing, (place, word)
                rows = with_words(Action.objects.visible_to(person(role)), word, user=person(role))
                assert not rows.exists()

    @pytest.mark.parametrize("role", OUTSIDERS)
    def test_what_is_hidden_is_as_what_is_not_there(self, world, role):
        """The same status, and the same headers, as of an address at which nothing ever stood."""
        reader = browser(role)
        for hidden, nothing in (
            (f"/plans/{world.draft.slug}/", "/plans/nothing-at-all/"),
            (f"/plans/{world.draft.slug}/actions/1a/", "/plans/nothing-at-all/actions/1a/"),
            (f"/plans/{world.draft.slug}/paper.csv", "/plans/nothing-at-all/paper.csv"),
            (f"/plans/{world.draft.slug}/rounds.ics", "/plans/nothing-at-all/rounds.ics"),
            (f"/evidence/{world.evidence}/", "/evidence/999999/"),
        ):
            one, other = reader.get(hidden), reader.get(nothing)
            assert one.status_code == other.status_code == 404
            assert {name for name, _ in one.items()} == {name for name, _ in other.items()}
            assert words_of(one, "replace").replace(hidden, "") == words_of(other, "replace").replace(
                nothing, ""
            )

    def test_the_days_of_rounds_are_for_those_who_read_the_plan_as_it_is_worked_on(self, world):
        calendar = f"/plans/{world.open.slug}/rounds.ics"
        statuses = {
            role: browser(role).get(calendar).status_code for role in (*OUTSIDERS, *EVERYTHING, "lead")
        }
        allowed = {*EVERYTHING, "lead"}
        assert statuses == {role: 200 if role in allowed else 404 for role in statuses}

    def test_a_paper_of_working_rows_is_not_its_leads(self, world):
        for name in ("paper/", "paper.csv", "paper.json"):
            page = words_of(
                signed_in("lead").get(f"/plans/{world.open.slug}/{name}", follow=True), errors="replace"
            )
            assert UNISSUED_WORD not in page


class TestEveryAddress:
    """Every word of a working row is changed after the plan was issued; whoever reads what was issued meets none of it."""

    def change_every_word(self, *, but=()):
        for model, names in [each for each in WORDS.items() if each[0] not in but]:
            for name in names:
                model.objects.update(**{name: Concat(Value(f"{CHANGED} "), name)})

    def said(self, response):
        """All that an answer says: where it leads, its headers, its body and what is packed in that."""
        body = response.getvalue()
        parts = [str(dict(response.headers)).encode(), body]
        if body.startswith(b"PK"):
            package = zipfile.ZipFile(io.BytesIO(body))
            parts += [package.read(name) for name in package.namelist()]
        return b"\n".join(parts)

    def test_no_address_says_a_word_that_was_not_issued(self, world):
        self.change_every_word()
        addresses = [world.fill(row.example) for rows in policy.ADDRESSES.values() for row in rows]
        addresses += [
            f"{place}?q={word}" for place in ("/plans/", "/publications/") for word in ("Promise", "plan")
        ]
        editor, found = signed_in("editor"), []
        assert CHANGED.encode() in self.said(editor.get("/plans/"))
        for role in OUTSIDERS:
            reader = browser(role)
            for address in addresses:
                # A paper in preparation that members share says of which plan it is.
                is_shared = role == "member" and address.startswith("/preparations/")
                if not is_shared and CHANGED.encode() in self.said(reader.get(address)):
                    found.append((role, address))
        assert "\n".join(map(str, found)) == ""

    def test_a_paper_in_preparation_says_to_members_as_it_was_made_and_no_word_since(self, world):
        self.change_every_word(but=[Plan])
        reader = signed_in("member")
        for address in ("/preparations/", f"/preparations/{world.preparation}/"):
            response = reader.get(address)
            assert response.status_code == 200
            assert CHANGED.encode() not in self.said(response)

    def test_a_lead_meets_the_words_of_their_own_actions_alone(self, world):
        beside = Action.objects.exclude(pk__in=own_of(world.open, person("lead")))
        for model, path in (
            (Action, "pk"),
            (Update, "action"),
            (Timescale, "action"),
            (SuccessMeasure, "action"),
        ):
            model.objects.filter(**{f"{path}__in": beside.values("pk")}).update(words=f"{CHANGED} beside")
        Plan.objects.filter(pk=world.draft.pk).update(title=f"{CHANGED} draft")
        reader, found = signed_in("lead"), []
        addresses = [world.fill(row.example) for rows in policy.ADDRESSES.values() for row in rows]
        for address in [*addresses, f"/plans/{world.open.slug}/actions/1b/", f"/my-actions/{world.drafted}/"]:
            if CHANGED.encode() in self.said(reader.get(address)):
                found.append(address)
        assert found == []


class TestAnswering:
    def form(self, world):
        return signed_in("lead").get(f"/my-actions/{world.drafted}/").content.decode()

    def listed(self, world):
        return dict(re.findall(r'<option value="([^"]*)">([^<]*)</option>', self.form(world)))

    def test_the_other_actions_are_offered_as_they_were_issued(self, world):
        listed = self.listed(world)
        assert set(listed) == {"1b", "2a", "2b"}
        assert UNISSUED_WORD in listed["2a"]
        assert listed["1b"] == "Promise 2: offer an interpreter at counter 2"

    def test_of_a_plan_that_was_never_issued_ones_own_are_offered_alone(self):
        plan = make_plan(8, slug="fresh", rounds=0)
        lead = make_lead(plan, email="lead@marlowvale.example")
        held = make_round(plan)
        page = signed_in("lead", lead.email).get(f"/my-actions/{asked_of(held, '1a').pk}/").content.decode()
        assert re.findall(r'<option value="([^"]*)">', page) == ["3a"]

    def test_two_of_one_reference_are_told_apart_without_the_words_of_a_neighbours(self, world):
        Action.objects.filter(plan=world.open, ref__in=["1b", "2b"]).update(ref="9z", words="Goldcrest")
        sent = {"key": "0" * 32, "version": 1, "answer": "same_as", "same_as": "9z", "send": "yes"}
        page = words_of(signed_in("lead").post(f"/my-actions/{world.drafted}/", sent))
        assert "Which of them?" in page
        assert "Promise 2: offer an interpreter" in page
        assert "Goldcrest" not in page

    @pytest.mark.parametrize("ref", ["1b", "77z"])
    def test_what_there_is_not_and_what_is_not_theirs_to_read_is_refused_in_the_same_words(self, ref):
        plan = make_plan(8, slug="fresh", rounds=0)
        lead = make_lead(plan, email="lead@marlowvale.example")
        asked = asked_of(make_round(plan), "1a")
        sent = {"key": "0" * 32, "version": 0, "answer": "same_as", "same_as": ref, "send": "yes"}
        page = words_of(signed_in("lead", lead.email).post(f"/my-actions/{asked.pk}/", sent))
        assert f"Check the reference: you can read no action {ref} of this plan." in page
        assert not Update.objects.filter(asked=asked, same_as__isnull=False).exists()

    def test_what_was_issued_of_a_neighbours_can_be_the_same(self, world):
        sent = {"key": "0" * 32, "version": 1, "answer": "same_as", "same_as": "1b", "send": "yes"}
        signed_in("lead").post(f"/my-actions/{world.drafted}/", sent)
        assert Update.objects.get(asked=world.drafted).same_as.ref == "1b"

    def test_what_the_answer_names_already_stays(self):
        plan = make_plan(8, slug="fresh", rounds=0)
        lead = make_lead(plan, email="lead@marlowvale.example")
        asked = asked_of(make_round(plan), "1a")
        other = said(plan, words="", status=None, answer="same_as", same_as=plan.actions.get(ref="1b"))
        answering.save_draft(asked, other, version=0, by=make_person("editor"), at=ANSWERED_AT)
        sent = {"key": "0" * 32, "version": 1, "answer": "same_as", "same_as": "1b", "send": "yes"}
        assert signed_in("lead", lead.email).post(f"/my-actions/{asked.pk}/", sent).status_code == 302


class TestCounts:
    def test_a_lead_is_told_of_an_open_round_what_was_asked_of_their_own_actions(self, world):
        own = own_of(world.open, person("lead"))
        held = world.open.rounds.get(key=world.round_key)
        told = {
            role: [each.receipt for each in open_rounds(person(role), reviews=False)] for role in Role.values
        }
        asked = held.requests.standing().filter(action__in=own).count()
        assert told["lead"] == [f"0 of {asked} received and signed off"]
        assert told["editor"] == [f"1 of {held.requests.standing().count()} received and signed off"]
        assert all(told[role] == [] for role in OUTSIDERS)

    def test_what_was_asked_and_answered_is_theirs_alone(self, world):
        lead = person("lead")
        own, whole = own_of(world.open, lead), history_of(world.open, person("editor"), today=TODAY)
        history = history_of(world.open, lead, today=TODAY)
        everything = list(world.open.actions.values_list("pk", flat=True))
        assert set(history.said) <= own < set(whole.said)
        for each in history.rounds:
            assert history.tally(each, everything).signed_off == history.tally(each, own).signed_off
            assert set(history.answered[each.pk]) <= own
            assert set(history.asked.get(each.pk, ())) <= own

    @pytest.mark.parametrize("role", OUTSIDERS)
    def test_to_others_there_was_no_round(self, world, role):
        history = history_of(world.open, person(role), today=TODAY)
        assert (history.rounds, history.said, history.asked) == ([], {}, {})
