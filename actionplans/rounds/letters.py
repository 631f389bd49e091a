"""The mails of a round: to whom each goes, about which answers, and the log of who was asked.

They are queued with the change that causes them (`accounts.posting`), never sent from here: one mail for each person
and occasion, however many answers it is about. A mail holds titles and links, never the text of an answer.
Nobody is written to about a plan that is still a draft: none of those asked may see it.
"""

import hashlib
from collections import defaultdict
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from accounts import posting
from accounts.models import Email

from ..models import Asking, UpdateRequest
from ..onscreen.titles import title_and_rest
from . import letter_texts, recipients
from .answers import half_of
from .days import days_asked, line_that_prints, said

Kind = Asking.Kind
ASKS = {Kind.OPENING: letter_texts.opening, Kind.REMINDER: letter_texts.reminder}


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail as it will go, to whom, and the answers it is about."""

    message: posting.Message
    person: recipients.Person
    kind: str
    asked: tuple
    lines: tuple


def ask(reporting_round, asked, *, by, at):
    """Write to everybody who is asked for these answers, one mail each, and log who was asked. Returns the Emails."""
    return send(
        asking_letters(reporting_round, asked, kind=Kind.OPENING, occasion="opening", by=by, at=at),
        by=by,
        at=at,
    )


def asking_letters(reporting_round, asked, *, kind, occasion, by, at, leave_out=frozenset()):
    """The Letters that ask for these answers: a list, in the order of those asked.

    `occasion` is the part of the key that keeps one from being sent twice. `leave_out` are
    (request key, address) that are not to be written to about that answer.
    """
    today = timezone.localdate(at)
    found = _of_a_round(reporting_round, asked)
    if not found or reporting_round.plan.is_draft:
        return []
    reach = recipients.find_by_key(reporting_round.plan, found, today=today)
    days, about = days_asked(reporting_round), heading(reporting_round, by=by, today=today)
    for_each = defaultdict(list)
    for each in found:
        for person in reach[each.pk].people:
            if (each.pk, person.address.lower()) not in leave_out:
                for_each[person.address.lower()].append((each, person))
    return [
        _asking_letter(about, reporting_round, its, kind, occasion, reach, days, today)
        for its in for_each.values()
    ]


def _asking_letter(about, reporting_round, its, kind, occasion, reach, days, today):
    """One person's mail about all that is asked of them."""
    person = its[0][1]
    asked = tuple(each for each, _ in its)
    lines = tuple(
        line_of(
            each,
            printed=line_that_prints(
                days.get(each.pk, ()), also=today, state=each.answer.state if each.answer else ""
            ),
        )
        for each in asked
    )
    subject, body = ASKS[kind](
        about,
        _name(person.name),
        lines,
        why=_why(its, reach),
        can_answer=any(each.may_answer for _, each in its),
        signs_in=person.user is not None,
    )
    message = _message(reporting_round, occasion, person, asked, subject, body)
    return Letter(message, person, kind, asked, lines)


def escalation_letters(reporting_round, asked, *, occasion, by, at, leave_out=frozenset()):
    """The Letters that tell heads of service what is missing in their service, of whom, and what will print."""
    today = timezone.localdate(at)
    found = _of_a_round(reporting_round, asked)
    if not found or reporting_round.plan.is_draft:
        return []
    reach = recipients.find_by_key(reporting_round.plan, found, today=today)
    days, about = days_asked(reporting_round), heading(reporting_round, by=by, today=today)
    for_each = defaultdict(list)
    for each in found:
        for head in reach[each.pk].heads:
            if (each.pk, head.address.lower()) not in leave_out:
                for_each[head.address.lower(), reach[each.pk].service].append((each, head))
    return [
        _escalation_letter(about, reporting_round, service, its, occasion, reach, days)
        for (_, service), its in for_each.items()
    ]


