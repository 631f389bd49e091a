"""Who leads and supports, beside the words the paper printed for it.

The printed words are kept as they were printed. When the parts in a role are changed on the
desk and its words are not, the words follow the parts; when the words are changed and the
parts are not, whoever changed them is told that the two now differ.
"""

from accounts import spelling

from .models import Assignment

Role = Assignment.Role

# Which field of an action, or of a recommendation, holds the printed words of a role.
WORDS = {
    Role.LEAD_SERVICE: "lead_service_words",
    Role.LEAD_OFFICER: "lead_officer_words",
    Role.SUPPORTING: "supporting_words",
    Role.RESPONSIBLE: "responsible_words",
}


def compose(assignments):
    """The words for these assignments, in order: "Amal (internal); Bryn (external)"."""
    return "; ".join(_printed(assignment) for assignment in assignments)


def _printed(assignment):
    name = assignment.words or assignment.contributor.name
    half = f"({assignment.qualifier})" if assignment.qualifier else ""
    return name if half in name else f"{name} {half}"


def parts_of(subject):
    """The assignments of an action or a recommendation by role: {role: [assignment, …]}, asked afresh."""
    parts = {role: [] for role in WORDS}
    rows = subject.assignments.select_related("contributor").order_by("order", "id")
    for assignment in rows:
        parts[Role(assignment.role)].append(assignment)
    return parts


def words_of(subject):
    """The printed words by role, for the roles that this kind of row prints."""
    return {role: getattr(subject, field) for role, field in WORDS.items() if hasattr(subject, field)}


def settle(subject, *, parts_before, words_before):
    """Bring the printed words and the parts together after a change, and say what was done.

    `parts_before` and `words_before` are what `parts_of` and `words_of` gave before the change;
    `subject` is saved where its words change. Returns sentences.
    """
    said, changed = [], []
    parts_now = parts_of(subject)
    for role, words in words_of(subject).items():
        field = WORDS[role]
        label = str(Role(role).label).lower()
        composed = compose(parts_now[role])
        parts_moved = _told(parts_now[role]) != _told(parts_before[role])
        words_moved = words != words_before[role]
        if parts_moved and not words_moved and composed != words:
            setattr(subject, field, composed)
            changed.append(field)
            said.append(f"The printed words for {label} now read: {composed or '[nothing]'}.")
        elif words_moved and not parts_moved and not _same(words, parts_now[role]):
            said.append(
                f"The printed words for {label} (“{words}”) and the contributors entered "
                f"({composed or 'none'}) now differ. The words are what is printed."
            )
    if changed:
        subject.save(update_fields=changed)
    return said


def _told(assignments):
    return [(each.contributor_id, each.qualifier, each.words) for each in assignments]


def _same(words, assignments):
    """Whether the words name just these contributors, however they are separated."""
    return spelling.key(words) == spelling.key(compose(assignments))
