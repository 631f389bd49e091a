"""What stands in one cell: for each column, from a line of the plan to the parts of a document.

A cell of which `span_of` gives the same for two lines running may stand once beside both.
"""

from datetime import date

from papers import phrases
from papers.document import Addition, Blank, Cell, Flag, Status, Text, Tone

from ..lateness import overdue_words
from ..models import Action, ServiceComment, Update
from ..models.scales import LOOKS
from . import named, wording

# A status that was printed in words outside the plan's scale has no meaning here, so no colour and no mark.
NO_LOOK: tuple[Tone, str] = ("blank", "")
# What is said of a post that nobody stated where it stands in brackets already.
UNSTATED_WITHIN = phrases.POST_NOT_STATED.strip("[]").lower()


def cell(column_key, line, rows):
    """The `Cell` of one column on one line."""
    if column_key.startswith("round:"):
        return Cell(_update(line, rows, column_key.removeprefix("round:")))
    return Cell(_PARTS[column_key](line, rows))


def status_tag(position):
    """The `Status` of (printed words, words of the scale, meaning): the paper's own words where it has them."""
    printed, words, meaning = position
    tone, symbol = LOOKS.get(meaning, NO_LOOK)
    return Status(printed or words, symbol, tone)


def span_of(column_key, line):
    """What a cell tells of, where several lines running may share it; None where each has its own."""
    if column_key == "outcome" and line.outcomes:
        return tuple(outcome.id for outcome in line.outcomes)
    if column_key in ("recommendation", "comment") and line.recommendation:
        return line.recommendation.id
    return None


def comment_words(comment):
    """A service's comment, with its response before it where the words do not say it themselves."""
    response = ServiceComment.Response(comment.response)
    if response == ServiceComment.Response.NOT_STATED or comment.response_words:
        return comment.words
    return f"{response.label}. {comment.words}".strip()


def _text_or(blank, words):
    """The words; or which blank it is, where there are none or the tracker supplied them itself."""
    if not words or not words.strip():
        return (Blank(blank),)
    return (Blank(words.strip()) if phrases.is_ours(words) else Text(words),)


def _ref(line, rows):
    return (Text(line.ref),) if line.ref else ()


def _outcome(line, rows):
    if not line.outcomes:
        return (Blank(phrases.NOT_STATED),)
    # An outcome without words is one that stood in a paper and could not be read.
    parts = [
        part for one in line.outcomes for part in (Text(""), *_text_or(phrases.NOTHING_READABLE, one.words))
    ]
    # An empty line parts two aims in one cell, so that who reads the paper back can tell them apart.
    return tuple(parts[1:])


def _action(line, rows):
    if line.action and line.action.words:
        return _text_or(phrases.NOT_STATED, line.action.words)
    if line.recommendation and not rows.shows_recommendations:
        return (Text(recommendation_words(line.recommendation, rows)),)
    # Of an action that carries a recommendation the words stand in the recommendation's column or band.
    carries = line.action and line.recommendation
    return (Blank(phrases.AS_ABOVE if carries else phrases.NOT_STATED),)


def _recommendation(line, rows):
    if not line.recommendation:
        return (Blank(phrases.NOT_STATED),)
    number = line.recommendation.number
    before = f"{number}. " if number.isdigit() else f"Recommendation {number}: " if number else ""
    return (Text(before + recommendation_words(line.recommendation, rows)),)


def recommendation_words(recommendation, rows):
    """A recommendation without its number, and who is responsible for it in the brackets that papers use."""
    who = _responsible_for(recommendation, rows)
    return f"{recommendation.words} [responsibility: {who}]" if who else recommendation.words


def _responsible_for(recommendation, rows):
    """Who is responsible for a recommendation, as its paper wrote it, else as entered; posts where no names are printed."""
    entered = rows.parts(("r", recommendation.id), "responsible")
    words, posts = recommendation.responsible_words, rows.posts
    if posts is None:
        return words or "; ".join(contributor for contributor, *_ in entered)
    if words and posts.may_print(words, "responsible"):
        return words
    told = [posts.printed(*part) or UNSTATED_WITHIN for part in entered]
    return "; ".join(dict.fromkeys(told)) or (UNSTATED_WITHIN if words else "")


def _comment(line, rows):
    said = line.recommendation.comments if line.recommendation else ()
    return tuple(Text(comment_words(one)) for one in said) or (Blank(phrases.NOT_STATED),)


