"""People, places and rows that tests share."""

from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.test import TransactionTestCase
from django.utils import timezone
from hypothesis import HealthCheck
from hypothesis import settings as trials

from papers import freezing, remembering
from tests import chance

# A busy machine turns no test red, and one commit gives one answer (`tests/chance.py`).
trials.register_profile(
    "in peace", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=chance.IS_USUAL
)
trials.load_profile("in peace")


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """Passwords are hashed quickly in tests; how slowly it is done for real is Django's own affair."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def no_process_sends_mail(settings):
    """No test starts a process that would look for mail in a database that is not the test's."""
    settings.MAIL_AT_ONCE = False


@pytest.fixture(autouse=True)
def nothing_remembered(tmp_path_factory, monkeypatch):
    """What a process remembers is the test's own: not from the test before it, and for no tests that run beside it.

    The clock of what was served stands still, so that a slow machine forgets no sooner than a quick one.
    """
    cache.clear()
    mark = tmp_path_factory.getbasetemp() / "publications-changed"
    monkeypatch.setattr(remembering, "served", remembering.Memory(mark, clock=lambda: 0.0))


@pytest.fixture
def noon(monkeypatch):
    """It is noon on 4 December 2026, and stays so: no midnight comes between what a test makes and what it reads."""
    at = datetime(2026, 12, 4, 12, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: at)
    return at


@pytest.fixture(autouse=True, scope="session")
def tests_may_empty_tables():
    """A test that really commits has its tables emptied afterwards, so the triggers stand aside for just that.

    Nothing but a test does this. They are made again by the end of `flush`, as by the end of `migrate`.
    """
    empty = TransactionTestCase._fixture_teardown

    def let_go_and_empty(case):
        for using in case._databases_names(include_mirrors=False):
            freezing.let_go(using)
        empty(case)
        for using in case._databases_names(include_mirrors=False):
            freezing.keep(using)

    TransactionTestCase._fixture_teardown = let_go_and_empty
    yield
    TransactionTestCase._fixture_teardown = empty
