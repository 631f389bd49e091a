"""Reporting rounds on the desk: past ones are entered here, those that are run here are shown with the way to their pages."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.html import format_html

from accounts.admin.desk import DeskForm, ReadOnlyAdmin
from accounts.admin.tables import TakesTables

from .. import past_rounds
from ..models import Action, Asking, ReportingRound, RoundEvent, UpdateRequest
from ..resources import ReportingRoundTable
from ..updates import is_run_here
from ..wording import round_keys
from .parts import PlanPartAdmin, PlanPartFormSet, PlanPartInline

NOT_DELETED = "it stays, because answers were asked for, or sent, in this round."


class ShownInline(PlanPartInline):
    """Rows that are looked at and never changed."""

    extra = 0
    max_num = 0
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class RoundEventInline(ShownInline):
    """What was done to a round."""

    model = RoundEvent
    fields = readonly_fields = ["at", "kind", "by", "due_before", "due_after", "asked", "because", "what"]
    fetch_with = ("by", "reporting_round")
    verbose_name_plural = "what was done to it"


class RoundForm(DeskForm):
    """A round that is over; what is run here is changed on its own pages."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.kept_before = past_rounds.kept(self.instance) if self.instance.pk else None

    def _post_clean(self):
        super()._post_clean()
        if self.errors:
            return
        if refused := past_rounds.why_not(self.instance, kept_before=self.kept_before):
            field, sentence = refused
            self.add_error(field if field in self.fields else None, sentence)


class RoundInlineForm(RoundForm):
    """The same in a plan's form: of a round that is run here only its order is asked."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and is_run_here(self.instance):
            for name, field in self.fields.items():
                field.disabled = name not in past_rounds.ALWAYS


class RoundFormSet(PlanPartFormSet):
    """The rounds of a plan; none goes in which somebody was asked."""

    def clean(self):
        super().clean()
        for form in self.deleted_forms:
            if form.instance.pk and not past_rounds.may_be_deleted(form.instance):
                # What is wrong with a row that goes is not looked at, so it is told of all of them.
                raise ValidationError(f"{form.instance}: {NOT_DELETED}")


class ReportingRoundInline(PlanPartInline):
    """The rounds of a plan, as its papers print them."""

    model = ReportingRound
    form = RoundInlineForm
    formset = RoundFormSet
    fields = ["order", "words", "key", "held_in"]
    show_change_link = True


@admin.register(ReportingRound)
class ReportingRoundAdmin(TakesTables, PlanPartAdmin):
    """Rounds. October 2018 is a row."""

    resource_classes = [ReportingRoundTable]
    form = RoundForm
    list_display = ["words", "plan", "order", "opens_on", "due_on", "closed_on", "received", "own_page"]
    list_editable = ["order"]
    list_filter = ["plan"]
    list_select_related = ["plan"]
    search_fields = ["words", "key", "plan__title"]
    fieldsets = [
        (None, {"fields": ["plan", "order", "words", "key", "held_in", "own_page"]}),
        (
            "When",
            {
                "fields": [("opens_on", "due_on"), "papers_cut_off_on", "closed_on"],
                "description": "Rounds that are over are entered here. A round that is to come is planned on the page “Rounds”.",
            },
        ),
        ("For which meeting", {"fields": ["meeting_words"]}),
    ]
    readonly_fields = ["own_page"]
    inlines = [RoundEventInline]

    def get_queryset(self, request):
        actions = Action.objects.filter(plan=OuterRef("plan")).order_by().values("plan")
        requests = UpdateRequest.objects.standing().filter(reporting_round=OuterRef("pk")).order_by()
        came = requests.filter(update__state__in=["submitted", "signed_off"])
        handed_in = Q(updates__state__in=["submitted", "signed_off"])
        return (
            super()
            .get_queryset(request)
            .annotate(
                answered=Count("updates__action", filter=handed_in, distinct=True),
                promised=Coalesce(Subquery(actions.annotate(count=Count("pk")).values("count")), 0),
                asked_here=_counted(requests),
                came_here=_counted(came),
            )
        )

    def get_readonly_fields(self, request, obj=None):
        fixed = super().get_readonly_fields(request, obj)
        return [*fixed, *past_rounds.KEPT] if obj is not None and is_run_here(obj) else fixed

    def has_delete_permission(self, request, obj=None):
        """A round in which somebody was asked stays."""
        if obj is not None and not past_rounds.may_be_deleted(obj):
            return False
        return super().has_delete_permission(request, obj)

    def save_model(self, request, obj, form, change):
        if change and form.has_changed():
            obj.version += 1
        super().save_model(request, obj, form, change)

    @admin.display(description="received", ordering="answered")
    def received(self, reporting_round):
        if reporting_round.asked_here:
            return f"{reporting_round.came_here} of {reporting_round.asked_here}"
        return f"{reporting_round.answered} of {reporting_round.promised}"

    @admin.display(description="its own page")
    def own_page(self, reporting_round):
        if not reporting_round.pk or not round_keys.is_fit(reporting_round.key):
            return "Save the round first."
        words = "Open its board" if is_run_here(reporting_round) else "Look at it"
        return format_html('<a href="{}">{}</a>', reporting_round.get_absolute_url(), words)


def _counted(rows):
    counted = rows.values("reporting_round").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), 0)


@admin.register(UpdateRequest)
class UpdateRequestAdmin(ReadOnlyAdmin):
    """What was asked for, for looking up; asking and withdrawing is done on the pages of the round."""

    list_display = ["action", "half", "reporting_round", "where_it_stands", "made_at", "withdrawn_because"]
    list_filter = ["reporting_round__plan", "reporting_round__words"]
    list_select_related = ["action__recommendation", "reporting_round__plan", "update"]
    search_fields = ["action__ref", "action__words", "half"]
    fields = [
        "reporting_round",
        "action",
        "half",
        "where_it_stands",
        "made_at",
        "made_by",
        "because",
        "first_seen_at",
        "not_mine_at",
        "not_mine_by",
        "not_mine_words",
        "withdrawn_at",
        "withdrawn_by",
        "withdrawn_because",
    ]

    @admin.display(description="state")
    def where_it_stands(self, asked):
        return asked.state.replace("_", " ")


@admin.register(Asking)
class AskingAdmin(ReadOnlyAdmin):
    """Who was asked when, for looking up."""

    list_display = ["at", "whom", "kind", "how", "request", "by"]
    list_filter = ["kind", "how", "request__reporting_round__plan"]
    list_select_related = ["request__action", "request__reporting_round", "by"]
    search_fields = ["whom", "request__action__ref"]
    fields = ["request", "at", "kind", "how", "whom", "contributor", "user", "by"]
