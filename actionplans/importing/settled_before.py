"""What was settled before and is no longer asked about: said, and taken back."""

# How waiting words are marked that are not needed.
CLEARED = "clear"


def said_settled(choices):
    """[(its name, what it says)] of what was settled and is no longer asked about, so that it can be taken back."""
    said = [
        (f"splits|{words}", f"“{words}” is {'; '.join(names)}") for words, names in choices.splits.items()
    ]
    said += [
        (
            f"aliases|{words}",
            f"“{words}” is written for “{name}”" if words != name else f"“{words}” is a name of its own",
        )
        for words, name in choices.aliases.items()
    ]
    said += [
        (f"dropped|{place}", f"Table {place.replace(':', ', row ')} is left out") for place in choices.dropped
    ]
    for place, words in choices.mended.items():
        table, row, column = place.split(":")
        said.append((f"mended|{place}", f"Table {table}, row {row}, column {column} says “{words}”"))
    said += [
        (f"accepted|{key}", f"{_said_accepted(key)} is right as it was read") for key in choices.accepted
    ]
    said += [
        (f"waiting|{key}", f"Words of {_said_accepted(key)} are cleared")
        for key, how in choices.waiting.items()
        if how == CLEARED
    ]
    return said


def _said_accepted(key):
    table, row, heading = key.rsplit(":", 1)[0].split(":", 2)
    parts = [f"table {table}" if table else "", f"row {row}" if row else "", heading]
    words = ", ".join(part for part in parts if part) or "the whole paper"
    return words[:1].upper() + words[1:]


def take_back(settled, names):
    """Take these settled things out of what is being settled."""
    for name in names:
        kind, _, key = name.partition("|")
        if kind in ("dropped", "accepted"):
            settled[kind] = [held for held in settled[kind] if held != key]
        else:
            settled[kind] = {**settled[kind], key: None}
