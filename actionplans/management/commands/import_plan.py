"""Read a council's plan from a file, say what was found, and with --apply bring it in.

Without --apply nothing at all is written. A file that cannot be read is refused with a sentence and exit code 2.
"""

import json
import sys
from argparse import ArgumentTypeError
from functools import partial
from pathlib import Path
from time import monotonic

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import DatabaseError, transaction
from django.utils import timezone

from actionplans.importing import bringing_in
from actionplans.importing.applying import CannotApply, apply
from actionplans.importing.describing import describe, running
from actionplans.importing.matching import compare
from actionplans.importing.reviewing import choose
from actionplans.importing.settling import NO_STATUS, unsettled_statuses
from actionplans.management.said import summary
from actionplans.models import Plan, PlanImport
from actionplans.models.scales import Meaning
from papers.reading.paper import Refused
from papers.reading.safely import read_safely

from ...recognising.choices import Choices
from ...recognising.found import from_json

REFUSED = 2
# A run that takes longer than this says how far it is, terminal or not.
LONG = 3.0


class Command(BaseCommand):
    help = "Read an equality action plan from a Word, Excel, CSV, web or text file. Writes only with --apply."
    # Nothing but the file decides whether it can be read.
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="The file to read.")
        parser.add_argument(
            "--title", default="", help="What to call the plan, instead of what the paper says."
        )
        parser.add_argument(
            "--organisation", default="", help="Whose plan it is, where the paper does not say."
        )
        parser.add_argument(
            "--plan", default="", metavar="SLUG", help="The plan that this is a newer version of."
        )
        parser.add_argument(
            "--status",
            action="append",
            default=[],
            type=_meaning,
            metavar="WORDS=MEANING",
            help="What a status means where the paper does not say, as “Green=complete”. May be given again. "
            f"Meanings: {', '.join((*Meaning.values, NO_STATUS))}.",
        )
        parser.add_argument("--apply", action="store_true", help="Bring it in: all of it, or nothing.")
        parser.add_argument(
            "--json", action="store_true", help="Print one JSON object, described in docs/using."
        )

    def handle(self, *args, file, **options):
        self.as_json, self.started = options["json"], monotonic()
        self.told = False
        for stream in (sys.stdout, sys.stderr):
            # A terminal that cannot show a letter shows its number; nothing falls over it.
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="backslashreplace")
        try:
            content = _content(file)
            if options["apply"]:
                found, applied = self._bring_in(file.name, content, options)
            else:
                found, applied = self._read(file.name, content, options), None
        except (Refused, CannotApply) as reason:
            self._refuse(str(reason))
        self._progress_ends()
        if self.as_json:
            answer = found.as_json() | ({"applied": applied} if applied is not None else {})
            self._print(answer)
        else:
            self.stdout.write(summary(found, applied))

    def _read(self, name, content, options):
        """What was found, with nothing written anywhere."""
        paper = read_safely(name, content, largest=settings.UPLOAD_LIMIT_BYTES / 1_000_000)
        choices = Choices(
            title=options["title"], organisation=options["organisation"], statuses=dict(options["status"])
        )
        read = partial(bringing_in.understand, paper, choices, None, progress=self._progress)
        try:
            return read()
        except DatabaseError:  # none is needed to see what a paper holds
            return read(look_up=False)

    @transaction.atomic
    def _bring_in(self, name, content, options):
        """(what was found, what was done), or nothing at all written."""
        at = timezone.now()
        plan_import = bringing_in.receive(
            name, content, by=None, at=at, plan=_plan(options["plan"]), title=options["title"]
        )
        known = bringing_in.known_organisation(options["organisation"])
        if plan_import.organisation is None and known:
            plan_import.organisation = known
        plan_import.choices = {
            **plan_import.choices,
            "organisation": options["organisation"],
            "statuses": dict(options["status"]),
        }
        plan_import.save(update_fields=["choices", "organisation"])
        bringing_in.read(plan_import, progress=self._progress)
        if plan_import.state == PlanImport.State.REFUSED:
            raise Refused(plan_import.refused_because)
        found = from_json(plan_import.reading)
        if plan_import.plan:
            return found, self._into_its_plan(plan_import, found, at)
        if unknown := unsettled_statuses(found, Choices.from_json(plan_import.choices)):
            names = ", ".join(f"“{entry.words}”" for entry in unknown)
            raise CannotApply(
                f"The paper does not say what these statuses mean: {names}. Say it with --status "
                f"“{unknown[0].words}=MEANING”, or bring it in on the site under “Bring in”."
            )
        plan = apply(plan_import, by=None, at=at, progress=self._progress)
        return found, {"plan": plan.slug, "import": plan_import.pk, "is_new": True}

    def _into_its_plan(self, plan_import, found, at):
        """Bring in all that is new and changed; what is gone or unclear is left for a person. Says how many of each."""
        file_name = plan_import.source_file.name
        comparison = compare(
            describe(plan_import.plan), found, file_name=file_name, running=running(plan_import.plan)
        )
        told = {"plan": plan_import.plan.slug, "is_new": False, **comparison.counts}
        if not comparison.keys_of_all:
            # Nothing is to be written, so nothing is: not even that the file was seen once more.
            transaction.set_rollback(True)
            return told | {"import": None}
        choose(plan_import, dict.fromkeys(comparison.keys_of_all, "apply"))
        apply(plan_import, by=None, at=at, progress=self._progress)
        return told | {"import": plan_import.pk}

    def _progress(self, done, all_, words=""):
        """A line on the error stream where somebody watches, or where it takes long."""
        if sys.stderr.isatty() or monotonic() - self.started > LONG:
            self.told = True
            self.stderr.write(f"\r{words} ({done} of {all_})".ljust(70), ending="")

    def _progress_ends(self):
        if self.told:
            self.stderr.write("")

    def _print(self, answer):
        """The one object; with escapes where the terminal cannot show every letter."""
        encoding = getattr(self.stdout, "encoding", None) or "utf-8"
        plain = not encoding.lower().startswith("utf")
        self.stdout.write(json.dumps(answer, ensure_ascii=plain, indent=1))

    def _refuse(self, sentence):
        """Say why in one sentence, and end with code 2."""
        self._progress_ends()
        if self.as_json:
            self._print({"refused": sentence})
        else:
            self.stderr.write(sentence)
        sys.exit(REFUSED)


def _content(file):
    """The bytes of the file. Raises Refused with a sentence where there is none to read."""
    try:
        if file.is_dir():
            raise Refused(f"{file.name or file} is a folder. Give the file itself.")
        if not file.is_file():
            raise Refused(f"There is no file {file.name}. Look whether the name is spelled right.")
        with file.open("rb") as opened:
            return opened.read(settings.UPLOAD_LIMIT_BYTES + 1)
    except (OSError, ValueError) as reason:
        raise Refused(f"{file.name} cannot be opened. Look whether you may read it.") from reason


def _meaning(given):
    """(words, meaning) of a status, from "Green=complete"."""
    words, _, meaning = given.rpartition("=")
    if not words.strip() or meaning.strip() not in (*Meaning.values, NO_STATUS):
        known = ", ".join((*Meaning.values, NO_STATUS))
        raise ArgumentTypeError(f"say it as “Green=complete”, with one of these meanings: {known}")
    return words.strip(), meaning.strip()


def _plan(slug):
    """The plan of this slug, None for no slug. Raises Refused where there is none."""
    plan = Plan.objects.filter(slug=slug).select_related("organisation").first() if slug else None
    if slug and plan is None:
        raise Refused(f"There is no plan {slug}. Its name is the last part of its address.")
    return plan
