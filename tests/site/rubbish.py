"""Requests that no page of ours would send, the same every time for one seed."""

from collections import Counter
from random import Random
from urllib.parse import quote_from_bytes
from uuid import UUID

from django.test import Client

from tests.access.policy import ADDRESSES, NOBODY
from tests.plans import make_person

PEOPLE = ("editor", "publisher", "lead", "member", "steward", "admin", None)

# Every name that a form or an address of rounds, answers, chasing and signing in reads.
NAMES = [
    "key",
    "version",
    "status",
    "answer",
    "words",
    "why",
    "decision",
    "same_as",
    "same_as_which",
    "completed_on",
    "next_review_on",
    "reopened_because",
    "link",
    "link_words",
    "send",
    "over",
    "keep",
    "remove",
    "undo",
    "lead",
    "deputy",
    "starts_on",
    "ends_on",
    "asked",
    "seen",
    "all",
    "then",
    "because",
    "on",
    "plan",
    "opens_on",
    "due_on",
    "papers_cut_off_on",
    "meeting_words",
    "reminder_days",
    "escalates_after_days",
    "overlap_is_meant",
    "with_answers_waiting",
    "action",
    "do",
    "which",
    "service",
    "only",
    "again",
    "email",
    "whom",
    "shown",
    "about",
    "contributor",
    "pasted",
    "steps",
    "page",
    "sent",
    "order",
    "state",
    "half",
    "q",
    "priority",
    "late",
    "show",
    "round",
    "sign_off",
    "code",
    "password",
    "next",
    "typed_by",
    "r1-take",
    "r1-action",
    "r1-words",
    "r1-status",
    "r1-seen",
    "r1-answer",
    "r1-put",
    "h1",
    "code",
    "format",
    "typed",
]
KINDS = [
    "progress",
    "nothing_to_report",
    "same_as",
    "carried_forward",
    "stopped",
    "submitted",
    "draft",
    "sign_off",
    "send_back",
    "send",
    "came_back",
]
VALUES = [
    b"", b" ", b"0", b"1", b"2", b"3", b"-1", b"yes", b"all", b"on", b"1e9", b"1.5", b"9" * 30, b"9" * 5000, b"+1", b"0x1", b"NaN",
    b"\x00", b"a\x00b", b"\xed\xa0\x80", b"\xff\xfe", b"\xe2\x80\xae desrever", "٣".encode(), "²".encode(), "👩‍👩‍👧‍👦🏴󠁧󠁢󠁷󠁬󠁳󠁿".encode(),
    b"1:1", b"1:1 2:2", b"9" * 18 + b":9", b"1,2,3", b",,,", b"[]", b"{}", b"null", b"{{7*7}}", b"{% debug %}",
    b"<script>alert(1)</script>", b"' OR 1=1 --", b"=cmd|' /C calc'!A0", b"../../etc/passwd", b"%s%n%d", b"\\", b"\r\nX: y",
    b"31 February 2026", b"6 November 2026", b"2026-11-06", b"0000-00-00", b"9999-12-31", b"1 January 0001", b"29.2.27", b"1/1/1",
    b"31 December 9999", b"99999999-01-01", "١/١/٢٠٢٦".encode(), b"-5 May 2026", b"today", b"30 October 2026 24:00",
    b"https://example.gov.uk/a", b"http://[::1", b"http://[", b"javascript:alert(1)", b"//evil.example", b"/\\evil.example",
    b"https://u:p@x.example", "https://пример.example/".encode(), b"http://a" + b"a" * 300 + b".example",
    b"word " * 4000, b"\xf0\x9f\x98\x80" * 5000, b"\n" * 3000, b"* one\n* two\n\n1. three", "ﷺ".encode() * 500, "e\u0301\u200b\u2060".encode() * 300,
    *(kind.encode() for kind in KINDS),
]  # fmt: skip
ZIP_HEAD = b"PK\x03\x04" + b"\x00" * 26
FILES = [
    b"", b"\x00", b"<html><script>alert(1)</script>", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", b"MZ\x90\x00" * 50,
    ZIP_HEAD, b"PK\x05\x06" + b"\x00" * 18, b"%PDF-1.7\n", b"Ref,Update,Status\n1a,Done,Green\n", b"\xff\xfeR\x00e\x00f\x00", b"{\\rtf1",
    b"a,b\n" * 3000, b"\x89PNG\r\n\x1a\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, b"=1+1,@SUM(A1)\n",
]  # fmt: skip
FILE_NAMES = [
    b'filename="a.csv"', b'filename="a.docx"', b'filename="a.xlsx"', b'filename="a.pdf"', b'filename="..\\..\\a.docx"', b'filename="../../etc/a.pdf"', b'filename=""',
    b'filename="."', b'filename=".."', b'filename="a.exe"', b'filename="a.svg"', b'filename="a.html"', b'filename="a.pdf.exe"', b'filename="\x00.csv"', b'filename="a\xed\xa0\x80.csv"',
    b'filename="' + b"n" * 5000 + b'.csv"', b'filename="' + "\u202efdp.exe".encode() + b'"', b"filename*=UTF-8''%F0%9F%98%80.csv", b"filename*=no-such-code''%41.csv",
    b"filename*=unicode_escape''%5Cud800.csv", b"filename*=UTF-16''%00.csv", b"filename*=utf-8", b"filename*=''", b"filename*=zlib''%41.csv", b'filename="CON.csv"', b'filename="a.csv; b=c"',
]  # fmt: skip
CHARSETS = ["", "", "", "", "", "; charset=utf-8", "; charset=utf-16", "; charset=no-such", "; charset=unicode_escape", "; charset=utf-7"  ]  # fmt: skip


