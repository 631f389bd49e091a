"""Everybody who could be asked in one body's rounds: posts, services, their users and deputies, in three queries."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef

from accounts.models import Contributor, Deputy, RoleGrant
from accounts.permissions import Permission, Role

# The roles with which the form of an answer opens.
REPORTING = [role for role in Role if Permission.POST_UPDATE.answer(role) in "AO"]

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
    """Somebody who may sign in, and whether their role lets them answer."""

    pk: int
    name: str
    email: str
    may_report: bool


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
    logins = (
        through.annotate(may_report=_may_report("user"))
        .order_by("user__name", "user_id")
        .values_list(
            "contributor_id", "user__is_active", "user_id", "user__name", "user__email", "may_report"
        )
    )
    for contributor, is_active, *login in logins:
        (found.users if is_active else found.locked_out)[contributor].append(Login(*login))
    standing_in = Deputy.objects.filter(
        ended_at__isnull=True, starts_on__lte=today, ends_on__gte=today, deputy__is_active=True
    )
    standing_in = standing_in.annotate(may_report=_may_report("deputy")).filter(may_report=True)
    for lead, *login in standing_in.order_by("id").values_list(
        "lead_id", "deputy_id", "deputy__name", "deputy__email", "may_report"
    ):
        found.deputies[lead].append(Login(*login))
    return found


def _may_report(user):
    """Whether the user at this path has a role that may answer, as an expression."""
    return Exists(RoleGrant.objects.filter(user=OuterRef(user), role__in=REPORTING))
