"""The mail that holds a code to sign in, and asking the mail server whether it would take one."""

import logging
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPSenderRefused

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.smtp import EmailBackend as MailServer
from django.template.loader import render_to_string
from django.utils import timezone

logger = logging.getLogger(__name__)


class CannotSend(Exception):
    """The mail server does not answer, or does not take mail from this site."""


def send_code(code, email, *, context):
    """Send this code to this address as plain text. Raises CannotSend.

    A server that refuses the one recipient is not told apart from one that takes the mail: to whoever typed the
    address that would say whether it has an account.
    """
    message = EmailMessage(
        subject=" ".join(render_to_string("accounts/mail/code_subject.txt", context).split()),
        body=render_to_string("accounts/mail/code.txt", {**context, "code": code}),
        to=[email],
        headers={"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"},
    )
    try:
        message.send()
    except SMTPRecipientsRefused as refused:
        logger.warning(
            "A code to sign in was refused by the mail server: %s", list(refused.recipients.values())
        )
    except (SMTPException, OSError) as fault:
        logger.exception("A code to sign in could not be sent")
        raise CannotSend from fault


def clock(moment):
    """A time of day as a council writes it: 9.05 am."""
    local = timezone.localtime(moment)
    return f"{local.hour % 12 or 12}.{local.minute:02} {'am' if local.hour < 12 else 'pm'}"


def ask_the_server():
    """What `send_code` does, but for sending: so that an unknown address takes as long and fails alike."""
    connection = get_connection()
    if not isinstance(connection, MailServer):
        return
    try:
        connection.open()
        answer, said = connection.connection.mail(settings.DEFAULT_FROM_EMAIL)
        if answer != 250:
            raise SMTPSenderRefused(answer, said, settings.DEFAULT_FROM_EMAIL)
        connection.connection.rset()
    except (SMTPException, OSError) as fault:
        logger.exception("The mail server does not take mail from this site")
        raise CannotSend from fault
    finally:
        connection.close()
