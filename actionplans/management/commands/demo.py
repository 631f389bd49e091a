"""manage.py demo: two invented bodies, their plans and a sign-in for each role, for trying the tracker out."""

import json

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.permissions import Role
from actionplans import demonstration


class Command(BaseCommand):
    help = "Say what of the demonstration is missing; with --apply, make it. What is there is never touched."

    def add_arguments(self, parser):
        parser.add_argument("--apply", action="store_true", help="Make what is missing.")
        parser.add_argument("--json", action="store_true", help="Print JSON.")

    def handle(self, **options):
        if settings.PRODUCTION:
            raise CommandError(
                "The demonstration has passwords that everybody knows, so it is not made in production."
            )
        folder = settings.BASE_DIR / "fixtures"
        shown = demonstration.manifest(folder)
        if options["apply"]:
            found = demonstration.make(folder, shown, at=timezone.now())
        else:
            found = demonstration.missing(shown)
        if options["json"]:
            self.stdout.write(json.dumps(self._as_json(found, shown, options["apply"])))
        else:
            self._say(found, shown, options["apply"])

    def _say(self, found, shown, is_made):
        if found:
            papers = [f"a paper of {slug}" for slug in found.papers]
            named = ", ".join([*found.organisations, *found.plans, *found.people, *papers])
            self.stdout.write(f"{'Made' if is_made else 'Still to be made, with --apply'}: {named}.")
        else:
            self.stdout.write("The demonstration is there already; nothing was changed.")
        if is_made or not found:
            self.stdout.write(f"\nSign in (choose Password) with {shown['password']} as:")
            for one in shown["people"]:
                self.stdout.write(f"  {one['email']:<30} {Role(one['role']).label}: {one['name']}")

    def _as_json(self, found, shown, is_made):
        return {
            "made" if is_made else "missing": {
                "organisations": found.organisations,
                "plans": found.plans,
                "people": found.people,
                "papers": found.papers,
            },
            "people": [{"email": one["email"], "role": one["role"]} for one in shown["people"]],
        }
