"""manage.py dumpdata: Django's own, but that nothing is left out: an action that was withdrawn moves house with the rest."""

from django.core.management.commands.dumpdata import Command as Django


class Command(Django):
    """As Django's with --all."""

    def handle(self, *app_labels, **options):
        super().handle(*app_labels, **{**options, "use_base_manager": True})
