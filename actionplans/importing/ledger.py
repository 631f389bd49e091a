"""What a person must be told: problems to settle, and words that wait for a place."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from .found import Place, Problem, Severity, Waiting

NOWHERE = Place()


@dataclass(slots=True)
class Ledger:
    """Problems and waiting words, gathered in the order in which they were met."""

    problems: list[Problem] = field(default_factory=list)
    waiting: list[Waiting] = field(default_factory=list)

    def tell(
        self,
        severity: Severity,
        code: str,
        why: str,
        place: Place = NOWHERE,
        *,
        heading: str = "",
        words: str = "",
        ref: str | None = "",
    ) -> None:
        """Note a problem at a place; `why` says what is the matter and what to do."""
        self.problems.append(
            Problem(
                why=why,
                severity=severity,
                table=place.table,
                row=place.row,
                heading=heading,
                words=words,
                ref=ref or "",
                code=code,
            )
        )

    def leave(self, words: str, why: str, place: Place = NOWHERE, heading: str = "") -> None:
        """Put words aside that have no place in the plan; blank words are nothing."""
        if words.strip():
            self.waiting.append(Waiting(words.strip(), why, place.table, place.row, heading))

    def has(self, code: str) -> bool:
        """Whether a problem of this kind was noted."""
        return any(problem.code == code for problem in self.problems)

    def still_waiting(self, settled: dict[str, str]) -> tuple[Waiting, ...]:
        """What still waits after a person cleared some of it ("table:row:heading" → "clear")."""
        return tuple(each for each in self.waiting if settled.get(_key(each)) != "clear")

    def in_order(self) -> tuple[Problem, ...]:
        """The problems in the order of the paper, those of the whole paper last."""
        return tuple(sorted(self.problems, key=_where))


def listed(names: Iterable[str]) -> str:
    """ "a, b and c" """
    all_names = list(names)
    return f"{', '.join(all_names[:-1])} and {all_names[-1]}" if len(all_names) > 1 else "".join(all_names)


def _key(each: Waiting) -> str:
    return f"{each.table or ''}:{each.row or ''}:{each.heading}"


def _where(problem: Problem) -> tuple[bool, int, int]:
    return (problem.table is None, problem.table or 0, problem.row or 0)
