"""A form sent after its session has ended: what was typed is kept, for its writer alone."""

import re

import pytest
from django.http import HttpResponse, QueryDict
from django.template import Context, Template
from django.test import Client
from django.urls import include, path

from accounts import keeping
from tests.plans import PASSWORD, make_person

WRITER = "lead@marlowvale.example"
TOLD = 'Interpreters are booked.\n<script>alert("no")</script> • Next: Libraries'
FORM = Template('{% load keeping %}<form method="post">{% csrf_token %}{% typed_by %}</form>')


@keeping.sign_in_first
def answer(request):
    """A page with a form, as any room has them; it prints what it was given back."""
    if request.method == "POST":
        return HttpResponse(f"saved: {request.POST['text']}")
    kept = keeping.kept_for(request)
    given = f"{kept['text']}|{','.join(kept.files)}|{sorted(kept)}" if kept else "nothing"
    form = FORM.render(Context({"user": request.user, "csrf_token": "x"}))
    return HttpResponse(f"back: {given} {form}")


@keeping.sign_in_first(page="answer", words={"text": "Your answer", "reason": "Why"})
def send(request):
    """Takes only what is sent; the page with the form is another."""
    return HttpResponse("sent")


@keeping.sign_in_first(words={"text": "Your answer"})
def named(request):
    """A page whose form names the field that people write in."""
    return HttpResponse("read")


@keeping.sign_in_first(page="answer")
def take_back(request):
    """A button beside the form, with a form of its own."""
    return HttpResponse("taken back")


urlpatterns = [
    path("answer/take-back/", take_back, name="take_back"),
    path("answer/", answer, name="answer"),
    path("answer/send/", send, name="send"),
    path("answer/named/", named, name="named"),
    path("", include("config.urls")),
]
handler403 = "config.errors.permission_denied"


@pytest.fixture(autouse=True)
def writer(db, settings):
    settings.ROOT_URLCONF = __name__
    return make_person("lead", WRITER)


def typed(user, text=TOLD, **more):
    return {"text": text, keeping.SEAL: keeping.seal(user), "version": "7", **more}


def sign_in(client, email=WRITER, **more):
    return client.post("/sign-in/password/", {"email": email, "password": PASSWORD, **more})


def test_reading_a_page_asks_to_sign_in_and_leads_back(client):
    assert client.get("/answer/?round=2026-10").url == "/sign-in/?next=/answer/%3Fround%3D2026-10"


def test_what_was_typed_is_there_again_after_signing_in(client, writer):
    sent = client.post("/answer/", typed(writer))
    assert sent.url == "/sign-in/?next=/answer/"
    assert "nothing is lost" in client.get(sent.url).content.decode()
    sign_in(client, next="/answer/")
    assert f"back: {TOLD}||['text', 'version']" in client.get("/answer/").content.decode()


def test_it_is_still_there_when_the_page_is_loaded_twice(client, writer):
    client.post("/answer/", typed(writer))
    sign_in(client)
    client.get("/answer/")
    assert TOLD in client.get("/answer/").content.decode()


def test_once_the_form_is_sent_nothing_is_kept(client, writer):
    client.post("/answer/", typed(writer))
    sign_in(client)
    client.post("/answer/", typed(writer, "Better words"))
    assert "back: nothing" in client.get("/answer/").content.decode()


def test_another_page_does_not_get_it(client, writer):
    client.post("/answer/named/", typed(writer))
    sign_in(client)
    assert "back: nothing" in client.get("/answer/").content.decode()


def test_another_person_at_the_same_machine_does_not_get_it(client, writer):
    make_person("editor", "editor@marlowvale.example")
    client.post("/answer/", typed(writer))
    sign_in(client, "editor@marlowvale.example")
    assert "back: nothing" in client.get("/answer/").content.decode()
    assert "Interpreters" not in str(dict(client.session))


def test_another_browser_does_not_get_it(client, writer):
    client.post("/answer/", typed(writer))
    other = Client()
    sign_in(other)
    assert "back: nothing" in other.get("/answer/").content.decode()


@pytest.mark.parametrize("seal", ["", "1", "1:forged", None])
def test_without_the_signed_field_nothing_is_kept_and_the_words_are_shown(client, writer, seal):
    response = client.post("/answer/", {"text": TOLD} | ({} if seal is None else {keeping.SEAL: seal}))
    assert response.status_code == 403
    assert "Interpreters are booked." in response.content.decode()
    assert "<script>alert" not in response.content.decode()
    assert 'href="/sign-in/?next=/answer/"' in response.content.decode()
    assert "sessionid" not in response.cookies
    assert "no-store" in response.headers["Cache-Control"]


def test_a_form_with_nothing_written_in_it_only_asks_to_sign_in(client):
    assert client.post("/answer/", {"tick": "on"}).url == "/sign-in/?next=/answer/"


def test_more_than_a_session_holds_is_shown_to_be_copied(client, writer):
    response = client.post("/answer/", typed(writer, "word " * 50_000))
    assert response.status_code == 403
    assert "word word" in response.content.decode()


def test_the_oldest_forms_make_room_for_the_newest(client, writer, rf):
    request = client.get("/sign-in/").wsgi_request
    for number in range(keeping.FORMS_KEPT + 3):
        request.POST = QueryDict(f"text={number}&typed_by={keeping.seal(writer)}")
        keeping.keep(request, f"/answer/{number}/")
    assert not keeping.is_kept(request, "/answer/2/")
    assert keeping.is_kept(request, f"/answer/{keeping.FORMS_KEPT + 2}/")
    assert len(request.session[keeping.KEPT]) == keeping.FORMS_KEPT


