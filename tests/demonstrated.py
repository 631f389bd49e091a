"""The demonstration, made once for several tests: making it takes seconds."""

from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings

from actionplans import demonstration, demonstration_publications
from tests.issued import page_and_json

FOLDER = settings.BASE_DIR / "fixtures"
AT = datetime(2026, 11, 22, 15, tzinfo=UTC)
QUICK = {"PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"], "MAIL_AT_ONCE": False}


def make(at=AT):
    """Make the demonstration as on this day; of each paper as many files as its writer gives."""
    return demonstration.make(FOLDER, demonstration.manifest(FOLDER), at=at)


@contextmanager
def standing(blocker, made=make):
    """What `made()` made, for every test until the end of this; each changes it for itself alone.

    For a fixture of a class or module, with its `django_db_blocker`. Of each paper a page and JSON are made, and no other file.
    """
    with blocker.unblock(), transaction.atomic():
        with override_settings(**QUICK), pytest.MonkeyPatch.context() as patch:
            patch.setattr(demonstration_publications, "written", page_and_json)
            found = made()
        yield found
        transaction.set_rollback(True)
