"""The look of an action that an answer ended, where its status does not say as much."""

from dataclasses import dataclass

from ..models.scales import ENDED, LOOKS


@dataclass(frozen=True, slots=True)
class Ended:
    """Stands where a ProgressStatus would: its words, tone and symbol."""

    words: str
    tone: str
    symbol: str
    is_finished: bool = True


ENDINGS = {kind: Ended(words, *LOOKS[meaning]) for kind, (words, meaning) in ENDED.items()}
