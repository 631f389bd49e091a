"""The questions that narrow the desk's lists."""

from django.contrib.admin import SimpleListFilter
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone

from papers import phrases

from ..models import Action, Assignment, ProgressStatus, ReportingRound, Update
from ..models.access import LEADING


class Overdue(SimpleListFilter):
    """Whether the last day has passed on what is not finished."""

    title = "overdue"
    parameter_name = "overdue"

    def lookups(self, request, model_admin):
        return [("yes", "Overdue"), ("no", "Not overdue")]

    def queryset(self, request, queryset):
        late = Action.objects.overdue(today=timezone.localdate()).values("pk")
        if self.value() == "yes":
            return queryset.filter(pk__in=late)
        return queryset.exclude(pk__in=late) if self.value() == "no" else queryset


class CurrentStatus(SimpleListFilter):
    """The status now: the last one signed off, else the plan's own."""

    title = "current status"
    parameter_name = "position"

    def lookups(self, request, model_admin):
        plan = request.GET.get("plan__id__exact", "")
        statuses = ProgressStatus.objects.visible_to(request.user).select_related("scale")
        if plan.isdecimal() and len(plan) < 19:
            statuses = statuses.filter(scale__plans=plan)
        several = len({status.scale_id for status in statuses}) > 1
        names = [(str(s.pk), f"{s.words} ({s.scale})" if several else s.words) for s in statuses]
        return [*names, ("unset", phrases.NO_STATUS)]

    def queryset(self, request, queryset):
        value = self.value()
        if value == "unset":
            return queryset.filter(position_id__isnull=True)
        if value and value.isdecimal() and len(value) < 19:
            return queryset.filter(position_id=value)
        return queryset


class Lead(SimpleListFilter):
    """Who leads."""

    title = "lead"
    parameter_name = "lead"

    def lookups(self, request, model_admin):
        parts = Assignment.objects.visible_to(request.user).filter(role__in=LEADING, action__isnull=False)
        plan = request.GET.get("plan__id__exact", "")
        if plan.isdecimal() and len(plan) < 19:
            parts = parts.filter(action__plan=plan)
        names = parts.order_by("contributor__name").values_list("contributor", "contributor__name").distinct()
        return [(str(pk), name) for pk, name in names] + [("none", "[Nobody]")]

    def queryset(self, request, queryset):
        value = self.value()
        leading = Assignment.objects.filter(action=OuterRef("pk"), role__in=LEADING)
        if value == "none":
            return queryset.exclude(Exists(leading))
        if value and value.isdecimal() and len(value) < 19:
            return queryset.filter(Exists(leading.filter(contributor=value)))
        return queryset


class Unanswered(SimpleListFilter):
    """Actions with no update handed in for a round: the latest one, or one of the plan chosen."""

    title = "not answered in"
    parameter_name = "unanswered"

    def lookups(self, request, model_admin):
        named = []
        plan = request.GET.get("plan__id__exact", "")
        if plan.isdecimal() and len(plan) < 19:
            rounds = ReportingRound.objects.visible_to(request.user).filter(plan=plan)
            named = [(str(pk), words) for pk, words in rounds.values_list("pk", "words")]
        return [("latest", "The latest round"), *named]

    def queryset(self, request, queryset):
        value = self.value()
        if value == "latest":
            latest = (
                ReportingRound.objects.filter(plan=OuterRef("plan"))
                .order_by("-order", "-id")
                .values("pk")[:1]
            )
            queryset = queryset.annotate(latest_round=Subquery(latest)).filter(latest_round__isnull=False)
            return queryset.exclude(Exists(HANDED_IN.filter(reporting_round=OuterRef("latest_round"))))
        if value and value.isdecimal() and len(value) < 19:
            queryset = queryset.filter(plan__rounds=value)
            return queryset.exclude(Exists(HANDED_IN.filter(reporting_round=value)))
        return queryset


# A draft is not an answer yet, and neither is one that was sent back.
HANDED_IN = Update.objects.filter(action=OuterRef("pk"), state__in=["submitted", "signed_off"])


class Openness(SimpleListFilter):
    """Whether the plan is a draft, or worked on by those who lead its actions."""

    title = "draft or open"
    parameter_name = "draft"

    def lookups(self, request, model_admin):
        return [("yes", "Draft"), ("no", "Open")]

    def queryset(self, request, queryset):
        path = "is_draft" if queryset.model._meta.model_name == "plan" else "plan__is_draft"
        if self.value() in ("yes", "no"):
            return queryset.filter(Q(**{path: self.value() == "yes"}))
        return queryset


class Standing(SimpleListFilter):
    """Whether it is part of its plan, or was withdrawn."""

    title = "part of the plan"
    parameter_name = "standing"

    def lookups(self, request, model_admin):
        return [("yes", "Part of the plan"), ("withdrawn", "Withdrawn")]

    def queryset(self, request, queryset):
        if self.value() not in ("yes", "withdrawn"):
            return queryset
        return queryset.filter(withdrawn_at__isnull=self.value() == "yes")
