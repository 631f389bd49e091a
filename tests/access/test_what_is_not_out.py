"""A reader who follows every link from the front page, the feeds and the site map meets no word of a paper that is not out.

Each paper that is not out has a word of its own, in everything that is told of it; so have a withdrawn one (in its rows
alone, for its record stays), papers in preparation, and a draft.
"""

import re
from datetime import UTC, datetime
from html import unescape
from urllib.parse import urldefrag, urljoin

import pytest
from django.test import Client

from actionplans.models import Action
from actionplans.publications import issuing, making, preparing, supplementing
from papers import publishing
from papers.models import Publication
from tests.issued import ISSUED_AT, SITE, issue_plan, page_and_json, prepare_plan
from tests.plans import make_person, make_plan

pytestmark = pytest.mark.django_db
FAR_OFF = datetime(2099, 12, 2, 9, 30, tzinfo=UTC)
WORDS = {
    "before": "Aconite",
    "sheet": "Campion",
    "correction": "Bryony",
    "withdrawn": "Dittany",
    "prepared": "Eyebright",
    "thrown away": "Feverfew",
    "draft": "Goldenrod",
    "only one": "Hyssop",
    "working": "Lovage",
}
BEGINNINGS = (
    "/",
    "/sitemap.xml",
    "/publications/feed.atom",
    "/publications/compare/",
    "/plans/plan/feed.atom",
)
READERS = (None, "member", "lead", "steward", "admin")
LINKS = re.compile(r"""(?:href|src)="([^"]*)"|<loc>([^<]*)</loc>|<id>(http[^<]*)</id>""")


def told(word):
    """A word in everything that is told of a paper."""
    places = ("title", "reference", "introduction", "committee", "meeting_words")
    return {name: f"{word} {name}" for name in places}


def say(plan, word):
    """The word in an action of the plan."""
    Action.objects.filter(plan=plan, ref="1a").update(words=f"Promise {word}, {word} at the counter")


def issue_sheet(publication, word):
    """A sheet of late news on this paper under embargo."""
    editor = make_person("editor")
    prepared = supplementing.prepare_sheet(
        publication, keys=["1a"], note=f"{word} came.", by=editor, at=ISSUED_AT, today=ISSUED_AT.date()
    )
    prepared = preparing.change(
        prepared,
        {"embargoed_until": FAR_OFF, **told(word)},
        version=prepared.version,
        by=editor,
        at=ISSUED_AT,
    )
    made = making.make(prepared, site=SITE, by=editor, at=ISSUED_AT, written=page_and_json)
    return issuing.issue(
        made,
        version=made.version,
        made_sha256=made.made_sha256,
        by=make_person("publisher"),
        at=ISSUED_AT,
        slug=f"{word}-sheet".lower(),
    )


@pytest.fixture
def world():
    """One plan of which one paper is out, between others that are not; a plan of which nothing is; a draft."""
    plan = make_plan(3, slug="plan", rounds=1, priorities=1)

    def issue(what, **more):
        word = WORDS[what]
        say(plan, word)
        return issue_plan(plan, slug=f"{word}-paper".lower(), **{**told(word), **more})

    issue("before", embargoed_until=FAR_OFF)
    gone = issue("withdrawn", **dict.fromkeys(told(""), ""), compared_with=None, embargoed_until=None)
    publishing.note(gone, "withdrawn", "It was wrong.", by=make_person("publisher"), at=ISSUED_AT)
    say(plan, "openly")
    out = issue_plan(plan, slug="out", compared_with=None, embargoed_until=None)
    say(plan, WORDS["sheet"])
    issue_sheet(out, WORDS["sheet"])
    issue("correction", corrects=out, note=f"{WORDS['correction']} was wrong.", embargoed_until=FAR_OFF)
    say(plan, WORDS["prepared"])
    prepare_plan(plan, **told(WORDS["prepared"]))
    say(plan, WORDS["thrown away"])
    lost = prepare_plan(plan, **told(WORDS["thrown away"]))
    preparing.discard(lost, version=lost.version, by=make_person("editor"), at=ISSUED_AT)
    say(plan, WORDS["working"])
    draft = WORDS["draft"]
    prepare_plan(
        make_plan(2, slug=draft.lower(), title=f"{draft} plan", is_draft=True, text=draft), **told(draft)
    )
    only = WORDS["only one"]
    other = make_plan(2, slug=only.lower(), title=f"{only} plan", text=only)
    issue_plan(other, slug=f"{only}-paper".lower(), embargoed_until=FAR_OFF, **told(only))
    return plan


