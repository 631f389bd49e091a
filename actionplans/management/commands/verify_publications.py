"""manage.py verify_publications: hold everything that was issued against its hashes. Run it from cron."""

import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from actionplans.management.said import many
from actionplans.publications import verifying as plans
from papers import verifying
from papers.verified import Account, against, enter

NOT_AS_ISSUED = 1


class Command(BaseCommand):
    """Thin: everything is in papers/verifying.py and, for rows of plans, actionplans/publications/verifying.py."""

    help = (
        "Compare every publication, its files, rows and notes, and the chain of seals with their hashes, and name what is "
        "not as issued. Ends with code 0 when everything is, with 1 when something is not."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--json", action="store_true", help="Print one JSON object, to be kept elsewhere."
        )
        parser.add_argument(
            "--against",
            type=Path,
            metavar="FILE",
            help="Compare with what --json printed earlier, too: finds what was written anew with all its hashes.",
        )

    def handle(self, *args, against, **options):
        at = timezone.now()
        account = Account()
        earlier = self._earlier(against)
        found = list(verifying.findings(account, contents=plans.contents, strays=plans.strays))
        found += self._against(account, earlier, against)
        try:
            enter(account, len(found), at=at)
        except DatabaseError:
            self.stderr.write("That this was checked could not be written down: the database takes nothing.")
        if options["json"]:
            told = account.as_json(found, at=at)
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
        else:
            self.stdout.write("\n".join([*found, _said(account, found)]))
        if found:
            sys.exit(NOT_AS_ISSUED)

    @staticmethod
    def _earlier(file):
        if file is None:
            return None
        try:
            return json.loads(file.read_text(encoding="utf-8"))
        except OSError as reason:
            raise CommandError(f"{file} cannot be read: {reason.strerror}.") from reason
        except ValueError as reason:
            raise CommandError(f"{file} is not what verify_publications --json printed.") from reason

    @staticmethod
    def _against(account, earlier, file):
        try:
            return list(against(account, earlier)) if earlier is not None else []
        except ValueError as reason:
            raise CommandError(f"{file} is not what verify_publications --json printed.") from reason


def _said(account, found):
    """The last line: what was looked at, and the end of it."""
    looked = (
        f"{many(len(account.publications), 'publication', 'publications')}, {many(account.files, 'file', 'files')}, "
        f"{many(account.notices, 'note', 'notes')} and {many(len(account.seals), 'seal', 'seals')} were compared: "
    )
    if not found:
        return f"{looked}all is as issued."
    return f"{looked}{many(len(found), 'thing is', 'things are')} not as issued."
