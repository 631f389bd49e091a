"""From lines to the bands and rows of a table, with outcomes that span their rows."""

from dataclasses import replace
from itertools import groupby

from django.urls import get_script_prefix

from papers import phrases
from papers.document import Band, Blank, Cell, Row, Table, Text

from . import cells, lines


def table(plan, layout, columns, rows, *, keyed=False):
    """The one table of a paper. `columns` are as `layouts.columns_of` gives them, `keyed` as `progress_paper` has it."""
    by_recommendation = layout.bands == "recommendations"
    printed = lines.of(rows, by_recommendation=by_recommendation)
    anchors = dict(zip(printed, lines.keys(printed), strict=True)) if keyed else {}
    keys = [column.key for column in columns]
    rows.shows_recommendations = by_recommendation or "recommendation" in keys
    if by_recommendation:
        # The recommendation and what the service said stand in the bands.
        printed_rows = _under_recommendations(plan, layout, keys, rows, printed, anchors)
    else:
        printed_rows = _under_priorities(plan, layout, keys, rows, printed, anchors)
    by_name = by_recommendation and rows.recommendations
    called = ("Recommendation", "Service comment") if by_name else ("Priority", "Comment")
    return Table(f"{plan.title}: {layout.label.lower()}", columns, tuple(printed_rows), called)


def _under_priorities(plan, layout, keys, rows, printed, anchors):
    groups = {key: list(group) for key, group in groupby(printed, lambda line: line.priority_id)}
    yield from _rows(plan, layout, keys, rows, groups.get(None, []), anchors)
    for priority in rows.priorities.values():
        yield _priority_band(priority)
        yield from _rows(plan, layout, keys, rows, groups.get(priority.id, []), anchors)


def _under_recommendations(plan, layout, keys, rows, printed, anchors):
    for priority_id, group in groupby(printed, lambda line: line.priority_id):
        if priority_id:
            yield _priority_band(rows.priorities[priority_id])
        for _, run in groupby(group, lambda line: line.recommendation and line.recommendation.id):
            under = list(run)
            if under[0].recommendation:
                yield from _recommendation_bands(rows, under[0].recommendation)
            # A recommendation without action says all it has to say in its bands.
            yield from _rows(plan, layout, keys, rows, [line for line in under if line.action], anchors)


def _priority_band(priority):
    return Band((Text(priority.words, bold=True),), 1, f"priority-{priority.order}-{priority.id}")


def _recommendation_bands(rows, recommendation):
    number = f" {recommendation.number}" if recommendation.number else ""
    words = cells.recommendation_words(recommendation, rows)
    anchor = f"recommendation-{recommendation.number or recommendation.id}"
    yield Band((Text(f"Recommendation{number}: {words}", bold=True),), 1, anchor)
    for comment in recommendation.comments:
        words = cells.comment_words(comment)
        yield Band((Text(words, label="Comment from service:"),), 2)
    if not recommendation.comments and _anyone_commented(rows):
        yield Band((Text("", label="Comment from service:"), Blank(phrases.NOT_STATED)), 2)


def _anyone_commented(rows):
    return any(one.comments for one in rows.recommendations.values())


def _rows(plan, layout, keys, rows, group, anchors):
    """The rows of the lines of one band."""
    heights = {key: _heights(key, group) if layout.spans else {} for key in keys}
    numbers = _numbers(group) if layout.numbers_actions else {}
    address = f"{get_script_prefix()}plans/{plan.slug}/actions/"
    for at, line in enumerate(group):
        above = group[at - 1] if at else None
        printed = [
            _numbered(numbers.get(at), _cell(key, line, rows, heights[key].get(at, 1), above))
            if key == "action"
            else _cell(key, line, rows, heights[key].get(at, 1), above)
            for key in keys
            if heights[key].get(at) != 0
        ]
        slug = line.action.slug if line.action else ""
        leads_to = f"{address}{slug}/" if slug else ""
        yield Row(tuple(printed), name=line.ref, anchor=anchors.get(line, slug), address=leads_to)


def _heights(key, group):
    """Position of a line → how many lines its cell spans; 0 where the cell above covers it."""
    heights, start = {}, 0
    for at in range(1, len(group) + 1):
        told = cells.span_of(key, group[start])
        if at < len(group) and told is not None and cells.span_of(key, group[at]) == told:
            heights[at] = 0
        else:
            heights[start] = at - start
            start = at
    return heights


def _cell(key, line, rows, height, above):
    if height == 1 and above and (told := cells.span_of(key, line)) and cells.span_of(key, above) == told:
        return Cell((Blank(phrases.AS_ABOVE),))
    found = cells.cell(key, line, rows)
    return Cell(found.parts, height=height) if height > 1 else found


def _numbers(group):
    """Position of a line → what stands before its action: its reference, else its number under its aims."""
    numbers = {}
    for _, run in groupby(enumerate(group), lambda item: cells.span_of("outcome", item[1])):
        acts = [(at, line) for at, line in run if line.action]
        for number, (at, line) in enumerate(acts, 1):
            if line.ref:
                numbers[at] = line.ref
            elif len(acts) > 1:
                numbers[at] = f"{number}."
    return numbers


def _numbered(number, cell):
    first, *others = cell.parts
    if not number or not isinstance(first, Text):
        return cell
    return replace(cell, parts=(replace(first, words=f"{number} {first.words}"), *others))
