from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate

from . import freezing


class PapersConfig(AppConfig):
    name = "papers"
    verbose_name = "Documents in and out"

    def ready(self):
        """Let the database itself refuse to change what was issued, and say so where it would not."""
        post_migrate.connect(freezing.keep_after_migrating, sender=self)
        register(freezing.what_was_issued_is_kept, Tags.database)
