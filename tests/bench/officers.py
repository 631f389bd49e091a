"""A round that is open, with officers who sign in and have answered some of it."""

from datetime import timedelta

from accounts.models import Contributor, User
from accounts.permissions import Role
from actionplans.models import UpdateRequest
from actionplans.rounds import answering, running, signing_off
from actionplans.rounds.answers import Said

WORDS = "Nine counters have the video link now, and staff used it 61 times since the spring.\n- 41 in the town hall\n- 20 in the libraries"
EDITOR = "bench@example.org"


def person(email, name, role):
    """Someone in this role, entered once, who signs in without a password."""
    return User.objects.filter(email=email).first() or User.objects.create_user(email, name, roles=[role])


def give_leads_accounts(plan):
    """Everybody who leads an action of this plan signs in as a lead officer."""
    officers = Contributor.objects.filter(assignments__action__plan=plan, assignments__role="lead_officer")
    for officer in officers.distinct():
        email = f"{'.'.join(officer.name.lower().split())}@example.org"
        officer.users.add(person(email, officer.name, Role.LEAD))


def open_a_round(plan, *, at):
    """Open a round of this plan; every sixth answer is drafted, sent, or signed off."""
    give_leads_accounts(plan)
    editor = person(EDITOR, "Bench", Role.EDITOR)
    planned = running.plan_round(
        plan, words="Winter round", due_on=at.date() + timedelta(days=14), meeting_words="Scrutiny"
    )
    held = running.open_round(planned, by=editor, at=at).reporting_round
    said = Said(words=WORDS, status=plan.scale.statuses.get(words="Green"), reopened_because="It broke.")
    asked = UpdateRequest.objects.filter(reporting_round=held).select_related("action__plan")
    for number, each in enumerate(asked):
        lead = User.objects.filter(contributors__assignments__action=each.action_id).first()
        if number % 6 == 1:
            answering.save_draft(each, said, version=0, by=lead, at=at)
        elif number % 6 in (3, 5):
            update = answering.submit(each, said, version=0, by=lead, at=at)
            if number % 6 == 5:
                signing_off.sign_off(update, version=update.version, by=editor, at=at)
    return held
