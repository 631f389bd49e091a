"""The demonstration: two invented bodies, their plans and their people, from `fixtures/`.

Each plan is a file in the import format and comes in as an import does, so what is shown is what the
tracker itself makes of a paper. What is there already is left alone: whatever was changed stays changed.
"""

import json
from dataclasses import dataclass, field
from datetime import date

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from accounts.models import Contributor, Organisation
from accounts.permissions import Role
from papers.models import SourceFile

from . import demonstration_publications as publications
from . import demonstration_rounds
from .importing import applying
from .models import Plan, PlanColumn, PlanImport
from .recognising import found

MANIFEST = "demonstration.json"
ROUND_DAYS = ("opens_on", "due_on", "papers_cut_off_on", "closed_on")


@dataclass(frozen=True, slots=True)
class Missing:
    """What of the demonstration is not in the database: slugs of bodies and plans, addresses of people.

    `papers` are slugs of plans that are there and were never issued, so that the public sees nothing of them.
    """

    organisations: list[str] = field(default_factory=list)
    plans: list[str] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    papers: list[str] = field(default_factory=list)

    def __bool__(self):
        return bool(self.organisations or self.plans or self.people or self.papers)


def manifest(folder):
    """What the demonstration consists of, as its own file lists it."""
    return json.loads((folder / MANIFEST).read_text(encoding="utf-8"))


def missing(shown):
    """What of it is still to be made."""
    there = {
        "organisations": set(Organisation.objects.values_list("slug", flat=True)),
        "plans": set(Plan.objects.values_list("slug", flat=True)),
        "people": set(get_user_model().objects.values_list("email", flat=True)),
    }
    return Missing(
        *(
            [one[key] for one in shown[kind] if one[key] not in there[kind]]
            for kind, key in (("organisations", "slug"), ("plans", "slug"), ("people", "email"))
        ),
        papers=publications.never_issued(shown),
    )


@transaction.atomic
def make(folder, shown, *, at):
    """Make what is missing, and nothing else. Returns the `Missing` that was made."""
    made = missing(shown)
    bodies = {one["slug"]: _body(one) for one in shown["organisations"]}
    people = [one for one in shown["people"] if one["email"] in made.people]
    for one in people:
        _person(one, shown["password"], bodies)
    by = get_user_model().objects.holding(Role.EDITOR).order_by("pk").first()
    runs, to_issue = [], []
    for one in shown["plans"]:
        if one["slug"] in made.plans:
            content = json.loads((folder / "plans" / one["file"]).read_text(encoding="utf-8"))
            answered = _take_out(content, one["run"]["over"]["round"]) if "run" in one else {}
            plan = _plan(content, one, bodies[one["organisation"]], by, at)
            if "run" in one:
                runs.append((plan, one["run"], answered))
            elif not plan.is_draft:
                to_issue.append((plan, one["issued"]))
    for plan, told in sorted(to_issue, key=lambda each: each[1]["on"]):
        publications.issue_once(plan, told, at=at)
    today = timezone.localdate(at)
    for plan, told, _ in runs:
        demonstration_rounds.enter_directory(plan.organisation, told["directory"], today)
    for one in people:
        _answers_for(one)
    for plan, told, answered in runs:
        demonstration_rounds.run(plan, told, answered, today=today, papers=publications)
        publications.leave_one_waiting(plan, at=at)
    for slug in made.papers:
        publications.issue_once(Plan.objects.select_related("organisation").get(slug=slug), None, at=at)
    return made


def _take_out(content, key):
    """Take the answers of one round out of a plan's paper, so that they can be given: {reference: the update}."""
    content["rounds"] = [each for each in content["rounds"] if each["key"] != key]
    answered = {}
    for action in content["actions"]:
        for update in [each for each in action["updates"] if each["round"] == key]:
            action["updates"].remove(update)
            answered[action["ref"]] = update
    return answered


def _body(one):
    return Organisation.objects.get_or_create(slug=one["slug"], defaults={"name": one["name"]})[0]


def _person(one, password, bodies):
    get_user_model().objects.create_user(
        one["email"],
        one["name"],
        password,
        roles=[one["role"]],
        organisation=bodies[one.get("organisation", next(iter(bodies)))],
    )


def _answers_for(one):
    """Give a person the contributors for whom they answer when they sign in."""
    user = get_user_model().objects.get(email=one["email"])
    user.contributors.add(
        *Contributor.objects.filter(organisation=user.organisation, name__in=one.get("answers_for", ()))
    )


def _plan(content, one, body, by, at):
    plan_import = PlanImport.objects.create(
        source_file=SourceFile.objects.keep(
            one["file"], json.dumps(content, ensure_ascii=False, indent=1).encode(), by=by, at=at
        ),
        organisation=body,
        state=PlanImport.State.REVIEW,
        reading=found.from_json(content).as_json(),
        started_by=by,
        started_at=at,
    )
    plan = applying.apply(plan_import, by=by, at=at)
    plan.slug, plan.state, plan.is_draft = one["slug"], one["state"], one.get("is_draft", False)
    plan.running_head, plan.adoption_words = one.get("running_head", ""), one.get("adoption_words", "")
    plan.predecessor = Plan.objects.filter(slug=one.get("predecessor", "")).first()
    plan.save()
    _scale(plan, one)
    _rounds(plan, one)
    PlanColumn.objects.bulk_create(
        PlanColumn(plan=plan, layout=plan.layout, order=order, key=key, heading=heading)
        for order, (key, heading) in enumerate(one.get("columns", ()))
    )
    return plan


def _scale(plan, one):
    if plan.scale and "scale_name" in one:
        plan.scale.name = one["scale_name"]
        plan.scale.save(update_fields=["name"])


def _rounds(plan, one):
    for key, said in one.get("rounds", {}).items():
        days = {name: date.fromisoformat(said[name]) for name in ROUND_DAYS if name in said}
        plan.rounds.filter(key=key).update(meeting_words=said.get("meeting_words", ""), **days)
