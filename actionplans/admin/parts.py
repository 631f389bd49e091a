"""What the desk's pages for the parts of a plan have in common: parts of one plan stay together."""

from django import forms
from django.shortcuts import redirect
from django.utils.text import Truncator

from accounts.admin.desk import DeskAdmin, DeskForm
from accounts.admin.rows import DeskFormSet, DeskInline, KnownAutocomplete
from accounts.admin.sent_once import KEY, SEEN

from ..models import Plan, ProgressStatus
from ..ordering import next_order


def short(words, length=90):
    """The beginning of some words, for a list."""
    return Truncator(words).chars(length) if words else ""


def of_plan(rows, plan):
    """Of these rows, those that belong to this plan; rows that hang on no plan stay as they are."""
    if plan is None:
        return rows
    if rows.model is ProgressStatus:
        return rows.filter(scale_id=plan.scale_id)
    names = {field.name for field in rows.model._meta.get_fields()}
    if rows.model is not Plan and "plan" in names:
        return rows.filter(plan=plan)
    if "action" in names:
        return rows.filter(action__plan=plan)
    return rows


def plan_of(part):
    """The plan that a row belongs to, whatever it hangs on; None for a new one that hangs on nothing yet."""
    if part is None or isinstance(part, Plan):
        return part
    for name in ("plan_id", "action_id", "recommendation_id", "outcome_id"):
        if getattr(part, name, None):
            return plan_of(getattr(part, name.removesuffix("_id")))
    return None


class PlanPartForm(DeskForm):
    """A part of a plan. What it points at must be of the same plan."""

    plan = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        plan = plan_of(self.instance) or self.plan
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField) and not _autocompleted(field):
                field.queryset = of_plan(field.queryset, plan)


def _autocompleted(field):
    return isinstance(getattr(field.widget, "widget", field.widget), KnownAutocomplete)


class PlanPartFormSet(DeskFormSet):
    """Parts of a plan, or of a part of it, edited in line: only what belongs to the plan is offered."""

    def limit_choices(self, rows):
        return of_plan(rows, plan_of(self.instance) if self.instance.pk else None)


class PlanPartInline(DeskInline):
    formset = PlanPartFormSet


# What is sent when only the first question was answered.
FIRST_STEP = {"csrfmiddlewaretoken", "_save", "_continue", "_addanother", "_popup", "_to_field", KEY, SEEN}


class PlanPartAdmin(DeskAdmin):
    """A page for a part of a plan. A new one asks for its plan first; then everything else is of that plan."""

    form = PlanPartForm
    list_filter = ["plan"]
    first_asked = ["plan"]

    def asked_for(self, request):
        """The row of the first field, named in the address or in the form sent, if it may be changed."""
        name = self.first_asked[0]
        number = request.POST.get(name) or request.GET.get(name) or ""
        if not number.isdecimal() or len(number) > 18:
            return None
        model = self.model._meta.get_field(name).related_model
        return model.objects.editable_by(request.user).filter(pk=number).first()

    def plan_asked_for(self, request):
        """The plan of that row."""
        return plan_of(self.asked_for(request))

    def add_view(self, request, form_url="", extra_context=None):
        name = self.first_asked[0]
        if request.method == "POST" and set(request.POST) <= FIRST_STEP | {name} and self.asked_for(request):
            address = request.GET.copy()
            address[name] = request.POST[name]
            return redirect(f"{request.path}?{address.urlencode()}")
        return super().add_view(request, form_url, extra_context)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.plan = None if obj else self.plan_asked_for(request)
        return form

    def get_changeform_initial_data(self, request):
        initial = super().get_changeform_initial_data(request)
        plan = self.plan_asked_for(request)
        if self.first_asked == ["plan"] and plan:
            initial.setdefault("order", next_order(self.model._default_manager.filter(plan=plan)))
        return initial

    def get_fieldsets(self, request, obj=None):
        if obj is None and self.plan_asked_for(request) is None:
            return [
                (
                    None,
                    {
                        "fields": self.first_asked,
                        "description": f"First choose the {self.first_asked[0]}; all else follows.",
                    },
                )
            ]
        return super().get_fieldsets(request, obj)

    def get_inlines(self, request, obj):
        if obj is None and self.plan_asked_for(request) is None:
            return []
        return super().get_inlines(request, obj)

    def get_readonly_fields(self, request, obj=None):
        # What hangs on a plan stays with it; its address and everything said of it hang on that.
        fixed = [name for name in self.first_asked[:1] if obj is not None]
        return [*super().get_readonly_fields(request, obj), *fixed]
