"""Which answer that a round asks for a row of a form gives: by reference, words and half. Nothing is guessed."""

from ..recognising.cells import flat, folded

# The share of their words that an action in the plan and in the form have in common, where it was reworded.
ALIKE = 0.5


class Finder:
    """Finds the request of a row among those of one round. `actions` are all (key, ref, slug, words) of the plan."""

    def __init__(self, asked, actions):
        self.asked = asked
        self.refs = {folded(ref) for _, ref, _, _ in actions if ref}
        refs = [folded(one.action.ref) for one in {one.action_id: one for one in asked}.values()]
        self._once = {ref for ref in refs if ref and refs.count(ref) == 1}

    def name(self, request):
        """What a reviewer calls it: "1c (internal)"; the last part of its address where the reference repeats."""
        action = request.action
        name = action.ref if folded(action.ref) in self._once else action.slug
        return f"{name} ({request.half})" if request.half else name

    def named(self, words):
        """The request that a reviewer named, or None."""
        said = folded(words)
        return next((one for one in self.asked if folded(self.name(one)) == said), None)

    def find(self, row):
        """(request or None, why it could not be found or "", a remark or "")."""
        remark = ""
        found = [one for one in self.asked if not row.ref or folded(one.action.ref) == folded(row.ref)]
        if row.ref and not found:
            return None, self._why_not_asked(row), ""
        if row.action:
            fitting, reworded = _by_words(found, row.action)
            if not fitting:
                return None, _why_other_words(row, found), ""
            found = fitting
            remark = "The form words the action differently from the plan." if reworded else ""
        elif not row.ref:
            return None, "Nothing in this row says which action it answers. Say which.", ""
        if len({one.action_id for one in found}) > 1:
            what = f"the reference {row.ref}" if row.ref else "these words"
            return None, f"Several actions have {what}. Say which one this row answers.", ""
        return *_by_half(found, row), remark

    def _why_not_asked(self, row):
        same_words = [one for one in self.asked if row.action and _says(one) == folded(row.action)]
        if same_words:
            return (
                f"This round asks nothing of {row.ref}; the words are those of {self.name(same_words[0])}. "
                "Say which action this row answers."
            )
        if folded(row.ref) in self.refs:
            return f"This round asks nothing of {row.ref}: it is finished, or was withdrawn from the round."
        return f"This plan has no action {row.ref}. Say which action this row answers, if it is one of this plan."


def _says(request):
    action = request.action
    return folded(action.words or (action.recommendation.words if action.recommendation else ""))


def _by_words(found, words):
    """(those with these words, whether they were reworded)."""
    equal = [one for one in found if _says(one) == folded(words)]
    if equal:
        return equal, False
    near = [one for one in found if _share(_says(one), folded(words)) >= ALIKE]
    return near, True


def _share(one, other):
    first, second = set(one.split()), set(other.split())
    return len(first & second) / len(first | second) if first | second else 0


def _why_other_words(row, found):
    if not row.ref:
        return "No action that this round asks about has these words. Say which one this row answers."
    ours = flat(found[0].action.words)
    return (
        f"{row.ref} of this plan is “{_short(ours)}”; in the form it is “{_short(flat(row.action))}”. "
        "Say which action this row answers, or leave it out: the form may be of another plan."
    )


def _short(words):
    return words if len(words) <= 80 else f"{words[:79].rsplit(' ', 1)[0]}…"


def _by_half(found, row):
    """(request or None, why): the half that the row names, or the only one there is."""
    halves = {one.half.casefold(): one for one in found}
    said = row.half.strip().casefold()
    if said in halves:
        return halves[said], ""
    if len(found) == 1 and not (said and found[0].half):
        return found[0], ""
    in_lead = [one for half, one in halves.items() if half and f"({half})" in row.lead.casefold()]
    if len(in_lead) == 1 and not said:
        return in_lead[0], ""
    named = " or ".join(one.half for one in found)
    return None, f"Its leads answer separately. Say whose half this row is: {named}."
