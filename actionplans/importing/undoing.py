"""Taking an import back while nothing was built on it."""

import logging

from django.apps import apps
from django.db import DatabaseError, transaction
from django.db.models import Q

from accounts.models import Contributor, ContributorAlias, Organisation
from actionplans.models import PlanImport, ProgressScale, ProgressStatus, WaitingText

from .recording import in_ranges, keys_in, marks, put_back, ranges_of

# Made by an import but shared with other plans: taken back where nobody else uses them, kept where somebody does.
# Each with the row it belongs to among them, which keeps it when it is kept.
SHARED = {
    Contributor: None,
    ContributorAlias: ("contributor_id", Contributor),
    ProgressScale: None,
    ProgressStatus: ("scale_id", ProgressScale),
    Organisation: None,
}
SHARED_LABELS = {model._meta.label_lower for model in SHARED}
# Clearing words that wait is no work on the plan.
NOT_BUILDING = {WaitingText._meta.label_lower}

log = logging.getLogger(__name__)


class CannotUndo(Exception):
    """Something was built on what this import brought in; the message names it."""


def undo(plan_import, *, by, at, version=None):
    """Put everything back as it was before the import. Raises CannotUndo naming what was built on it since."""
    try:
        with transaction.atomic():
            held = PlanImport.objects.select_for_update(of=("self",)).get(pk=plan_import.pk)
            if version is not None and held.version != version:
                raise CannotUndo("Somebody else was at it after you opened the page. Look at it again.")
            _undo(held, at)
    except DatabaseError as error:
        log.exception("Import %s could not be taken back.", plan_import.pk)
        raise CannotUndo("The database did not take it back, so nothing was changed. Try again.") from error
    plan_import.refresh_from_db()


def built_on(plan_import):
    """Sentences, each naming something that was built on this import. Empty where it can be undone."""
    if plan_import.state != PlanImport.State.APPLIED:
        return [f"It is not in the plan: {plan_import.get_state_display().lower()}."]
    made, changed = plan_import.undo.get("made", {}), plan_import.undo.get("changed", {})
    return [
        *_later_imports(plan_import),
        *(sentence for label, kept in made.items() for sentence in _edited(label, kept)),
        *(sentence for label, kept in changed.items() for sentence in _edited(label, kept)),
        *_added(made, changed),
    ]


def _undo(plan_import, at):
    if built := built_on(plan_import):
        raise CannotUndo(" ".join(built))
    made = {label: kept["keys"] for label, kept in plan_import.undo["made"].items()}
    took_new_plan = "actionplans.plan" in made
    plan_import.state, plan_import.undone_at = PlanImport.State.UNDONE, at
    if took_new_plan:
        PlanImport.objects.filter(plan=plan_import.plan_id).update(plan=None)
        plan_import.plan = None
    plan_import.version += 1
    plan_import.save(update_fields=["state", "undone_at", "plan", "version"])
    unused = _unused(plan_import)
    if took_new_plan and plan_import.organisation_id in unused.get("accounts.organisation", ()):
        plan_import.organisation = None
        plan_import.save(update_fields=["organisation"])
    for label in reversed(made):
        if label not in SHARED_LABELS:
            _delete(label, made[label])
    # What was taken out comes back before the rows that pointed at it.
    for row in put_back(plan_import.undo["taken"]):
        row.save_base(raw=True, force_insert=True)
    for kept in plan_import.undo["changed"].values():
        for row in put_back(kept["before"]):
            row.save_base(raw=True)
    for model in SHARED:
        label = model._meta.label_lower
        _delete(label, ranges_of(unused.get(label, ())))
    plan_import.undo = {}
    plan_import.save(update_fields=["undo"])


def _later_imports(plan_import):
    if plan_import.reporting_round_id:
        # Answers of a form: whether another form changed them, their marks say.
        return
    since = Q(applied_at__gt=plan_import.applied_at) | Q(
        applied_at=plan_import.applied_at, pk__gt=plan_import.pk
    )
    later = PlanImport.objects.filter(since, plan=plan_import.plan_id, state=PlanImport.State.APPLIED)
    if plan_import.plan_id and later.exists():
        yield "A later paper was brought in to the same plan: undo that first."


