"""Read a file that was brought in through the site: started by the site for large files, or by hand."""

from django.core.management.base import BaseCommand, CommandError

from actionplans.filled_forms.taking import read_kept
from actionplans.models import PlanImport


class Command(BaseCommand):
    help = "Read the file of an import, and leave what was found to be checked on the site."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("number", type=int, help="The number of the import, as in its address.")

    def handle(self, *args, number, **options):
        plan_import = (
            PlanImport.objects.filter(pk=number)
            .select_related("organisation", "plan", "reporting_round__plan")
            .first()
        )
        if plan_import is None:
            raise CommandError(f"There is no import {number}.")
        if plan_import.state in (PlanImport.State.APPLIED, PlanImport.State.REVIEW):
            raise CommandError(f"Import {number} was read already.")
        read_kept(plan_import)
        self.stdout.write(plan_import.refused_because or f"Import {number} is read and can be checked.")
