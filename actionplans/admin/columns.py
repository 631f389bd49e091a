"""The columns of a plan's own papers: which, in which order, under which heading."""

from django import forms
from django.contrib import admin

from accounts.admin.desk import DeskAdmin, DeskForm
from accounts.admin.tables import TakesTables

from ..models import PlanColumn
from ..papers import COLUMNS
from ..resources import PlanColumnTable
from .parts import PlanPartFormSet, PlanPartInline, plan_of


def columns_to_choose(rounds):
    """[(key, words)] of every column a paper can have; one of each of these rounds among them."""
    known = [(column.key, column.heading) for column in COLUMNS.values()]
    return [("", "---------"), *known, *((f"round:{one.key}", f"Update of {one.words}") for one in rounds)]


class PlanColumnForm(DeskForm):
    """A column, chosen from those there are. A key that is kept but no longer known stays choosable."""

    class Meta:
        model = PlanColumn
        fields = ["order", "layout", "key", "heading", "is_shown"]

    def __init__(self, *args, rounds=None, **kwargs):
        super().__init__(*args, **kwargs)
        if rounds is None:
            plan = plan_of(self.instance)
            rounds = list(plan.rounds.all()) if plan and plan.pk else []
        choices = columns_to_choose(rounds)
        if self.instance.key and self.instance.key not in dict(choices):
            choices.append((self.instance.key, f"{self.instance.key} [no longer there]"))
        self.fields["key"] = forms.ChoiceField(label="Column", choices=choices)


class PlanColumnFormSet(PlanPartFormSet):
    """The columns of one plan; its rounds are asked of the database once."""

    def get_form_kwargs(self, index):
        if not hasattr(self, "rounds"):
            self.rounds = list(self.instance.rounds.all()) if self.instance.pk else []
        return {**super().get_form_kwargs(index), "rounds": self.rounds}


class PlanColumnInline(PlanPartInline):
    """The plan's own columns for its papers; none at all means those of the paper itself."""

    model = PlanColumn
    form = PlanColumnForm
    formset = PlanColumnFormSet
    fields = ["order", "layout", "key", "heading", "is_shown"]
    verbose_name_plural = "columns of the plan's papers (none: the usual ones)"


@admin.register(PlanColumn)
class PlanColumnAdmin(TakesTables, DeskAdmin):
    """Every column of every plan's own papers, for looking up and taking in and out as one table."""

    resource_classes = [PlanColumnTable]
    form = PlanColumnForm
    list_display = ["key", "heading", "plan", "layout", "order", "is_shown"]
    list_editable = ["order", "is_shown"]
    list_filter = ["layout", "plan"]
    list_select_related = ["plan"]
    search_fields = ["key", "heading", "plan__title"]
    fields = ["plan", "layout", "order", "key", "heading", "is_shown"]
    readonly_fields = ["plan"]

    def has_add_permission(self, request):
        # A column is added where the plan's other columns stand.
        return False

    def get_changelist_form(self, request, **kwargs):
        return super().get_changelist_form(request, **{**kwargs, "form": DeskForm})
