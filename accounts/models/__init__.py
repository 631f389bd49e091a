"""Who: organisations, users and their roles, deputies, contributors and their spellings; mail to them."""

from .contributors import Contributor, ContributorAlias
from .deputies import Deputy
from .emails import Email
from .organisations import Organisation
from .sentforms import SentForm
from .signins import FailedSignIn
from .users import RoleGrant, User

__all__ = [
    "Contributor",
    "ContributorAlias",
    "Deputy",
    "Email",
    "FailedSignIn",
    "Organisation",
    "RoleGrant",
    "SentForm",
    "User",
]
