"""Evidence: put to a draft and taken from it with the whole form kept, and given out as a download."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from actionplans.models import Evidence, Update
from actionplans.rounds import answering, evidencing, signing_off
from actionplans.rounds.refusals import Refused
from papers.models import SourceFile
from tests.answering.answer_forms import errors_of, fill, page_of, press, send, typed_in
from tests.plans import make_person
from tests.rounds import ANSWERED_AT, REVIEWED_AT, asked_of, said
from tests.shown import words_of

LOG = b"Counter,Bookings\nNorthgate,61\n"
WORDS = "Two have opened."


def a_file(name="Bookings.csv", content=LOG):
    return SimpleUploadedFile(name, content)


def change(client, asked, typed, **more):
    return client.post(f"{page_of(asked)}evidence/", typed | more)


@pytest.fixture
def draft(asked, priya, plan):
    return answering.save_draft(asked, said(plan, WORDS), version=0, by=priya, at=ANSWERED_AT)


@pytest.fixture
def log(draft, priya):
    return evidencing.put_file(draft, "Bookings.csv", LOG, limit=1000, by=priya, at=ANSWERED_AT)


def test_a_link_and_files_are_put_to_a_draft_and_the_text_is_kept(client, asked):
    typed = fill(client, asked, words=WORDS, link="www.example.org/log", link_words="The booking log")
    added = change(client, asked, typed, files=[a_file(), a_file("Second.txt", b"More")])
    assert (added.status_code, added.url) == (302, page_of(asked))
    update = Update.objects.get(asked=asked)
    assert [(each.words, each.link, bool(each.file)) for each in update.evidence.order_by("id")] == [
        ("The booking log", "https://www.example.org/log", False),
        ("Bookings.csv", "", True),
        ("Second.txt", "", True),
    ]
    typed = typed_in(client.get(page_of(asked)))
    assert (typed["words"], typed["link"]) == (WORDS, "")


def test_evidence_goes_along_when_the_answer_is_sent(client, asked, statuses):
    typed = fill(client, asked, words=WORDS, status=statuses["Green"], link="https://example.org/log")
    press(client, asked, "send", typed, files=[a_file()])
    update = Update.objects.get(asked=asked)
    assert (update.state, update.evidence.count()) == ("submitted", 2)


def test_a_refused_answer_keeps_its_evidence(client, asked):
    typed = fill(client, asked, words=WORDS, link="https://example.org/log")
    refused = press(client, asked, "send", typed, files=[a_file()])
    assert refused.status_code == 422
    assert Update.objects.get(asked=asked).evidence.count() == 2
    assert typed_in(refused)["link"] == ""
    assert "Bookings.csv" in words_of(refused)


@pytest.mark.parametrize(
    ("name", "content"), [("page.html", b"<script>"), ("not.pdf", b"words"), ("empty.txt", b"")]
)
def test_a_file_that_is_not_taken_keeps_the_text_and_says_why(client, asked, name, content):
    refused = change(client, asked, fill(client, asked, words=WORDS), files=[a_file(name, content)])
    assert refused.status_code == 422
    assert name in errors_of(refused)["files"]
    update = Update.objects.get(asked=asked)
    assert (update.words, update.evidence.count()) == (WORDS, 0)
    assert "Your answer is kept as a draft." in words_of(refused)


def test_a_file_over_the_limit_is_not_kept(client, asked, settings):
    settings.UPLOAD_LIMIT_BYTES = 10
    refused = change(client, asked, fill(client, asked, words=WORDS), files=[a_file()])
    assert "Choose a smaller file" in errors_of(refused)["files"]
    assert SourceFile.objects.filter(is_evidence=True).count() == 0


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://example.org/a",
        "file:///etc/passwd",
        "two words",
        "https://",
        "https://name:secret@example.org/",
        "https://example.org/" + "a" * 600,
    ],
)
def test_only_a_web_address_is_a_link_and_what_was_typed_stays(client, asked, link):
    refused = change(client, asked, fill(client, asked, words=WORDS, link=link))
    assert "Copy the whole address" in errors_of(refused)["link"]
    assert Evidence.objects.filter(evidence_of__asked=asked).count() == 0
    assert typed_in(client.get(page_of(asked)))["link"] == link


def test_a_piece_is_taken_away_with_the_text_kept(client, asked, log):
    typed = fill(client, asked, words="More words.")
    gone = change(client, asked, typed, remove=str(log.pk))
    assert gone.status_code == 302
    assert not Evidence.objects.filter(pk=log.pk).exists()
    assert Update.objects.get(asked=asked).words == "More words."


@pytest.mark.parametrize("number", ["", "99999", "x", "9" * 40, "-1"])
def test_taking_away_what_is_not_there_changes_nothing(client, asked, log, number):
    assert change(client, asked, fill(client, asked), remove=number).status_code == 302
    assert Evidence.objects.filter(pk=log.pk).exists()


def test_nobody_takes_away_a_piece_of_another_answer(client, asked, log, december, plan, tom):
    theirs = answering.save_draft(
        asked_of(december, "1b"), said(plan, "Theirs"), version=0, by=tom, at=ANSWERED_AT
    )
    piece = evidencing.put_link(theirs, "https://example.org/theirs")
    change(client, asked, fill(client, asked), remove=str(piece.pk))
    assert Evidence.objects.filter(pk=piece.pk).exists()


def test_the_same_piece_twice_is_one(draft, priya):
    for _ in range(2):
        evidencing.put_link(draft, "https://example.org/log")
        evidencing.put_file(draft, "Bookings.csv", LOG, limit=1000, by=priya, at=ANSWERED_AT)
    assert draft.evidence.count() == 2


def test_an_answer_holds_twenty_pieces_and_no_more(draft):
    for n in range(20):
        evidencing.put_link(draft, f"https://example.org/{n}")
    with pytest.raises(Refused, match="20 pieces"):
        evidencing.put_link(draft, "https://example.org/more")


def test_evidence_of_a_sent_answer_stays_as_it_was_sent(client, asked, log, statuses):
    typed = fill(client, asked, words=WORDS, status=statuses["Green"])
    press(client, asked, "send", typed)
    version = Update.objects.get(asked=asked).version
    refused = change(client, asked, typed | {"version": version, "words": "Other"}, remove=str(log.pk))
    assert refused.status_code == 422
    assert Evidence.objects.filter(pk=log.pk).exists()
    with pytest.raises(Refused, match="Take your answer back first"):
        evidencing.put_link(log.evidence_of, "https://example.org/late")


def test_a_file_is_given_out_as_a_download_and_never_opened_here(client, log):
    given = client.get(f"/evidence/{log.pk}/")
    assert given.content == LOG
    assert given["Content-Disposition"] == "attachment; filename*=UTF-8''Bookings.csv"
    assert given["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in given["Cache-Control"]
    assert "private" in given["Cache-Control"]
    assert given["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert given["Content-Type"] == "text/csv; charset=utf-8"


def test_a_name_cannot_break_out_of_its_header(client, draft, priya):
    name = 'a";\r\nSet-Cookie: x=y é.txt'
    piece = evidencing.put_file(draft, name, b"x", limit=10, by=priya, at=ANSWERED_AT)
    given = client.get(f"/evidence/{piece.pk}/")
    assert "\n" not in given["Content-Disposition"]
    assert "%22%3B%0D%0A" in given["Content-Disposition"]


@pytest.mark.parametrize(
    ("role", "status"),
    [("member", 404), ("lead", 404), ("steward", 404), ("admin", 404), ("editor", 200), ("publisher", 404)],
)
def test_evidence_of_a_draft_is_for_its_lead_and_the_equality_team(signed_in, log, role, status):
    assert signed_in(make_person(role)).get(f"/evidence/{log.pk}/").status_code == status


def test_a_file_is_for_its_lead_and_for_reviewers_even_when_the_answer_is_public(
    signed_in, client, asked, log, statuses, team, tom
):
    send(client, asked, words=WORDS, status=statuses["Green"])
    update = Update.objects.get(asked=asked)
    for _ in ("sent", "signed off"):
        for browser, status in (
            (client, 200),
            (signed_in(team), 200),
            (signed_in(make_person("publisher")), 200),
            (signed_in(tom), 404),
            (signed_in(make_person("member")), 404),
            (Client(), 404),
        ):
            assert browser.get(f"/evidence/{log.pk}/").status_code == status
        if update.state != "signed_off":
            update = signing_off.sign_off(update, version=update.version, by=team, at=REVIEWED_AT)


def test_a_file_is_not_among_the_papers_that_the_steward_reads(log, signed_in):
    steward, editor = make_person("steward"), make_person("editor")
    assert log.file not in SourceFile.objects.visible_to(steward)
    assert log.file in SourceFile.objects.visible_to(editor)


def test_evidence_that_is_brought_in_as_a_paper_is_a_paper(log, team):
    kept = SourceFile.objects.keep("Plan.csv", LOG, by=team, at=ANSWERED_AT)
    assert (kept, kept.is_evidence, kept.name) == (log.file, False, "Plan.csv")


def test_the_action_page_leads_to_the_file_of_a_signed_off_answer(client, asked, log, statuses, team):
    send(client, asked, words=WORDS, status=statuses["Green"])
    update = Update.objects.get(asked=asked)
    signing_off.sign_off(update, version=update.version, by=team, at=REVIEWED_AT)
    assert f'href="/evidence/{log.pk}/"' in client.get(asked.action.get_absolute_url()).content.decode()
