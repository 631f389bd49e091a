"""The list of rounds, and the board of one: what has come, what is still to come, signing off several."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import Permission, may_on_every_row
from actionplans.forms.board import BoardFilter
from actionplans.forms.reviews import SignOffForm
from actionplans.models import ReportingRound, Update
from actionplans.rounds import letters, signing_off

from ..onscreen import round_titles
from ..onscreen.board import board as board_of
from ..onscreen.board_lines import lines
from ..onscreen.paging import page_of
from ..onscreen.round_lists import round_lines
from ..onscreen.round_trails import events_of
from ..onscreen.standings import statuses_of
from .round_access import one_round, reviewers_only
from .sent_forms import sent

ROUNDS_ON_A_PAGE = 50
ROWS_ON_A_PAGE = 100
# So many are signed off at a time: each is a step of its own, and nobody else can save meanwhile.
AT_ONCE = 200


@reviewers_only
@require_safe
def rounds(request):
    """All rounds of all plans, open ones first."""
    visible = ReportingRound.objects.visible_to(request.user).run_by(request.user)
    page = page_of(request.GET.get("page", ""), visible.count(), size=ROUNDS_ON_A_PAGE)
    context = {
        "as_at": timezone.localdate(),
        "groups": round_lines(visible, page),
        "page": page,
        "may_run": may_on_every_row(request.user, Permission.RUN_ROUND),
    }
    return render(request, "rounds/rounds.html", context)


@reviewers_only
@require_http_methods(["GET", "HEAD", "POST"])
def board(request, plan, key):
    """One round. What is sent from here signs off the answers that were chosen."""
    reporting_round = one_round(request.user, plan, key)
    form = SignOffForm(request.POST or None)

    def work(given, at):
        result = signing_off.sign_off_all(given["versions"], by=request.user, at=at)
        return _back(request, reporting_round), round_titles.signed_off_words(result, given["unanswered"])

    def show(form, status=200, stale=None):
        if request.GET.get("sign_off") == "all":
            return confirm_all(request, reporting_round, form, status)
        return show_board(request, reporting_round, form, status)

    if form.is_bound:
        form.keep_to(reporting_round)
    return sent(request, form, work, show)


def show_board(request, reporting_round, form, status):
    """The board, a page at a time."""
    user, today = request.user, timezone.localdate()
    reads_drafts = may_on_every_row(user, Permission.READ_DRAFT_UPDATE)
    found = board_of(
        reporting_round,
        statuses=statuses_of(reporting_round.plan),
        user=user,
        reads_drafts=reads_drafts,
        today=today,
    )
    wanted = BoardFilter(request.GET, board=found, plan=reporting_round.plan_id)
    chosen = wanted.rows()
    page = page_of(request.GET.get("page", ""), len(chosen), size=ROWS_ON_A_PAGE)
    shown = page.part(chosen)
    two_pairs = reporting_round.plan.organisation.two_pairs_of_eyes
    ready = found.ready()
    may_chase = may_on_every_row(user, Permission.CHASE)
    context = {
        "round": reporting_round,
        "title": round_titles.title(reporting_round, found, today),
        "as_at": today,
        "board": found,
        "wanted": wanted,
        "page": page,
        "has_scale": bool(found.statuses),
        "form": form,
        "lines": lines(
            shown,
            names=found.names,
            reads_drafts=reads_drafts,
            due_on=reporting_round.due_on,
            today=today,
        ),
        "seen": " ".join(f"{row.pk}:{row.version}" for row in shown if row.state == "submitted"),
        "has_choice": any(row.state == "submitted" for row in shown),
        "own": [row.ref or "one" for row in ready if row.is_own] if two_pairs else [],
        "ready": sum(not (row.is_own and two_pairs) for row in ready),
        "first_ready": next((row.pk for row in ready), None),
        "events": events_of(reporting_round),
        "came": _came(reporting_round) if not found.rows else 0,
        "may_run": may_on_every_row(user, Permission.RUN_ROUND),
        "chase": reverse("chase", args=[reporting_round.plan.slug, reporting_round.key])
        if may_chase
        else None,
        "mail_trouble": letters.trouble(reporting_round) if may_chase and reporting_round.is_open else 0,
    }
    return render(request, "rounds/board.html", context, status=status)


def confirm_all(request, reporting_round, form, status):
    """Everything that is ready, listed before all of it is signed off at once."""
    waiting = (
        Update.objects.visible_to(request.user)
        .filter(reporting_round=reporting_round, state=Update.State.SUBMITTED)
        .select_related(
            "action__plan__organisation",
            "action__recommendation",
            "status",
            "asked",
            "submitted_by",
            "same_as",
        )
        .order_by("action__order", "action_id", "asked_id")
    )
    ready, left = [], []
    for update in waiting.filter(asked__isnull=False):
        why = signing_off.why_not(update, by=request.user)
        (left if why else ready).append((update, why))
    now = [update for update, _ in ready[:AT_ONCE]]
    context = {
        "round": reporting_round,
        "form": form,
        "now": now,
        "later": len(ready) - len(now),
        "left": left,
        "seen": " ".join(f"{update.asked_id}:{update.version}" for update in now),
    }
    return render(request, "rounds/sign_off_all.html", context, status=status)


def _back(request, reporting_round):
    """The board again, with what was chosen to be shown."""
    query = request.GET.copy()
    query.pop("sign_off", None)
    address = reporting_round.get_absolute_url()
    return f"{address}?{query.urlencode()}" if query and len(query.urlencode()) < 300 else address


def _came(reporting_round):
    """How many answers stand in a round in which nobody was asked, such as one that came with a paper."""
    return reporting_round.updates.filter(state=Update.State.SIGNED_OFF).values("action").distinct().count()
