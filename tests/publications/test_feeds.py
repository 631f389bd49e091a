"""Feeds and the map of the site: what was issued, for people and machines that want to be told."""

import xml.etree.ElementTree as ET
from datetime import timedelta

import pytest
from django.utils import timezone

from papers import publishing
from tests.issued import ISSUED_AT, issue_plan
from tests.plans import make_person, make_plan

pytestmark = pytest.mark.django_db
EVERY = "/publications/feed.atom"
ATOM = "{http://www.w3.org/2005/Atom}"
LATER = ISSUED_AT + timedelta(days=2)
WAITS = timezone.now() + timedelta(days=9)


@pytest.fixture
def plan():
    return make_plan(3, slug="a-plan", title="A plan")


def feed(client, address=EVERY):
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(response.content)


def entries(client, address=EVERY):
    """(title, words, path) of each entry."""
    return [
        (
            each.findtext(f"{ATOM}title"),
            each.findtext(f"{ATOM}summary"),
            each.find(f"{ATOM}link").get("href").removeprefix("http://testserver"),
        )
        for each in feed(client, address).iter(f"{ATOM}entry")
    ]


def ids(client, address=EVERY):
    return [each.findtext(f"{ATOM}id") for each in feed(client, address).iter(f"{ATOM}entry")]


def test_an_issued_paper_is_an_entry(client, plan):
    made = issue_plan(plan, slug="one", reference="Appendix 2", title="Progress", committee="Cabinet")
    assert entries(client) == [
        ("Appendix 2: Progress", "For Cabinet. Borough of Marlow Vale, A plan.", "/publications/one/")
    ]
    assert ids(client) == [f"urn:sha256:{made.sha256}"]
    assert feed(client).findtext(f"{ATOM}updated") == "2026-11-16T14:40:00+00:00"


def test_what_became_of_a_paper_is_an_entry_too(client, plan):
    one = issue_plan(plan, slug="one", title="Progress")
    issue_plan(plan, slug="two", at=LATER, corrects=one, note="Twelve.", title="Progress")
    titles = [title for title, *_ in entries(client)]
    assert set(titles[:2]) == {"Corrected: Progress", "Corrected paper: Progress"}
    assert titles[2:] == ["Progress"]
    assert ("Corrected: Progress", "Twelve.", "/publications/two/") in entries(client)


def test_a_note_is_as_old_as_the_paper_to_which_it_points_has_been_out(client, plan):
    one = issue_plan(plan, slug="one", title="Progress")
    out = LATER + timedelta(hours=1)
    issue_plan(plan, at=LATER, corrects=one, note="Twelve.", title="Progress", embargoed_until=out)
    updated = [each.findtext(f"{ATOM}updated") for each in feed(client).iter(f"{ATOM}entry")]
    assert updated == [out.isoformat(), out.isoformat(), ISSUED_AT.isoformat()]


def test_a_supplementary_sheet_is_called_so_once(client, plan):
    one = issue_plan(plan, slug="one", title="Progress")
    issue_plan(
        plan, slug="two", at=LATER, supplements=one, note="News.", title="Supplementary sheet to Progress"
    )
    assert "Supplementary sheet to Progress" in [title for title, *_ in entries(client)]


def test_a_withdrawn_paper_is_told_of_as_that_alone(client, plan):
    one = issue_plan(plan, slug="one", title="Progress")
    publishing.note(one, "withdrawn", "Named.", by=make_person("publisher"), at=LATER)
    assert entries(client) == [("Withdrawn: Progress", "Named.", "/publications/one/")]


def test_what_waits_for_its_day_is_in_no_feed(client, plan):
    one = issue_plan(plan, slug="one", title="Progress")
    issue_plan(plan, slug="two", at=LATER, corrects=one, note="Twelve.", embargoed_until=WAITS)
    client.force_login(make_person("editor"))
    for address in (EVERY, "/plans/a-plan/feed.atom", "/plans/a-plan/actions/1a/feed.atom"):
        assert "two" not in client.get(address).content.decode()
        assert "Twelve" not in client.get(address).content.decode()


def test_a_plan_has_a_feed_of_its_own(client, plan):
    issue_plan(plan, slug="one", title="Progress")
    issue_plan(make_plan(2, slug="b-plan", title="B"), slug="other", title="Other")
    assert [title for title, *_ in entries(client, "/plans/a-plan/feed.atom")] == ["Progress"]


@pytest.mark.parametrize(
    "address",
    ["/plans/a-plan/feed.atom", "/plans/never/feed.atom", "/plans/a-plan/actions/1a/feed.atom"],
)
def test_a_plan_of_which_nothing_is_out_has_no_feed(client, plan, address):
    issue_plan(plan, slug="one", embargoed_until=WAITS)
    assert client.get(address).status_code == 404


