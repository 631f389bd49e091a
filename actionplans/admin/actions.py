"""Actions on the desk: the list that answers questions, and the form with everything about one."""

from django.contrib import admin
from django.db.models import Exists, OuterRef, Prefetch, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from accounts.admin.rows import rows_for
from accounts.admin.tables import TakesTables
from accounts.permissions import Permission
from papers import phrases

from ..addresses import address_for
from ..models import Action, ActionOutcome, Assignment, ProgressStatus, Timescale, Update
from ..models.access import LEADING
from ..resources import ActionTable
from ..withdrawing import NOT_DELETED, was_issued
from .assignments import AssignmentInline
from .filters import CurrentStatus, Lead, Openness, Overdue, Standing, Unanswered
from .kept import KeptOnceIssued
from .measures import SuccessMeasureInline, TargetInline
from .parts import PlanPartAdmin, PlanPartInline, short
from .recommendations import SettlesWords
from .timescales import TimescaleFormSet, TimescaleInline


class ActionOutcomeInline(PlanPartInline):
    """The outcomes that one action serves."""

    model = ActionOutcome
    fields = ["order", "outcome"]
    verbose_name = "outcome it serves"
    verbose_name_plural = "outcomes it serves"
    fetch_with = ("action__recommendation", "outcome")


class UpdateInline(PlanPartInline):
    """What was answered in each round; each is opened to be changed."""

    model = Update
    fk_name = "action"
    fields = ["reporting_round", "answer_words", "status", "state", "addition_count"]
    readonly_fields = fields
    extra = 0
    show_change_link = True
    verbose_name_plural = "updates (open one to change it or to add to it)"
    fetch_with = ("reporting_round", "status", "action", "assignment")

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("addenda")

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description="answer")
    def answer_words(self, update):
        return short(update.words, 140) or update.get_answer_display()

    @admin.display(description="additions")
    def addition_count(self, update):
        return len(update.addenda.all())


