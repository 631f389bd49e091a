"""Why something cannot be done to a round or an answer."""


class Refused(Exception):
    """It cannot be done. `problems` are (field or None, sentence): what to do, then why."""

    def __init__(self, *problems):
        self.problems = [each if isinstance(each, tuple) else (None, each) for each in problems]
        super().__init__(" ".join(sentence for _, sentence in self.problems))


class Stale(Exception):
    """Somebody saved it since this form was opened. `now` is the row as it stands, None where it is gone."""

    def __init__(self, now):
        self.now = now
        super().__init__("Somebody else saved this while you were writing.")


class Overlaps(Refused):
    """Another round of the plan is open, or runs at the same time; `rounds` are those. It can be meant."""

    def __init__(self, rounds):
        self.rounds = rounds
        names = ", ".join(str(each) for each in rounds)
        super().__init__(
            (
                "overlap_is_meant",
                f"Say whether both are meant to run: {names} overlaps with these dates, or is still open.",
            )
        )
