"""Whom to ask for an answer, how they are reached, and why not somebody else: for any number of answers in four queries.

Asked are the lead officers of the action (of that half: those of the same qualifier, and those without one), else
whoever is responsible, else the lead service. Each is reached through the people who sign in for them, else
through an address of their own. Whoever has left, has no address, or said that it is not theirs is passed over
with a sentence. Where that leaves nobody it goes on: the others who lead it, the lead service, the head of the service.
Nobody at all is for the equality team to settle. A deputy is written to as well as the lead, so that both know.
"""

from collections import defaultdict
from dataclasses import dataclass

from ..models import Assignment
from .asking import ANSWERING, Role
from .directory import directory_of

NOBODY = "Nobody can be asked"
NO_SERVICE = "No service named"
HEAD = "Head of"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody a mail reaches, and by what right."""

    name: str
    address: str
    how: str
    user: int | None = None
    contributor: int | None = None
    # Whether it is theirs to answer: a head of service can only say who leads it now.
    may_answer: bool = False
    stands_in_for: str = ""


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom an answer is asked of: those reached, why not others, the service, and its head for when it stays out."""

    people: tuple = ()
    passed_over: tuple = ()
    service: str = NO_SERVICE
    is_fallback: bool = False
    heads: tuple = ()
    heads_passed_over: tuple = ()


def find(plan, asked, *, today):
    """The Reach of each of these answers of one plan, in their order.

    Asked are UpdateRequests, or anything with their `action_id`, `half` and `not_mine_by_id`.
    """
    asked = list(asked)
    directory = directory_of(plan.organisation, today=today)
    leads = _leads(plan)
    known, same = {}, {}
    for each in asked:
        case = (tuple(leads.get(each.action_id, ())), each.half, each.not_mine_by_id)
        if case not in known:
            found = _Search(each, leads.get(each.action_id, []), directory, today).reach()
            known[case] = same.setdefault(found, found)
        yield known[case]


def find_by_key(plan, asked, *, today):
    """{request key: Reach} for these UpdateRequests of one plan. Those reached alike have the very same Reach."""
    asked = list(asked)
    return {each.pk: found for each, found in zip(asked, find(plan, asked, today=today), strict=True)}


def _leads(plan):
    """{action key: [(role, contributor key, qualifier)]} of a plan, in the order printed."""
    found = defaultdict(list)
    rows = (
        Assignment.objects.filter(action__plan=plan, role__in=ANSWERING)
        .order_by("order", "id")
        .values_list("action_id", "role", "contributor_id", "qualifier")
    )
    for action, role, contributor, qualifier in rows:
        found[action].append((role, contributor, qualifier.strip().casefold()))
    return found


