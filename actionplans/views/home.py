"""The front page, and how to read what stands on the others."""

from datetime import date

from django.contrib.auth.decorators import login_required
from django.db.models import F
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.permissions import Permission, Role, may_on_every_row
from actionplans.models import Plan, PlanPreparation, Update
from actionplans.models.scales import LOOKS, Meaning
from papers import phrases

from ..onscreen.endings import ENDINGS
from ..onscreen.open_rounds import open_rounds
from ..onscreen.overview import by_body, first_reported, plan_lines
from ..onscreen.titles import title_and_rest
from .issued_lists import issued_home

PLANS_SHOWN = 12
ANSWERS_SHOWN = 6
PAPERS_SHOWN = 5
# A paper that is brought in enters this many rounds of one action one after another, or fewer.
ROUNDS_AT_ONCE = 5


@require_safe
def home(request):
    """What this is, whose plans are here, and what was answered or issued lately."""
    if not may_on_every_row(request.user, Permission.READ_WORKING_PLAN):
        return issued_home(request)
    return working_home(request)


def working_home(request):
    """The front page of those who may read every plan as it is worked on."""
    visible = Plan.objects.visible_to(request.user)
    shown = visible.select_related("organisation")[:PLANS_SHOWN]
    lines = plan_lines(shown, request.user)
    reviews = may_on_every_row(request.user, Permission.READ_SUBMITTED_UPDATE)
    context = {
        "as_at": timezone.localdate(),
        "number": visible.count(),
        "first": first_reported(lines),
        "by_body": by_body(lines),
        "plans_shown": PLANS_SHOWN,
        "lately": answered_lately(request.user),
        "open_rounds": open_rounds(request.user, reviews=reviews),
        "reviews": reviews,
        "waiting": waiting_papers(request.user),
    }
    return render(request, "home.html", context)


@login_required
@require_safe
def first_page(request):
    """Where one arrives who signed in without wanting to go anywhere: a lead at what they owe, others at the front door."""
    return redirect("my_actions" if Role.LEAD in request.user.roles else "home")


@require_safe
def how_to_read(request):
    """What the words, symbols and brackets on these pages mean."""
    looks = [(Meaning(key).label, tone, symbol) for key, (tone, symbol) in LOOKS.items()]
    asked_thrice = phrases.not_received([date(2026, 10, day) for day in (5, 19, 26)])
    context = {"looks": looks, "phrases": phrases, "asked_thrice": asked_thrice}
    return render(request, "how_to_read.html", context)


def waiting_papers(user):
    """The papers that wait to be issued, those changed last first, as far as this person may read them."""
    waiting = PlanPreparation.objects.visible_to(user).waiting().select_related("plan", "prepared_by")
    return list(waiting.defer("made_rows", "made_findings").order_by("-changed_at")[:PAPERS_SHOWN])


def answered_lately(user):
    """The actions of which an answer was signed off last, whichever plan they belong to: (that update, how it stands, title)."""
    found = (
        Update.objects.visible_to(user)
        .filter(state=Update.State.SIGNED_OFF)
        .exclude(action__slug="")
        .select_related(
            *("action__plan", "action__recommendation", "reporting_round", "status"),
            *("asked", "assignment"),
        )
        .defer("words", "action__detail")
        .order_by(F("signed_off_at").desc(nulls_last=True), "-id")[: ANSWERS_SHOWN * ROUNDS_AT_ONCE]
    )
    newest = {}
    for update in found:
        newest.setdefault(update.action_id, update)
    shown = list(newest.values())[:ANSWERS_SHOWN]
    return [
        (update, update.status or ENDINGS.get(update.answer), title_and_rest(update.action.printed_words)[0])
        for update in shown
    ]
