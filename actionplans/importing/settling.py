"""What must be settled before a paper can be brought in, and what a person chose."""

from hashlib import sha256

from actionplans.models import Plan, ProgressStatus
from actionplans.models.scales import Meaning

from ..recognising.found import ScaleEntry
from .differing import folded

# Chosen for words in a status cell that are no status: they are kept as printed and mean nothing.
NO_STATUS = "none"


class CannotApply(Exception):
    """This paper cannot be brought in as it is; the message says what to do."""


def statuses_met(found):
    """Every status of the paper's key, then those met in rows that the key does not explain, each once."""
    met = {folded(entry.words): entry for entry in found.scale}
    return list(_met_in((*found.actions, *found.recommendations), met).values())


def statuses_of(rows, scale):
    """The statuses met in these rows alone, explained as the paper's key explains them."""
    explained, met = {folded(entry.words): entry for entry in scale}, _met_in(rows, {})
    return [explained.get(key, entry) for key, entry in met.items()]


def _met_in(rows, met):
    for row in rows:
        for status in (row.status, *(update.status for update in row.updates)):
            if status.words:
                key = folded(status.words)
                if key not in met or (met[key].meaning is None and status.meaning):
                    explained = met[key].explanation if key in met else ""
                    met[key] = ScaleEntry(status.words, status.meaning, explained)
    return met


def meaning_of(entry, choices):
    """What this status means: as chosen, else as read; None where it is said to be no status or nobody knows."""
    chosen = {folded(words): meaning for words, meaning in choices.statuses.items()}.get(folded(entry.words))
    if chosen == NO_STATUS:
        return None
    meaning = chosen or entry.meaning
    return meaning if meaning in Meaning.values and len(entry.words) <= _longest() else None


def unsettled_statuses(found, choices):
    """The statuses whose meaning a person must choose."""
    said = {folded(words) for words, meaning in choices.statuses.items() if meaning}
    return [
        entry
        for entry in statuses_met(found)
        if meaning_of(entry, choices) is None and folded(entry.words) not in said
    ]


def title_of(plan_import, found, choices):
    """What a new plan is called: as typed, else as read, else as the file is called."""
    name = choices.title or found.plan.title or plan_import.source_file.name.rpartition(".")[0]
    return " ".join((name or plan_import.source_file.name).split())


def plan_of_this_title(plan_import, found, choices):
    """The plan that this body already has under the same title, if any."""
    name = choices.organisation or found.plan.organisation or ""
    if plan_import.organisation_id:
        plans = Plan.objects.filter(organisation=plan_import.organisation_id)
    else:
        plans = Plan.objects.filter(organisation__name__iexact=" ".join(name.split()))
    return plans.filter(title__iexact=title_of(plan_import, found, choices)).first()


def must_settle(plan_import, found, choices):
    """Sentences: what stops this paper from being brought in. Empty where nothing does."""
    sentences = []
    is_new = plan_import.plan_id is None
    named = plan_import.organisation_id or choices.organisation or found.plan.organisation
    if is_new and not named:
        sentences.append("Say whose plan it is: the paper does not name the organisation.")
    elif is_new and not choices.own_plan and (held := plan_of_this_title(plan_import, found, choices)):
        sentences.append(
            f"There is already a plan called “{held.title}”. Say whether this paper is a newer version of it "
            "or a plan of its own."
        )
    for entry in unsettled_statuses(found, choices):
        if len(entry.words) > _longest():
            sentences.append(f"“{entry.words[:60]}…” is too long to be a status. Say that it is none.")
        else:
            sentences.append(f"Say what the status “{entry.words}” means: the paper does not explain it.")
    if not (found.actions or found.recommendations):
        sentences.append("No action and no recommendation was found, so there is nothing to bring in.")
    return sentences


def name_of(*parts):
    """A short name for a thing to settle, the same each time the same thing is met."""
    return sha256("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def waiting_key(item):
    """How words that could not be placed are named in the choices: their place, their heading and which words."""
    return f"{item.table or ''}:{item.row or ''}:{item.heading}:{name_of(item.words)}"


def problem_key(problem):
    """How a problem is named in the choices."""
    place = f"{problem.table or ''}:{problem.row or ''}:{problem.heading}"
    return f"{place}:{name_of(problem.code, problem.words)}"


def waiting_choice(choices, item):
    """What the reviewer said to these words: "keep", "clear" or ""."""
    return choices.waiting.get(waiting_key(item), "")


def _longest():
    return ProgressStatus._meta.get_field("words").max_length
