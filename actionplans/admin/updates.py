"""Updates, what was added to them later, and what shows that they are so."""

from django.contrib import admin, messages
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from accounts.admin.desk import DeskAdmin
from accounts.admin.tables import TakesTables
from accounts.permissions import Permission, may
from papers.models import SourceFile

from .. import updates
from ..models import Addendum, Evidence, Update, UpdateEvent
from ..onscreen.round_titles import signed_off_words
from ..resources import AddendumTable, UpdateTable
from ..rounds import signing_off
from .parts import PlanPartAdmin, PlanPartForm, PlanPartFormSet, PlanPartInline, short
from .rounds import ShownInline

STATES = [(key, words) for key, words in Update.State.choices if key in updates.ENTERED_AS]


def is_kept(update):
    """Whether this is an answer of somebody here, to which nothing is done on the desk but adding."""
    return update is not None and updates.is_somebodys(update)


class AddendumFormSet(PlanPartFormSet):
    """Additions; under somebody's answer by the rules of adding, after those already there."""

    def clean(self):
        super().clean()
        if not is_kept(self.instance):
            return
        for form in self.extra_forms:
            given = getattr(form, "cleaned_data", None)
            if given and form.has_changed():
                found = signing_off.why_not_add(
                    self.instance, given.get("words", ""), on=given.get("on"), at=timezone.now()
                )
                for field, sentence in found:
                    form.add_error(field if field in form.fields else None, sentence)