def reader(role):
    client = Client()
    if role:
        client.force_login(make_person(role, email=f"{role}@reader.example"))
    return client


def everything(client):
    """{address: (status, what stands there and in its headers)} of all that links lead to."""
    found, waiting = {}, list(BEGINNINGS)
    while waiting:
        address = waiting.pop()
        if address in found or address.startswith(("/static/", "/admin/")):
            continue
        answer = client.get(address)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        words = content.decode(errors="replace")
        found[address] = answer.status_code, f"{answer.headers}{words}"
        links = [unescape("".join(each)) for each in LINKS.findall(words)]
        waiting += [_ours(address, each) for each in [*links, answer.get("Location", "")] if each]
    return {address: each for address, each in found.items() if address}


def _ours(address, link):
    """The address of this site to which a link leads; an address without words where it leads elsewhere."""
    whole = urldefrag(urljoin(f"{SITE}{address}", link)).url
    for site in (SITE, "http://testserver", "http://127.0.0.1:8000"):
        if whole.startswith(f"{site}/"):
            return whole[len(site) :]
    return "/"


def words_in(text):
    return [what for what, word in WORDS.items() if word.casefold() in text.casefold()]


@pytest.mark.parametrize("role", READERS)
def test_no_link_leads_to_a_word_that_is_not_out(world, role):
    read = everything(reader(role))
    # The archive names a withdrawn paper by its address, and its record says that it was there.
    slug = f"{WORDS['withdrawn']}-paper".lower()
    met = {
        address: found
        for address, (_, text) in read.items()
        if (found := words_in(text.replace(slug, "").replace(slug.replace("-", "%2D"), "")))
    }
    assert met == {}
    assert {"/publications/out/", "/plans/plan/actions/1a/", "/publications/out/rows/1a/"} <= set(read)
    assert len(read) > 40


def test_the_equality_team_meets_them(world):
    """What this looks for is there to be found."""
    read = everything(reader("editor"))
    met = {what for _, text in read.values() for what in words_in(text)}
    assert met >= {"before", "sheet", "correction", "prepared", "draft", "only one", "working"}


@pytest.mark.parametrize("what", WORDS)
def test_a_search_for_such_a_word_answers_as_for_a_word_that_is_nowhere(world, what):
    client = reader(None)
    for address in ("/plans/", "/publications/", "/plans/plan/", "/plans/plan/issued/"):
        answers = []
        for asked in (WORDS[what], "Zzyzx"):
            answer = client.get(address, {"q": asked})
            words = re.sub(r'value="\w{64}"', "", answer.content.decode())
            answers.append((answer.status_code, re.sub(asked, "…", words, flags=re.IGNORECASE)))
        assert answers[0] == answers[1], address


def test_no_address_of_a_paper_that_is_not_out_is_told_from_one_that_never_was(world):
    client = reader(None)
    for slug in Publication.objects.exclude(slug="out").standing().values_list("slug", flat=True):
        number = Publication.objects.get(slug=slug).number
        for tail in ("", "paper/", "proof/", "changes/", "rows/1a/", "paper.json", "changes/out.pdf"):
            answers = [client.get(f"/publications/{each}/{tail}") for each in (slug, "never")]
            assert answers[0].status_code == answers[1].status_code == 404, (slug, tail)
            assert answers[0].content == answers[1].content
        for tail in ("", "1a", "paper.pdf"):
            answers = [client.get(f"/p/{each}/{tail}") for each in (number, 987654)]
            assert answers[0].status_code == answers[1].status_code == 404, (slug, tail)
            assert answers[0].content == answers[1].content
