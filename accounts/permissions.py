"""One table says who may do what; every room asks it through `may` and `scope`.

Each line of `POLICY` is one permission and its answer for the seven roles, in the
order of `Role`. The letters:

A  allowed, on every row              D  denied
O  on one's own rows                  2  allowed, but never on one's own work
S  on rows shared with one            M  metadata only, no values

The line numbers (P01 to P65) are those of the written policy in
`docs/building/permissions.md`; a test holds the two together.
"""

from enum import Enum

from django.db import models


class Role(models.TextChoices):
    """The parts people play. A person may hold several; nobody signed in is `ANONYMOUS`."""

    ANONYMOUS = "anonymous", "Public"
    MEMBER = "member", "Committee member"
    LEAD = "lead", "Lead officer"
    EDITOR = "editor", "Equality team"
    PUBLISHER = "publisher", "Publisher"
    STEWARD = "steward", "Workforce data steward"
    ADMIN = "admin", "Administrator"


class Permission(Enum):
    """Something that may be done: (line of the policy, answer for each role)."""

    READ_ISSUED_PLAN = "P01", "AAAAAAA"
    READ_WORKING_PLAN = "P02", "DDOAADD"
    EDIT_PLAN = "P03", "DDDADDD"
    DELETE_WORKING_PLAN = "P04", "DDDADDD"
    DELETE_ISSUED_PLAN = "P05", "DDDDDDD"
    EDIT_OUTLINE = "P06", "DDDADDD"
    READ_ISSUED_ACTION = "P07", "AAAAAAA"
    READ_WORKING_ACTION = "P08", "DDOAADD"
    EDIT_ACTION = "P09", "DDDADDD"
    MOVE_ACTION = "P10", "DDDADDD"
    DELETE_WORKING_ACTION = "P11", "DDDADDD"
    WITHDRAW_ISSUED_ACTION = "P12", "DDDADDD"
    READ_ACTION_HISTORY = "P13", "DDOAADD"
    CHANGE_ACTIONS_IN_BULK = "P14", "DDDADDD"
    ASSIGN_DEPUTY = "P15", "DDOADDD"
    READ_DRAFT_UPDATE = "P16", "DDOADDD"
    POST_UPDATE = "P17", "DDOADDD"
    DELETE_DRAFT_UPDATE = "P18", "DDODDDD"
    READ_SUBMITTED_UPDATE = "P19", "DDOAADD"
    EDIT_SUBMITTED_UPDATE = "P20", "DDDDDDD"
    TAKE_BACK_UPDATE = "P21", "DDODDDD"
    SIGN_OFF_UPDATE = "P22", "DDD22DD"
    READ_SIGNED_OFF_UPDATE = "P23", "DDOAADD"
    READ_ISSUED_UPDATE = "P24", "AAAAAAA"
    ATTACH_EVIDENCE = "P25", "DDOADDD"
    READ_EVIDENCE = "P26", "DDOAADD"
    SET_STATUS_BY_UPDATE = "P27", "DDOADDD"
    CHANGE_STATUS = "P28", "DDDADDD"
    RUN_ROUND = "P29", "DDDADDD"
    CHASE = "P30", "DDDADDD"
    PREPARE_PUBLICATION = "P31", "DDDADDD"
    READ_PREPARED_PUBLICATION = "P32", "DSDAADD"
    ISSUE_PUBLICATION = "P33", "DDDD2DD"
    READ_PUBLICATION = "P34", "AAAAAAA"
    CHANGE_PUBLICATION = "P35", "DDDDDDD"
    CORRECT_PUBLICATION = "P36", "DDDD2DD"
    WITHDRAW_PUBLICATION = "P37", "DDDDADD"
    EDIT_MINUTES = "P38", "DDDADDD"
    READ_ISSUED_MINUTES = "P39", "AAAAAAA"
    EDIT_SERVICE_COMMENT = "P40", "DDOADDD"
    READ_HEADCOUNTS = "P41", "DDDDDAD"
    EDIT_HEADCOUNTS = "P42", "DDDDDAD"
    READ_PREPARED_WORKFORCE_TABLE = "P43", "DDDAAAD"
    PROPOSE_SUPPRESSION = "P44", "DDDDDAD"
    APPROVE_SUPPRESSION = "P45", "DDDD2DD"
    ISSUE_WORKFORCE_TABLE = "P46", "DDDD2DD"
    READ_WORKFORCE_TABLE = "P47", "AAAAAAA"
    IMPORT_PLAN = "P48", "DDDADDD"
    IMPORT_WORKFORCE = "P49", "DDDDDAD"
    READ_SOURCE_FILE = "P50", "DDDADAD"
    EXPORT_WORKING_DATA = "P51", "DDDAADD"
    EXPORT_ISSUED_DATA = "P52", "AAAAAAA"
    READ_CONTENT_TRAIL = "P53", "DDOAADM"
    READ_WORKFORCE_TRAIL = "P54", "DDDDDAM"
    READ_SECURITY_LOG = "P55", "DDDDDDA"
    CHANGE_TRAIL = "P56", "DDDDDDD"
    KEEP_OWN_ACCOUNT = "P57", "DAAAAAA"
    READ_WORK_EMAIL = "P58", "DDOADDA"
    READ_NAME_BEHIND_POST = "P59", "DDAAADA"
    KEEP_USERS = "P60", "DDDDDDA"
    GRANT_ROLES = "P61", "DDDDDD2"
    KEEP_SETTINGS = "P62", "DDDDDDA"
    EDIT_WORDING_LISTS = "P63", "DDDADDD"
    RUN_SERVER = "P64", "DDDDDDD"
    READ_HEALTH = "P65", "AAAAAAA"

    @property
    def line(self):
        """The line of the written policy, such as P48."""
        return self.value[0]

    def answer(self, role):
        """The policy's letter for one role."""
        return self.value[1][IN_ORDER.index(role)]


# As the letters of a line stand: asked many times for every page, so worked out once.
IN_ORDER = tuple(Role)
# The more a letter gives, the further to the right it stands.
BREADTH = "DMSO2A"


def scope(user, permission):
    """The widest letter that any of this person's roles has for this permission.

    `user` is a `User` or Django's AnonymousUser. A disabled account has the public's
    permissions and no more.
    """
    letters = {permission.answer(Role.ANONYMOUS)}
    if user.is_authenticated and user.is_active:
        letters |= {permission.answer(role) for role in user.roles}
    return max(letters, key=BREADTH.index)


def may(user, permission):
    """Whether this person may do this at all, on some row or other."""
    return scope(user, permission) not in "DM"


def may_on_every_row(user, permission):
    """Whether this person may do this on every row, their own or not."""
    return scope(user, permission) in "A2"
