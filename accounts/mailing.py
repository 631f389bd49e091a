"""The mail that holds a code to sign in.

Whether the mail server takes mail from this site is found out while the person waits, for a known and for an unknown
address alike; only then is the mail handed over, in a thread of its own. So neither what the page says nor how long it
takes tells whether somebody has an account.
"""

import logging
from smtplib import SMTPException, SMTPSenderRefused
from threading import Thread

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.smtp import EmailBackend as MailServer
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)
FAULTS = (SMTPException, OSError)


class CannotSend(Exception):
    """The mail server does not answer, or does not take mail from this site."""


def send_code(code, email, *, context):
    """Send this code to this address as plain text. Raises CannotSend where the server takes no mail at all."""
    message = EmailMessage(
        subject=" ".join(render_to_string("accounts/mail/code_subject.txt", context).split()),
        body=render_to_string("accounts/mail/code.txt", {**context, "code": code}),
        to=[email],
        headers={"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"},
    )
    _send([message])


def send_nothing():
    """What `send_code` does, but for the mail: for an address that nobody has. Raises CannotSend."""
    _send([])


def _send(messages):
    """Greet the mail server, then hand the messages over while the person goes on."""
    connection = get_connection()
    try:
        if not isinstance(connection, MailServer):
            connection.send_messages(messages)
            return
        _greet(connection)
    except FAULTS as fault:
        logger.exception("A code to sign in could not be sent")
        raise CannotSend from fault
    Thread(target=_hand_over, args=(connection, messages)).start()


def _greet(connection):
    """Go with the server as far as naming the sender, which is where one that will not take our mail says so."""
    try:
        connection.open()
        connection.connection.ehlo_or_helo_if_needed()
        answer, said = connection.connection.mail(settings.DEFAULT_FROM_EMAIL)
        if answer != 250:
            raise SMTPSenderRefused(answer, said, settings.DEFAULT_FROM_EMAIL)
        connection.connection.rset()
    except FAULTS:
        connection.close()
        raise


def _hand_over(connection, messages):
    """Give the messages to the server greeted before. What it refuses now, such as one recipient, is in the log."""
    try:
        connection.send_messages(messages)
    except FAULTS:
        logger.exception("The mail server did not take a code to sign in")
    finally:
        connection.close()
