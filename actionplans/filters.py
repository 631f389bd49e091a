"""Which plans, and which actions of a plan, to show: only by the fields named here."""

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q

from papers.filters import NamedFields

from .models import Action, Assignment, Plan, ProgressStatus, Update
from .models.scales import ENDED, FINISHED
from .onscreen.glance import NO_STATUS, OTHER_WORDS

LATE_FIRST = "late"
YES = [("yes", "Yes")]
MOST_WORDS = 8


class PlanFilter(NamedFields):
    """Plans by words, body and state. `body_name` is the field in which the body's name stands."""

    q = django_filters.CharFilter(method="search", label="Words", max_length=200)
    body = django_filters.ChoiceFilter(field_name="organisation__slug", label="Body")
    state = django_filters.ChoiceFilter(field_name="state", label="State", choices=Plan.State.choices)
    body_name = "organisation__name"

    class Meta:
        model = Plan
        fields: list = []

    def __init__(self, data, *, queryset, bodies):
        """`bodies` are pairs of address part and name."""
        super().__init__(data, queryset=queryset)
        self.offer(body=bodies)

    def search(self, queryset, name, value):
        """Each word must stand in the title, the period or the body's name."""
        for word in value.split()[:MOST_WORDS]:
            places = Q(title__icontains=word) | Q(period_words__icontains=word)
            queryset = queryset.filter(places | Q(**{f"{self.body_name}__icontains": word}))
        return queryset


class RowQuestions(NamedFields):
    """What may be asked of the actions of a plan, whether of the working rows or of the issued ones."""

    q = django_filters.CharFilter(method="search", label="Words, a reference or a lead", max_length=200)
    status = django_filters.MultipleChoiceFilter(
        method="by_status", label="Status", widget=forms.CheckboxSelectMultiple
    )
    overdue = django_filters.ChoiceFilter(method="by_overdue", label="Past its date", choices=YES)
    silent = django_filters.ChoiceFilter(method="by_silence", label="Answer not received", choices=YES)
    lead = django_filters.ChoiceFilter(method="by_lead", label="Lead", empty_label="Any")
    order = django_filters.ChoiceFilter(
        method="in_order", label="Order", choices=[(LATE_FIRST, "Late and red first")]
    )

    BLANKS = (
        (NO_STATUS, "No status given"),
        (OTHER_WORDS, "In other words"),
        *((kind, words) for kind, (words, _) in ENDED.items()),
    )

    @property
    def is_narrowing(self):
        """Whether anything is asked for that leaves some rows out."""
        return bool(self.asked.keys() - {"order"})

    def in_order(self, queryset, name, value):
        """The order changes nothing about which are shown; the view puts them in it."""
        return queryset


class ActionFilter(RowQuestions):
    """Actions of one plan by words, status, priority, lead, and what needs attention."""

    priority = django_filters.ChoiceFilter(field_name="priority_id", label="Priority", empty_label="Any")

    class Meta:
        model = Action
        fields: list = []

    def __init__(self, data, *, queryset, user, today, statuses=(), priorities=(), leads=()):
        """The choices are those of one plan: pairs of key and words."""
        super().__init__(data, queryset=queryset)
        self.user, self.today = user, today
        self.offer(status=statuses, priority=priorities, lead=leads)

    def search(self, queryset, name, value):
        """Each word must stand in the promise, its leads, or an answer one may read."""
        return with_words(queryset, value, user=self.user)

    def by_status(self, queryset, name, value):
        """Those whose last reported status is one of these, or none, or words outside the scale."""
        queryset = queryset.with_position().with_ending()
        finished = ProgressStatus.objects.filter(pk=OuterRef("position_id"), meaning__in=FINISHED)
        # What an answer ended stands under that answer, unless its status says as much.
        goes_on = Q(ended_by="") | Exists(finished)
        wanted = Q(position_id__in=[int(key) for key in value if key.isdigit()])
        if NO_STATUS in value:
            wanted |= Q(position_id__isnull=True, status_words="")
        if OTHER_WORDS in value:
            wanted |= Q(position_id__isnull=True) & ~Q(status_words="")
        ended = Q(ended_by__in=[key for key in value if key in ENDED]) & ~Exists(finished)
        return queryset.filter((wanted & goes_on) | ended)

    def by_overdue(self, queryset, name, value):
        """Those past their date and not finished."""
        return queryset.overdue(today=self.today)

    def by_silence(self, queryset, name, value):
        """Those whose answer never came in the last round that is over: the view knows which, and picks them."""
        return queryset

    def by_lead(self, queryset, name, value):
        """Those that this contributor leads, as officer, service or the one responsible."""
        leads = Assignment.objects.filter(action=OuterRef("pk"), contributor_id=int(value))
        return queryset.filter(Exists(leads.exclude(role=Assignment.Role.SUPPORTING)))


def with_words(actions, words, *, user):
    """The actions in which each of these words stands: in the promise, its leads, or an answer `user` may read."""
    answers = Update.objects.visible_to(user).filter(action=OuterRef("pk"))
    for word in words.split()[:MOST_WORDS]:
        in_answers = answers.filter(Q(words__icontains=word) | Q(addenda__words__icontains=word))
        actions = actions.filter(in_promise(word) | Q(Exists(in_answers)))
    return actions


def in_promise(word):
    """Where a word is looked for in an action itself."""
    places = (
        "ref__iexact",
        "words__icontains",
        "detail__icontains",
        "recommendation__words__icontains",
        "lead_service_words__icontains",
        "lead_officer_words__icontains",
        "responsible_words__icontains",
        "supporting_words__icontains",
    )
    wanted = Q()
    for place in places:
        wanted |= Q(**{place: word})
    return wanted
