"""The rows that the walk of the addresses meets: a plan that was issued, a draft, and a row of every model of the desk.

Of the open plan one paper is out, one was withdrawn, one waits for its day, one is in preparation. What became of it
since it was issued has UNISSUED_WORD in it, and what nobody but the equality team may read DRAFT_WORD.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.apps import apps

from accounts import deputising
from accounts.models import RoleGrant
from actionplans.filled_forms import taking
from actionplans.importing import bringing_in
from actionplans.models import (
    Plan,
    PlanColumn,
    Recommendation,
    ServiceComment,
    Target,
    WaitingText,
)
from actionplans.rounds import answering, evidencing, running, signing_off
from papers import publishing
from tests.issued import every_format, issue_plan, prepare_plan
from tests.plans import make_person, make_plan
from tests.rounds import asked_of, make_lead, make_round, said, send

AT = datetime(2026, 11, 6, 9, tzinfo=UTC)
BEFORE = datetime(2026, 11, 2, 9, tzinfo=UTC)
FAR_OFF = datetime(2099, 1, 1, tzinfo=UTC)
DRAFT_WORD = "Quillwort"
UNISSUED_WORD = "Pennyroyal"


@dataclass
class World:
    """The two plans, the key of some row of each model, and of an import and what waits in it.

    Of what was issued it has addresses: of the paper that is out (with its number), of one under embargo that members
    share, and of one that was withdrawn; and the number of a paper in preparation that members share, and of one
    that they do not.
    """

    open: Plan
    draft: Plan
    plan_type: int
    keys: dict
    number: int
    waiting: int
    round_key: str
    # Answers asked of the lead: one of which there is a draft, one that was sent; one that is another lead's; one signed off.
    drafted: int
    sent: int
    others: int
    settled: int
    evidence: int
    deputy: int
    # The key of an officer who is waited for, and of a filled form that is to be checked.
    officer: int
    form: int
    publication: str
    publication_number: int
    file_sha256: str
    embargoed: str
    withdrawn: str
    preparation: int
    unshared: int

    def fill(self, example):
        """An address with the keys of these rows in it."""
        return example.format(**vars(self))


def make_plans():
    """An open plan and a draft, whose words have DRAFT_WORD in them."""
    told = f"{DRAFT_WORD} is told"
    return (
        make_plan(4, title="An open plan", slug="open-plan", priorities=2, rounds=1),
        make_plan(4, title=f"{DRAFT_WORD} aims", slug="draft-plan", is_draft=True, text=told, rounds=1),
    )


def make_world():
    """Both plans and a row of everything else that the desk shows."""
    open_plan, draft = make_plans()
    editor, admin = make_person("editor"), make_person("admin")
    action = open_plan.actions.first()
    issued = make_publications(open_plan)
    recommendation = Recommendation.objects.create(plan=open_plan, words="Ask residents.")
    ServiceComment.objects.create(recommendation=recommendation, words="Agreed.")
    Target.objects.create(action=action, words="48% in 2027", value=48, year=2027)
    PlanColumn.objects.create(plan=open_plan, layout="priorities", key="ref")
    brought_in = bringing_in.receive(
        "plan.csv",
        b"Ref,Action,Lead\n1a,Ask residents,Digital\n1b,Publish the answers,Digital\n",
        by=editor,
        at=AT,
        organisation=open_plan.organisation,
    )
    bringing_in.read(brought_in)
    waiting = WaitingText.objects.create(
        plan_import=brought_in, words="A footnote", why="It stands in no column."
    )
    RoleGrant.objects.get_or_create(
        user=make_person("lead", email="both@marlowvale.example"), role="member", granted_by=admin
    )
    return World(
        open_plan,
        draft,
        plan_type(),
        keys_of_all(),
        brought_in.pk,
        waiting.pk,
        **issued,
        **make_answers(open_plan),
    )


def make_publications(plan):
    """What was issued of this plan and what is to be; the addresses and numbers of it all."""
    told = {"files": every_format, "reference": "Appendix 2", "committee": "Corporate Scrutiny"}
    withdrawn = issue_plan(plan, slug="open-plan-withdrawn", at=BEFORE, **told)
    publisher = make_person("publisher")
    publishing.note(withdrawn, "withdrawn", "It named somebody in error.", by=publisher, at=AT)
    issued = issue_plan(plan, slug="open-plan-issued", at=AT, **told)
    for number, action in enumerate(plan.actions.all()):
        action.words = f"{action.words} {UNISSUED_WORD} {number}"
        action.save()
    embargo = {"embargoed_until": FAR_OFF, "is_shared": True}
    return {
        "publication": issued.slug,
        "publication_number": issued.number,
        "file_sha256": issued.files.get(part="paper", format="json").sha256,
        "withdrawn": withdrawn.slug,
        "embargoed": issue_plan(plan, slug="open-plan-embargoed", at=AT, **embargo, **told).slug,
        "preparation": prepare_plan(plan, is_shared=True, at=AT, **told).pk,
        "unshared": prepare_plan(plan, at=AT, **told).pk,
    }


def make_answers(plan):
    """An open round in which the lead has a draft on 1a and has sent 2a; 1b is another lead's. The keys of all this."""
    lead = make_lead(plan, "Priya Nandakumar", email="lead@marlowvale.example")
    make_lead(plan, "Ioan Prosser", email="lead@marlowvale.example")
    held = make_round(plan)
    drafted, sent, others = (asked_of(held, ref) for ref in ("1a", "2a", "1b"))
    (settled,) = running.ask_also(
        held, plan.actions.get(ref="2b"), because="Is it still done?", by=make_person("editor"), at=AT
    )
    answering.save_draft(drafted, said(plan, words=f"{DRAFT_WORD} drafted"), version=0, by=lead, at=AT)
    draft = answering.save_draft(sent, said(plan, words="To be sent"), version=0, by=lead, at=AT)
    evidence = evidencing.put_file(
        draft, f"{DRAFT_WORD}.csv", b"Counter,Bookings\n1,61\n", limit=1000, by=lead, at=AT
    )
    send(sent, lead, words=f"{DRAFT_WORD} sent", version=draft.version)
    told = {"status": "Blue: complete", "completed_on": AT.date()}
    done = send(settled, lead, words=f"{UNISSUED_WORD} done", **told)
    signing_off.sign_off(done, version=done.version, by=make_person("publisher"), at=AT)
    deputy = deputising.name(
        make_person("lead", email="deputy@marlowvale.example"),
        lead=lead,
        starts_on=AT.date(),
        ends_on=AT.date().replace(year=2099),
        today=AT.date(),
        by=lead,
    )
    form = taking.receive("form.csv", b"Ref,Update,Status\n1b,Done,Green\n", held, by=lead, at=AT)
    return {
        "officer": plan.actions.get(ref="1b").assignments.get(role="lead_officer").contributor_id,
        "form": taking.read(form).pk,
        "round_key": held.key,
        "drafted": drafted.pk,
        "sent": sent.pk,
        "others": others.pk,
        "evidence": evidence.pk,
        "settled": settled.pk,
        "deputy": deputy.pk,
    }


def plan_type():
    """The key of the content type of plans, as an address of the desk names it."""
    return apps.get_model("contenttypes", "ContentType").objects.get_for_model(Plan).pk


def keys_of_all():
    """{app/model: key of some row}, where there is one."""
    found = {}
    for app in ("accounts", "papers", "actionplans", "auth"):
        for model in apps.get_app_config(app).get_models():
            row = model._default_manager.order_by("pk").first()
            found[f"{app}/{model._meta.model_name}"] = row.pk if row else 1
    return found
