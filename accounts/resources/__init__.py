"""Flat tables in and out of the desk: what they have in common, and those of this room."""

from .directory import ContributorAliasTable, ContributorTable, OrganisationTable

__all__ = ["ContributorAliasTable", "ContributorTable", "OrganisationTable"]
