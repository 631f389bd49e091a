"""Every form that changes something is sent once, and knows which version of the thing it was made from.

A view gives each form a key and the version of what it changes (`KeyedForm`). When the form
comes back, `send_once` runs the work and keeps its result under the key; the same form sent
again does nothing and returns that first result. The version is for the work itself to compare.

A view that needs no form class for it is wrapped, and its template writes both:

    @sent_once
    def discard(request, number): ...

    <form method="post">{% csrf_token %}{% key_and_version import.version %} ...

Signing in and out need no key: doing either twice is doing it once.
"""

from dataclasses import dataclass
from functools import wraps
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS
from django.db import IntegrityError, transaction
from django.http import HttpResponseRedirect
from django.utils import timezone

from .models import SentForm

TWICE = "This was done already: the form was sent twice."


def new_key():
    """A key that no other form has."""
    return uuid4().hex


class KeyedForm(forms.Form):
    """A form with a single-use key and the version of what it changes (0 where there is nothing yet)."""

    key = forms.CharField(
        max_length=64,
        widget=forms.HiddenInput,
        initial=new_key,
        error_messages={"required": "Load the page again and send the form from there: its key is missing."},
    )
    version = forms.IntegerField(
        min_value=0,
        max_value=2**31 - 1,
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid": "Load the page again and send the form from there."},
    )

    def renew(self, version):
        """Let a form that was sent be shown again as one made from this version, with all that was typed."""
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = str(version)

    def refuse(self, refused):
        """Put each sentence of what a verb refused, `problems` of (field or None, sentence), at its field, where there is one."""
        for field, sentence in refused.problems:
            self.add_error(field if field in self.fields else NON_FIELD_ERRORS, sentence)


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a form: where it leads, what is said there, and whether it had been sent before."""

    address: str
    said: str
    is_repeat: bool = False


@transaction.atomic
def send_once(key, work, *, by, at):
    """Run `work()` unless this person already sent the form with this key. Returns `Done`.

    `work` makes the change and returns (address, sentence). What it raises undoes everything,
    the use of the key as well, so that the form can be mended and sent again. Two at once wait
    for each other.
    """
    try:
        with transaction.atomic():
            sent = SentForm.objects.create(key=key, user=by, sent_at=at)
    except IntegrityError:
        first = SentForm.objects.get(key=key, user=by)
        return Done(first.address, first.said, is_repeat=True)
    sent.address, sent.said = work()
    sent.save(update_fields=["address", "said"])
    return Done(sent.address, sent.said)


class _Shown(Exception):
    """The form was not taken; this answer shows it again. Its key stays free."""

    def __init__(self, answer):
        self.answer = answer


def sent_once(view):
    """Run the view of a form that was sent unless this person sent the form with this key before.

    A form is taken where its view leads on (a redirect). One that is shown again, with what is to be put
    right, may be mended and sent with the same key.
    """

    @wraps(view)
    def once(request, *args, **kwargs):
        return once_only(request, lambda: view(request, *args, **kwargs))

    return once


def once_only(request, view, *, name="key", is_done=lambda answer: answer.status_code == 302):
    """The answer of `view()`; of a form that was sent before, a way to where it led the first time."""
    key = request.POST.get(name, "")[:64] if request.method == "POST" else ""
    # No key of ours has a NUL in it, and PostgreSQL keeps none.
    if not key or "\0" in key or not request.user.is_authenticated:
        return view()
    answers = []

    def work():
        answer = view()
        if not is_done(answer):
            raise _Shown(answer)
        answers.append(answer)
        return (answer.url if answer.status_code == 302 else request.get_full_path()), ""

    try:
        done = send_once(key, work, by=request.user, at=timezone.now())
    except _Shown as shown:
        return shown.answer
    if done.is_repeat:
        messages.info(request, TWICE)
        return HttpResponseRedirect(done.address)
    return answers[0]


def version_in(request):
    """The version that a form was made from; None where it carries none."""
    typed = request.POST.get("version", "")
    return int(typed) if typed.isdecimal() and len(typed) < 10 else None


def forget(*, before):
    """Forget the forms sent before this moment; returns how many."""
    return SentForm.objects.filter(sent_at__lt=before).delete()[0]
