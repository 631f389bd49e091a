"""The issued papers of the demonstration, made with the verbs that the site uses: prepared, made, issued by somebody else.

The main plan is issued twice, each paper when the rounds had come so far, and one more waits to be looked at. The
other plans are issued once, on the days that `fixtures/demonstration.json` tells.
"""

from contextlib import contextmanager
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils import timezone

from accounts.permissions import Role
from papers.publishing import written

from .models import IssuedPlan, Plan
from .publications import issuing, making, preparing

# The first paper of the main plan is this much older than the second; each is issued so long after its day.
BETWEEN = timedelta(days=189)
AFTER_ITS_DAY = {"first": timedelta(days=17), "second": timedelta(days=10)}
# So long before it is issued a paper is prepared, and its files are made.
PREPARED, MADE = timedelta(days=6), timedelta(days=4)
MEETS_AFTER = timedelta(days=26)
WEDNESDAY = 2


def never_issued(shown):
    """The addresses of the plans of the manifest that are there, are no drafts and were never issued."""
    wanted = [one["slug"] for one in shown["plans"] if not one.get("is_draft")]
    issued = set(IssuedPlan.objects.filter(plan__slug__in=wanted).values_list("plan__slug", flat=True))
    there = set(Plan.objects.filter(slug__in=wanted, is_draft=False).values_list("slug", flat=True))
    return [slug for slug in wanted if slug in there - issued]


def issue_once(plan, told, *, at):
    """Issue a plan on the day that is told of it; one of which none is told, or none that was yet, today."""
    issued_on = date.fromisoformat(told["on"]) if told else timezone.localdate(at)
    if issued_on >= timezone.localdate(at):
        return _issue(plan, at=at, as_at=timezone.localdate(at))
    more = {name: told[name] for name in ("committee", "meeting_words") if name in told}
    if "meeting_on" in told:
        more["meeting_on"] = date.fromisoformat(told["meeting_on"])
    return _issue(plan, at=_moment(issued_on), as_at=date.fromisoformat(told["as_at"]), **more)


def issue_first(plan, told, *, closed):
    """The first paper of the main plan, before the round that is over was asked. `told` are its words as they were then."""
    as_at = closed - BETWEEN
    with _as_it_was(plan, told):
        return _issue(
            plan, at=_moment(as_at + AFTER_ITS_DAY["first"]), as_at=as_at, **_meeting(as_at, "item 9")
        )


def issue_second(plan, *, closed):
    """Its second paper, once the round that is over was closed: compared with the first."""
    at = _moment(closed + AFTER_ITS_DAY["second"])
    return _issue(plan, at=at, as_at=closed, **_meeting(closed, "item 7"))


def leave_one_waiting(plan, *, at):
    """One more paper in preparation, its files made, for a publisher to look at."""
    now = at.replace(microsecond=0)
    return _prepared(
        plan, prepared_at=now - timedelta(hours=2), made_at=now - timedelta(hours=1), is_shared=True
    )


def _meeting(as_at, item):
    """For which meeting a paper is: the Wednesday some weeks after its day."""
    meets = as_at + MEETS_AFTER
    meets += timedelta(days=(WEDNESDAY - meets.weekday()) % 7)
    committee = "Corporate Scrutiny Committee"
    return {
        "committee": committee,
        "meeting_words": f"{committee}, {meets.day} {meets:%B %Y}, {item}",
        "meeting_on": meets,
    }


def _moment(day):
    return timezone.make_aware(datetime.combine(day, time(14, 40)))


def _issue(plan, *, at, **told):
    held = _prepared(plan, prepared_at=at - PREPARED, made_at=at - MADE, **told)
    return issuing.issue(
        held, version=held.version, made_sha256=held.made_sha256, by=_holding(Role.PUBLISHER), at=at
    )


def _prepared(plan, *, prepared_at, made_at, **told):
    by = _holding(Role.EDITOR)
    told.setdefault("as_at", timezone.localdate(prepared_at))
    held = preparing.prepare(plan, by=by, at=prepared_at, **told)
    return making.make(held, site=settings.SITE_ADDRESS, by=by, at=made_at, written=written)


def _holding(role):
    return get_user_model().objects.holding(role).order_by("pk").first()


@contextmanager
def _as_it_was(plan, told):
    """The actions of a plan with the words and dates that they had before: {reference: {words, timescale}}."""
    held = []
    for action in plan.actions.filter(ref__in=told):
        before = told[action.ref]
        if "words" in before:
            held.append((action, {"words": action.words}))
            _put(action, {"words": before["words"]})
        if "timescale" in before:
            timescale = action.timescales.get(is_current=True)
            held.append((timescale, {name: getattr(timescale, name) for name in before["timescale"]}))
            _put(timescale, before["timescale"])
    yield
    for row, fields in held:
        _put(row, fields)


def _put(row, fields):
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(update_fields=list(fields))
