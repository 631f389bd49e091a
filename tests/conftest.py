"""People, places and rows that tests share."""

import pytest


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """Passwords are hashed quickly in tests; how slowly it is done for real is Django's own affair."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
