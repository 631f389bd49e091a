"""Which answers of a round to show: only by the fields named here, all of them together, in the address."""

from django import forms
from django.http import QueryDict
from django.utils.functional import cached_property

from ..models import Priority
from ..onscreen.board import STATES, TO_COME, WITHDRAWN

NO_STATUS = "none"
YES = [("yes", "Yes")]


class BoardFilter(forms.Form):
    """Filters over the rows of a `Board`; what is not understood is left out."""

    state = forms.MultipleChoiceField(
        label="State of the answer",
        required=False,
        choices=[*(each[:2] for each in STATES), (WITHDRAWN, "No longer asked for")],
    )
    status = forms.MultipleChoiceField(label="Status given now", required=False)
    worse = forms.ChoiceField(label="Worse than last round", required=False, choices=YES)
    worst = forms.ChoiceField(label="Worst status", required=False, choices=YES)
    overdue = forms.ChoiceField(label="Past its date", required=False, choices=YES)
    not_mine = forms.ChoiceField(label="Said not to be theirs", required=False, choices=YES)
    priority = forms.ChoiceField(label="Priority", required=False)
    service = forms.ChoiceField(label="Service", required=False)
    lead = forms.ChoiceField(label="Lead", required=False)

    def __init__(self, data, *, board, plan):
        super().__init__(data)
        self.board = board
        self.priorities = list(Priority.objects.filter(plan=plan).order_by("order", "id"))
        statuses = [(str(key), status.words) for key, status in board.statuses.items()]
        self.fields["status"].choices = [*statuses, (NO_STATUS, "No status given yet")]
        self.fields["priority"].choices = [(str(each.pk), each.words) for each in self.priorities]
        self.fields["service"].choices = _pairs(board.services)
        self.fields["lead"].choices = _pairs(board.leads)

    @cached_property
    def asked(self):
        """What is asked for and understood: {field: value}."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def left_out(self):
        """The labels of the fields whose value was not understood."""
        return [self.fields[name].label for name in self.errors if name in self.fields]

    def rows(self):
        """The rows that all of what is asked for leaves. What was withdrawn is shown only where it is asked for."""
        asked = self.asked
        found = self.board.rows if WITHDRAWN in asked.get("state", ()) else self.board.standing
        for name, value in asked.items():
            found = [row for row in found if TESTS[name](row, value, self.board)]
        return found

    def chips(self):
        """The quick choices over the board: (words, number, query, whether it is what is shown)."""
        board = self.board
        worst = board.worst
        said = next((row.since for row in board.standing if row.way == "worse"), "")
        listed = [
            ("All", board.asked, {}),
            ("To review", board.to_review, {"state": ["submitted"]}),
            ("Returned", board.number("returned"), {"state": ["returned"]}),
            ("Still to come", board.to_come, {"state": list(TO_COME)}),
            (worst[0].words.partition(":")[0] if worst else "", _count(board, "worst"), {"worst": "yes"}),
            (f"Worse than {said}", _count(board, "worse"), {"worse": "yes"}),
            ("Past its date", _count(board, "overdue"), {"overdue": "yes"}),
            ("Not theirs, they say", _count(board, "not_mine"), {"not_mine": "yes"}),
            ("No longer asked for", board.withdrawn, {"state": [WITHDRAWN]}),
        ]
        asked = {
            name: sorted(value) if isinstance(value, list) else value for name, value in self.asked.items()
        }
        return [
            (words, number, query_of(wanted), asked == _sorted(wanted))
            for words, number, wanted in listed
            if number or not wanted
        ]


TESTS = {
    "state": lambda row, value, board: row.state in value,
    "status": lambda row, value, board: (str(row.now.pk) if row.now else NO_STATUS) in value,
    "worse": lambda row, value, board: row.way == "worse",
    "worst": lambda row, value, board: row.now in board.worst,
    "overdue": lambda row, value, board: row.is_late,
    "not_mine": lambda row, value, board: row.is_not_mine,
    "priority": lambda row, value, board: str(row.priority_id) == value,
    "service": lambda row, value, board: int(value) in row.services,
    "lead": lambda row, value, board: int(value) in row.asked_of,
}


def _count(board, name):
    worst = board.worst if name == "worst" else ()
    if name == "worst":
        return sum(row.now in worst for row in board.standing)
    return sum(TESTS[name](row, "yes", board) for row in board.standing)


def _sorted(wanted):
    return {name: sorted(value) if isinstance(value, list) else value for name, value in wanted.items()}


def _pairs(names):
    return [(str(key), name) for key, name in names.items()]


def query_of(wanted):
    """A query for an address: {"state": ["draft", "returned"]} is state=draft&state=returned."""
    query = QueryDict(mutable=True)
    for name, value in wanted.items():
        query.setlist(name, value if isinstance(value, list) else [value])
    return query.urlencode()