def _edited(label, kept):
    """A sentence for the first row of this model that was changed or deleted since."""
    if label in SHARED_LABELS or label in NOT_BUILDING:
        return
    model, size = apps.get_model(label), 8
    was = dict(zip(keys_in(kept["keys"]), _cut(kept["marks"], size), strict=True))
    now = dict(marks(label, kept["keys"]))
    edited = [key for key, mark in was.items() if now.get(key) not in (mark, None)]
    gone = [key for key in was if key not in now]
    name, names = model._meta.verbose_name, model._meta.verbose_name_plural
    if edited:
        first = model._base_manager.get(pk=edited[0])
        more = f" and {len(edited) - 1} more {names}" if len(edited) > 1 else ""
        yield f"{name.capitalize()} “{first}”{more} changed since."
    if gone:
        yield f"{len(gone)} {name if len(gone) == 1 else names} deleted since."


def _cut(marked, size):
    return [marked[start : start + size] for start in range(0, len(marked), size)]


def _added(made, changed):
    """A sentence for each kind of row that was hung on what the import made. Rows it changed may hang there."""
    for label, kept in made.items():
        if label in SHARED_LABELS or label in NOT_BUILDING:
            continue
        for relation in _pointing_at(apps.get_model(label)):
            other = relation.related_model._meta
            ours = {
                key
                for record in (made, changed)
                for key in keys_in(record.get(other.label_lower, {"keys": []})["keys"])
            }
            # Later papers that were brought in have a sentence of their own; others built nothing.
            if relation.related_model is PlanImport:
                continue
            if getattr(relation.related_model, "is_frozen", False):
                yield from _issued(relation, kept["keys"])
                continue
            added = [key for (key,) in _holders(relation, kept["keys"], "pk") if key not in ours]
            if added:
                words = other.verbose_name if len(added) == 1 else other.verbose_name_plural
                yield f"{len(added)} {words} added to its {apps.get_model(label)._meta.verbose_name_plural}."


def _issued(relation, ranges):
    """A sentence where what was made was issued since: what a committee was told is not taken back."""
    if any(True for _ in _holders(relation, ranges, "pk")):
        names = relation.model._meta.verbose_name_plural
        yield f"Its {names} were issued since: withdraw, with a reason, what is not to be there any more."


def _pointing_at(model):
    """The foreign keys of other models, in whatever room, that point at this one."""
    return [
        field
        for field in model._meta.get_fields(include_hidden=True)
        if field.auto_created and not field.concrete and (field.one_to_many or field.one_to_one)
    ]


def _holders(relation, ranges, *names):
    for question in in_ranges(relation.field.attname, ranges):
        yield from relation.related_model._base_manager.filter(question).values_list(*names)


def _unused(plan_import):
    """The shared rows, by model, that this import made and that nothing uses but what goes with it."""
    made = plan_import.undo["made"]
    going = {label: set(keys_in(kept["keys"])) for label, kept in made.items()}
    going["actionplans.planimport"] = {plan_import.pk}
    for model, belonging in SHARED.items():
        label = model._meta.label_lower
        if label in made:
            keeping = _used(model, made[label]["keys"], going) | _touched(label, made[label])
            if belonging:
                keeping |= _of_a_kept_row(model, *belonging, made, going)
            going[label] -= keeping
    return {label: keys for label, keys in going.items() if label in SHARED_LABELS}


def _used(model, ranges, going):
    """The keys that rows point at which do not go themselves."""
    used = set()
    for relation in _pointing_at(model):
        going_too = going.get(relation.related_model._meta.label_lower, set())
        pairs = _holders(relation, ranges, "pk", relation.field.attname)
        used |= {target for key, target in pairs if key not in going_too}
    return used


def _of_a_kept_row(model, name, parent, made, going):
    label = parent._meta.label_lower
    kept = set(keys_in(made[label]["keys"])) - going[label] if label in made else set()
    keys = made[model._meta.label_lower]["keys"]
    rows = [row for question in in_ranges("pk", keys) for row in model._base_manager.filter(question)]
    return {row.pk for row in rows if getattr(row, name) in kept}


def _touched(label, kept):
    now = dict(marks(label, kept["keys"]))
    was = zip(keys_in(kept["keys"]), _cut(kept["marks"], 8), strict=True)
    return {key for key, mark in was if now.get(key) != mark}


def _delete(label, ranges):
    """Delete rows that nothing points at any more, in one statement each few ranges."""
    model = apps.get_model(label)
    for question in in_ranges("pk", ranges):
        rows = model._base_manager.filter(question)
        rows._raw_delete(rows.db)
