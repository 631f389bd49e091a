"""Updates, what was added to them later, and what shows that they are so."""

from django.contrib import admin
from django.utils import timezone

from accounts.admin.desk import DeskAdmin
from accounts.admin.tables import TakesTables
from papers.models import SourceFile

from .. import updates
from ..models import Addendum, Evidence, Update
from ..resources import AddendumTable, UpdateTable
from .parts import PlanPartAdmin, PlanPartForm, PlanPartInline, short


class AddendumInline(PlanPartInline):
    """Dated remarks added after the round."""

    model = Addendum
    fields = ["order", "on", "marker", "words"]


class EvidenceInline(PlanPartInline):
    """Links and files."""

    model = Evidence
    fields = ["words", "link", "file"]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "file":
            # The names are shown; the files themselves stay where they are.
            kwargs["queryset"] = SourceFile.objects.visible_to(request.user).only("name")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class UpdateForm(PlanPartForm):
    """An update; what somebody submitted stays as they said it, and nobody signs off their own."""

    action = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        action = self.instance.action if self.instance.pk else self.action
        if "assignment" in self.fields:
            parts = self.fields["assignment"].queryset.select_related("contributor")
            self.fields["assignment"].queryset = parts.filter(action=action)
            others = (
                self.fields["same_as"]
                .queryset.select_related("recommendation")
                .exclude(pk=action and action.pk)
            )
            self.fields["same_as"].queryset = others

    def clean(self):
        cleaned = super().clean()
        action, reporting_round = cleaned.get("action"), cleaned.get("reporting_round")
        if action and reporting_round and action.plan_id != reporting_round.plan_id:
            self.add_error("reporting_round", "This round is of another plan than the action.")
        return cleaned

    def _post_clean(self):
        before = updates.said(self.instance) if self.instance.pk else None
        self.state_before = self.instance.state if self.instance.pk else Update.State.DRAFT
        super()._post_clean()
        if self.errors:
            return
        refused = updates.why_not(
            self.instance, state_before=self.state_before, said_before=before, by=self.asked_by
        )
        if refused:
            field, sentence = refused
            self.add_error(field if field in self.fields else None, sentence)


@admin.register(Update)
class UpdateAdmin(TakesTables, PlanPartAdmin):
    """Updates."""

    resource_classes = [UpdateTable]
    form = UpdateForm
    list_display = ["update", "reporting_round", "answer", "status", "state", "addition_count", "plan_title"]
    list_filter = ["state", "answer", "action__plan", "reporting_round__words"]
    list_select_related = ["action__plan", "action__recommendation", "reporting_round", "status"]
    search_fields = ["words", "action__ref", "action__words", "reporting_round__words"]
    autocomplete_fields = ["action"]
    first_asked = ["action"]
    fieldsets = [
        (None, {"fields": ["action", "reporting_round", "assignment"]}),
        ("What was answered", {"fields": ["answer", "same_as", "words", "status", "status_words"]}),
        (
            "Where it stands",
            {
                "fields": [
                    "state",
                    "returned_because",
                    "submitted_by",
                    "submitted_at",
                    "signed_off_by",
                    "signed_off_at",
                ]
            },
        ),
    ]
    readonly_fields = ["submitted_by", "submitted_at", "signed_off_by", "signed_off_at"]
    inlines = [AddendumInline, EvidenceInline]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("addenda")

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.action = None if obj else self.asked_for(request)
        return form

    def has_delete_permission(self, request, obj=None):
        """What somebody submitted is theirs to take back."""
        if obj is not None and updates.is_somebodys(obj):
            return False
        return super().has_delete_permission(request, obj)

    @admin.display(description="on", ordering="action__order")
    def update(self, update):
        return f"{update.action.ref} {short(update.words or update.action.printed_words, 80)}".strip()

    @admin.display(description="additions")
    def addition_count(self, update):
        return len(update.addenda.all())

    @admin.display(description="plan", ordering="action__plan__title")
    def plan_title(self, update):
        return update.action.plan.title

    def save_model(self, request, obj, form, change):
        updates.stamp(obj, state_before=form.state_before, by=request.user, at=timezone.now())
        super().save_model(request, obj, form, change)

    def save_formset(self, request, form, formset, change):
        if formset.model is Addendum:
            for addendum in formset.save(commit=False):
                addendum.added_by = addendum.added_by or request.user
                addendum.save()
            for addendum in formset.deleted_objects:
                addendum.delete()
        else:
            super().save_formset(request, form, formset, change)


@admin.register(Addendum)
class AddendumAdmin(TakesTables, DeskAdmin):
    """Every addition, for looking up; new ones are entered under their update."""

    resource_classes = [AddendumTable]
    list_display = ["addition", "on", "update_added_to"]
    list_filter = ["update_added_to__action__plan"]
    list_select_related = ["update_added_to__action", "update_added_to__reporting_round"]
    search_fields = ["words", "marker", "update_added_to__action__ref"]
    fields = ["update_added_to", "order", "on", "marker", "words"]
    readonly_fields = ["update_added_to"]

    def has_add_permission(self, request):
        return False

    @admin.display(description="addition", ordering="words")
    def addition(self, addendum):
        return short(str(addendum))


@admin.register(Evidence)
class EvidenceAdmin(DeskAdmin):
    """Everything shown as evidence; new pieces are entered under their update."""

    list_display = ["words", "evidence_of", "link", "file"]
    list_filter = ["evidence_of__action__plan"]
    list_select_related = ["evidence_of__action", "evidence_of__reporting_round", "file"]
    search_fields = ["words", "link"]
    fields = ["evidence_of", "words", "link", "file"]
    readonly_fields = ["evidence_of"]

    def has_add_permission(self, request):
        return False
