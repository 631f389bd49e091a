from django.apps import AppConfig
from django.core.checks import register

from . import checks


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "Who: people, posts and services"

    def ready(self):
        """Register the checks of the settings."""
        register(checks.mail_goes_out, deploy=True)
        register(checks.mail_leads_here, deploy=True)
        register(checks.council_server_is_whole, deploy=True)
