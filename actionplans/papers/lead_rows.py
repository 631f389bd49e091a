"""The rows of a lead's form, fetched for any number of answers in a fixed number of queries."""

from collections import defaultdict

from ..models import Addendum, Assignment, SuccessMeasure, Timescale, Update
from ..rounds.answers import half_of
from ..rounds.asking import ANSWERING
from . import wording
from .lead_form import FormHead, FormRow, answer_parts, lead_form

DRAFTS = (Update.State.DRAFT, Update.State.RETURNED)


def form_of(reporting_round, asked, *, reader, whom, send_to, today, address=""):
    """The form with these answers asked for, as a `Document`. Drafts are printed where `reader` may read them."""
    asked = list(asked)
    plan = reporting_round.plan
    parts = _Parts(reporting_round, asked, reader)
    scale = plan.scale.statuses.all() if plan.scale else ()
    head = FormHead(
        plan=plan.title,
        body=plan.organisation.name,
        round_words=reporting_round.words,
        whom=whom,
        due_on=reporting_round.due_on,
        as_at=today,
        send_to=send_to,
        running_head=plan.running_head,
        address=address,
        statuses=tuple((each.words, each.meaning, each.explanation) for each in scale),
    )
    return lead_form(head, tuple(_row(one, parts) for one in asked))


class _Parts:
    """Everything that hangs on the actions asked about, asked for once."""

    def __init__(self, reporting_round, asked, reader):
        actions = [one.action_id for one in asked]
        self.leads = _by_action(
            Assignment.objects.filter(action__in=actions, role__in=ANSWERING)
            .select_related("contributor")
            .order_by("order", "id")
        )
        self.measures = _by_action(SuccessMeasure.objects.filter(action__in=actions))
        self.timescales = _by_action(Timescale.objects.filter(action__in=actions))
        earlier = (
            Update.objects.filter(
                action__in=actions,
                state=Update.State.SIGNED_OFF,
                reporting_round__order__lt=reporting_round.order,
            )
            .select_related("status", "same_as", "reporting_round", "assignment", "asked")
            .order_by("-reporting_round__order", "-id")
        )
        self.earlier = _by_action(earlier)
        shown = [update.pk for one in asked if (update := self.last(one))]
        self.addenda = defaultdict(list)
        for addendum in Addendum.objects.filter(update_added_to__in=shown):
            self.addenda[addendum.update_added_to_id].append(addendum)
        drafts = Update.objects.visible_to(reader).filter(asked__in=asked, state__in=DRAFTS)
        self.drafts = {update.asked_id: update for update in drafts.select_related("status", "same_as")}

    def last(self, asked):
        """The answer signed off last before this round, on the same half where there is one."""
        found, half = self.earlier[asked.action_id], asked.half.casefold()
        own = [each for each in found if half and half_of(each).casefold() == half]
        return next(iter(own or found), None)


def _by_action(rows):
    kept = defaultdict(list)
    for row in rows:
        kept[row.action_id].append(row)
    return kept


def _row(asked, parts):
    action, last, draft = asked.action, parts.last(asked), parts.drafts.get(asked.pk)
    words, status = _typed(draft) if draft else ("", "")
    return FormRow(
        ref=action.ref,
        action=action.words or (action.recommendation.words if action.recommendation else ""),
        half=asked.half,
        leads=tuple(_leads(parts.leads[action.pk], asked.half)),
        measures=tuple(each.words for each in parts.measures[action.pk]),
        timescale=_timescale(parts.timescales[action.pk]),
        last=(last.reporting_round.words, answer_parts(last, parts.addenda[last.pk])) if last else None,
        draft_words=words,
        draft_status=status,
        returned_because=draft.returned_because if draft and draft.state == Update.State.RETURNED else "",
    )


def _leads(parts, half):
    """Who answers: its lead officers, else those responsible, else its services; of a half, its own."""
    for role in ANSWERING:
        of_role = [part for part in parts if part.role == role]
        if of_role:
            own = [part for part in of_role if not half or part.qualifier.casefold() == half.casefold()]
            names = [wording.name(part.contributor.name, part.qualifier, part.words) for part in own]
            return dict.fromkeys(names)
    return ()


def _timescale(rows):
    current = next((row.words for row in rows if row.is_current), "")
    before = [row.words for row in rows if not row.is_current]
    return wording.timescale(current, before[-1]) if current and before else current


def _typed(draft):
    """What a draft says, as an officer would write it into the form: its words and its status with the day."""
    words = wording.answer(draft.answer, draft.words, draft.same_as.ref if draft.same_as else "")
    status = draft.status.words if draft.status else draft.status_words
    days = [wording.day(draft.completed_on)] if draft.completed_on and status else []
    if draft.next_review_on and status:
        days.append(f"next review {wording.day(draft.next_review_on)}")
    return words, ", ".join([status, *days]) if status else ""