def _escalation_letter(about, reporting_round, service, its, occasion, reach, days):
    head, asked = its[0][1], tuple(each for each, _ in its)
    lines = tuple(
        line_of(
            each,
            printed=line_that_prints(days.get(each.pk, ()), state=each.answer.state if each.answer else ""),
            of=_names(reach[each.pk]),
        )
        for each in asked
    )
    subject, body = letter_texts.escalation(about, _name(head.name), _name(service), lines)
    message = _message(reporting_round, occasion, head, asked, subject, body)
    return Letter(message, head, Kind.ESCALATION, asked, lines)


def send(letters, *, by, at):
    """Queue these letters, and log whom each asked for what. One that was queued before is left. Returns the new Emails."""
    made = posting.queue_all([each.message for each in letters], at=at)
    Asking.objects.bulk_create(
        Asking(
            request=request,
            kind=letter.kind,
            how=Asking.How.EMAIL,
            at=at,
            whom=letter.person.name[:250],
            contributor_id=letter.person.contributor,
            user_id=letter.person.user,
            email=made[letter.message.key],
            by=by,
        )
        for letter in letters
        if letter.message.key in made
        for request in letter.asked
    )
    return list(made.values())


def tell_returned(update, *, by, at):
    """Tell the lead that an answer came back, and where to read why."""
    return _tell_about(update, "returned", letter_texts.returned, by=by, at=at)


def tell_edited(update, *, because, by, at):
    """Tell the lead that the equality team edited the answer, and where both texts stand with the reason."""
    return _tell_about(update, "edited", letter_texts.edited, by=by, at=at)


def _tell_about(update, what, text, *, by, at):
    """Write to those who lead the answer, and to whoever sent it, but not to the person who did this."""
    reporting_round, action = update.reporting_round, update.action
    if action.plan.is_draft:
        return []
    today = timezone.localdate(at)
    asked = update.asked or UpdateRequest(
        reporting_round=reporting_round, action=action, half=half_of(update)
    )
    (found,) = recipients.find(action.plan, [asked], today=today)
    people = {person.address.lower(): person for person in found.people}
    sent_by = update.submitted_by
    if sent_by is not None and sent_by.is_active:
        people.setdefault(
            sent_by.email.lower(), recipients.Person(sent_by.name, sent_by.email, "Sent it", sent_by.pk)
        )
    about, line = heading(reporting_round, by=by, today=today), line_of(asked)
    messages = []
    for person in people.values():
        if by is None or person.user != by.pk:
            subject, body = text(about, _name(person.name), line)
            occasion = f"{what}/{update.pk}-{update.version}"
            messages.append(_message(reporting_round, occasion, person, (asked,), subject, body))
    return list(posting.queue_all(messages, at=at).values())


def tell_deputy(deputy, *, by, at):
    """Tell a deputy from when to when they stand in and for what, and the lead where somebody else named them."""
    lead, stands_in = deputy.lead, deputy.deputy
    days = f"from {said(deputy.starts_on)} to {said(deputy.ends_on)}"
    about = letter_texts.Heading(
        my_actions=address_of("my_actions"),
        deputies=address_of("deputies"),
        sender=_sender(by, ""),
        questions=_questions(),
    )
    subject, body = letter_texts.deputy(
        about, _name(stands_in.name), _name(lead.name), days, _still_out(lead)
    )
    key = f"deputy/{deputy.pk}/"
    messages = [posting.Message(f"{key}deputy", stands_in.email, subject, body, stands_in.pk)]
    if by is None or by.pk != lead.pk:
        subject, body = letter_texts.told_lead_of_deputy(about, _name(lead.name), _name(stands_in.name), days)
        messages.append(posting.Message(f"{key}lead", lead.email, subject, body, lead.pk))
    return list(posting.queue_all(messages, at=at).values())


def _still_out(lead):
    """A Line for each answer of this person's that an open round waits for."""
    waiting = (
        UpdateRequest.objects.awaited()
        .led_by([lead.pk])
        .filter(
            reporting_round__opened_at__isnull=False,
            reporting_round__closed_on__isnull=True,
            action__plan__is_draft=False,
        )
    )
    return [line_of(each) for each in waiting.select_related("action__recommendation").order_by("pk")]


