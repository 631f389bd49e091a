"""Which line of the policy answers for which verb of Django's admin on which model.

A model that is not here cannot be seen on the desk at all.
"""

from accounts.permissions import Permission as P

# model: (view, add, change, delete)
DESK = {
    "accounts.organisation": (P.EDIT_PLAN, P.EDIT_PLAN, P.EDIT_PLAN, P.EDIT_PLAN),
    "accounts.contributor": (P.EDIT_PLAN, P.EDIT_PLAN, P.EDIT_PLAN, P.EDIT_PLAN),
    "accounts.contributoralias": (P.EDIT_PLAN, P.EDIT_PLAN, P.EDIT_PLAN, P.EDIT_PLAN),
    "accounts.user": (P.KEEP_USERS, P.KEEP_USERS, P.KEEP_USERS, P.KEEP_USERS),
    "accounts.rolegrant": (P.GRANT_ROLES, P.GRANT_ROLES, P.GRANT_ROLES, P.GRANT_ROLES),
    "papers.sourcefile": (P.READ_SOURCE_FILE, None, None, None),
    "papers.publication": (P.PREPARE_PUBLICATION, None, None, None),
    "papers.publicationfile": (P.PREPARE_PUBLICATION, None, None, None),
    "papers.publicationnotice": (P.PREPARE_PUBLICATION, None, None, None),
    "papers.seal": (P.PREPARE_PUBLICATION, None, None, None),
    "papers.check": (P.PREPARE_PUBLICATION, None, None, None),
    "papers.preparation": (P.PREPARE_PUBLICATION, None, None, None),
    "actionplans.plan": (P.EDIT_PLAN, P.EDIT_PLAN, P.EDIT_PLAN, P.DELETE_WORKING_PLAN),
    "actionplans.plancolumn": (P.EDIT_PLAN, P.EDIT_PLAN, P.EDIT_PLAN, P.EDIT_PLAN),
    "actionplans.priority": (P.EDIT_OUTLINE, P.EDIT_OUTLINE, P.EDIT_OUTLINE, P.EDIT_OUTLINE),
    "actionplans.outcome": (P.EDIT_OUTLINE, P.EDIT_OUTLINE, P.EDIT_OUTLINE, P.EDIT_OUTLINE),
    "actionplans.recommendation": (P.EDIT_ACTION, P.EDIT_ACTION, P.EDIT_ACTION, P.EDIT_ACTION),
    "actionplans.servicecomment": (
        P.EDIT_ACTION,
        P.EDIT_SERVICE_COMMENT,
        P.EDIT_SERVICE_COMMENT,
        P.EDIT_ACTION,
    ),
    "actionplans.action": (P.EDIT_ACTION, P.EDIT_ACTION, P.EDIT_ACTION, P.DELETE_WORKING_ACTION),
    "actionplans.actionoutcome": (P.EDIT_ACTION, P.EDIT_ACTION, P.EDIT_ACTION, P.EDIT_ACTION),
    "actionplans.assignment": (P.EDIT_ACTION, P.EDIT_ACTION, P.EDIT_ACTION, P.EDIT_ACTION),
    "actionplans.successmeasure": (P.EDIT_ACTION, P.EDIT_ACTION, P.EDIT_ACTION, P.EDIT_ACTION),
    "actionplans.target": (P.EDIT_ACTION, P.EDIT_ACTION, P.EDIT_ACTION, P.EDIT_ACTION),
    "actionplans.timescale": (P.EDIT_ACTION, P.EDIT_ACTION, P.EDIT_ACTION, P.EDIT_ACTION),
    "actionplans.progressscale": (P.EDIT_WORDING_LISTS,) * 4,
    "actionplans.progressstatus": (P.EDIT_WORDING_LISTS,) * 4,
    "actionplans.reportinground": (P.RUN_ROUND, P.RUN_ROUND, P.RUN_ROUND, P.RUN_ROUND),
    "actionplans.roundevent": (P.RUN_ROUND, None, None, None),
    "actionplans.updaterequest": (P.RUN_ROUND, None, None, None),
    "actionplans.asking": (P.CHASE, None, None, None),
    "actionplans.updateevent": (P.READ_CONTENT_TRAIL, None, None, None),
    "actionplans.update": (P.EDIT_ACTION, P.EDIT_ACTION, P.EDIT_ACTION, P.EDIT_ACTION),
    "actionplans.addendum": (P.EDIT_ACTION, P.EDIT_ACTION, P.EDIT_ACTION, P.EDIT_ACTION),
    "actionplans.evidence": (P.EDIT_ACTION, P.ATTACH_EVIDENCE, P.EDIT_ACTION, P.EDIT_ACTION),
    "actionplans.issuedplan": (P.PREPARE_PUBLICATION, None, None, None),
    "actionplans.planimport": (P.IMPORT_PLAN, None, None, None),
    "actionplans.waitingtext": (P.IMPORT_PLAN, None, P.IMPORT_PLAN, None),
}
VERBS = ("view", "add", "change", "delete")


def desk_permission(perm):
    """The permission behind Django's `app.verb_model`, or None where nobody may."""
    app, _, codename = perm.partition(".")
    verb, _, model = codename.partition("_")
    answers = DESK.get(f"{app}.{model}")
    if answers is None or verb not in VERBS:
        return None
    return answers[VERBS.index(verb)]