class Rubbish:
    """Makes requests from a seed: `query()` for reading, `form(always)` for sending."""

    def __init__(self, seed):
        self.chance = Random(seed)

    def pairs(self):
        """[(name, value)] with names of ours, some twice, and values of any kind."""
        chance = self.chance
        found = [(chance.choice(NAMES), chance.choice(VALUES)) for _ in range(chance.randint(0, 14))]
        if chance.random() < 0.8:
            found.append(("key", UUID(int=chance.getrandbits(128)).hex.encode()))
        if chance.random() < 0.7:
            found.append(("version", str(chance.randint(0, 3)).encode()))
        if chance.random() < 0.5:
            found += [("answer", chance.choice(KINDS[:5]).encode()), ("words", chance.choice(VALUES))]
        return found

    def query(self):
        """What stands behind the question mark."""
        return "&".join(f"{name}={quote_from_bytes(value)}" for name, value in self.pairs())

    def form(self, always=()):
        """(body, content type) of a form, as text or with files; `always` are pairs that stand in each."""
        pairs = [*always, *self.pairs()]
        if self.chance.random() < 0.5:
            body = "&".join(f"{name}={quote_from_bytes(value)}" for name, value in pairs).encode()
            return body, "application/x-www-form-urlencoded"
        return self._with_files(pairs), f"multipart/form-data; boundary=xYx{self.chance.choice(CHARSETS)}"

    def _with_files(self, pairs):
        parts = [b'name="%b"\r\n\r\n%b' % (name.encode(), value) for name, value in pairs]
        for _ in range(self.chance.randint(0, 3)):
            name, file = self.chance.choice([b"files", b"file", b"words", b"key"]), self.chance.choice(FILES)
            parts.append(b'name="%b"; %b\r\n\r\n%b' % (name, self.chance.choice(FILE_NAMES), file))
        ends = self.chance.choice([b"--xYx--\r\n"] * 9 + [b""])
        return b"".join(b"--xYx\r\nContent-Disposition: form-data; %b\r\n" % part for part in parts) + ends


def client_of(role):
    """A browser of someone in this role, which is told of a fault by a page."""
    client = Client(raise_request_exception=False)
    if role:
        client.force_login(make_person(role))
    return client


def send(rubbish, world, beginnings, *, times, also):
    """Send so many forms and queries to the pages whose addresses begin so, as everybody and more often as those of `also`.

    Fails on a fault, and where few pages were reached behind the doors before them.
    """
    rows = [each for pattern, rows in ADDRESSES.items() if pattern.startswith(beginnings) for each in rows]
    places = [(world.fill(each.example), each.post != NOBODY) for each in rows]
    clients = [client_of(role) for role in (*PEOPLE, *also)]
    seen = Counter()
    for _ in range(times):
        client = rubbish.chance.choice(clients)
        address, takes_forms = rubbish.chance.choice(places)
        mark = "&" if "?" in address else "?"
        if takes_forms and rubbish.chance.random() < 0.7:
            body, media_type = rubbish.form()
            response = client.generic("POST", address, body, media_type)
        else:
            response = client.get(address + mark + rubbish.query())
        seen[response.status_code] += 1
        asked = response.wsgi_request
        assert response.status_code < 500, (address, asked.META["QUERY_STRING"], asked.POST)
    assert seen[200] > times / 20
    assert seen[422] + seen[302] > times / 20
