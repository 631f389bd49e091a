"""Forms with a single-use key, for views that need no form class for it: what comes twice is done once.

    @sent_once
    def discard(request, number): ...

    <form method="post">{% csrf_token %}{% key_and_version import.version %} ...

A form is taken where its view leads on (a redirect). One that is shown again, with what is to be put
right, may be mended and sent with the same key. Signing in and out need no key: doing either twice is doing it once.
"""

from functools import wraps

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.utils import timezone

from .sending_once import send_once

TWICE = "This was done already: the form was sent twice."


class _Shown(Exception):
    """The form was not taken; this answer shows it again. Its key stays free."""

    def __init__(self, answer):
        self.answer = answer


def sent_once(view):
    """Run the view of a form that was sent unless this person sent the form with this key before."""

    @wraps(view)
    def once(request, *args, **kwargs):
        return once_only(request, lambda: view(request, *args, **kwargs))

    return once


def once_only(request, view, *, name="key", is_done=lambda answer: answer.status_code == 302):
    """The answer of `view()`; of a form that was sent before, a way to where it led the first time."""
    key = request.POST.get(name, "")[:64] if request.method == "POST" else ""
    if not key or not request.user.is_authenticated:
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
