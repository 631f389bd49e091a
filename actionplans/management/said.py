"""What commands say in words."""

from actionplans.importing.showing import place_of, sheets_of

COUNTED = {
    "priorities": ("priority", "priorities"),
    "outcomes": ("outcome", "outcomes"),
    "recommendations": ("recommendation", "recommendations"),
    "actions": ("action", "actions"),
    "updates": ("update", "updates"),
    "addenda": ("dated addition", "dated additions"),
    "joined_rows": ("row joined over a page break", "rows joined over page breaks"),
}
GRAVITY = {"repair": "Mend", "confirm": "Check", "note": "Note"}
# More than this many are better read in the file that the site gives.
LISTED = 40


def many(number, one, more):
    """ "1 action", "19 actions"."""
    return f"{number:,} {one if number == 1 else more}"


def summary(found, applied):
    """A readable account of a reading: what was found, what must be looked at, and what was done."""
    plan, counts = found.plan, found.counts
    lines = [plan.title or "No title was found", f"  {plan.organisation or '[No organisation named]'}"]
    if plan.period.words:
        lines.append(f"  {plan.period.words}")
    lines += ["", *(f"  {many(counts[name], *words)}" for name, words in COUNTED.items() if counts[name])]
    if found.rounds:
        lines.append("  Rounds: " + ", ".join(item.words for item in found.rounds))
    lines += _problems(found) + _waiting(found)
    return "\n".join([*lines, "", _done(applied)])


def _problems(found):
    listed = [item for item in found.problems if item.severity != "note"]
    lines = ["", f"{many(len(listed), 'thing', 'things')} to look at:"] if listed else []
    sheets = sheets_of(found)
    lines += [f"  {GRAVITY[item.severity]}: {place_of(item, sheets)}: {item.why}" for item in listed[:LISTED]]
    if len(listed) > LISTED:
        lines.append(f"  and {len(listed) - LISTED:,} more")
    return lines


def _waiting(found):
    if not found.waiting:
        return []
    lines = ["", f"{many(len(found.waiting), 'text', 'texts')} could not be placed and will wait in a list:"]
    sheets = sheets_of(found)
    return lines + [
        f"  {place_of(item, sheets)}: {' '.join(item.words.split())[:100]}" for item in found.waiting[:LISTED]
    ]


def _done(applied):
    if applied is None:
        return "Nothing was written. Add --apply to bring it in."
    if applied["is_new"]:
        return f"Brought in as /plans/{applied['plan']}/, a draft that the equality team alone sees."
    if not (applied["new"] or applied["changed"] or applied["gone"] or applied["unclear"]):
        return f"No changes: /plans/{applied['plan']}/ says all of this already."
    left = applied["gone"] + applied["unclear"]
    words = f"{applied['new']} new and {applied['changed']} changed brought in to /plans/{applied['plan']}/."
    return words + (f" {left} gone or unclear were left for you to choose on the site." if left else "")
