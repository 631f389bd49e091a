"""A server under a mix of 95 % reads and 5 % writes: ``python -m tests.bench.mix SIZE FOLDER SECONDS``.

Starts gunicorn as `make run` does, on a free port of this machine, and sends it requests from four clients, each signed
in as a lead officer, who reads and answers their own actions; what shows every row is read as the equality team. Prints one JSON object: how many were answered, how fast, how many wrongly, and what a
request cost in processor time of the whole server.
"""

import json
import os
import random
import statistics
import sys
import threading
import time
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

SIZE, FOLDER, SECONDS = int(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
os.environ["DATA_DIR"] = str(FOLDER)
os.environ.pop("DATABASE_URL", None)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.test import Client  # noqa: E402

from actionplans.models import Plan  # noqa: E402
from tests.bench.issues import slug_of  # noqa: E402
from tests.bench.officers import WORDS  # noqa: E402
from tests.bench.server import free_port, processor_seconds, serve  # noqa: E402

CLIENTS = 4
TOKEN = "b" * 32
# What is read as the equality team: it shows every row.
BY_THE_TEAM = ("plan page", "board", "paper")
# Of a hundred requests so many are of each kind.
READS = {"plan page": 30, "action page": 30, "my actions": 15, "board": 10, "published paper": 10}
WRITES = 5


def cookie_of(user):
    """The cookies of a browser in which this person is signed in."""
    client = Client()
    client.force_login(user)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    return f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={TOKEN}"


class Officer(threading.Thread):
    """One client: reads at random, and writes drafts, sends one now and then and takes it back."""

    def __init__(self, number, port, until, plan, held, editor):
        super().__init__()
        self.chance, self.until = random.Random(number), until
        self.connection = HTTPConnection("127.0.0.1", port, timeout=120)
        asked = list(held.requests.filter(update__isnull=True).select_related("action")[number::CLIENTS])
        self.asked = asked[number % len(asked)]
        lead = get_user_model().objects.filter(contributors__assignments__action=self.asked.action).first()
        self.cookie, self.editor = cookie_of(lead), cookie_of(editor)
        own = plan.actions.filter(assignments__contributor__users=lead, assignments__role="lead_officer")
        actions = list(own.select_related("plan").distinct()[:200])
        self.pages = {
            "plan page": [plan.get_absolute_url()],
            "action page": [each.get_absolute_url() for each in actions],
            "my actions": ["/my-actions/"],
            "board": [held.get_absolute_url()],
            "published paper": [f"/publications/{slug_of(SIZE, 2)}/paper/"],
        }
        self.version, self.is_sent = 0, False
        self.status = plan.scale.statuses.get(words="Green").pk
        self.reads, self.writes, self.errors = [], [], 0

    def run(self):
        while time.perf_counter() < self.until:
            if self.chance.random() * 100 < WRITES:
                self.write()
            else:
                self.read()

    def warm(self):
        """Read a page of each kind, which warms what a server would have warm, and count nothing of it."""
        for kind, pages in self.pages.items():
            self.timed([], "GET", pages[0], None, self.cookie_for(kind), 200)

    def read(self):
        (kind,) = self.chance.choices(list(READS), weights=READS.values())
        self.timed(self.reads, "GET", self.chance.choice(self.pages[kind]), None, self.cookie_for(kind), 200)

    def cookie_for(self, kind):
        return self.editor if kind in BY_THE_TEAM else self.cookie

    def write(self):
        address, verb = self.asked.get_absolute_url(), "keep"
        if self.is_sent:
            address, verb = f"{address}take-back/", "take_back"
        elif self.chance.random() < 0.2:
            verb = "send"
        form = {
            "csrfmiddlewaretoken": TOKEN,
            "key": uuid4().hex,
            "version": self.version,
            "answer": "progress",
            "status": self.status,
            "words": f"{WORDS} ({self.version})",
            "reopened_because": "It broke.",
            verb: "1",
        }
        self.timed(self.writes, "POST", address, urlencode(form), self.cookie, 302)
        self.version, self.is_sent = self.version + 1, verb == "send"

    def timed(self, into, method, address, body, cookie, expected):
        headers = {"Cookie": cookie, "Accept-Encoding": "gzip"}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.perf_counter()
        self.connection.request(method, address, body, headers)
        answer = self.connection.getresponse()
        answer.read()
        into.append(time.perf_counter() - began)
        if answer.status != expected:
            self.errors += 1
            sys.stderr.write(f"{method} {address}: {answer.status}\n")


def main():
    plan = Plan.objects.get(title=f"Equality action plan of {SIZE}")
    held = plan.rounds.open().get()
    editor = get_user_model().objects.get(email="bench@example.org")
    port = free_port()
    server = serve(port)
    try:
        officers = [Officer(n, port, 0, plan, held, editor) for n in range(CLIENTS)]
        officers[0].warm()
        used, began = processor_seconds(server.pid), time.perf_counter()
        for each in officers:
            each.until = began + SECONDS
            each.start()
        for each in officers:
            each.join()
        used, took = processor_seconds(server.pid) - used, time.perf_counter() - began
    finally:
        server.terminate()
        server.wait(30)
    writes = [each for officer in officers for each in officer.writes]
    waits = sorted(writes + [each for officer in officers for each in officer.reads])
    figures = {
        "requests": len(waits),
        "writes": len(writes),
        "errors": sum(officer.errors for officer in officers),
        "rate": len(waits) / took,
        "median": 1000 * statistics.median(waits),
        "p95": 1000 * waits[int(len(waits) * 0.95)],
        "write median": 1000 * statistics.median(writes or [0]),
        "cpu": 1000 * used / len(waits),
    }
    json.dump(figures, sys.stdout)


main()
