"""Whatever is sent to the pages of papers, issued and to be issued, the answer is a page of ours."""

from urllib.parse import quote_from_bytes

import pytest

from tests.access.world import make_world
from tests.site.rubbish import VALUES, Rubbish, client_of, send

BEGINNINGS = ("publications", "preparations", "p/", "sitemap", "plans/<slug:plan>/")
TIMES = 500
# Every name that a form or an address of papers reads, beside those that all forms have.
NAMES = [
    *("since", "later", "plan", "body", "committee", "year", "q", "page", "p", "volume", "layout", "rounds"),
    *(
        "round_keys",
        "title",
        "introduction",
        "reference",
        "committee",
        "meeting_words",
        "meeting_on",
        "as_at",
    ),
    *(
        "compared_with",
        "has_qr",
        "embargo_on",
        "embargo_time",
        "is_shared",
        "note",
        "made_sha256",
        "looked_at",
    ),
    *(
        "reason",
        "rows",
        "because",
        "key",
        "version",
        "status",
        "priority",
        "lead",
        "order",
        "overdue",
        "silent",
    ),
]
TYPED = ["layout", "title", "as_at", "note", "reason", "made_sha256", "rows"]


class RubbishOfPapers(Rubbish):
    """Requests with the names that pages of papers read, and with values that come near."""

    near = [
        *(b"open-plan", b"draft-plan", b"open-plan-issued", b"open-plan-embargoed", b"open-plan-withdrawn"),
        *(
            b"priorities",
            b"1a",
            b"2026",
            b"Corporate Scrutiny",
            b"6 November 2026",
            b"29 March 2026",
            b"01:30",
        ),
        *(b"25 October 2026", b"1 November 9999", b"31 December 9999", b"23:59", b"1 January 0001", b"00:00"),
    ]

    def pairs(self):
        chance = self.chance
        values = [*VALUES, *self.near * 3]
        found = [(chance.choice(NAMES), chance.choice(values)) for _ in range(chance.randint(0, 10))]
        if chance.random() < 0.7:
            found += [(name, chance.choice(self.near)) for name in TYPED]
            found.append(("key", b"%032x" % chance.getrandbits(128)))
            found.append(("version", b"%d" % chance.randint(0, 3)))
        return found


@pytest.fixture
def world(db):
    return make_world()


def test_no_form_and_no_query_of_a_paper_is_a_fault(world):
    also = ("editor", "editor", "publisher", "publisher")
    send(RubbishOfPapers(7), world, BEGINNINGS, times=TIMES, also=also)


@pytest.mark.parametrize("role", ["editor", None])
def test_no_part_of_an_address_of_a_paper_is_a_fault(world, role):
    client, number = client_of(role), world.publication_number
    short = [value for value in VALUES if len(value) < 400]
    for value in short:
        odd = quote_from_bytes(value, safe="").replace(".", "%2E")
        for address in (
            f"/p/{number}/{odd}",
            f"/p/{odd}/",
            f"/p/{odd}/1a",
            f"/publications/{odd}/",
            f"/publications/{world.publication}/rows/{odd}/",
            f"/publications/{world.publication}/{odd}.pdf",
            f"/publications/{world.publication}.{odd}",
            f"/publications/{world.publication}/changes/?since={odd}",
            f"/publications/{world.publication}/changes/{odd}.pdf",
            f"/publications/compare/?plan={odd}",
            f"/publications/compare/?plan={world.open.slug}&later={odd}&since={odd}",
            f"/preparations/{odd}/",
            f"/preparations/new/?plan={odd}",
            f"/plans/{odd}/issued/",
            f"/plans/{world.open.slug}/issued/paper.{odd}",
            f"/plans/{world.open.slug}/issued/actions/{odd}/",
            f"/sitemap-{odd}.xml",
            f"/sitemap-actions.xml?p={odd}",
        ):
            assert client.get(address).status_code < 500, (address, value)
