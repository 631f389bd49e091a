"""The pages on which a paper is prepared, changed, looked at and thrown away."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.sending_once import new_key
from actionplans.models import PlanPreparation
from actionplans.publications import making, preparing
from actionplans.views import processes
from tests.issued import SITE, issue_plan, page_and_json, prepare_plan
from tests.plans import make_person, make_plan

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quick_files(monkeypatch, settings):
    """A page and JSON alone: what a PDF looks like is tested elsewhere."""
    settings.SITE_ADDRESS = SITE
    monkeypatch.setattr(making.make_or_say_why, "__kwdefaults__", {"written": page_and_json})


@pytest.fixture
def plan():
    return make_plan(4, slug="plan", rounds=2)


@pytest.fixture
def as_(client):
    def signed_in(role):
        client.force_login(make_person(role))
        return client

    return signed_in


def filled(response, **told):
    """The form of a page as a browser would send it, with what is typed over it."""
    shown, data = response.context["form"], {}
    for name, field in shown.fields.items():
        value = shown[name].value()
        if value not in (None, False, ""):
            data[name] = field.prepare_value(value)
    return {**data, **told}


def address(name, *args):
    return reverse(name, args=args)


NEW = "/preparations/new/?plan=plan"


class TestPreparing:
    def test_a_paper_is_prepared_from_its_plan(self, as_, plan):
        client = as_("editor")
        typed = filled(client.get(NEW), title="Progress to October", reference="Appendix 2")
        answer = client.post(NEW, typed)
        made = PlanPreparation.objects.get()
        assert (made.plan, made.title, made.reference) == (plan, "Progress to October", "Appendix 2")
        assert answer.url == address("preparation", made.pk)

    def test_without_a_plan_one_is_chosen_first(self, as_, plan):
        assert NEW in as_("editor").get("/preparations/new/").content.decode()

    def test_everything_that_is_told_is_kept(self, as_, plan):
        first = issue_plan(plan)
        client = as_("editor")
        told = {
            "layout": "aims",
            "round_keys": ["2026-04", "2026-10"],
            "introduction": "To note.\n\nAnd to agree.",
            "committee": "Scrutiny",
            "meeting_words": "Scrutiny, item 7",
            "meeting_on": "2 December 2099",
            "as_at": "6 November 2026",
            "compared_with": str(first.pk),
            "has_qr": "on",
            "embargo_on": "16 November 2099",
            "embargo_time": "5 pm",
            "is_shared": "on",
        }
        client.post(NEW, filled(client.get(NEW), **told))
        made = PlanPreparation.objects.get(issued_at=None)
        assert (made.layout, made.rounds) == ("aims", ["2026-04", "2026-10"])
        assert made.introduction == "To note.\n\nAnd to agree."
        assert (made.committee, made.meeting_words, made.meeting_on) == (
            "Scrutiny",
            "Scrutiny, item 7",
            date(2099, 12, 2),
        )
        assert (made.as_at, made.compared_with, made.has_qr, made.is_shared) == (
            date(2026, 11, 6),
            first,
            True,
            True,
        )
        assert made.embargoed_until == datetime(2099, 11, 16, 17, tzinfo=UTC)

    @pytest.mark.parametrize(
        ("day", "time", "moment"),
        [
            ("29 March 2099", "12.59 am", datetime(2099, 3, 29, 0, 59, tzinfo=UTC)),
            ("29 March 2099", "2 am", datetime(2099, 3, 29, 1, tzinfo=UTC)),
            ("25 October 2099", "12.59 am", datetime(2099, 10, 24, 23, 59, tzinfo=UTC)),
            ("25 October 2099", "1.30 am", datetime(2099, 10, 25, 1, 30, tzinfo=UTC)),
            ("25 October 2099", "2 am", datetime(2099, 10, 25, 2, tzinfo=UTC)),
        ],
    )
    def test_where_the_clocks_change_an_embargo_ends_at_the_later_hour(self, as_, plan, day, time, moment):
        client = as_("editor")
        client.post(NEW, filled(client.get(NEW), embargo_on=day, embargo_time=time))
        held = PlanPreparation.objects.get()
        assert held.embargoed_until == moment
        change = f"/preparations/{held.pk}/change/"
        client.post(change, filled(client.get(change), version=0))
        held.refresh_from_db()
        assert (held.version, held.embargoed_until) == (1, moment)

    def test_an_embargo_in_summer_ends_at_the_local_hour(self, as_, plan):
        client = as_("editor")
        client.post(NEW, filled(client.get(NEW), embargo_on="1 July 2099", embargo_time="9 am"))
        assert PlanPreparation.objects.get().embargoed_until == datetime(2099, 7, 1, 8, tzinfo=UTC)

    @pytest.mark.parametrize(
        ("told", "sentence"),
        [
            ({"title": " "}, "Give the paper a title."),
            ({"as_at": "soon"}, "Write one day"),
            ({"as_at": ""}, "Give the day for which the paper speaks."),
            ({"as_at": "1 January 2099"}, "a paper says what was true on its day"),
            ({"layout": "sideways"}, "Choose a layout from the list."),
            ({"round_keys": ["1999-01"]}, "Choose rounds from the list."),
            ({"compared_with": "99"}, "Choose an issued paper of this plan"),
            ({"embargo_on": "1 January 2020"}, "Choose a moment that is still to come"),
            ({"embargo_time": "5 pm"}, "Give the day of the embargo as well"),
            ({"embargo_on": "1 January 2099", "embargo_time": "5"}, "Say whether it is am or pm"),
            ({"embargo_on": "1 January 2099", "embargo_time": "25:00"}, "Write a time that there is"),
            ({"embargo_on": "29 March 2099", "embargo_time": "1.30 am"}, "the clocks go forward that night"),
        ],
    )
    def test_what_cannot_stand_gets_a_sentence_and_what_was_typed_stays(self, as_, plan, told, sentence):
        client = as_("editor")
        answer = client.post(NEW, {**filled(client.get(NEW), introduction="Keep this."), **told})
        assert answer.status_code == 422
        shown = answer.content.decode()
        assert sentence in shown.replace("’", "'").replace("&#x27;", "'")
        assert "Keep this." in shown
        assert not PlanPreparation.objects.exists()

    def test_a_form_sent_twice_prepares_once(self, as_, plan):
        client = as_("editor")
        typed = filled(client.get(NEW))
        first, second = client.post(NEW, typed), client.post(NEW, typed)
        assert first.url == second.url
        assert PlanPreparation.objects.count() == 1

    def test_a_draft_says_that_it_cannot_be_issued_yet(self, as_):
        make_plan(2, slug="plan", is_draft=True, rounds=1)
        assert "can be prepared and looked at" in as_("editor").get(NEW).content.decode()

    def test_a_paper_of_a_draft_that_is_made_sends_nobody_to_a_publisher(self, as_):
        held = prepare_plan(make_plan(2, slug="plan", is_draft=True, rounds=1))
        shown = as_("editor").get(address("preparation", held.pk)).content.decode()
        assert "The plan is a draft" in shown
        assert "A publisher issues it" not in shown

    def test_it_says_which_papers_of_the_plan_are_in_preparation_already(self, as_, plan):
        client = as_("editor")
        assert "In preparation already" not in client.get(NEW).content.decode()
        held = prepare_plan(plan, title="Progress to October")
        shown = client.get(NEW).content.decode()
        assert "In preparation already" in shown
        assert address("preparation", held.pk) in shown


class TestChanging:
    def test_a_change_is_kept(self, as_, plan):
        held = prepare_plan(plan)
        client, page = as_("editor"), address("preparation_change", held.pk)
        client.post(page, filled(client.get(page), title="Another title"))
        held.refresh_from_db()
        assert (held.title, held.made_sha256) == ("Another title", "")

    def test_an_older_form_is_shown_beside_what_stands_and_keeps_what_was_typed(self, as_, plan):
        held = prepare_plan(plan)
        client, page = as_("editor"), address("preparation_change", held.pk)
        typed = filled(client.get(page), title="Mine", introduction="Mine as well.")
        other = make_person("editor", email="other@x.example")
        told = {"title": "Theirs"}
        preparing.change(held, told, version=held.version, by=other, at=timezone.now())
        answer = client.post(page, typed)
        assert answer.status_code == 409
        shown = answer.content.decode()
        assert all(words in shown for words in ("Theirs", "Mine", "Mine as well.", "Nothing has been lost"))
        assert PlanPreparation.objects.get().title == "Theirs"
        # Sent once more from there, it stands.
        again = {**typed, "version": answer.context["form"]["version"].value()}
        assert client.post(page, again).status_code == 302
        assert PlanPreparation.objects.get().title == "Mine"

    def test_an_embargo_that_is_over_may_stay(self, as_, plan):
        held = prepare_plan(plan, embargoed_until=timezone.now() - timedelta(days=2))
        client, page = as_("editor"), address("preparation_change", held.pk)
        assert client.post(page, filled(client.get(page), title="Changed")).status_code == 302

    def test_what_is_issued_is_not_there_to_be_changed(self, as_, plan):
        publication = issue_plan(plan)
        client = as_("editor")
        for name in ("preparation_change", "preparation_discard"):
            assert client.get(address(name, publication.number)).status_code == 404
        assert client.post(address("preparation_make", publication.number)).status_code == 404

    def test_what_members_may_not_read_yet_is_not_shared_with_them(self, as_, plan):
        embargoed = issue_plan(plan, embargoed_until=datetime(2099, 12, 2, 9, 30, tzinfo=UTC))
        sheet = prepare_plan(plan, supplements=embargoed, note="News.")
        client, address = as_("editor"), f"/preparations/{sheet.pk}/change/"
        answer = client.post(address, filled(client.get(address), is_shared="on"))
        assert answer.status_code == 422
        assert answer.context["form"].errors["is_shared"] == [
            "Do not share it with committee members: it tells what stands in a paper that they may not read "
            "before 2 December 2099, 9.30 am."
        ]

    def test_it_is_thrown_away_once_somebody_confirms(self, as_, plan):
        held = prepare_plan(plan)
        client, page = as_("editor"), address("preparation_discard", held.pk)
        answer = client.post(page, filled(client.get(page)), follow=True)
        assert "Nothing of it was issued" in answer.content.decode()
        assert not PlanPreparation.objects.waiting().exists()
        assert "thrown away by" in client.get(address("preparation", held.pk)).content.decode()


class TestMaking:
    def press(self, client, held):
        """Press the button that makes the files."""
        held.refresh_from_db()
        to = address("preparation_make", held.pk)
        return client.post(to, {"key": new_key(), "version": held.version}, follow=True)

    def test_a_short_paper_is_made_at_once(self, as_, plan):
        held = preparing.prepare(plan, by=make_person("editor"), at=timezone.now())
        shown = self.press(as_("editor"), held).content.decode()
        assert "Look at every file as it will be" in shown
        assert f"/preparations/{held.pk}/paper.html" in shown

    def test_a_long_one_in_a_process_of_its_own(self, as_, plan, monkeypatch):
        begun = []
        monkeypatch.setattr(making, "AT_ONCE", 3)
        monkeypatch.setattr(processes.subprocess, "Popen", lambda line, **more: begun.append(line[2:]))
        held = preparing.prepare(plan, by=make_person("editor"), at=timezone.now())
        answer = self.press(as_("editor"), held)
        assert begun == [["make_paper", str(held.pk)]]
        assert answer["Refresh"] == "3"
        assert "being made" in answer.content.decode()

    def test_one_that_stopped_is_noticed_and_can_be_started_again(self, as_, plan):
        held = preparing.prepare(plan, by=make_person("editor"), at=timezone.now())
        making.start(held, version=0, by=make_person("editor"), at=timezone.now() - timedelta(hours=1))
        client = as_("editor")
        answer = client.get(address("preparation", held.pk))
        assert "stopped halfway" in answer.content.decode()
        assert "Refresh" not in answer
        assert "Look at every file" in self.press(client, held).content.decode()

    def test_why_it_failed_stands_on_the_page(self, as_, plan):
        held = preparing.prepare(plan, by=make_person("editor"), at=timezone.now())
        PlanPreparation.objects.update(making_failed="This paper is too long for one PDF.")
        assert "too long for one PDF" in as_("editor").get(address("preparation", held.pk)).content.decode()

    def test_a_round_that_is_gone_is_a_sentence(self, as_, plan):
        held = preparing.prepare(plan, by=make_person("editor"), at=timezone.now(), round_keys="2026-10")
        plan.rounds.filter(key="2026-10").update(key="2026-11")
        answer = self.press(as_("editor"), held)
        assert answer.status_code == 200
        assert "no round “2026-10”" in answer.content.decode()

    def test_a_paper_changed_since_the_page_was_opened_is_not_made(self, as_, plan):
        held = preparing.prepare(plan, by=make_person("editor"), at=timezone.now())
        to = address("preparation_make", held.pk)
        answer = as_("editor").post(to, {"key": "a-key", "version": 7}, follow=True)
        assert "Somebody changed this paper" in answer.content.decode()
        assert not held.files.exists()


class TestLooking:
    def test_the_team_is_told_who_issues_it(self, as_, plan):
        make_person("publisher")
        shown = as_("editor").get(address("preparation", prepare_plan(plan).pk)).content.decode()
        assert "A publisher issues it. Ask" in shown
        assert "Publisher" in shown

    def test_a_plan_that_changed_since_is_noticed(self, as_, plan):
        held = prepare_plan(plan)
        client, page = as_("editor"), address("preparation", held.pk)
        assert "has changed since" not in client.get(page).content.decode()
        plan.actions.filter(ref="1a").update(words="Other words.")
        assert "The plan has changed since the files were made" in client.get(page).content.decode()

    def test_a_paper_issued_meanwhile_is_noticed(self, as_, plan):
        held = prepare_plan(plan)
        issue_plan(plan)
        shown = as_("editor").get(address("preparation", held.pk)).content.decode()
        assert "Another paper of this plan was issued meanwhile" in shown

    def test_what_changed_and_what_came_stand_on_the_page(self, as_, plan):
        issue_plan(plan)
        plan.actions.filter(ref="1a").update(words="Offer two interpreters.")
        shown = as_("editor").get(address("preparation", prepare_plan(plan).pk)).content.decode()
        assert "Offer two interpreters." in shown
        assert "What was asked for and what came" in shown

    def test_what_is_issued_leads_to_its_record(self, as_, plan):
        publication = issue_plan(plan)
        answer = as_("editor").get(address("preparation", publication.number))
        assert answer.url == publication.get_absolute_url()

    def test_members_read_what_is_shared_without_the_list_of_names(self, as_, plan):
        held = prepare_plan(plan, is_shared=True)
        PlanPreparation.objects.update(
            made_findings='[{"ref": "1a", "column": "Action", "what": "name", "words": "Zebedee Quill"}]'
        )
        answer = as_("member").get(address("preparation", held.pk))
        assert answer.status_code == 200
        assert "Zebedee" not in answer.content.decode()


class TestFiles:
    @pytest.fixture
    def held(self, plan):
        return prepare_plan(plan)

    def test_each_is_served_byte_for_byte_and_kept_by_nobody(self, as_, held):
        client = as_("publisher")
        for file in held.files.all():
            answer = client.get(address("prepared_file", held.pk, file.part, file.format))
            assert answer.content == file.plain
            assert "no-store" in answer["Cache-Control"]
            assert "private" in answer["Cache-Control"]

    def test_the_page_may_load_its_own_stylesheet_and_nothing_else(self, as_, held):
        answer = as_("editor").get(address("prepared_file", held.pk, "paper", "html"))
        style = held.files.get(format="html").style_sha256
        assert f"style-src '{style}'" in answer["Content-Security-Policy"]
        assert "default-src 'none'" in answer["Content-Security-Policy"]

    def test_what_was_not_made_is_not_there(self, as_, held):
        client = as_("editor")
        for part, format in (("paper", "exe"), ("secrets", "html"), ("paper", "pdf")):
            assert client.get(address("prepared_file", held.pk, part, format)).status_code == 404

    def test_what_was_thrown_away_is_not_there(self, as_, held):
        preparing.discard(held, version=held.version, by=make_person("editor"), at=timezone.now())
        assert as_("editor").get(address("prepared_file", held.pk, "paper", "html")).status_code == 404


class TestTheList:
    def test_it_says_how_many_wait(self, as_, plan):
        client = as_("editor")
        assert "No paper waits to be issued" in client.get("/preparations/").content.decode()
        prepare_plan(plan, title="One of them")
        shown = client.get("/preparations/").content.decode()
        assert "One paper waits to be issued" in shown
        assert "One of them" in shown

    def test_members_see_what_is_shared_with_them(self, as_, plan):
        prepare_plan(plan, title="Not yet")
        prepare_plan(plan, title="For members", is_shared=True)
        shown = as_("member").get("/preparations/").content.decode()
        assert ("For members" in shown, "Not yet" in shown) == (True, False)

    def test_its_queries_do_not_grow_with_the_papers(self, as_, plan):
        client, counted = as_("editor"), []
        for number in (2, 20):
            for _ in range(number):
                preparing.prepare(plan, by=make_person("editor"), at=timezone.now())
            client.get("/preparations/")
            with CaptureQueriesContext(connection) as asked:
                client.get("/preparations/")
            counted.append(len(asked))
        assert counted[0] == counted[1] <= 8

    def test_looking_at_one_asks_the_same_at_any_size(self, as_):
        client, counted = as_("editor"), []
        make_person("publisher")
        for number in (4, 40):
            held = prepare_plan(make_plan(number, title=f"Plan of {number}", rounds=2))
            client.get(address("preparation", held.pk))
            with CaptureQueriesContext(connection) as asked:
                client.get(address("preparation", held.pk))
            counted.append(len(asked))
        assert counted[0] == counted[1]


class TestDoors:
    def test_the_plan_leads_to_preparing(self, as_, plan):
        assert NEW in as_("editor").get("/plans/plan/").content.decode()

    def test_the_menu_leads_there_for_those_who_may_read_it(self, as_):
        for role, is_there in (("editor", True), ("publisher", True), ("member", True), ("lead", False)):
            assert ('href="/preparations/"' in as_(role).get("/plans/").content.decode()) == is_there, role


class TestBadInput:
    """Whatever is sent, the answer is a page that says what to do."""

    BAD = {
        "key": "k\x00",
        "version": "9" * 30,
        "title": "\x00",
        "introduction": "x" * 30_000,
        "compared_with": "²",
        "round_keys": ["\x00"],
        "layout": "\x00",
        "as_at": "1 January 0001",
        "embargo_on": "31 February 2027",
        "embargo_time": "12:60",
        "made_sha256": "\x00",
    }

    @pytest.mark.parametrize("role", ["editor", "publisher"])
    @pytest.mark.parametrize("tail", ["", "change/", "make/", "issue/", "discard/", "paper.html", "a.b"])
    def test_of_one_paper(self, as_, plan, role, tail):
        held, client = prepare_plan(plan), as_(role)
        for number in (held.pk, 0, "9" * 30):
            address = f"/preparations/{number}/{tail}"
            answers = [client.get(address), client.post(address), client.post(address, self.BAD)]
            assert all(answer.status_code < 500 for answer in answers), address

    def test_of_lists_and_new_papers(self, as_, plan):
        client, issued = as_("editor"), issue_plan(plan)
        for address in ("/preparations/?page=²", "/preparations/new/?plan=%00", NEW, f"{NEW}%00"):
            assert client.get(address).status_code < 500, address
            assert client.post(address, self.BAD).status_code < 500, address
        assert client.post(f"/publications/{issued.slug}/correct/", self.BAD).status_code == 422