def test_all_that_is_kept_together_has_a_limit(client, writer):
    request = client.get("/sign-in/").wsgi_request
    for number in range(5):
        request.POST = QueryDict(f"text={'x' * 90_000}&typed_by={keeping.seal(writer)}")
        keeping.keep(request, f"/answer/{number}/")
    assert list(request.session[keeping.KEPT]) == ["/answer/3/", "/answer/4/"]


def test_a_second_tab_does_not_push_out_the_words_of_the_first(client, writer):
    client.post("/answer/", typed(writer, "Words of the first tab"))
    second = client.post("/answer/", typed(writer, "Words of the second tab"))
    assert second.status_code == 403
    assert "Words of the second tab" in second.content.decode()
    sign_in(client)
    assert "Words of the first tab" in client.get("/answer/").content.decode()


def test_the_same_form_sent_again_is_kept_as_it_was_sent_last(client, writer):
    form = typed(writer, "Half a sentence")
    client.post("/answer/", form, headers={"accept": "application/json"})
    client.post("/answer/", form | {"text": "Half a sentence, and the rest"})
    sign_in(client)
    assert "and the rest" in client.get("/answer/").content.decode()


def test_files_are_not_kept_and_are_named(client, writer, tmp_path):
    (tmp_path / "booking log.csv").write_text("a,b")
    with (tmp_path / "booking log.csv").open() as file:
        client.post("/answer/", typed(writer, evidence=file))
    sign_in(client)
    assert "|booking log.csv|" in client.get("/answer/").content.decode()


def test_a_view_that_only_takes_forms_leads_to_the_page_of_the_form(client, writer):
    assert client.post("/answer/send/", typed(writer)).url == "/sign-in/?next=/answer/"
    assert client.get("/answer/send/").url == "/sign-in/?next=/answer/"
    sign_in(client)
    assert TOLD in client.get("/answer/").content.decode()
    client.post("/answer/send/", typed(writer))
    assert "back: nothing" in client.get("/answer/").content.decode()


def test_a_button_beside_the_form_neither_takes_its_place_nor_drops_it(client, writer):
    client.post("/answer/", typed(writer))
    sent = client.post("/answer/take-back/", {keeping.SEAL: keeping.seal(writer), "version": "7"})
    assert sent.url == "/sign-in/?next=/answer/"
    sign_in(client)
    client.post("/answer/take-back/", {"version": "7"})
    assert TOLD in client.get("/answer/").content.decode()


def test_a_script_is_told_to_sign_in_without_being_sent_elsewhere(client, writer):
    response = client.post("/answer/", typed(writer), headers={"accept": "application/json"})
    assert response.status_code == 401
    assert response.json() == {"sign_in": "/sign-in/?next=/answer/", "kept": True}


def test_the_field_names_only_who_is_signed_in(writer):
    field = FORM.render(Context({"user": writer}))
    value = re.search(r'name="typed_by" value="([^"]+)"', field).group(1)
    assert keeping.writer({"typed_by": value})[0] == str(writer.pk)
    assert "typed_by" not in FORM.render(Context({}))


@pytest.fixture
def signed_in(writer):
    client = Client(enforce_csrf_checks=True)
    client.force_login(writer)
    return client


def test_a_form_that_is_too_old_shows_what_was_typed_escaped(signed_in, writer):
    response = signed_in.post("/answer/named/", typed(writer, why="not to be shown here"))
    page = response.content.decode()
    assert response.status_code == 403
    assert "Your answer, as you typed it" in page
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(&quot;no&quot;)" in page
    assert "not to be shown" not in page
    assert 'href="/answer/named/"' in page
    assert "no-store" in response.headers["Cache-Control"]


def test_a_form_that_is_too_old_shows_no_key_and_no_password(signed_in, writer):
    page = signed_in.post("/answer/", typed(writer, new_password="four words of mine")).content.decode()
    assert keeping.seal(writer) not in page
    assert "four words of mine" not in page


def test_a_form_with_a_password_is_never_shown_again(signed_in):
    response = signed_in.post("/account/", {"old": "four words of mine", "new": "four other loud words"})
    assert response.status_code == 403
    assert "words of mine" not in response.content.decode()
    assert "loud" not in response.content.decode()


def test_a_form_that_is_too_old_changes_nothing_in_the_session(signed_in, writer):
    before = dict(signed_in.session)
    signed_in.post("/answer/", typed(writer))
    assert dict(signed_in.session) == before


@pytest.mark.parametrize("address", ["/admin/actionplans/plan/add/", "/imports/new/"])
def test_what_was_typed_at_the_desk_or_pasted_is_shown_when_the_session_is_over(client, address):
    response = client.post(address, {"title": "A plan of many words", "pasted": TOLD})
    assert response.status_code == 403
    assert "Interpreters are booked." in response.content.decode()
    assert f'href="/sign-in/?next={address}"' in response.content.decode()


def test_a_form_of_the_desk_that_is_too_old_shows_its_words_and_no_password():
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_person("admin"))
    page = client.post(
        "/admin/accounts/user/add/", {"name": "Tom Hathersage", "new_password": "four words of mine"}
    ).content.decode()
    assert "Tom Hathersage" in page
    assert "words of mine" not in page
