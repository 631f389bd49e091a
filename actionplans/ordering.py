"""The order in which the parts of a plan stand: by number; ties stay as they were made."""


def next_order(rows):
    """The number after the last of these rows."""
    last = rows.order_by("-order").values_list("order", flat=True).first()
    return (last or 0) + 1
