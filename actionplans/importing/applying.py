"""Bringing a checked paper in: all of it in one transaction, or nothing."""

import logging

from django.db import DatabaseError, transaction

from accounts.models import Organisation
from actionplans.addresses import spelled
from actionplans.counting_rows import count_anew
from actionplans.models import Plan, PlanImport

from ..recognising.choices import Choices
from ..recognising.details import year_start
from ..recognising.found import from_json
from .changing import change_plan
from .entering import enter_all
from .filling import fill, keep_waiting, named_in
from .making import Making
from .recording import ProtectedError, Record
from .scaling import give_scale
from .settling import CannotApply, must_settle, statuses_met, title_of

log = logging.getLogger(__name__)


def apply(plan_import, *, by, at, version=None, progress=None):
    """Write everything that was found into a new plan, or what was chosen into the plan it is a newer version of.

    Returns the Plan. Raises CannotApply, with a sentence, where something must be settled first or
    the database does not take it; then nothing at all was written. `progress(done, all, words)` is told how far it is.
    """
    tell = progress or (lambda done, all_, words: None)
    try:
        with transaction.atomic():
            held = (
                PlanImport.objects.select_for_update(of=("self",))
                .select_related("plan", "organisation")
                .defer("paper")
                .get(pk=plan_import.pk)
            )
            _look_again_unless(held, version)
            plan = _apply(held, by, at, tell)
            count_anew(plan.actions.count())
    except ProtectedError as error:
        raise CannotApply(
            f"Something that must stay hangs on what would be taken out: {error.args[0]}"
        ) from error
    except DatabaseError as error:
        log.exception("Import %s could not be brought in.", plan_import.pk)
        raise CannotApply("The database did not take it, so nothing was written. Try again.") from error
    plan_import.refresh_from_db(fields=["state", "plan", "undo", "applied_by", "applied_at", "version"])
    return plan


def _look_again_unless(plan_import, version):
    if version is not None and plan_import.version != version:
        raise CannotApply("Somebody else was at this paper after you opened the page. Look at it again.")
    plan_import.version += 1


def _apply(plan_import, by, at, tell):
    if plan_import.state != PlanImport.State.REVIEW:
        raise CannotApply(
            f"This paper is not waiting to be brought in: {plan_import.get_state_display().lower()}."
        )
    found, choices = from_json(plan_import.reading), Choices.from_json(plan_import.choices)
    if unsettled := must_settle(plan_import, found, choices):
        raise CannotApply(unsettled[0])
    record = Record()
    tell(0, 3, "Entering contributors")
    if plan_import.plan:
        plan = change_plan(plan_import, found, choices, record=record, by=by, at=at, tell=tell)
    else:
        plan = _new_plan(plan_import, found, choices, record, tell, at)
    tell(2, 3, "Keeping what undoing needs")
    plan_import.plan, plan_import.undo = plan, record.as_json()
    plan_import.state, plan_import.applied_by, plan_import.applied_at = PlanImport.State.APPLIED, by, at
    plan_import.save(
        update_fields=["plan", "organisation", "undo", "state", "applied_by", "applied_at", "version"]
    )
    tell(3, 3, "Brought in")
    return plan


def _new_plan(plan_import, found, choices, record, tell, at):
    organisation = plan_import.organisation or _organisation(found, choices, record)
    plan_import.organisation = organisation
    making = Making(plan=None, plan_import=plan_import)
    plan = making.plan = _plan(making, organisation, found, choices)
    give_scale(making, statuses_met(found), choices, record=record)
    record.make([plan])
    making.contributors = enter_all(
        organisation,
        named_in((*found.actions, *found.recommendations)),
        record=record,
        also=list(choices.aliases.items()),
    )
    tell(1, 3, f"Writing {len(found.actions) + len(found.recommendations)} rows")
    fill(making, found)
    keep_waiting(making, found, choices, at)
    making.write(record)
    return plan


def _organisation(found, choices, record):
    name = " ".join((choices.organisation or found.plan.organisation or "").split())
    if held := Organisation.objects.filter(name__iexact=name).first():
        return held
    organisation = Organisation(
        name=name[:200], slug=_free_slug(Organisation, name, 50), year_starts_in=year_start(name)
    )
    record.make([organisation])
    return organisation


def _plan(making, organisation, found, choices):
    details = found.plan
    title = title_of(making.plan_import, found, choices)
    start, end = details.period.start, details.period.end
    in_order = not (start and end and start > end)
    return Plan(
        organisation=organisation,
        slug=_free_slug(Plan, title, 80),
        title=making.fit(title, Plan, "title"),
        paper_title=making.fit(
            details.paper_title if details.paper_title != title else "", Plan, "paper_title"
        ),
        reference=making.fit(details.reference, Plan, "reference"),
        period_words=making.fit(choices.period or details.period.words, Plan, "period_words"),
        period_start=start if in_order else None,
        period_end=end if in_order else None,
        state=details.state or Plan.State.PROPOSED,
        is_draft=True,
        layout=details.layout,
    )


def _free_slug(model, words, longest):
    wanted = spelled(words)[: longest - 6].strip("-") or model._meta.model_name
    taken = set(model.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    slug, repeat = wanted, 1
    while slug in taken:
        repeat += 1
        slug = f"{wanted}-{repeat}"
    return slug
