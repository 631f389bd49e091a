"""Make the files of a paper in preparation: started by the site for long papers, or by hand."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from actionplans.models import PlanPreparation
from actionplans.publications import making


class Command(BaseCommand):
    help = "Make every file of a paper in preparation that was started on the site, and leave them to be looked at there."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("number", type=int, help="The number of the paper, as in its address.")

    def handle(self, *args, number, **options):
        held = (
            PlanPreparation.objects.filter(pk=number).select_related("plan__organisation", "made_by").first()
        )
        if held is None or not held.is_waiting:
            raise CommandError(f"There is no paper {number} that waits to be issued.")
        if held.making_since is None:
            raise CommandError(f"Start paper {number} on the site first: press “Make the files”.")
        made = making.make_or_say_why(held, site=settings.SITE_ADDRESS, at=timezone.now())
        self.stdout.write(made.making_failed or f"The files of paper {number} can be looked at.")
