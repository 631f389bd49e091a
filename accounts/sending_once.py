"""Every form that changes something is sent once, and knows which version of the thing it was made from.

A view gives each form a key and the version of what it changes (`KeyedForm`). When the form
comes back, `send_once` runs the work and keeps its result under the key; the same form sent
again does nothing and returns that first result. The version is for the work itself to compare.
"""

from dataclasses import dataclass
from uuid import uuid4

from django import forms
from django.db import IntegrityError, transaction

from .models import SentForm


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


def forget(*, before):
    """Forget the forms sent before this moment; returns how many."""
    return SentForm.objects.filter(sent_at__lt=before).delete()[0]
