"""The documentation tells the truth about the code: nouns, roles, pages and links."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from accounts.permissions import Role

HOUSE = Path(settings.BASE_DIR)
DOCS = HOUSE / "docs"
ROOMS = ("accounts", "papers", "workforce", "actionplans", "committees")
# A row that joins two nouns, and a row that counts failed sign-ins, are no nouns of the field.
NO_NOUNS = {"ActionOutcome", "PlanColumn", "FailedSignIn"}
PAGES = sorted(DOCS.rglob("*.md"))


def links(page):
    """The files of this project that a page points to."""
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text()):
        if "://" not in target and not target.startswith("mailto:"):
            yield target


def test_every_noun_is_explained_in_the_house():
    told = (DOCS / "building/the-house.md").read_text()
    nouns = {model.__name__ for room in ROOMS for model in apps.get_app_config(room).get_models()}
    assert {noun for noun in nouns - NO_NOUNS if f"**{noun}**" not in told} == set()


def test_every_role_is_explained_in_the_policy():
    told = " ".join((DOCS / "building/permissions.md").read_text().split())
    assert {role.label for role in Role if role.label.casefold() not in told.casefold()} == set()


@pytest.mark.parametrize(
    "page",
    [*PAGES, HOUSE / "README.md", HOUSE / "CONTRIBUTING.md"],
    ids=lambda page: str(page.relative_to(HOUSE)),
)
def test_no_link_leads_nowhere(page):
    assert [target for target in links(page) if not (page.parent / target).exists()] == []


def test_every_page_is_found_from_the_index():
    listed = {(DOCS / target).resolve() for target in links(DOCS / "README.md")}
    assert {page for page in PAGES if page.name != "README.md"} - listed == set()
