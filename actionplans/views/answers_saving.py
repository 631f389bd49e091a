"""Saving an answer from its form: as a draft, by hand or by the page itself, or sent."""

from dataclasses import dataclass, field

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from accounts.sending_once import send_once
from actionplans.models import Update
from actionplans.rounds import answering, evidencing
from actionplans.rounds.answers import Said, problems
from actionplans.rounds.refusals import Refused, Stale


@dataclass(slots=True)
class Saved:
    """What became of a form: the draft that is kept, and [(field, sentence)] of what must be put right."""

    update: Update | None = None
    problems: list = field(default_factory=list)
    done: object = None


@transaction.atomic
def keep(asked, form, *, by, at, with_evidence=True):
    """Keep the form as a draft, with the evidence given in it. Returns `Saved`; evidence that is not taken is told."""
    said, aside, _ = form.said(asked.answer)
    saved = Saved()
    link = None
    if with_evidence:
        link = _link(form, saved.problems)
        if link:
            aside.pop("link", None), aside.pop("link_words", None)
    saved.update = answering.save_draft(
        asked, said, version=form.cleaned_data["version"], by=by, at=at, aside=aside
    )
    if with_evidence:
        _put(saved, link, form.cleaned_data["files"], by=by, at=at)
    return saved


def _link(form, found):
    try:
        return form.link_given()
    except Refused as refused:
        found += refused.problems


def _put(saved, link, files, *, by, at):
    """Put this evidence to the draft; each piece that is not taken is told and holds up no other."""
    if link:
        try:
            evidencing.put_link(saved.update, *link)
        except Refused as refused:
            saved.problems += refused.problems
    for file in files:
        try:
            file.seek(0)
            content = file.read(settings.UPLOAD_LIMIT_BYTES + 1)
            limit = settings.UPLOAD_LIMIT_BYTES
            evidencing.put_file(saved.update, file.name, content, limit=limit, by=by, at=at)
        except Refused as refused:
            saved.problems += refused.problems


def send(asked, form, *, by, at):
    """Send the form, once. What is refused is kept as a draft in the same go, with what must be put right.

    Raises Stale where somebody saved in between, also where the same form was sent before and says something
    else now: nothing that was typed is passed over.
    """
    try:
        done = send_once(form.cleaned_data["key"], lambda: _sent(asked, form, by=by, at=at), by=by, at=at)
    except Refused as refused:
        saved = keep(asked, form, by=by, at=at)
        saved.problems = refused.problems + [each for each in saved.problems if each not in refused.problems]
        return saved
    if done.is_repeat and not is_said(asked, form):
        raise Stale(_standing(asked))
    return Saved(done=done)


def _sent(asked, form, *, by, at):
    said, aside, unread = form.said(asked.answer)
    version = form.cleaned_data["version"]
    if unread or form.has_evidence:
        saved = keep(asked, form, by=by, at=at)
        if unread or saved.problems:
            raise Refused(*unread, *_besides(unread, problems(asked, said, at=at)), *saved.problems)
        version, aside = saved.update.version, saved.update.set_aside
    answering.submit(asked, said, version=version, by=by, at=at, aside=aside)
    ref = asked.action.ref or "Your answer"
    return reverse("my_actions"), f"{ref} is sent. It can be taken back until it is signed off."


def _besides(unread, found):
    """What else is wrong: what could not be read is not asked for as well."""
    names = {"same_as" if name == "same_as_which" else name for name, _ in unread}
    return [each for each in found if each[0] not in names]


def is_said(asked, form):
    """Whether the answer that stands says what this form says."""
    now = _standing(asked)
    said, _, unread = form.said(now)
    return now is not None and not unread and Said.of(now) == Said.of(said.put_into(Update()))


def _standing(asked):
    return Update.objects.select_related("status", "same_as", *WHO).filter(asked=asked).first()


WHO = ("saved_by", "returned_by", "submitted_by", "edited_by", "signed_off_by")


@transaction.atomic
def keep_over(asked, form, *, by, at):
    """Take the answer back that was sent meanwhile, and keep this form as the draft. Returns `Saved`."""
    update = answering.take_back(asked, version=form.cleaned_data["version"], by=by, at=at)
    form.cleaned_data["version"] = update.version
    return keep(asked, form, by=by, at=at)
