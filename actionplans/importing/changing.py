"""Writing what was chosen from a newer version of a plan's paper into the plan as it stands."""

from collections import defaultdict
from copy import copy

from django.db.models import prefetch_related_objects

from actionplans.models import Action, ActionOutcome, Plan, UpdateRequest, WaitingText

from ..rounds import asking
from ..withdrawing import was_issued
from . import making as make
from . import making_parts as parts
from .describing import describe_with_rows, running
from .differing import folded
from .entering import enter_all
from .field_changes import change_row
from .filling import carries_its_own, keep_waiting, named_in
from .making import Making
from .matching import CHANGED, GONE, NEW, UNCLEAR, compare, rows_of
from .scaling import give_scale
from .settling import CannotApply, statuses_of

PARTS = ("assignments__contributor", "measures", "timescales", "targets", "updates__addenda")
ROWS = {"priority", "outcome", "recommendation", "action"}


def change_plan(plan_import, found, choices, *, record, by, at, tell):
    """Write the chosen differences into the plan and return it; what was not chosen is left alone.

    Raises CannotApply where the plan was changed after the differences were chosen.
    """
    plan = (
        Plan.objects.select_for_update(of=("self",))
        .select_related("organisation", "scale")
        .get(pk=plan_import.plan_id)
    )
    described = describe_with_rows(plan)
    comparison = compare(
        described.found, found, file_name=plan_import.source_file.name, running=running(plan)
    )
    chosen = chosen_entries(comparison, choices)
    tell(1, 3, f"Writing {len(chosen)} differences")
    work = Work(plan, plan_import, found, described, record)
    work.making.by, work.making.at = by, at
    work.know(comparison, chosen)
    work.prepare(chosen, choices)
    for entry, how, changes in chosen:
        work.do(entry, how, changes)
    known = set(WaitingText.objects.filter(plan_import__plan=plan).values_list("words", flat=True))
    keep_waiting(work.making, found, choices, at, known=known)
    work.finish()
    _answer_what_is_asked(plan, record)
    return plan


def _answer_what_is_asked(plan, record):
    """The answers that came in count in the rounds that are open: each answers what the round asks for."""
    for reporting_round in plan.rounds.open():
        for update in reporting_round.updates.filter(asked__isnull=True):
            record.before(update)
        asking.connect(reporting_round)


def chosen_entries(comparison, choices):
    """[(entry, how, changes)] of all that a person chose; `how` is new, changed or gone."""
    chosen = {key: how for key, how in choices.changes.items() if how in ("apply", "new")}
    known, entries = set(), []
    for entry in comparison.differences:
        known |= {entry.key, *(change.key for change in entry.changes)}
        if entry.kind == UNCLEAR and entry.key in chosen:
            # The two are one row: what the newer paper says is taken, what it leaves empty stays.
            said = tuple(change for change in entry.changes if not change.empties)
            entries.append((entry, NEW, ()) if chosen[entry.key] == "new" else (entry, CHANGED, said))
        elif entry.kind == CHANGED and any(part.key in chosen for part in entry.changes):
            entries.append((entry, CHANGED, tuple(part for part in entry.changes if part.key in chosen)))
        elif entry.kind in (NEW, GONE) and entry.key in chosen:
            entries.append((entry, entry.kind, ()))
    if set(chosen) - known:
        raise CannotApply(
            "The plan or the reading changed after these differences were chosen. Look at them again."
        )
    return entries


