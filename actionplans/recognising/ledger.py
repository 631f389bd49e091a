"""What a person must be told: problems to settle, and words that wait for a place."""

from dataclasses import dataclass, field

from .found import Place, Problem, Severity, Waiting

NOWHERE = Place()


@dataclass(slots=True)
class Ledger:
    """Problems and waiting words, gathered in the order in which they were met."""

    problems: list[Problem] = field(default_factory=list)
    waiting: list[Waiting] = field(default_factory=list)
    _told: set[Problem] = field(default_factory=set)

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
        """Note a problem at a place, once; `why` says what is the matter and what to do."""
        problem = Problem(
            why=why,
            severity=severity,
            table=place.table,
            row=place.row,
            heading=heading,
            words=words,
            ref=ref or "",
            code=code,
        )
        # A cell that serves several actions is read for each of them.
        if problem not in self._told:
            self._told.add(problem)
            self.problems.append(problem)

    def leave(self, words: str, why: str, place: Place = NOWHERE, heading: str = "") -> None:
        """Put words aside that have no place in the plan; blank words are nothing."""
        if words.strip():
            self.waiting.append(Waiting(words.strip(), why, place.table, place.row, heading))

    def still_waiting(self, settled: dict[str, str]) -> tuple[Waiting, ...]:
        """What still waits after a person cleared some of it ("table:row:heading" → "clear")."""
        return tuple(each for each in self.waiting if settled.get(_key(each)) != "clear")

    def in_order(self) -> tuple[Problem, ...]:
        """The problems in the order of the paper, those of the whole paper last."""
        return tuple(sorted(self.problems, key=_where))


def _key(each: Waiting) -> str:
    return f"{each.table or ''}:{each.row or ''}:{each.heading}"


def _where(problem: Problem) -> tuple[bool, int, int]:
    return (problem.table is None, problem.table or 0, problem.row or 0)
