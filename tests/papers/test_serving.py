"""Issued files go out as they were stored: the same bytes, compressed where that is taken, known again without the database."""

import gzip
from datetime import timedelta

import pytest
from django.utils import timezone

from papers import publishing, remembering
from papers.models import PublicationFile
from papers.remembering import Memory
from papers.serving import takes_gzip
from tests.issued import ISSUED_AT, issue_plan, prepare_plan
from tests.plans import make_person, make_plan

pytestmark = pytest.mark.django_db
PAGE = "/publications/appendix-2/paper/"


@pytest.fixture
def publication(db):
    return issue_plan(make_plan(6, slug="a-plan"), slug="appendix-2", reference="Appendix 2")


def kept(publication, format="html", part="paper"):
    return PublicationFile.objects.get(publication=publication, format=format, part=part)


def lasting(publication, format="html"):
    return f"/publications/{publication.slug}/{kept(publication, format).sha256}.{format}"


def withdraw(publication):
    return publishing.note(
        publication, "withdrawn", "It named a resident.", by=make_person("publisher"), at=ISSUED_AT
    )


def test_a_reader_who_takes_gzip_gets_the_stored_bytes(client, publication):
    file = kept(publication)
    response = client.get(PAGE, headers={"Accept-Encoding": "gzip, deflate, br"})
    assert response.content == bytes(file.content)
    assert response["Content-Encoding"] == "gzip"
    assert response["Content-Length"] == str(len(file.content))
    assert response["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("accepted", ["", "identity", "gzip;q=0", "br", "gzip;q=x"])
def test_another_reader_gets_what_they_stand_for(client, publication, accepted):
    response = client.get(PAGE, headers={"Accept-Encoding": accepted})
    assert response.content == kept(publication).plain
    assert "Content-Encoding" not in response
    assert response["Content-Length"] == str(kept(publication).size)


@pytest.mark.parametrize("accepted", ["gzip", "x-gzip", "*", "br;q=1.0, gzip;q=0.8, *;q=0.1", "GZIP"])
def test_gzip_is_taken_where_it_is_said(accepted):
    assert takes_gzip(accepted)


def test_the_two_codings_have_different_strong_etags(client, publication):
    packed = client.get(PAGE, headers={"Accept-Encoding": "gzip"})["ETag"]
    plain = client.get(PAGE)["ETag"]
    assert packed != plain
    assert plain == f'"{kept(publication).sha256}"'
    assert not packed.startswith("W/")


def test_every_address_of_a_file_gives_the_same_bytes(client, publication):
    addresses = [
        PAGE,
        "/publications/appendix-2.html",
        "/publications/appendix-2/paper.html",
        lasting(publication),
    ]
    assert {client.get(address).content for address in addresses} == {kept(publication).plain}


def test_only_the_address_with_the_hash_may_be_kept_for_ever(client, publication):
    assert client.get(lasting(publication))["Cache-Control"] == "public, max-age=31536000, immutable"
    assert client.get(PAGE)["Cache-Control"] == "public, no-cache"


def test_a_head_tells_of_the_same_answer_without_its_bytes(client, publication):
    for accepted in ("gzip", ""):
        whole = client.get(PAGE, headers={"Accept-Encoding": accepted})
        head = client.head(PAGE, headers={"Accept-Encoding": accepted})
        assert head.content == b""
        assert dict(head.headers) == dict(whole.headers)


def test_a_part_of_a_file_is_not_offered(client, publication):
    response = client.get(PAGE, headers={"Range": "bytes=0-9"})
    assert response.status_code == 200
    assert response["Accept-Ranges"] == "none"
    assert response.content == kept(publication).plain


def test_each_format_has_its_type_and_a_good_name(client, publication):
    page, data = client.get(PAGE), client.get("/publications/appendix-2.json")
    assert page["Content-Type"] == "text/html; charset=utf-8"
    assert page["Content-Disposition"] == 'inline; filename="appendix-2.html"'
    assert data["Content-Type"] == "application/json"
    assert data["Content-Disposition"] == 'inline; filename="appendix-2.json"'


def test_a_frozen_page_may_load_its_own_stylesheet_and_nothing_else(client, publication):
    policy = client.get(PAGE)["Content-Security-Policy"]
    assert f"style-src '{kept(publication).style_sha256}'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_a_page_that_is_not_modified_keeps_its_policy(client, publication):
    etag = client.get(PAGE)["ETag"]
    again = client.get(PAGE, headers={"If-None-Match": etag})
    assert again.status_code == 304
    assert again["Content-Security-Policy"] == client.get(PAGE)["Content-Security-Policy"]


def test_a_file_costs_one_query(client, publication, django_assert_num_queries):
    address = lasting(publication)
    with django_assert_num_queries(1):
        client.get(PAGE, headers={"Accept-Encoding": "gzip"})
    with django_assert_num_queries(1):
        client.head(address)


@pytest.mark.parametrize("accepted", ["gzip", ""])
def test_who_has_it_is_told_so_without_the_database(client, publication, accepted, django_assert_num_queries):
    etag = client.get(PAGE, headers={"Accept-Encoding": accepted})["ETag"]
    for said in (etag, f'"another", {etag}', f"W/{etag}", "*"):
        with django_assert_num_queries(0):
            again = client.get(PAGE, headers={"Accept-Encoding": accepted, "If-None-Match": said})
        assert again.status_code == 304
        assert again["ETag"] == etag
        assert again.content == b""


def test_who_is_signed_in_is_not_looked_up_for_what_everybody_may_read(
    client, publication, django_assert_num_queries
):
    client.force_login(make_person("editor"))
    with django_assert_num_queries(1):
        response = client.get(PAGE)
    assert response["Cache-Control"] == "public, no-cache"


def test_no_file_sets_a_cookie_or_varies_by_one(client, publication):
    client.force_login(make_person("editor"))
    for address in (PAGE, lasting(publication), "/publications/appendix-2.json"):
        response = client.get(address)
        assert response.cookies == {}
        assert response["Vary"] == "Accept-Encoding"


def test_who_has_other_bytes_gets_these(client, publication):
    client.get(PAGE)
    assert client.get(PAGE, headers={"If-None-Match": '"another"'}).status_code == 200


def test_a_condition_on_other_bytes_fails(client, publication):
    etag = client.get(PAGE)["ETag"]
    assert client.get(PAGE, headers={"If-Match": '"another"'}).status_code == 412
    asked = {"If-Match": '"another"', "If-None-Match": etag}
    assert client.get(PAGE, headers=asked).status_code == 412


def test_who_has_it_since_it_was_out_is_told_so(client, publication):
    at = client.get(PAGE)["Last-Modified"]
    assert client.get(PAGE, headers={"If-Modified-Since": at}).status_code == 304


EMBARGOED = {"embargoed_until": timezone.now() + timedelta(days=30)}
CONDITIONS = ["If-None-Match", "If-Match", "If-Modified-Since", "Range"]


def told(response):
    return response.status_code, dict(response.headers), response.content


@pytest.mark.parametrize("condition", CONDITIONS)
def test_a_paper_before_its_day_is_as_one_that_never_was(client, condition):
    publication = issue_plan(make_plan(2, slug="a-plan"), slug="appendix-2", **EMBARGOED)
    addresses = [
        PAGE,
        "/publications/appendix-2/",
        "/publications/appendix-2.html",
        "/publications/appendix-2.json",
        "/publications/appendix-2/proof/",
        lasting(publication),
    ]
    short = [f"/p/{publication.number}/paper.html"]
    for places, nowhere in ((addresses, "/publications/never/paper/"), (short, "/p/999999/paper.html")):
        never = told(client.get(nowhere, headers={condition: "*"}))
        assert never[0] == 404
        for address in places:
            assert told(client.get(address, headers={condition: "*"})) == never, address


def test_those_who_may_read_it_before_its_day_keep_it_nowhere(client):
    issue_plan(make_plan(2, slug="a-plan"), slug="appendix-2", **EMBARGOED)
    client.force_login(make_person("editor"))
    response = client.get(PAGE)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert client.get(PAGE, headers={"If-None-Match": response["ETag"]}).status_code == 200
    client.logout()
    assert client.get(PAGE, headers={"If-None-Match": response["ETag"]}).status_code == 404


def test_a_member_reads_it_before_its_day_where_it_is_shared(client):
    issue_plan(make_plan(2, slug="a-plan"), slug="appendix-2", is_shared=True, **EMBARGOED)
    issue_plan(make_plan(2, slug="b-plan", title="B"), slug="appendix-3", **EMBARGOED)
    client.force_login(make_person("member"))
    assert client.get(PAGE).status_code == 200
    assert client.get("/publications/appendix-3/paper/").status_code == 404


@pytest.mark.parametrize("condition", CONDITIONS)
def test_a_withdrawn_file_is_gone_whatever_is_asked_with_it(client, publication, condition):
    address = lasting(publication)
    etag = client.get(PAGE)["ETag"]
    withdraw(publication)
    for place in (PAGE, address, "/publications/appendix-2.json"):
        response = client.get(place, headers={condition: etag})
        assert response.status_code == 410
        assert "It named a resident." in response.content.decode()
        assert "no-cache" in response["Cache-Control"]


def test_a_withdrawn_file_is_gone_for_the_equality_team_too(client, publication):
    withdraw(publication)
    client.force_login(make_person("editor"))
    assert client.get(PAGE).status_code == 410


def test_what_a_withdrawn_paper_never_had_was_never_there(client, publication):
    withdraw(publication)
    assert client.get("/publications/appendix-2.docx").status_code == 404


def test_a_format_that_was_not_issued_is_not_there(client, publication):
    for address in ("appendix-2.docx", "appendix-2.exe", "appendix-2/paper.docx", "appendix-2/changes.html"):
        assert client.get(f"/publications/{address}").status_code == 404


def test_a_hash_of_another_paper_is_not_there(client, publication):
    other = issue_plan(make_plan(2, slug="b-plan", title="B"), slug="b")
    assert client.get(f"/publications/appendix-2/{kept(other).sha256}.html").status_code == 404


def test_a_paper_in_volumes_leads_to_the_choice_of_them(client, publication):
    volume = publishing.stored("paper", "pdf-1", b"%PDF-1.7 one")
    PublicationFile.objects.create(publication=publication, **volume)
    response = client.get("/publications/appendix-2.pdf")
    assert (response.status_code, response.url) == (302, "/publications/appendix-2/#files")
    assert client.get("/publications/appendix-2.pdf-1")["Content-Disposition"] == (
        'inline; filename="appendix-2-volume-1.pdf"'
    )


def test_the_short_address_of_a_file_leads_to_it(client, publication):
    response = client.get(f"/p/{publication.number}/paper.json")
    assert response.url == "/publications/appendix-2/paper.json"


def test_before_it_is_issued_the_short_address_leads_to_the_prepared_file(client):
    preparation = prepare_plan(make_plan(2, slug="a-plan"))
    assert client.get(f"/p/{preparation.pk}/paper.html").status_code == 404
    client.force_login(make_person("editor"))
    response = client.get(f"/p/{preparation.pk}/paper.html")
    assert response.url == f"/preparations/{preparation.pk}/paper.html"


def test_what_was_served_is_forgotten_after_a_few_seconds(tmp_path):
    now = [0.0]
    memory = Memory(tmp_path / "mark", fresh=5, clock=lambda: now[0])
    memory.keep("/a", "known", state=memory.state())
    assert memory.find("/a") == "known"
    now[0] = 5.1
    assert memory.find("/a") is None


def test_the_memory_is_bounded(tmp_path):
    memory = Memory(tmp_path / "mark", most=3)
    for number in range(10):
        memory.keep(f"/{number}", number, state=memory.state())
    assert [memory.find(f"/{number}") for number in range(10)] == [None] * 7 + [7, 8, 9]


def test_another_process_forgets_at_once(tmp_path):
    here, there = Memory(tmp_path / "mark"), Memory(tmp_path / "mark")
    there.keep("/a", "known", state=there.state())
    here.forget()
    assert there.find("/a") is None


def test_what_was_read_before_a_withdrawal_is_not_remembered_after_it(tmp_path):
    memory = Memory(tmp_path / "mark")
    state = memory.state()
    memory.forget()
    memory.keep("/a", "known", state=state)
    assert memory.find("/a") is None


def test_a_folder_that_cannot_be_written_stops_no_withdrawal(tmp_path):
    memory = Memory(tmp_path / "nowhere" / "mark")
    memory.keep("/a", "known", state=memory.state())
    memory.forget()
    assert memory.find("/a") is None


def test_nothing_but_what_is_public_is_remembered(client):
    issue_plan(make_plan(2, slug="a-plan"), slug="appendix-2", **EMBARGOED)
    client.force_login(make_person("editor"))
    client.get(PAGE)
    assert remembering.served.find(PAGE) is None


def test_the_stored_bytes_unpack_to_what_was_hashed(publication):
    file = kept(publication)
    assert publishing.digest(gzip.decompress(bytes(file.content))) == file.sha256
