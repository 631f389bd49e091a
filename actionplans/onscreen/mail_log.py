"""What each mail of a round was about, for a page of its log, in one query."""

from dataclasses import dataclass, field

from ..models import Asking

# So many references stand in a line; of the others the number is said.
MOST_SHOWN = 12


@dataclass(slots=True)
class About:
    """Whom a mail asked for what, who sent it, and the references of the answers, each with its half."""

    kind: str
    whom: str
    by: str
    refs: list = field(default_factory=list)
    more: int = 0


def about(emails):
    """{mail key: About} of these Emails; one that asked for nothing, such as that of a return, has none."""
    found = {}
    rows = (
        Asking.objects.filter(email__in=[each.pk for each in emails])
        .order_by("id")
        .values_list("email_id", "kind", "whom", "by__name", "request__action__ref", "request__half")
    )
    for email, kind, whom, by, ref, half in rows:
        its = found.get(email) or found.setdefault(email, About(Asking.Kind(kind).label, whom, by or ""))
        if len(its.refs) < MOST_SHOWN:
            its.refs.append((ref, half))
        else:
            its.more += 1
    return found