class Work:
    """The chosen differences on their way into one plan."""

    def __init__(self, plan, plan_import, found, described, record):
        self.plan, self.found, self.described, self.record = plan, found, described, record
        self.making = Making(plan=plan, plan_import=plan_import)
        self.making.slugs = set(Action.everything.filter(plan=plan).values_list("slug", flat=True))
        self.making.rounds = {row.key: row for row in described.rounds}
        self.making.rounds_found = {item.key: item for item in found.rounds}
        for row in described.actions:
            self.making.refs.setdefault(folded(row.ref), []).append(row)
        self.changed, self.leaving = {}, defaultdict(list)
        self.last_order = defaultdict(int)
        self.orders = {}

    def know(self, comparison, chosen):
        """Point each row of the paper at the row of the plan that it is, unless it is to be a new one."""
        new = {(entry.what, entry.found) for entry, how, _ in chosen if how == NEW}
        kept = {
            "priority": self.making.priorities,
            "outcome": self.making.outcomes,
            "recommendation": self.making.recommendations,
        }
        for entry in comparison.entries:
            if entry.what in ROWS and entry.found:
                is_new = entry.now is None or (entry.what, entry.found) in new
                row = None if is_new else self.row_of(entry)
                if row is not None:
                    self.last_order[entry.what] = row.order
                    if entry.what in kept:
                        name = self.found_of(entry).id if entry.what == "outcome" else entry.found
                        kept[entry.what][name] = row
                # A new row stands after the one it follows in the paper: same number, later key.
                self.orders[entry.what, entry.found] = self.last_order[entry.what]

    def prepare(self, chosen, choices):
        """Enter whom the chosen rows name, see to their statuses, and fetch the parts that may change."""
        rows = [
            rows_of(self.found, entry.what)[entry.found - 1]
            for entry, how, _ in chosen
            if how != GONE and entry.what in ("recommendation", "action")
        ]
        as_it_was = copy(self.plan)
        give_scale(self.making, statuses_of(rows, self.found.scale), choices, record=self.record)
        if self.plan.scale != as_it_was.scale:
            self.record.before(as_it_was)
            self.change(self.plan)
        self.making.contributors = enter_all(
            self.plan.organisation, named_in(rows), record=self.record, also=list(choices.aliases.items())
        )
        touched = [self.action_of(entry) for entry, how, _ in chosen if how == CHANGED]
        prefetch_related_objects([action for action in touched if action], *PARTS)
        self.outcomes_of = defaultdict(list)
        for row in ActionOutcome.objects.filter(action__plan=self.plan):
            self.outcomes_of[row.action_id].append(row)

    def do(self, entry, how, changes):
        """Make one chosen difference."""
        if how == GONE:
            self._take_out(entry)
        elif how == NEW:
            self._add(entry)
        else:
            row = self.row_of(entry)
            if isinstance(row, Action) and row.is_withdrawn:
                self.change(row)
                row.withdrawn_at, row.withdrawn_by, row.withdrawn_because = None, None, ""
            change_row(self, entry, row, changes)

    def finish(self):
        """Write it: what leaves, then what is new, then what changed, since changed rows may point at new ones."""
        for rows in self.leaving.values():
            self.record.take_out(list({row.pk: row for row in rows}.values()))
        self.making.write(self.record)
        by_model = defaultdict(list)
        for row in self.changed.values():
            by_model[type(row)].append(row)
        for model, rows in by_model.items():
            names = [field.name for field in model._meta.concrete_fields if not field.primary_key]
            model._base_manager.bulk_update(rows, names, batch_size=200)

    def change(self, row):
        """Remember a row as it was; it is written at the end."""
        if (type(row), row.pk) not in self.changed:
            self.record.before(row)
            self.changed[type(row), row.pk] = row

    def change_now(self, row, **values):
        """Change a row at once: where a new row may only be written once the old one has given way."""
        self.record.before(row)
        for name, value in values.items():
            setattr(row, name, value)
        row.save(update_fields=list(values))

    def leave(self, rows):
        """These rows go."""
        for row in rows:
            self.leaving[type(row)].append(row)

    def action_of(self, entry):
        """The action whose parts may change: itself, or the one that carries the recommendation, or None."""
        if entry.what == "action":
            return self.described.actions[entry.now - 1]
        return self.described.recommendations[entry.now - 1][1] if entry.what == "recommendation" else None

    def row_of(self, entry):
        """The row of the plan that an entry is about."""
        if entry.what == "recommendation":
            return self.described.recommendations[entry.now - 1][0]
        rows = {
            "priority": self.described.priorities,
            "outcome": self.described.outcomes,
            "action": self.described.actions,
        }
        return rows[entry.what][entry.now - 1] if entry.what in rows else self.plan

    def found_of(self, entry):
        """What the paper says of an entry: its row, or the whole for the plan itself."""
        return rows_of(self.found, entry.what)[entry.found - 1] if entry.what in ROWS else self.found

    def _add(self, entry):
        if entry.what == "round":
            parts.round_for(self.making, self.found.rounds[entry.found - 1].key)
            return
        found, order = self.found_of(entry), self.orders[entry.what, entry.found]
        if entry.what == "priority":
            make.add_priority(self.making, found, entry.found, order)
        elif entry.what == "outcome":
            make.add_outcome(self.making, found, order)
        elif entry.what == "recommendation":
            row = make.add_recommendation(self.making, found, entry.found, order)
            if carries_its_own(found):
                make.add_action(self.making, found, order, recommendation=row)
        else:
            parent = self.making.recommendations.get(found.recommendation)
            make.add_action(self.making, found, order, recommendation=parent)

    def _take_out(self, entry):
        rows = [self.row_of(entry)]
        if entry.what == "recommendation" and (carrier := self.action_of(entry)):
            rows.insert(0, carrier)
        _refuse_if_issued(rows)
        self._refuse_if_asked(entry.what, self.row_of(entry))
        self.leave(rows)

    def _refuse_if_asked(self, what, row):
        """What officers were asked about here, or answered, is taken out by no paper: it would go with it."""
        of = {"action": {"action": row.pk}, "recommendation": {"action__recommendation": row.pk}}.get(what)
        if of and UpdateRequest.objects.filter(**of).exists():
            name = row.ref if what == "action" else row.number
            raise CannotApply(
                f"Leave {name or 'this row'} in the plan, and bring the rest in without taking it out: its leads were asked about it here, "
                "and what they answered would be lost. It can be ended by an answer instead: Stopped, with the decision."
            )


def _refuse_if_issued(rows):
    """What a committee was told is taken out by no paper; it is withdrawn, with a reason that everybody may read."""
    issued = [row for row in rows if isinstance(row, Action) and was_issued(row)]
    if issued:
        raise CannotApply(
            f"Leave {issued[0].ref or 'this row'} in the plan, and bring the rest in without taking it out: it was issued. "
            "To end it, open its page and withdraw it with a reason."
        )
