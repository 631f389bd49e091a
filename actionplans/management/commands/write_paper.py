"""manage.py write_paper PLAN: a plan's committee paper, written to a file."""

import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from actionplans.models import Plan
from actionplans.papers import LAYOUTS, NoSuchLayout, NoSuchRound, progress_paper
from papers import writing


class Command(BaseCommand):
    help = "Write the committee paper of a plan, in one of the four layouts and any format."

    def add_arguments(self, parser):
        parser.add_argument("plan", help="The last part of the plan's address.")
        parser.add_argument("--layout", choices=list(LAYOUTS), help="Left out: the plan's usual paper.")
        parser.add_argument("--rounds", nargs="+", help="Keys of the rounds to show, such as 2018-10.")
        parser.add_argument(
            "--format", choices=list(writing.FORMATS), help="Left out: what the name of the file ends in."
        )
        parser.add_argument(
            "--out", type=Path, help="The file to write; left out, the paper goes to standard output."
        )
        parser.add_argument("--json", action="store_true", help="Say in JSON what was written.")

    def handle(self, *, plan, layout, rounds, format, out, **options):
        format = format or (out.suffix.removeprefix(".").lower() if out else "json")
        if format not in writing.FORMATS:
            raise CommandError(
                f"“{format}” is no format of a paper. There are: {', '.join(writing.FORMATS)}."
            )
        try:
            content = writing.write(self._document(plan, layout, rounds), format)
        except writing.TooLong as reason:
            raise CommandError(str(reason)) from reason
        if out is None:
            sys.stdout.buffer.write(content)
            return
        try:
            out.write_bytes(content)
        except OSError as reason:
            raise CommandError(f"{out} cannot be written: {reason.strerror}.") from reason
        self._say(out, format, content, options["json"])

    def _document(self, slug, layout, rounds):
        plan = Plan.objects.select_related("organisation").filter(slug=slug).first()
        if plan is None:
            raise CommandError(f"There is no plan “{slug}”.")
        try:
            return progress_paper(plan, layout=layout, rounds=rounds, today=timezone.localdate())
        except (NoSuchLayout, NoSuchRound) as reason:
            raise CommandError(str(reason)) from reason

    def _say(self, out, format, content, as_json):
        said = {"file": str(out), "format": format, "bytes": len(content)}
        self.stdout.write(json.dumps(said) if as_json else f"Wrote {out} ({len(content):,} bytes).")