def test_an_action_has_an_entry_in_each_paper_with_what_is_new(client, plan):
    issue_plan(plan, slug="one", title="May")
    issue_plan(plan, slug="two", title="June", at=LATER)
    plan.actions.filter(ref="1a").update(words="Another promise altogether, about buses")
    issue_plan(plan, slug="three", title="July", at=LATER + timedelta(days=1))
    told = entries(client, "/plans/a-plan/actions/1a/feed.atom")
    assert [title.partition(": ")[2].partition(": ")[2] for title, *_ in told] == ["July", "June", "May"]
    assert "New since 9 November 2026: New wording." in told[0][1]
    assert "Nothing changed since 9 November 2026." in told[1][1]
    assert "This is the first paper that has it." in told[2][1]
    assert len(set(ids(client, "/plans/a-plan/actions/1a/feed.atom"))) == 3


def test_a_feed_holds_what_xml_does_not(client, plan):
    plan.actions.filter(ref="1a").update(words="Meet\x0bstaff \x02 and \uffff")
    issue_plan(plan, slug="one", title="A\x02 paper", meeting_words="\x02 item")
    assert entries(client, "/publications/feed.atom")[0][0] == "A\ufffd paper"
    assert len(entries(client, "/plans/a-plan/actions/1a/feed.atom")) == 1


def test_words_that_look_like_html_are_told_as_they_were_written(client, plan):
    issue_plan(plan, slug="one", meeting_words="Item <i>7</i> & 8")
    assert "For Item &lt;i&gt;7&lt;/i&gt; &amp; 8." in entries(client, "/publications/feed.atom")[0][1]


def test_a_withdrawn_paper_says_nothing_of_an_action(client, plan):
    one = issue_plan(plan, slug="one")
    publishing.note(one, "withdrawn", "Named.", by=make_person("publisher"), at=LATER)
    assert client.get("/plans/a-plan/actions/1a/feed.atom").status_code == 404


@pytest.mark.parametrize("address", [EVERY, "/plans/a-plan/feed.atom", "/plans/a-plan/actions/1a/feed.atom"])
def test_a_reader_who_has_it_is_told_so(client, plan, address):
    issue_plan(plan, slug="one")
    first = client.get(address)
    assert client.get(address).content == first.content
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert client.get(address, headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 304
    issue_plan(plan, slug="two", at=LATER)
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_an_empty_feed_does_not_change_by_itself(client):
    assert client.get(EVERY).content == client.get(EVERY).content
    assert feed(client).findtext(f"{ATOM}updated") == "1970-01-01T00:00:00+00:00"


@pytest.mark.parametrize("address", [EVERY, "/plans/a-plan/feed.atom", "/plans/a-plan/actions/1a/feed.atom"])
def test_a_feed_costs_as_many_queries_with_many_papers_as_with_few(
    client, plan, address, django_assert_max_num_queries
):
    issue_plan(plan, slug="first")
    counts = []
    for number in range(2):
        with django_assert_max_num_queries(4) as captured:
            client.get(address)
        counts.append(len(captured))
        for each in range(5):
            made = issue_plan(plan, slug=f"p-{number}-{each}")
            publishing.note(made, "late_news", "More.", by=make_person("publisher"), at=LATER)
    assert counts[0] == counts[1]


def addresses(client, address):
    return [
        each.text.removeprefix("http://testserver")
        for each in ET.fromstring(client.get(address).content).iter()
        if each.tag.endswith("}loc")
    ]


def test_the_map_has_what_everybody_may_read(client, plan):
    issue_plan(plan, slug="one")
    withdrawn = issue_plan(make_plan(2, slug="b-plan", title="B"), slug="gone")
    publishing.note(withdrawn, "withdrawn", "Named.", by=make_person("publisher"), at=LATER)
    issue_plan(make_plan(2, slug="c-plan", title="C"), slug="waits", embargoed_until=WAITS)
    make_plan(2, slug="d-plan", title="D", is_draft=True)
    sections = addresses(client, "/sitemap.xml")
    found = {address for section in sections for address in addresses(client, section)}
    actions = {f"/plans/a-plan/actions/{action.slug}/" for action in plan.actions.all()}
    assert found == {
        *("/", "/plans/", "/publications/", "/how-to-read/", "/accessibility/"),
        *("/plans/a-plan/", "/publications/one/"),
        *actions,
    }
    for address in found:
        assert client.get(address).status_code == 200
    assert client.get("/sitemap-nothing.xml").status_code == 404