@admin.register(Action)
class ActionAdmin(KeptOnceIssued, TakesTables, SettlesWords, PlanPartAdmin):
    """Actions."""

    resource_classes = [ActionTable]
    list_display = [
        "action",
        "order",
        "plan",
        "priority_words",
        "leads",
        "when",
        "is_late",
        "position",
        "last_answered",
    ]
    list_editable = ["order"]
    list_filter = ["plan", "priority", CurrentStatus, Lead, Overdue, Unanswered, Openness, Standing]
    list_select_related = ["plan", "priority", "recommendation"]
    search_fields = [
        "ref",
        "words",
        "detail",
        "recommendation__words",
        "outcomes__words",
        "assignments__contributor__name",
        "assignments__contributor__aliases__words",
    ]
    search_help_text = "Search references, words, outcomes and contributors, by any spelling"
    first_asked = ["plan"]
    fieldsets = [
        (None, {"fields": ["plan", "standing", ("order", "ref"), "words", "detail", "classed_as"]}),
        ("Where it stands", {"fields": ["priority", "recommendation"]}),
        (
            "Progress",
            {"fields": ["status", "status_words", ("completed_on", "next_review_on"), "add_an_update"]},
        ),
        (
            "Leads and supporting services as printed",
            {
                "fields": [
                    "lead_service_words",
                    "lead_officer_words",
                    "supporting_words",
                    "responsible_words",
                ],
                "description": "These words are what is printed. When only the contributors below "
                "are changed, the words follow them.",
            },
        ),
        ("Address and source", {"fields": ["slug", "source", "source_table", "source_row"]}),
    ]
    readonly_fields = ["standing", "slug", "source", "source_table", "source_row", "add_an_update"]
    inlines = [
        AssignmentInline,
        TimescaleInline,
        ActionOutcomeInline,
        SuccessMeasureInline,
        TargetInline,
        UpdateInline,
    ]

    def get_queryset(self, request):
        """The rows with what the list shows, in a number of queries that does not grow with them."""
        rows = rows_for(request.user, Action.everything.order_by(*self.get_ordering(request)), to_change=True)
        rows = rows.with_position()
        words = ProgressStatus.objects.filter(pk=OuterRef("position_id")).values("words")
        late = Action.objects.overdue(today=timezone.localdate()).filter(pk=OuterRef("pk"))
        return rows.annotate(
            position_words=Subquery(words[:1]), is_late=Exists(late), last_round=Subquery(_last_answered())
        ).prefetch_related(_leading(), _current())

    def get_list_display(self, request):
        # In a list of one plan its title says nothing new.
        dropped = "plan" if "plan__id__exact" in request.GET else None
        return [column for column in self.list_display if column != dropped]

    def get_list_filter(self, request):
        # The priorities of every plan together answer nobody's question.
        if "plan__id__exact" in request.GET:
            return self.list_filter
        return [narrowing for narrowing in self.list_filter if narrowing != "priority"]

    kept_because = NOT_DELETED
    permission_to_delete = Permission.DELETE_WORKING_ACTION

    def get_export_queryset(self, request):
        """What was withdrawn is no part of a plan, and of no table of it."""
        return super().get_export_queryset(request).filter(withdrawn_at__isnull=True)

    @admin.display(description="action", ordering="order")
    def action(self, action):
        named = f"{action.ref} {short(action.printed_words)}".strip()
        return f"[Withdrawn] {named}" if action.is_withdrawn else named

    @admin.display(description="part of the plan")
    def standing(self, action):
        """Whether it was withdrawn and why, and the way to do that or to undo it."""
        if not action.pk or not action.slug:
            return "Yes"
        address = reverse("action_withdraw", args=[action.plan.slug, action.slug])
        if action.is_withdrawn:
            day = f"{timezone.localtime(action.withdrawn_at):%-d %B %Y}"
            return format_html(
                'Withdrawn on {} by {}: {} <a href="{}">Take it back</a>',
                *(day, action.withdrawn_by, action.withdrawn_because, address),
            )
        if was_issued(action):
            return format_html('Yes, and issued, so never deleted. <a href="{}">Withdraw it</a>', address)
        return "Yes. It was never issued, so it can be deleted."

    @admin.display(description="priority", ordering="priority__order")
    def priority_words(self, action):
        return short(str(action.priority or ""), 40)

    @admin.display(description="leads")
    def leads(self, action):
        return "; ".join(dict.fromkeys(str(part) for part in action.leading))

    @admin.display(description="timescale")
    def when(self, action):
        return short("; ".join(timescale.words for timescale in action.current), 60)

    @admin.display(description="overdue", ordering="is_late")
    def is_late(self, action):
        return "Overdue" if action.is_late else ""

    @admin.display(description="current status", ordering="position_words")
    def position(self, action):
        return action.position_words or action.status_words or phrases.NO_STATUS

    @admin.display(description="last round answered")
    def last_answered(self, action):
        return action.last_round or "[None]"

    @admin.display(description="updates")
    def add_an_update(self, action):
        if not action.pk:
            return "Save the action first; then updates can be added."
        address = reverse("admin:actionplans_update_add")
        return format_html('<a href="{}?action={}">Add an update</a>', address, action.pk)

    def save_model(self, request, obj, form, change):
        if not obj.slug:
            obj.slug = address_for(obj.plan, obj.ref, obj.order)
        super().save_model(request, obj, form, change)

    def save_formset(self, request, form, formset, change):
        if isinstance(formset, TimescaleFormSet):
            formset.save_all(form.instance, on=timezone.localdate())
        else:
            super().save_formset(request, form, formset, change)

    def view_on_site(self, obj):
        return obj.get_absolute_url()


def _last_answered():
    answered = Update.objects.filter(action=OuterRef("pk"), state__in=["submitted", "signed_off"])
    return answered.order_by("-reporting_round__order", "-id").values("reporting_round__words")[:1]


def _leading():
    parts = Assignment.objects.filter(role__in=LEADING).select_related("contributor")
    return Prefetch("assignments", queryset=parts, to_attr="leading")


def _current():
    return Prefetch("timescales", queryset=Timescale.objects.filter(is_current=True), to_attr="current")
