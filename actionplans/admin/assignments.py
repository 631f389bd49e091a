"""Who leads and supports: in line under an action or a recommendation, and as one table."""

from django.contrib import admin
from django.core.exceptions import ValidationError

from accounts import directory, spelling
from accounts.admin.desk import DeskAdmin, DeskForm
from accounts.admin.tables import TakesTables
from accounts.models import Contributor

from ..models import Assignment
from ..resources import AssignmentTable
from .parts import PlanPartFormSet, PlanPartInline, plan_of, short


class AssignmentForm(DeskForm):
    """A part. Without a script the contributor can be written instead of chosen."""

    class Meta:
        model = Assignment
        fields = ["role", "order", "contributor", "qualifier", "words"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["contributor"].required = False
        self.fields[
            "words"
        ].help_text = "Or write the name here and choose nobody: it is looked up, or entered."

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("DELETE") or cleaned.get("contributor") or not self.has_changed():
            return cleaned
        words = cleaned.get("words", "").strip()
        if not words:
            raise ValidationError({"contributor": "Choose a contributor, or write the name beside it."})
        if not spelling.key(words):
            raise ValidationError({"words": "A name needs at least one letter or figure."})
        cleaned["contributor"] = Contributor.objects.spelled(self.organisation(), words).first()
        return cleaned

    def save(self, commit=True):
        if self.instance.contributor_id is None:
            self.instance.contributor, _ = directory.enter(self.organisation(), self.instance.words)
        return super().save(commit)

    def organisation(self):
        """Whose directory a written name is looked up in."""
        return plan_of(self.instance.action or self.instance.recommendation).organisation


class AssignmentFormSet(PlanPartFormSet):
    """The parts of one action or recommendation."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        setattr(form.instance, self.fk.name, self.instance)


class AssignmentInline(PlanPartInline):
    """Who leads and supports, with the half of it and the words as printed."""

    model = Assignment
    form = AssignmentForm
    formset = AssignmentFormSet
    fields = ["role", "order", "contributor", "qualifier", "words"]
    autocomplete_fields = ["contributor"]
    fetch_with = ("contributor",)


@admin.register(Assignment)
class AssignmentAdmin(TakesTables, DeskAdmin):
    """Every part of every plan, for looking up and for taking in and out as one table."""

    resource_classes = [AssignmentTable]
    list_display = ["contributor", "role", "qualifier", "subject", "plan_title"]
    list_filter = ["role", "action__plan", "contributor__kind"]
    list_select_related = ["contributor", "action__plan", "action__recommendation", "recommendation__plan"]
    search_fields = [
        "contributor__name",
        "contributor__aliases__words",
        "words",
        "action__ref",
        "action__words",
    ]
    fields = ["action", "recommendation", "contributor", "role", "qualifier", "order", "words"]
    readonly_fields = ["action", "recommendation"]
    autocomplete_fields = ["contributor"]

    def has_add_permission(self, request):
        # A part is given where its action stands.
        return False

    @admin.display(description="in")
    def subject(self, assignment):
        return short(str(assignment.action or assignment.recommendation), 60)

    @admin.display(description="plan")
    def plan_title(self, assignment):
        return (assignment.action or assignment.recommendation).plan.title
