"""Do what is due in every round: open it, remind, tell the heads of service; then send the mail that waits."""

import json
from datetime import timedelta

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from accounts import posting, sending_once
from accounts.management.commands.send_mail import counted
from accounts.management.commands.send_mail import said as mail_said
from actionplans.management.said import many
from actionplans.rounds import chasing

# So long a form sent twice is known for a repeat.
FORMS_ARE_KEPT = timedelta(days=30)


class Command(BaseCommand):
    """Thin: everything is in actionplans/rounds/chasing.py."""

    help = "Opens rounds whose day has come, sends reminders and escalations, and the mail that waits. Run it from cron."

    def add_arguments(self, parser):
        parser.add_argument("--apply", action="store_true", help="do it; without this it is only said")
        parser.add_argument("--json", action="store_true", dest="as_json", help="say what was done as JSON")

    def handle(self, *args, apply, as_json, **options):
        at = timezone.now()
        rounds = [self._one(each, at, apply) for each in chasing.to_look_at(today=timezone.localdate(at))]
        sent, forgotten = None, None
        if apply:
            forgotten = sending_once.forget(before=at - FORMS_ARE_KEPT)
            sent = posting.send_waiting(at=timezone.now())
        if as_json:
            told = {
                "applied": apply,
                "rounds": rounds,
                "mail": counted(sent) if apply else None,
                "forms_forgotten": forgotten,
            }
            self.stdout.write(json.dumps(told, indent=1))
        else:
            self.stdout.write("\n".join(self._lines(rounds, apply, sent)))

    def _one(self, reporting_round, at, apply):
        """What was done for one round, or would be: without `--apply` it is done and rolled back."""
        with transaction.atomic():
            done = chasing.chase(reporting_round, at=at)
            if not apply:
                transaction.set_rollback(True)
        return {
            "plan": reporting_round.plan.slug,
            "round": reporting_round.key,
            "opened": done.opened,
            "asked": len(done.asked),
            "reminded": len(done.reminded),
            "escalated": len(done.escalated),
            "left": done.left,
        }

    @staticmethod
    def _lines(rounds, apply, sent):
        for each in rounds:
            yield f"{each['plan']}, {each['round']}: {_said(each)}"
        if not rounds:
            yield "No round is open, and none is to be opened."
        if not apply:
            yield "Nothing was done. Add --apply to do it."
        elif sent:
            yield mail_said(sent)


def _said(each):
    """What was done for a round, in words."""
    if each["left"]:
        return each["left"]
    parts = ["opened"] if each["opened"] else []
    for name, one, more in (
        ("asked", "person asked", "people asked"),
        ("reminded", "person reminded", "people reminded"),
        ("escalated", "head of service told", "heads of service told"),
    ):
        if each[name]:
            parts.append(many(each[name], one, more))
    return (", ".join(parts) or "nothing is due") + "."