class _Search:
    """Looks for those to ask on one answer, and keeps what stood in the way."""

    def __init__(self, asked, leads, directory, today):
        self.asked, self.directory, self.today = asked, directory, today
        half = asked.half.strip().casefold()
        self.leads = leads
        self.own = [each for each in leads if not half or each[2] in ("", half)]
        self.passed_over, self.tried = [], set()

    def reach(self):
        """The Reach of this answer."""
        first = [contributor for _, contributor, _ in self._of_the_first_role(self.own)]
        people = next(filter(None, map(self._all, self._steps())), None) or self._nearest_head()
        why_not = tuple(self.passed_over)
        service = self._service()
        heads, no_heads = self._escalation(people)
        return Reach(
            people=tuple(self._with_deputies(people)),
            passed_over=why_not,
            service=service.name if service else NO_SERVICE,
            is_fallback=not {each.contributor for each in people} & set(first),
            heads=heads,
            heads_passed_over=no_heads,
        )

    def _steps(self):
        """Whom to try, one group after the other, of those who lead it."""
        yield [(*each, True) for each in self._of_the_first_role(self.own)]
        officers = [each for each in self.own if each[0] != Role.LEAD_SERVICE]
        yield [(*each, True) for each in officers]
        yield [(*each, True) for each in self.own if each[0] == Role.LEAD_SERVICE]
        # Those of the other half come after those for whom the form opens.
        yield [(*each, False) for each in self.leads if each[0] != Role.LEAD_SERVICE]
        yield [(*each, False) for each in self.leads if each[0] == Role.LEAD_SERVICE]

    @staticmethod
    def _of_the_first_role(leads):
        for role in ANSWERING:
            if found := [each for each in leads if each[0] == role]:
                return found
        return []

    def _all(self, step):
        return [
            person
            for role, contributor, _, may_answer in step
            if contributor not in self.tried
            for person in self._through(contributor, Role(role).label, may_answer)
        ]

    def _through(self, key, how, may_answer):
        """The people through whom this contributor is reached; none, with a sentence, where there is no way."""
        self.tried.add(key)
        entry = self.directory.entries.get(key)
        if entry is None:
            return []
        if entry.left_on is not None and entry.left_on < self.today:
            self.passed_over.append(f"{entry.name} left in {entry.left_on:%B %Y}.")
            return []
        found = self._signing_in(entry, how, may_answer)
        if found is not None:
            return found
        if entry.email:
            return [Person(entry.name, entry.email, how, contributor=entry.pk, may_answer=may_answer)]
        self.passed_over.append(
            f"{entry.name} may no longer sign in, and has no address here."
            if self.directory.locked_out[entry.pk]
            else f"{entry.name} has no e-mail address here."
        )
        return []

    def _signing_in(self, entry, how, may_answer):
        """Those who sign in for a contributor; None where nobody does, so that its own address is tried."""
        users = self.directory.users[entry.pk]
        if not users:
            return None
        people = []
        for user in users:
            if self.asked.not_mine_by_id == user.pk:
                self.passed_over.append(f"{user.name} said that it is not theirs.")
                continue
            if may_answer and not user.may_report:
                self.passed_over.append(
                    f"{user.name} signs in, but cannot answer: an administrator can make them a lead officer."
                )
                continue
            label = how if user.name == entry.name else f"{how}: {entry.name}"
            people.append(Person(user.name, user.email, label, user.pk, entry.pk, may_answer))
        return people

    def _with_deputies(self, people):
        """These people, each followed by those who stand in for them today; nobody twice."""
        seen = set()
        for person in people:
            for each in (person, *self._deputies(person)):
                if each.address.lower() not in seen:
                    seen.add(each.address.lower())
                    yield each

    def _deputies(self, person):
        for login in self.directory.deputies[person.user] if person.user else ():
            yield Person(
                login.name,
                login.email,
                f"Deputy of {person.name}",
                login.pk,
                person.contributor,
                person.may_answer,
                stands_in_for=person.name,
            )

    def _service(self):
        """The service that leads it, else the one of whoever leads it."""
        for role in (Role.LEAD_SERVICE, Role.LEAD_OFFICER, Role.RESPONSIBLE):
            for each, contributor, _ in self.own:
                if each == role:
                    service = self.directory.service_of(contributor)
                    if service is None and role == Role.LEAD_SERVICE:
                        service = self.directory.entries.get(contributor)
                    if service is not None:
                        return service
        return None

    def _heads(self):
        """(head, service) of the services that lead it, the nearest first, then of those its leads belong to."""
        in_order = sorted(self.own, key=lambda each: each[0] != Role.LEAD_SERVICE)
        found = {}
        for _, contributor, _ in in_order:
            for head, service in self.directory.heads(contributor):
                found.setdefault(head.pk, (head, service))
        return list(found.values())

    def _nearest_head(self):
        """The first head of a service of theirs who can be reached; nobody where there is none."""
        through = (self._through(head.pk, f"{HEAD} {service.name}", False) for head, service in self._heads())
        return next(filter(None, through), [])

    def _escalation(self, people):
        """The nearest head who is not being asked anyway; nobody where there is none."""
        asked = {each.address.lower() for each in people}
        self.passed_over = []
        for head, service in self._heads():
            found = [
                each
                for each in self._through(head.pk, f"{HEAD} {service.name}", may_answer=False)
                if each.address.lower() not in asked
            ]
            if found:
                return tuple(found), tuple(self.passed_over)
        return (), tuple(self.passed_over)