def _detail(line, rows):
    own = line.action.detail if line.action else ""
    return _text_or(phrases.NOT_STATED, own or (line.recommendation.detail if line.recommendation else ""))


def _class(line, rows):
    classed_as = line.action.classed_as if line.action else ""
    return _text_or(phrases.NOT_STATED, Action.Class(classed_as).label if classed_as else "")


def _who(role, blank):
    """The parts of a column of names: as printed, else as entered, else which kind of blank it is."""

    def parts(line, rows):
        return named.who(line, rows, role) or (Blank(blank),)

    return parts


def _lead(line, rows):
    """All who lead, whatever the paper calls them, each name once."""
    return named.all_who_lead(line, rows) or (Blank(phrases.NOT_STATED),)


def _responsible(line, rows):
    return named.who(line, rows, "responsible") or _lead(line, rows)


def _joined(kind):
    def parts(line, rows):
        found = [words for *_, words in rows.parts(line.owner, kind)] if line.action else []
        return _text_or(phrases.NOT_STATED, "\n".join(found))

    return parts


def _timescale(line, rows):
    if not line.action or not line.action.timescale_words:
        return (Blank(phrases.NOT_STATED),)
    words = wording.timescale(line.action.timescale_words, line.action.timescale_before)
    overdue = () if rows.rounds else _overdue(line, rows)
    return (Text(words), *overdue)


def _day(field):
    def parts(line, rows):
        on: date | None = getattr(line.action, field, None)
        return _text_or(phrases.NOT_STATED, wording.day(on) if on else "")

    return parts


def _status(line, rows):
    position = rows.position(line.action) if line.action else None
    return (status_tag(position),) if position else (Blank(phrases.NO_STATUS),)


def _overdue(line, rows):
    if not line.action or not rows.is_overdue(line.action):
        return ()
    return (Flag(overdue_words(line.action.timescale_latest, rows.today)),)


def _update(line, rows, key):
    """Status, overdue, words, additions, in this order; or which kind of blank it is."""
    reporting_round = next(one for one in rows.rounds if one.key == key)
    if not line.action:
        return (Blank(phrases.NOT_ASKED),)
    flags = _overdue(line, rows) if reporting_round == rows.latest else ()
    said = rows.said(line.action, reporting_round)
    tags = [_tag(one.update, rows) for one in said if one.update]
    # One tag over all where the leads agree, or only one of them answered for both; none speaks for a half that is missing.
    shared = tags[0] if len(tags) == len(said) and len(set(tags)) == 1 else None
    parts = [*([shared] if shared else ()), *flags]
    for one in said:
        if one.update is None:
            parts.append(Blank(one.blank, label=f"{one.half}:" if one.half else ""))
            continue
        tag = _tag(one.update, rows)
        parts += [tag] if tag and not shared else []
        parts += _answer(one.update)
    return tuple(parts)


def _tag(answer, rows):
    """The status of an answer. One that was asked for here and says how it goes without any says that it has none."""
    if answer.status_meaning or answer.status_printed:
        return status_tag((answer.status_printed, answer.status_words, answer.status_meaning))
    is_due = answer.asked_id and answer.answer == Update.Answer.PROGRESS and rows.statuses
    return Blank(phrases.NO_STATUS) if is_due else None


def _answer(update):
    words = wording.answer(update.answer, update.words, update.same_as)
    label = f"{update.whose}:" if update.whose else ""
    if words:
        yield Text(words, label=label)
    elif label or not update.addenda:
        yield Blank(phrases.NOT_STATED, label=label)
    for addendum in update.addenda:
        yield Addition(addendum.on, addendum.marker, addendum.words)


_PARTS = {
    "ref": _ref,
    "outcome": _outcome,
    "action": _action,
    "recommendation": _recommendation,
    "comment": _comment,
    "detail": _detail,
    "class": _class,
    "lead": _lead,
    "lead_service": _who("lead_service", phrases.NOT_STATED),
    "lead_officer": _who("lead_officer", phrases.NO_OFFICER),
    "supporting": _who("supporting", phrases.NOT_STATED),
    "responsible": _responsible,
    "measure": _joined("measure"),
    "target": _joined("target"),
    "timescale": _timescale,
    "completed_on": _day("completed_on"),
    "next_review": _day("next_review_on"),
    "status": _status,
}
