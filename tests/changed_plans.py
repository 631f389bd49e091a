"""A plan that was issued, then changed in every way that a committee asks about, made in the database for tests.

Twelve actions under four priorities. After the first paper (May, with the April round) the October round is answered and the
rows are edited; `issue_again` makes the second paper.
"""

from datetime import UTC, date, datetime

from actionplans.models import (
    Action,
    Addendum,
    Assignment,
    ProgressStatus,
    ReportingRound,
    Timescale,
    Update,
)
from tests.issued import issue_plan
from tests.plans import SIGNED_OFF_AT, make_contributors, make_person, make_plan

MAY = datetime(2026, 5, 18, 12, tzinfo=UTC)
NOVEMBER = datetime(2026, 11, 16, 14, 40, tzinfo=UTC)
OLD_WORDS = "Book a British Sign Language interpreter, in person, within two working days."
NEW_WORDS = "Book a British Sign Language interpreter, in person or by video, within two working days at every counter."
GREEN, AMBER, RED, BLUE = ("Green: on track", "Amber: slipping", "Red: off track", "Blue: complete")
# What each action said in April, and says in October: (kind of answer, status); nothing for no answer.
ANSWERS = {
    "1a": (("progress", AMBER), ("progress", GREEN)),
    "1b": (("progress", GREEN), ("progress", RED)),
    "1c": (("progress", GREEN), ("progress", GREEN)),
    "2a": (("progress", GREEN), ("progress", BLUE)),
    "2b": (("progress", AMBER), ("stopped", None)),
    "2c": (("progress", GREEN), ("carried_forward", None)),
    "3a": (("progress", GREEN), ("progress", GREEN)),
    "3b": (("progress", GREEN), None),
    "3c": (("progress", GREEN), None),
    "4a": (("progress", BLUE), ("progress", AMBER)),
    "4b": (None, ("progress", AMBER)),
    "4c": (("progress", GREEN), ("nothing_to_report", None)),
}


def first_paper(*, files=False, layout="priorities", **told):
    """(the plan, its first paper): as it was in May."""
    plan = make_plan(12, rounds=0)
    plan.layout = layout
    plan.save()
    Action.objects.filter(plan=plan, ref="1c").update(words=OLD_WORDS)
    answer(plan, "2026-04", "April 2026", 0)
    told = {"reference": "Appendix 2", "slug": "appendix-2-may", "as_at": date(2026, 5, 6), **told}
    return plan, issue_plan(plan, at=MAY, files=files, layout=layout, **told)


def answer(plan, key, words, at):
    """A round that is over, with the answers of ANSWERS in this place."""
    held = ReportingRound.objects.create(
        plan=plan,
        order=at + 1,
        key=key,
        words=words,
        held_in=date(int(key[:4]), int(key[5:]), 1),
        closed_on=date(int(key[:4]), int(key[5:]), 28),
    )
    statuses = {one.words: one for one in ProgressStatus.objects.filter(scale=plan.scale)}
    by = make_person("editor")
    actions = {one.ref: one for one in plan.actions.all()}
    Update.objects.bulk_create(
        Update(
            action=actions[ref],
            reporting_round=held,
            answer=said[at][0],
            words=f"What was done for {ref} by {words}.",
            status=statuses.get(said[at][1]),
            state="signed_off",
            submitted_by=by,
            submitted_at=SIGNED_OFF_AT,
            signed_off_by=by,
            signed_off_at=SIGNED_OFF_AT,
        )
        for ref, said in ANSWERS.items()
        if said[at] and ref in actions
    )


def change(plan):
    """Everything that may become of a plan between two papers."""
    answer(plan, "2026-10", "October 2026", 1)
    actions = {one.ref: one for one in plan.actions.all()}
    Action.objects.filter(pk=actions["1c"].pk).update(words=NEW_WORDS)
    Timescale.objects.filter(action=actions["1c"]).update(
        words="September 2027", latest=date(2027, 9, 30), earliest=date(2027, 9, 30)
    )
    Action.objects.filter(pk=actions["2a"].pk).update(completed_on=date(2026, 9, 12))
    services, officers = make_contributors(plan.organisation)
    Assignment.objects.filter(action=actions["3a"], role="lead_officer").update(contributor=officers[3])
    Action.objects.filter(pk=actions["3a"].pk).update(lead_officer_words="")
    Action.objects.filter(pk=actions["3c"].pk).update(
        withdrawn_at=NOVEMBER,
        withdrawn_because="The duty passed to the county in June.",
        withdrawn_by=make_person("editor"),
    )
    said = Update.objects.get(action=actions["4c"], reporting_round__key="2026-04")
    Addendum.objects.create(update_added_to=said, order=1, on=date(2026, 6, 1), words="A venue was found.")
    Action.objects.create(
        plan=plan,
        priority=actions["4c"].priority,
        order=13,
        ref="4d",
        slug="4d",
        words="Open a lending library of hearing loops.",
    )
    heading = actions["2a"].priority
    heading.words = "Priority 2: A workforce at every level that is of the borough"
    heading.save()


def issue_again(plan, *, files=False, **told):
    """The second paper, in November."""
    told = {"reference": "Appendix 2", "slug": "appendix-2-november", "as_at": date(2026, 11, 6), **told}
    return issue_plan(plan, at=NOVEMBER, files=files, layout=plan.layout, **told)


def issued_twice(*, files=False, layout="priorities", **told):
    """(the plan, the paper of May, the paper of November that says what changed since)."""
    plan, first = first_paper(layout=layout)
    change(plan)
    return plan, first, issue_again(plan, files=files, **told)