def trouble(reporting_round):
    """How many mails of this round are in trouble about answers that have not come: for a note to the team."""
    return in_trouble(reporting_round).count()


def in_trouble(reporting_round):
    """The mails of a round that failed or came back, and have not been made up for.

    One is made up for when the answers it asked for have come, or were asked for again since.
    """
    since = Asking.objects.that_asked().filter(request=OuterRef("request"), pk__gt=OuterRef("pk"))
    about = Asking.objects.filter(email=OuterRef("pk"))
    missing = about.filter(request__in=UpdateRequest.objects.awaited()).exclude(Exists(since))
    mails = Email.objects.in_trouble().filter(key__startswith=prefix(reporting_round))
    return mails.filter(~Exists(about) | Exists(missing))


def prefix(reporting_round):
    """How the keys of a round's mails begin."""
    return f"round/{reporting_round.pk}/"


def heading(reporting_round, *, by, today):
    """What every mail of this round says about itself."""
    plan, due_on = reporting_round.plan, reporting_round.due_on
    return letter_texts.Heading(
        my_actions=address_of("my_actions"),
        deputies=address_of("deputies"),
        sender=_sender(by, plan.organisation.name),
        questions=_questions(),
        body=plan.organisation.name,
        plan=posting.shortened(plan.title, 120),
        words=reporting_round.words,
        due=said(due_on) if due_on else "",
        meeting=posting.shortened(reporting_round.meeting_words, 120),
        is_past_due=due_on is not None and due_on < today,
    )


def line_of(asked, *, printed="", of=""):
    """The Line about one answer."""
    title, _ = title_and_rest(asked.action.printed_words)
    link = (
        address_of("answer", asked.pk)
        if asked.pk
        else settings.SITE_ADDRESS + asked.action.get_absolute_url()
    )
    return letter_texts.Line(asked.action.ref, asked.half, title, link, printed, of)


def title_line(asked):
    """Reference, half and title of what is asked, on one line."""
    return str(line_of(asked))


def address_of(name, *args):
    """The whole address of a page, as it stands in a mail."""
    return settings.SITE_ADDRESS + reverse(name, args=args)


def _of_a_round(reporting_round, asked):
    """These requests with what a mail says of them, in plan order."""
    return list(
        UpdateRequest.objects.filter(pk__in=[each.pk for each in asked], reporting_round=reporting_round)
        .select_related("action__plan", "action__recommendation", "update")
        .order_by("action__order", "action_id", "half")
    )


def _message(reporting_round, occasion, person, asked, subject, body):
    """Its key is the occasion, the address and what it is about: the same again is one mail."""
    about = hashlib.sha256(
        "/".join([person.address.lower(), *(str(each.pk) for each in asked)]).encode()
    ).hexdigest()
    key = f"{prefix(reporting_round)}{occasion}/{about[:24]}"
    return posting.Message(key, person.address, subject, body, person.user)


def _why(its, reach):
    """Why this person is asked, where it is not simply theirs; "" where it is."""
    reasons = {}
    for each, person in its:
        found = reach[each.pk]
        if person.stands_in_for:
            reasons[f"You stand in for {_name(person.stands_in_for)}."] = True
        elif found.is_fallback:
            because = " ".join(map(_name, found.passed_over))
            reasons[f"You are asked as {person.how[:1].lower()}{person.how[1:]}. {because}".strip()] = True
    return "\n".join(reasons)


def _names(found):
    """Who was asked for an answer, in words."""
    names = [_name(person.name) for person in found.people]
    return ", ".join(names) or recipients.NOBODY


def _name(name):
    return posting.shortened(name, 200)


def _sender(by, body):
    """Who sent it, as a line."""
    team = f"The equality team{f', {body}' if body else ''}"
    return f"{_name(by.name)}\n{team}" if by is not None else team


def _questions():
    return f"Questions: {settings.CONTACT_EMAIL}" if settings.CONTACT_EMAIL else ""