class AddendumInline(PlanPartInline):
    """Dated remarks added after the round; under somebody's answer they are only added to."""

    model = Addendum
    formset = AddendumFormSet

    def get_fields(self, request, obj=None):
        return ["on", "words"] if is_kept(obj) else ["order", "on", "marker", "words"]

    def has_add_permission(self, request, obj=None):
        if is_kept(obj) and not obj.is_signed_off:
            return False
        return super().has_add_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        return not is_kept(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return not is_kept(obj) and super().has_delete_permission(request, obj)


class EvidenceInline(PlanPartInline):
    """Links and files; those of somebody's answer are kept on the answer's own page."""

    model = Evidence
    fields = ["words", "link", "file"]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "file":
            # The names are shown; the files themselves stay where they are.
            kwargs["queryset"] = SourceFile.objects.visible_to(request.user).only("name")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_add_permission(self, request, obj=None):
        return not is_kept(obj) and super().has_add_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        return not is_kept(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return not is_kept(obj) and super().has_delete_permission(request, obj)


class UpdateEventInline(ShownInline):
    """What became of an answer, with what it said at each step."""

    model = UpdateEvent
    fields = readonly_fields = ["at", "kind", "by", "because", "it_said"]
    fetch_with = ("by", "update_changed")
    verbose_name_plural = "what became of it"

    @admin.display(description="what it said then")
    def it_said(self, event):
        return " · ".join(filter(None, (event.said.get("status"), event.said.get("words"))))


class UpdateForm(PlanPartForm):
    """An update of a paper; what somebody answered here stays as they said it."""

    action = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.said_before = updates.said(self.instance) if self.instance.pk else None
        action = self.instance.action if self.instance.pk else self.action
        if "state" in self.fields:
            self.fields["state"].choices = STATES
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
        super()._post_clean()
        if self.errors:
            return
        if refused := updates.why_not(self.instance, said_before=self.said_before):
            field, sentence = refused
            self.add_error(field if field in self.fields else None, sentence)


@admin.action(description="Sign off the chosen answers", permissions=["sign_off"])
def sign_off_chosen(page, request, queryset):
    """By the same verb as on the board: nobody signs off their own where the body wants two pairs of eyes."""
    versions = dict(queryset.values_list("pk", "version"))
    result = signing_off.sign_off_all(versions, by=request.user, at=timezone.now())
    page.message_user(
        request, signed_off_words(result), messages.WARNING if result.left else messages.SUCCESS
    )


@admin.register(Update)
class UpdateAdmin(TakesTables, PlanPartAdmin):
    """Updates."""

    resource_classes = [UpdateTable]
    form = UpdateForm
    list_display = ["update", "reporting_round", "answer", "status", "state", "addition_count", "plan_title"]
    list_filter = ["state", "answer", "action__plan", "reporting_round__words"]
    list_select_related = [
        "action__plan__organisation",
        "action__recommendation",
        "reporting_round",
        "status",
        "asked",
    ]
    search_fields = ["words", "action__ref", "action__words", "reporting_round__words"]
    autocomplete_fields = ["action"]
    actions = [sign_off_chosen]
    first_asked = ["action"]
    fieldsets = [
        (None, {"fields": ["action", "reporting_round", "assignment", "own_page"]}),
        (
            "What was answered",
            {
                "fields": [
                    "answer",
                    "same_as",
                    "words",
                    "status",
                    "status_words",
                    ("completed_on", "next_review_on"),
                    "reopened_because",
                ]
            },
        ),
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
    readonly_fields = [
        "own_page",
        "returned_because",
        "submitted_by",
        "submitted_at",
        "signed_off_by",
        "signed_off_at",
    ]
    inlines = [AddendumInline, EvidenceInline, UpdateEventInline]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("addenda")

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.action = None if obj else self.asked_for(request)
        return form

    def get_readonly_fields(self, request, obj=None):
        fixed = super().get_readonly_fields(request, obj)
        return [*fixed, *updates.SAID, "state"] if is_kept(obj) else fixed

    def has_sign_off_permission(self, request):
        """Whether this person signs answers off at all; which ones, the verb says."""
        return may(request.user, Permission.SIGN_OFF_UPDATE)

    def has_delete_permission(self, request, obj=None):
        """What somebody answered here is theirs."""
        return not is_kept(obj) and super().has_delete_permission(request, obj)

    @admin.display(description="on", ordering="action__order")
    def update(self, update):
        return f"{update.action.ref} {short(update.words or update.action.printed_words, 80)}".strip()

    @admin.display(description="additions")
    def addition_count(self, update):
        return len(update.addenda.all())

    @admin.display(description="plan", ordering="action__plan__title")
    def plan_title(self, update):
        return update.action.plan.title

    @admin.display(description="its own page")
    def own_page(self, update):
        if update.asked_id is None:
            return "None: it was entered here, or stood in a paper."
        plan, key = update.action.plan.slug, update.reporting_round.key
        address = reverse("round_answer", args=[plan, key, update.asked_id])
        return format_html('<a href="{}">Review it, return it, edit it or add to it</a>', address)

    def save_model(self, request, obj, form, change):
        if is_kept(obj):
            return
        super().save_model(request, obj, form, change)
        updates.put_down(obj, said_before=form.said_before, by=request.user, at=timezone.now())

    def save_formset(self, request, form, formset, change):
        if formset.model is not Addendum:
            super().save_formset(request, form, formset, change)
            return
        added = formset.save(commit=False)
        for addendum in added:
            if is_kept(form.instance):
                signing_off.add(
                    form.instance, addendum.words, on=addendum.on, by=request.user, at=timezone.now()
                )
            else:
                addendum.added_by = addendum.added_by or request.user
                addendum.save()
        for addendum in formset.deleted_objects:
            addendum.delete()


class OfAnAnswer(DeskAdmin):
    """Rows under an update: of somebody's answer they are looked at, of a paper's they may be put right."""

    def answer_of(self, row):
        """The update that a row hangs on."""
        raise NotImplementedError

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        if obj is not None and is_kept(self.answer_of(obj)):
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        if obj is not None and is_kept(self.answer_of(obj)):
            return False
        return super().has_delete_permission(request, obj)


@admin.register(Addendum)
class AddendumAdmin(TakesTables, OfAnAnswer):
    """Every addition, for looking up; new ones are entered under their update."""

    resource_classes = [AddendumTable]
    list_display = ["addition", "on", "update_added_to"]
    list_filter = ["update_added_to__action__plan"]
    list_select_related = ["update_added_to__action", "update_added_to__reporting_round"]
    search_fields = ["words", "marker", "update_added_to__action__ref"]
    fields = ["update_added_to", "order", "on", "marker", "words"]
    readonly_fields = ["update_added_to"]

    def answer_of(self, row):
        return row.update_added_to

    @admin.display(description="addition", ordering="words")
    def addition(self, addendum):
        return short(str(addendum))


@admin.register(Evidence)
class EvidenceAdmin(OfAnAnswer):
    """Everything shown as evidence; new pieces are entered under their update."""

    list_display = ["words", "evidence_of", "link", "file"]
    list_filter = ["evidence_of__action__plan"]
    list_select_related = ["evidence_of__action", "evidence_of__reporting_round", "file"]
    search_fields = ["words", "link"]
    fields = ["evidence_of", "words", "link", "file"]
    readonly_fields = ["evidence_of"]

    def answer_of(self, row):
        return row.evidence_of
