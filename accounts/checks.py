"""What `manage.py check --deploy` says of the settings of signing in."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Info, Warning

# Entra's addresses for the directories of everybody.
EVERYBODYS = {"common", "organizations", "consumers"}


def mail_goes_out(app_configs, **kwargs):
    """Codes reach people only where a mail server is set."""
    if settings.EMAIL_HOST:
        return []
    where = settings.EMAIL_FILE_PATH
    return [
        Info(
            f"EMAIL_HOST is not set: codes to sign in are files in {where} and reach nobody.",
            id="accounts.I001",
        )
    ]


def council_server_is_whole(app_configs, **kwargs):
    """The council's own sign-in needs its server and its client, over https, and a directory of its own."""
    server, client = settings.OIDC_SERVER_URL, settings.OIDC_CLIENT_ID
    if bool(server) != bool(client):
        return [Warning("Set OIDC_SERVER_URL and OIDC_CLIENT_ID both, or neither.", id="accounts.W001")]
    found, parts = [], urlsplit(server)
    if server and parts.scheme != "https":
        found.append(Warning("OIDC_SERVER_URL must begin with https://", id="accounts.W002"))
    if EVERYBODYS & set(parts.path.split("/")):
        found.append(
            Warning("OIDC_SERVER_URL stands for everybody's directory: name your tenant.", id="accounts.W003")
        )
    return found


def mail_leads_here(app_configs, **kwargs):
    """The links in mail and calendars lead to this site, and not to the reader's own machine."""
    if settings.PRODUCTION and urlsplit(settings.SITE_ADDRESS).hostname in (None, "127.0.0.1", "localhost"):
        return [
            Warning(
                f"Set SITE_ADDRESS: the links in mail lead to {settings.SITE_ADDRESS}.", id="accounts.W004"
            )
        ]
    return []
