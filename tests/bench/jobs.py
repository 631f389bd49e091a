"""One job of the benchmark at one size, in a process of its own: ``python -m tests.bench.jobs NAME SIZE RUNS FOLDER``.

Prints one JSON object: processor and wall seconds of each counted run, the size of the answer in bytes,
and the peak memory of the process and of its children in MB.
"""

import json
import os
import resource
import sys
import time
from itertools import count
from pathlib import Path

# The folder decides which database is measured, so it is set before Django is.
NAME, SIZE, RUNS, FOLDER = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4])
os.environ["DATA_DIR"] = str(FOLDER)
os.environ.pop("DATABASE_URL", None)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib import admin  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client, RequestFactory  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import Organisation  # noqa: E402
from accounts.sending_once import new_key  # noqa: E402
from actionplans.importing import applying, bringing_in  # noqa: E402
from actionplans.models import Action, Plan, PlanImport, Update  # noqa: E402
from actionplans.wording.pasted import clean  # noqa: E402
from tests.actionplans.odd_cells import CELLS, READERS  # noqa: E402
from tests.bench import issued_jobs  # noqa: E402
from tests.bench.issues import slug_of  # noqa: E402
from tests.bench.officers import EDITOR, WORDS  # noqa: E402

HOST = {"HTTP_HOST": "localhost"}
# A word that is in some rows of each plan.
SEARCH = "?q=interpreter"


def the_plan():
    """The plan of this size that the benchmark built."""
    return Plan.objects.get(title=f"Equality action plan of {SIZE}")


def editor():
    """Someone of the equality team, who was entered with the round."""
    return get_user_model().objects.get(email=EDITOR)


def reader(path, user=None):
    """A run that reads one address as the public does, or as somebody who is signed in.

    Of the working plan and its papers the public reads nothing, so these are read by the equality team.
    """
    client = Client(**HOST)
    if user:
        client.force_login(user)

    def run():
        answer = client.get(path)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        if answer.status_code != 200:
            raise SystemExit(f"{path}: {answer.status_code} {body[:300]!r}")
        return len(body)

    return run


def page():
    """The plan as it is worked on, as the equality team reads it."""
    return reader(f"/plans/{the_plan().slug}/", editor())


def issued_page(asked=""):
    """The plan as it was last issued, as everybody reads it."""
    return reader(f"/plans/{the_plan().slug}/issued/{asked}")


def published(ending="/paper/"):
    return reader(f"/publications/{slug_of(SIZE, 2)}{ending}")


def paper(ending=""):
    return reader(f"/plans/{the_plan().slug}/paper{ending or '/'}", editor())


def paper_in_pdf():
    """The PDF, or every volume of it where it is long."""
    client, address = Client(**HOST), f"/plans/{the_plan().slug}/paper.pdf"
    client.force_login(editor())

    def run():
        answer = client.get(address)
        if answer.headers["Content-Type"] == "application/pdf":
            return len(answer.content)
        size, volume = 0, 1
        while (answer := client.get(address, {"volume": volume})).status_code == 200:
            size, volume = size + len(answer.content), volume + 1
        return size

    return run


def desk_list():
    client = Client(**HOST)
    client.force_login(editor())
    return lambda: len(client.get(f"/admin/actionplans/action/?plan__id__exact={the_plan().pk}").content)


def bring_in():
    """Read the Excel paper of this plan, recognise it and write it as another body's, undone after each run."""
    content = (FOLDER / f"{SIZE}.xlsx").read_bytes()
    user = editor()
    body, _ = Organisation.objects.get_or_create(name="Second Borough", slug="second-borough")

    def run():
        with transaction.atomic():
            at = timezone.now()
            brought = bringing_in.receive(f"{SIZE}.xlsx", content, by=user, at=at, organisation=body)
            bringing_in.read(brought)
            applying.apply(PlanImport.objects.get(pk=brought.pk), by=user, at=at)
            transaction.set_rollback(True)
        return len(content)

    return run


def the_round():
    """The round that is open."""
    return the_plan().rounds.open().get()


def unanswered():
    """(an answer asked for that nobody has begun, its lead)."""
    asked = the_round().requests.filter(update__isnull=True).select_related("action").first()
    return asked, get_user_model().objects.filter(contributors__assignments__action=asked.action).first()


def my_actions():
    return reader("/my-actions/", unanswered()[1])


def board():
    return reader(the_round().get_absolute_url(), editor())


def chase_list():
    return reader(f"{the_round().get_absolute_url()}chase/", editor())


