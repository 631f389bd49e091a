"""Mail is queued with the change that causes it, and sent afterwards by a process of its own.

`queue` writes a row in the caller's transaction: the mail exists if and only if the change does, and
saving never waits for a mail server. `send_waiting` sends what is due. A mail is claimed before it is sent, by
a conditional update that one sender alone can win; a sender that dies lets go of it after `CLAIM`.
If it dies after the server took the mail and before that is written down, the mail goes out twice, with the
same Message-ID: rather twice than never.
"""

import hashlib
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused
from time import monotonic
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction

from .models import Email

# How long after each failure it is tried again; after the last it is given up.
PAUSES = (
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=12),
    timedelta(hours=24),
)
# So long a mail belongs to the sender that claimed it; sending one takes far less.
CLAIM = timedelta(minutes=15)
# One run ends after so many seconds and leaves the rest to the next.
LONGEST_RUN = 300
# So many in a row that the server itself did not take end a run: it is not there.
SERVER_IS_GONE = 2
LONGEST_SUBJECT = 200


@dataclass(frozen=True, slots=True)
class Message:
    """A mail to be queued. `key` says what it is about: the same key is queued once, whatever else changes."""

    key: str
    to: str
    subject: str
    body: str
    user: int | None = None


def queue(key, *, to, subject, body, user=None, at):
    """Queue one mail in the caller's transaction. Returns its Email; the same key again returns the first."""
    queue_all([Message(key, to, subject, body, user and user.pk)], at=at)
    return Email.objects.get(key=key)


def queue_all(messages, *, at):
    """Queue these mails in two queries. Returns {key: Email} of those that were not queued before."""
    known = set(Email.objects.filter(key__in=[each.key for each in messages]).values_list("key", flat=True))
    made = {each.key: each for each in messages if each.key not in known}
    Email.objects.bulk_create(
        [
            Email(
                key=each.key,
                to=each.to,
                user_id=each.user,
                subject=one_line(each.subject),
                body=each.body,
                queued_at=at,
                try_at=at,
            )
            for each in made.values()
        ],
        ignore_conflicts=True,
    )
    if made:
        transaction.on_commit(start_sending, robust=True)
    return {each.key: each for each in Email.objects.filter(key__in=made)} if made else {}


def one_line(words):
    """A subject on one line, shortened at a word: no header can be smuggled in by a name or a title."""
    return shortened("".join(c if c.isprintable() else " " for c in words), LONGEST_SUBJECT)


def shortened(words, longest):
    """These words with single spaces, cut at a word where they are longer than this, with "…" in place of the rest."""
    words = " ".join(words.split())
    if len(words) <= longest:
        return words
    kept = words[:longest].rpartition(" ")[0] or words[: longest - 1]
    return kept.rstrip(" ,;:–-") + "…"


