"""What became of an issued row: whether the newest paper of its plan says the same, and if not, what is different."""

from dataclasses import dataclass

from papers.models import Publication
from papers.phrases import NEW_ANSWER
from papers.writing.words import NO_MOVE

from ..comparing.entries import entry_from_text, plan_from_text
from ..comparing.issues import compare_row
from ..comparing.rows import LEADS
from ..models import IssuedPlan, IssuedRow

# All who lead, in one column: no column of the plan itself.
LEAD = {"lead": "Lead"}


@dataclass(frozen=True, slots=True)
class Since:
    """`kind` is "newest" (nothing newer is out), "same", "changed" or "gone".

    `publication` is the newest paper that is out and `key` the row's in it; `changes` are (heading, what is different)
    of each column; `reason` is why it is gone, "" where nobody said.
    """

    kind: str
    publication: Publication | None = None
    key: str = ""
    changes: tuple[tuple[str, str], ...] = ()
    reason: str = ""


def since(row, issue):
    """What became of this row of this issue, for everybody: by what is out now. In three queries at most."""
    newest = IssuedPlan.objects.newest().filter(plan=issue.plan_id).select_related("publication").first()
    if newest is None or newest.number <= issue.number:
        return Since("newest")
    found = _same_row(row, newest)
    plan = plan_from_text(newest.content)
    if found is None:
        reasons = {key: reason for key, _, _, reason in plan.withdrawn}
        return Since("gone", newest.publication, reason=reasons.get(row.key, ""))
    was, now = entry_from_text(row.content), entry_from_text(found.content)
    change = compare_row(was, now, plan, printed_names=issue.prints_names)
    if not change.is_change:
        return Since("same", newest.publication, found.key)
    return Since("changed", newest.publication, found.key, _told(change, plan))


def _same_row(row, issue):
    """This row in another issue: an action by its lasting address, a row of words alone by its words."""
    rows = IssuedRow.objects.filter(issue=issue, kind=row.kind)
    if row.kind == IssuedRow.Kind.ACTION:
        return rows.filter(key=row.key).first()
    return rows.filter(title=row.title).order_by("order").first()


def _told(change, plan):
    """(heading, what is different) of each column, in the order of reading."""
    rounds = {f"round:{one.key}": one.words for one in plan.rounds}
    headings = {**dict(plan.columns), **LEAD, **rounds}
    # "No change" is said of a status beside which a new answer stands: what is different is the answer.
    marks = {
        key: NEW_ANSWER if word.startswith(NO_MOVE) else word for key, word in change.marks.items() if word
    }
    # A new lead is said once: of the service or the officer, else of whatever column says who leads.
    leads = [key for key in (*LEADS, "lead") if key in marks]
    for key in set(leads) & {"responsible", "lead"} - set(leads[:1]):
        del marks[key]
    return tuple((words, marks[key]) for key, words in headings.items() if key in marks)
