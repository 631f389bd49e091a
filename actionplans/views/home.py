"""The front page, and how to read what stands on the others."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.permissions import Role
from actionplans.models import Plan, Update
from actionplans.models.scales import LOOKS, Meaning
from papers import phrases

from ..onscreen.overview import by_body, first_reported, plan_lines
from ..onscreen.titles import title_and_rest

PLANS_SHOWN = 12
ANSWERS_SHOWN = 6
# A paper that is brought in enters this many rounds of one action one after another, or fewer.
ROUNDS_AT_ONCE = 5


@require_safe
def home(request):
    """What this is, whose plans are here, and what was answered lately."""
    visible = Plan.objects.visible_to(request.user)
    shown = visible.select_related("organisation")[:PLANS_SHOWN]
    lines = plan_lines(shown, request.user)
    context = {
        "as_at": timezone.localdate(),
        "number": visible.count(),
        "first": first_reported(lines),
        "by_body": by_body(lines),
        "plans_shown": PLANS_SHOWN,
        "lately": answered_lately(request.user),
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
    return render(request, "how_to_read.html", {"looks": looks, "phrases": phrases})


def answered_lately(user):
    """The actions answered last, whichever plan they belong to: (newest update, title of its action)."""
    found = (
        Update.objects.visible_to(user)
        .filter(state=Update.State.SIGNED_OFF)
        .exclude(action__slug="")
        .select_related("action__plan", "action__recommendation", "reporting_round", "status")
        .defer("words", "action__detail")
        .order_by("-id")[: ANSWERS_SHOWN * ROUNDS_AT_ONCE]
    )
    newest = {}
    for update in found:
        newest.setdefault(update.action_id, update)
    shown = list(newest.values())[:ANSWERS_SHOWN]
    return [(update, title_and_rest(update.action.printed_words)[0]) for update in shown]
