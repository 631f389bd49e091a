"""Everybody who could be asked in one body's rounds: posts, services, their users and deputies, in three queries."""

from collections import defaultdict
from dataclasses import dataclass, field

from accounts.models import Contributor, Deputy

# How many services above each other are looked through for a head.
HIGHEST = 6


@dataclass(frozen=True, slots=True)
class Entry:
    """A contributor, as far as asking goes."""

    pk: int
    name: str
    kind: str
    email: str
    part_of: int | None
    headed_by: int | None
    left_on: object


@dataclass(frozen=True, slots=True)
class Login:
    """Somebody who may sign in."""

    pk: int
    name: str
    email: str


@dataclass(slots=True)
class Directory:
    """The contributors of a body, who signs in for each, and who stands in for whom today."""

    entries: dict
    users: dict = field(default_factory=lambda: defaultdict(list))
    locked_out: dict = field(default_factory=lambda: defaultdict(list))
    deputies: dict = field(default_factory=lambda: defaultdict(list))

    def heads(self, pk):
        """The heads of the service that this entry is or belongs to, the nearest first."""
        found, seen, at = [], set(), self.entries.get(pk)
        while at is not None and at.pk not in seen and len(seen) < HIGHEST:
            seen.add(at.pk)
            if at.headed_by in self.entries and at.headed_by != pk:
                found.append((self.entries[at.headed_by], at))
            at = self.entries.get(at.part_of)
        return found

    def service_of(self, pk):
        """The service that this entry is, or the first it belongs to; None where there is none."""
        seen, at = set(), self.entries.get(pk)
        while at is not None and at.pk not in seen:
            if at.kind == Contributor.Kind.SERVICE:
                return at
            seen.add(at.pk)
            at = self.entries.get(at.part_of)
        return None


def directory_of(organisation, *, today):
    """The Directory of this body as it is today."""
    rows = Contributor.objects.filter(organisation=organisation).values_list(
        "pk", "name", "kind", "email", "part_of", "headed_by", "in_post_to"
    )
    found = Directory({row[0]: Entry(*row) for row in rows})
    through = Contributor.users.through.objects.filter(contributor__organisation=organisation)
    logins = through.order_by("user__name", "user_id").values_list(
        "contributor_id", "user_id", "user__name", "user__email", "user__is_active"
    )
    for contributor, pk, name, email, is_active in logins:
        (found.users if is_active else found.locked_out)[contributor].append(Login(pk, name, email))
    standing_in = Deputy.objects.filter(
        ended_at__isnull=True, starts_on__lte=today, ends_on__gte=today, deputy__is_active=True
    )
    for lead, *login in standing_in.order_by("id").values_list(
        "lead_id", "deputy_id", "deputy__name", "deputy__email"
    ):
        found.deputies[lead].append(Login(*login))
    return found
