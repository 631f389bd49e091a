"""The desk's pages for organisations, contributors and users."""

from . import contributors, organisations, users

__all__ = ["contributors", "organisations", "users"]
