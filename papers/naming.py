"""What an issued paper, or one in preparation, is called in a line: its reference before its title."""

import re


def named(reference, title):
    """ "Appendix 2: Progress on the plan"; the title alone where it begins or ends with the reference already."""
    if not reference or says(title, reference):
        return title
    return f"{reference}: {title}" if title else reference


def says(title, reference):
    """Whether a title begins or ends with these words: "Appendix 1 - The plan" does with "Appendix 1", not "Appendix 12"."""
    words = re.escape(reference)
    return bool(re.search(rf"^{words}(?!\w)|(?<!\w){words}$", title, re.IGNORECASE))