def save_one_update():
    """Keep a draft through its form, as its lead; every run says something else."""
    asked, lead = unanswered()
    client, status = Client(**HOST), the_plan().scale.statuses.get(words="Green")
    client.force_login(lead)
    versions = count()

    def run():
        version = next(versions)
        sent = {
            "key": new_key(),
            "version": version,
            "answer": "progress",
            "status": status.pk,
            "words": f"{WORDS} ({version})",
            "keep": "1",
        }
        answer = client.post(asked.get_absolute_url(), sent)
        if answer.status_code != 302:
            raise SystemExit(f"{asked.get_absolute_url()}: {answer.status_code} {answer.content[:300]!r}")
        return len(sent["words"])

    return run


def plain_django_save():
    """One row saved by a view as it is written in an hour: a model form, and no more."""
    settings.ROOT_URLCONF = "tests.bench.plain"
    asked, lead = unanswered()
    update = Update.objects.create(action=asked.action, reporting_round=asked.reporting_round)
    client, versions = Client(**HOST), count()
    client.force_login(lead)

    def run():
        words = f"{WORDS} ({next(versions)})"
        answer = client.post(f"/updates/{update.pk}/", {"words": words, "answer": "progress"})
        if answer.status_code != 302:
            raise SystemExit(f"plain: {answer.status_code} {answer.content[:300]!r}")
        return len(words)

    return run


def words_pasted_in():
    """Tidy what somebody pasted from Word: as many points as the plan has actions, each with a point of its own."""
    pasted = "•\tA sentence about the work, with a cafe\u0301.\no\tinner\n" * SIZE
    return lambda: len(clean(pasted))


def odd_cells():
    """Read cells that a pattern could run away on, each eight times as long as the plan has actions."""
    cells = [(shape * 8 * SIZE)[: 8 * SIZE] for shape in CELLS.values()]
    return lambda: sum(read(words) is None for read in READERS for words in cells)


def plain_django_list():
    """Django's own admin list with nothing added, all rows of the plan on one page."""
    site = admin.AdminSite(name="plain")
    rows = Action.objects.filter(plan=the_plan())

    class Plain(admin.ModelAdmin):
        list_per_page = SIZE

        def get_queryset(self, request):
            return rows.all()

    site.register(Action, Plain)
    user = editor()

    def run():
        request = RequestFactory().get("/")
        request.user = user
        return len(site._registry[Action].changelist_view(request).render().content)

    return run


def bare_select():
    """The words of the same rows with their updates, and nothing else."""
    plan = the_plan().pk

    def run():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT a.ref, a.words, u.words FROM actionplans_action a"
                " LEFT JOIN actionplans_update u ON u.action_id = a.id WHERE a.plan_id = %s"
                ' ORDER BY a."order", u.id',
                [plan],
            )
            return sum(len(words or "") for row in cursor.fetchall() for words in row)

    return run


def making(format):
    return lambda: issued_jobs.making_format(the_plan(), format)


JOBS = {
    "plan page": page,
    "search in the plan": lambda: reader(f"/plans/{the_plan().slug}/{SEARCH}", editor()),
    "issued plan page": issued_page,
    "search in the issue": lambda: issued_page(SEARCH),
    "record of a publication": lambda: published("/"),
    "making the rows": lambda: issued_jobs.making_rows(the_plan()),
    "making the page": making("html"),
    "making the PDF": making("pdf"),
    "making Word": making("docx"),
    "making Excel": making("xlsx"),
    "making CSV": making("csv"),
    "making JSON": making("json"),
    "issuing": lambda: issued_jobs.issuing_it(the_plan()),
    "comparing two issues": lambda: issued_jobs.comparing(SIZE),
    "paper as page": paper,
    "paper as PDF": paper_in_pdf,
    "paper as Word": lambda: paper(".docx"),
    "paper as Excel": lambda: paper(".xlsx"),
    "paper as CSV": lambda: paper(".csv"),
    "list on the desk": desk_list,
    "import from Excel": bring_in,
    "my actions": my_actions,
    "board of a round": board,
    "chase list": chase_list,
    "save one update": save_one_update,
    "plain Django save": plain_django_save,
    "plain Django admin list": plain_django_list,
    "words pasted in": words_pasted_in,
    "odd cells": odd_cells,
    "bare SELECT": bare_select,
}


def processor_seconds():
    """What this process and its finished children have used."""
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def peak_megabytes():
    """The most memory held at once by this process or by one child."""
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return max(resource.getrusage(one).ru_maxrss for one in who) / 1024


def main():
    run = JOBS[NAME]()
    run()  # warms what a server would have warm
    cpu, wall, size = [], [], 0
    for _ in range(RUNS):
        began, used = time.perf_counter(), processor_seconds()
        size = run()
        cpu.append(processor_seconds() - used)
        wall.append(time.perf_counter() - began)
    json.dump({"cpu": cpu, "wall": wall, "bytes": size, "peak": peak_megabytes()}, sys.stdout)


main()
