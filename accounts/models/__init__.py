"""Who: organisations, users and their roles, contributors and their spellings."""

from .contributors import Contributor, ContributorAlias
from .organisations import Organisation
from .signins import FailedSignIn
from .users import RoleGrant, User

__all__ = ["Contributor", "ContributorAlias", "FailedSignIn", "Organisation", "RoleGrant", "User"]
