"""What each column of a filled form is for the round it is brought into. Pure."""

from ..recognising.cells import folded
from ..wording import rounds
from ..wording.form_words import LAST, OTHERS, status_heading, update_heading

# What a reviewer may say that a column is.
MEANINGS = {
    "ref": "The reference",
    "action": "The action",
    "lead": "Who answers",
    "half": "Which half it is",
    "update": "What has happened",
    "status": "The status",
    "ignore": "Not the answer: leave it out",
}
_OURS = {folded(words): key for key, words in OTHERS.items()} | {folded(LAST): "ignore"}
_LEADS = {"lead", "lead_service", "lead_officer", "responsible"}
_KEPT_OUT = {"measure", "timescale"}


class Columns:
    """Tells columns apart for one round: its name and key, and what a reviewer said ("1:4" → a key of MEANINGS)."""

    def __init__(self, round_words, round_key, chosen):
        self.chosen, self.key = chosen, round_key
        read = rounds.read(update_heading(round_words))
        self.keys = {round_key, read.key} if read else {round_key}
        self.ours = _OURS | {
            folded(update_heading(round_words)): "update",
            folded(status_heading(round_words)): "status",
        }

    def of(self, table, column):
        """A key of MEANINGS, "round:2026-06" for another round's, "measure" or "timescale", or "" for none of them."""
        if said := self.chosen.get(f"{table}:{column.at}"):
            return said
        if ours := self.ours.get(folded(column.words)):
            return ours
        if folded(column.words) == "half":
            return "half"
        meaning = column.meaning
        if meaning in ("update", "status"):
            if column.round is not None and column.round.key not in self.keys:
                return f"round:{column.round.key}"
            return meaning
        if meaning in _LEADS:
            return "lead"
        if meaning in ("recommendation",):
            return "action"
        return meaning if meaning in ("ref", "action") or meaning in _KEPT_OUT else ""
