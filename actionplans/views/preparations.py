"""Papers in preparation: the list, entering and changing one, and throwing one away."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.keeping import kept_for
from accounts.permissions import Permission, may_on_every_row
from accounts.sending_once import KeyedForm
from actionplans.addresses import asked_for
from actionplans.forms.preparations import PreparationForm, told_of
from actionplans.models import Plan, PlanPreparation
from actionplans.publications import preparing
from papers.models import Publication

from ..onscreen import preparations as onscreen
from ..onscreen.paging import page_of
from .preparing_access import needs, one_preparation, readers_only
from .sent_forms import sent

METHODS = ["GET", "HEAD", "POST"]
ON_A_PAGE = 50
SHOWN_BESIDE = 5
prepares = needs(Permission.PREPARE_PUBLICATION)
DEFERRED = ("made_rows", "made_findings", "introduction", "note")


@readers_only
@require_safe
def preparations(request):
    """The papers that wait to be issued: what each is, whose, and where it stands."""
    waiting = PlanPreparation.objects.visible_to(request.user).waiting()
    page = page_of(request.GET.get("page", ""), waiting.count(), size=ON_A_PAGE)
    shown = waiting.select_related("plan__organisation", "prepared_by").defer(*DEFERRED)
    now = timezone.now()
    context = {
        "page": page,
        "lines": [
            (one, one.get_kind_display(), onscreen.STATES[onscreen.state(one, at=now)])
            for one in page.part(shown)
        ],
        "may_prepare": may_on_every_row(request.user, Permission.PREPARE_PUBLICATION),
        "reads_all": may_on_every_row(request.user, Permission.READ_PREPARED_PUBLICATION),
        "plans": _plans(request.user),
    }
    return render(request, "preparations/list.html", context)


def _plans(user):
    """The plans of which this person may prepare a paper."""
    return Plan.objects.editable_by(user).select_related("organisation")


@prepares
@require_http_methods(METHODS)
def new(request):
    """Prepare a paper of a plan: of the one that the address names, else choose one first."""
    slug = asked_for(request, "plan")
    if not slug and request.method != "POST":
        return render(request, "preparations/choose.html", {"plans": _plans(request.user)})
    plan = get_object_or_404(_plans(request.user), slug=slug)
    return _new(request, plan, {"plan": plan, "to": f"{reverse('preparation_new')}?plan={plan.slug}"})


@prepares
@require_http_methods(METHODS)
def correct(request, slug):
    """Begin the correction of an issued paper. Both papers will carry the note."""
    issued = Publication.objects.visible_to(request.user).whole().select_related("issued_plan__plan")
    corrected = get_object_or_404(issued.exclude(issued_plan=None), slug=slug)
    plan = get_object_or_404(_plans(request.user), pk=corrected.issued_plan.plan_id)
    newest = preparing.newest_whole(plan)
    if newest != corrected:
        context = {"corrected": corrected, "plan": plan, "newest": newest}
        return render(request, "preparations/not_newest.html", context, status=409)
    to = reverse("publication_correct", args=[slug])
    context = {"plan": plan, "corrected": corrected, "to": to}
    return _new(request, plan, context, corrects=corrected)


def _new(request, plan, context, *, corrects=None):
    at = timezone.now()
    given = {"version": 0, **preparing.usual(plan, at=at, before=corrects)}
    kind = preparing.KINDS.CORRECTION if corrects else preparing.KINDS.PAPER
    form = PreparationForm(request.POST or kept_for(request), plan=plan, kind=kind, at=at, initial=given)

    def work(_, now):
        made = preparing.prepare(plan, by=request.user, at=now, corrects=corrects, **form.details())
        return reverse(
            "preparation", args=[made.pk]
        ), "The paper is prepared. Make its files, then look at them."

    def show(form, status=200, stale=None):
        waiting = preparing.waiting_beside(plan, request.user)
        shown = {**context, "form": form, "waiting": list(waiting[:SHOWN_BESIDE])}
        return render(request, "preparations/new.html", shown, status=status)

    return sent(request, form, work, show)


@prepares
@require_http_methods(METHODS)
def change(request, number):
    """Change what a paper is to hold. Its files have to be made again afterwards."""
    preparation = _waiting(request.user, number)
    form = PreparationForm(
        request.POST or kept_for(request),
        plan=preparation.plan,
        kind=preparation.kind,
        at=timezone.now(),
        initial={"version": preparation.version, **told_of(preparation)},
    )

    def work(given, at):
        preparing.change(preparation, form.details(), version=given["version"], by=request.user, at=at)
        return reverse("preparation", args=[number]), "The paper is changed. Make its files again."

    def show(form, status=200, stale=None):
        context = {"preparation": preparation, "form": form, "stale": stale}
        if stale:
            context["differs"] = onscreen.differences(told_of(stale), form.details())
        return render(request, "preparations/change.html", context, status=status)

    return sent(request, form, work, show)


@prepares
@require_http_methods(METHODS)
def discard(request, number):
    """Say what is thrown away, then do it. Nothing that was issued is touched."""
    preparation = _waiting(request.user, number)
    form = KeyedForm(request.POST or None, initial={"version": preparation.version})

    def work(given, at):
        preparing.discard(preparation, version=given["version"], by=request.user, at=at)
        return reverse("preparations"), f"“{preparation.title}” is thrown away. Nothing of it was issued."

    def show(form, status=200, stale=None):
        context = {"preparation": stale or preparation, "form": form, "stale": stale}
        return render(request, "preparations/discard.html", context, status=status)

    return sent(request, form, work, show)


def _waiting(user, number):
    """The paper of this number, neither issued nor thrown away; else 404."""
    preparation = one_preparation(user, number)
    if not preparation.is_waiting:
        raise Http404
    return preparation
