"""The account of one verification: what was looked at, kept in the database as a date and elsewhere as JSON."""

from dataclasses import dataclass, field

from .models import Check


@dataclass
class Account:
    """What was looked at so far, for whoever prints it and for the comparison with an earlier account."""

    publications: list = field(default_factory=list)
    files: int = 0
    notices: int = 0
    seals: list = field(default_factory=list)
    # What each seal should say, by what it names: the hash of that as it is now, and the moment it was issued or written.
    sealed: dict = field(default_factory=dict)

    def as_json(self, findings, *, at):
        """Everything that a later run can be held against."""
        return {
            "checked_at": at.isoformat(timespec="seconds"),
            "publications": self.publications,
            "files": self.files,
            "notices": self.notices,
            "seals": self.seals,
            "findings": findings,
        }


def enter(account, found, *, at):
    """Keep that everything was checked, when, and with what end. The findings themselves are the caller's to tell."""
    return Check.objects.create(
        at=at,
        publications=len(account.publications),
        files=account.files,
        seals=len(account.seals),
        findings=found,
    )


def against(account, earlier):
    """A sentence for each thing that an account kept elsewhere has and that is not there, or is another one.

    Raises ValueError where `earlier` is no such account.
    """
    try:
        before = {one["slug"]: one for one in earlier["publications"]}
        seals = {one["number"]: one for one in earlier["seals"]}
        day = earlier["checked_at"][:10]
    except (TypeError, KeyError) as reason:
        raise ValueError("it is no account that verify_publications --json wrote") from reason
    now = {one["slug"]: one for one in account.publications}
    for slug, was in before.items():
        if slug not in now:
            yield f"{was['called']}: it was there on {day} and has vanished."
        elif now[slug]["sha256"] != was["sha256"]:
            files = now[slug]["files"]
            other = [name for name, sha in was["files"].items() if files.get(name) != sha]
            which = f" Other files: {', '.join(other)}." if other else ""
            yield f"{was['called']}: it was written anew since {day}, with its hashes.{which}"
    held = {one["number"]: one for one in account.seals}
    for number, was in seals.items():
        if number not in held:
            yield f"Seal {number} ({was['names']}): it was there on {day} and has vanished."
        elif held[number]["sha256"] != was["sha256"]:
            yield f"Seal {number} ({was['names']}): it is another one than on {day}."
