"""When: the words, and the reading of them beside; what was revised is kept."""

from django.contrib import admin
from django.utils import timezone

from accounts.admin.desk import DeskForm
from accounts.admin.tables import TakesTables

from ..models import Timescale
from ..rescheduling import READING, set_timescale
from ..resources import TimescaleTable
from .measures import HangsOnAction
from .parts import PlanPartFormSet, PlanPartInline, short


class TimescaleForm(DeskForm):
    """A timescale. Days that were not entered by hand are read from the words."""

    class Meta:
        model = Timescale
        fields = ["words", *READING]

    # Which one is current is put in order by keeping the old one.
    settled_later = ["is_current"]

    def by_hand(self):
        """The reading as entered, where a person entered one; None where the words are to be read."""
        if any(name in self.changed_data for name in READING):
            return {name: self.cleaned_data[name] for name in READING}
        return None


class TimescaleFormSet(PlanPartFormSet):
    """The current timescale of one action. New words make a new row; the one before is kept."""

    def save_all(self, action, *, on):
        """Save what was changed, the last one written being the current one."""
        for form in self.forms:
            if not form.has_changed() or not form.cleaned_data:
                continue
            if form.cleaned_data.get("DELETE"):
                if form.instance.pk:
                    Timescale.objects.filter(pk=form.instance.pk).delete()
                continue
            set_timescale(action, form.cleaned_data["words"], on=on, reading=form.by_hand())
        self.new_objects, self.changed_objects, self.deleted_objects = [], [], []


class TimescaleInline(PlanPartInline):
    """The current timescale; earlier ones are listed on the timescales' own page."""

    model = Timescale
    form = TimescaleForm
    formset = TimescaleFormSet
    fields = ["words", *READING]
    verbose_name_plural = "timescale (new words keep the old ones as a revised date)"

    def get_queryset(self, request):
        return super().get_queryset(request).filter(is_current=True)

    def get_max_num(self, request, obj=None, **kwargs):
        return 1


@admin.register(Timescale)
class TimescaleAdmin(TakesTables, HangsOnAction):
    """Every timescale, revised ones too."""

    resource_classes = [TimescaleTable]
    form = TimescaleForm
    list_display = ["when", "action_words", "earliest", "latest", "precision", "kind", "is_current", "set_on"]
    list_filter = ["is_current", "kind", "precision", "action__plan"]
    list_select_related = ["action__recommendation"]
    search_fields = ["words", "action__ref", "action__words"]
    fields = ["action", "words", *READING, "is_current", "set_on"]
    readonly_fields = ["action", "is_current", "set_on"]

    @admin.display(description="timescale", ordering="latest")
    def when(self, timescale):
        return short(timescale.words)

    def save_model(self, request, obj, form, change):
        if obj.is_current and "words" in form.changed_data:
            today = timezone.localdate()
            kept = set_timescale(obj.action, obj.words, on=today, reading=form.by_hand())
            obj.pk = kept.pk
        else:
            super().save_model(request, obj, form, change)
