"""People, places and rows that tests share."""

import pytest


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """Passwords are hashed quickly in tests; how slowly it is done for real is Django's own affair."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def no_process_sends_mail(settings):
    """No test starts a process that would look for mail in a database that is not the test's."""
    settings.MAIL_AT_ONCE = False
