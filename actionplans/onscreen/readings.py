"""How what was written was read, said in a sentence: always under the words, never for them. Pure."""


def timescale_reading(timescale):
    """ "Due by 30 September 2026." for a timescale; says so where no date could be read."""
    if timescale.latest is None:
        if timescale.kind == "recurring":
            return "something that comes round again; it has no last day"
        return "no date: it never becomes overdue"
    if timescale.kind == "recurring":
        return f"something that comes round again, next by {said(timescale.latest)}"
    if timescale.kind not in ("by", "at", "milestone"):
        return f"{said(timescale.earliest)} to {said(timescale.latest)}, not as a last day"
    return f"due by {said(timescale.latest)}"


def target_reading(target):
    """The number, unit and year of a target: "48 per cent in 2012"."""
    number = f"{target.value.normalize():f}"
    unit = {"number": "", "per_cent_a_year": "% a year, points or growth not stated"}.get(
        target.unit, target.get_unit_display()
    )
    separator = "" if unit.startswith("%") else " "
    when = f" by {said(target.by)}" if target.by else f" in {target.year}" if target.year else ""
    return f"{number}{separator}{unit}".strip() + when


def said(day):
    """A date as a paper writes it: 6 November 2026."""
    return f"{day.day} {day:%B %Y}"