def start_sending():
    """Start `manage.py send_mail` as a process of its own, which outlives the request that queued mail."""
    if not settings.MAIL_AT_ONCE:
        return
    subprocess.Popen(
        [sys.executable, str(settings.BASE_DIR / "manage.py"), "send_mail"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        cwd=settings.BASE_DIR,
    )


def send_waiting(*, at, limit=500):
    """Send what is due at this moment, the oldest first. Returns a Counter of sent, put_off and given_up."""
    done, in_a_row, started = Counter(), 0, monotonic()
    connection = get_connection()
    try:
        for email in Email.objects.waiting(at)[:limit]:
            now = at + timedelta(seconds=monotonic() - started)
            if now - at > timedelta(seconds=LONGEST_RUN) or in_a_row >= SERVER_IS_GONE:
                break
            if not _claim(email, now):
                continue
            became, is_the_servers = _send(email, connection, now)
            done[became] += 1
            in_a_row = in_a_row + 1 if is_the_servers else 0
    finally:
        _close(connection)
    return done


def _claim(email, now):
    """Whether this sender may send it: true for one alone, since the row must still be as it was read."""
    broken_off = "Sending was broken off." if email.tries and not email.trouble else email.trouble
    won = Email.objects.filter(
        pk=email.pk, tries=email.tries, try_at=email.try_at, sent_at=None, given_up_at=None
    ).update(try_at=now + CLAIM, tries=email.tries + 1, trouble=broken_off)
    email.tries += 1
    return bool(won)


def _send(email, connection, now):
    """Send it and write down what became of it: (sent, put_off or given_up; whether the fault is the server's)."""
    try:
        connection.open()
    except (OSError, SMTPException) as fault:
        return _put_off(email, fault, now), True
    try:
        connection.send_messages([_message(email, connection)])
    except Exception as fault:  # Whatever is wrong with this one must not hold up the others.
        _close(connection)
        if _is_final(fault):
            return _give_up(email, fault, now), False
        return _put_off(email, fault, now), isinstance(fault, OSError) and not _refused(fault)
    _write(email, sent_at=now, trouble="")
    return "sent", False


def _message(email, connection):
    return EmailMessage(
        email.subject,
        email.body,
        to=[email.to],
        connection=connection,
        headers={
            "Message-ID": message_id(email.key),
            # Absence notes and mailing lists are not to answer.
            "Auto-Submitted": "auto-generated",
        },
        reply_to=[settings.CONTACT_EMAIL] if settings.CONTACT_EMAIL else None,
    )


def message_id(key):
    """The same for every try of a mail, so that one taken twice can be told to be one."""
    host = urlsplit(settings.SITE_ADDRESS).hostname or "localhost"
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:32]}@{host}>"


def _refused(fault):
    """The server's codes for this mail, where it answered at all."""
    if isinstance(fault, SMTPRecipientsRefused):
        return [code for code, _ in fault.recipients.values()]
    return [fault.smtp_code] if hasattr(fault, "smtp_code") else []


def _is_final(fault):
    """Whether trying again would change nothing: the recipient or the mail is refused for good, or cannot be written."""
    if isinstance(fault, (SMTPRecipientsRefused, SMTPDataError)):
        return all(500 <= code < 600 for code in _refused(fault))
    return isinstance(fault, ValueError)


def _put_off(email, fault, now):
    if email.tries > len(PAUSES):
        return _give_up(email, fault, now)
    _write(email, try_at=now + PAUSES[email.tries - 1], trouble=_said(fault))
    return "put_off"


def _give_up(email, fault, now):
    _write(email, given_up_at=now, trouble=_said(fault))
    return "given_up"


def _write(email, **what):
    """Write down what became of it, if it is still ours."""
    Email.objects.filter(pk=email.pk, tries=email.tries, sent_at=None).update(**what)


def _said(fault):
    """What went wrong, for the team to read."""
    if isinstance(fault, SMTPRecipientsRefused):
        answers = [f"{code} {_plain(words)}" for code, words in fault.recipients.values()]
        return f"The mail server refused the address: {'; '.join(answers)}"[:500]
    if hasattr(fault, "smtp_code"):
        return f"The mail server refused: {fault.smtp_code} {_plain(fault.smtp_error)}"[:500]
    # smtplib itself gives a server that stays silent as one that hung up.
    if isinstance(fault, TimeoutError) or "timed out" in str(fault):
        return "The mail server did not answer in time."
    if isinstance(fault, (OSError, SMTPException)):
        return f"The mail server could not be reached: {_plain(str(fault))}"[:500]
    return f"The mail could not be written: {_plain(str(fault))}"[:500]


def _plain(words):
    words = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())


def _close(connection):
    try:
        connection.close()
    except (OSError, SMTPException):
        # A server that hung up is as closed as one that said goodbye.
        connection.connection = None


def try_again(email, *, at):
    """Send it afresh, as if it had never been tried: after the address was put right or the server mended."""
    Email.objects.filter(pk=email.pk, sent_at=None).update(try_at=at, tries=0, given_up_at=None, trouble="")
    transaction.on_commit(partial(start_sending), robust=True)


def came_back(email, *, at):
    """Note that a mail which was sent came back undelivered."""
    Email.objects.filter(pk=email.pk, sent_at__isnull=False, came_back_at=None).update(came_back_at=at)
