"""What an issued paper, or one in preparation, is called in a line: its reference before its title."""


def named(reference, title):
    """ "Appendix 2: Progress on the plan"; the title alone where it begins with the reference already."""
    if not reference or says_first(title, reference):
        return title
    return f"{reference}: {title}" if title else reference


def says_first(title, reference):
    """Whether a title begins with these words: "Appendix 1 - The plan" does with "Appendix 1", "Appendix 12" does not."""
    start, after = title[: len(reference)], title[len(reference) : len(reference) + 1]
    return start.casefold() == reference.casefold() and not after.isalnum()
