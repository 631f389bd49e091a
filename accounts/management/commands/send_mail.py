"""Send the mail that waits. Run by cron every few minutes, and by the site itself after it queued some."""

import json

from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts import posting


class Command(BaseCommand):
    """Thin: everything is in accounts/posting.py."""

    help = "Sends the mail that waits. Two at once never send one mail twice."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", dest="as_json", help="say what was done as JSON")

    def handle(self, *args, as_json, **options):
        done = posting.send_waiting(at=timezone.now())
        if as_json:
            self.stdout.write(json.dumps(counted(done)))
        elif done:
            self.stdout.write(said(done))


def counted(done):
    """What became of the mail, as numbers by name."""
    return {name: done[name] for name in ("sent", "put_off", "given_up")}


def said(done):
    """What became of the mail, in a sentence."""
    words = f"Mail: {done['sent']} sent"
    if done["put_off"]:
        words += f", {done['put_off']} to be tried again"
    if done["given_up"]:
        words += f", {done['given_up']} given up"
    return f"{words}."
