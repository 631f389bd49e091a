"""When two spellings are one name: pure functions, no database.

"Equality Team", "EQUALITY  TEAM" and "Equality-Team" have the same key. "Equalites Team"
has another: it is offered for merging, never merged by itself.
"""

import re
import unicodedata

APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'"})


def key(words):
    """The letters and figures of a name, folded, one space between words; & is `and`.

    Returns "" for words with no letter or figure.
    """
    folded = unicodedata.normalize("NFKC", words.translate(APOSTROPHES)).casefold()
    folded = folded.replace("&", " and ").replace("'", "")
    return " ".join(re.findall(r"[^\W_]+", folded))
