"""The day on which the pages of these tests are read."""

import pytest
from django.utils import timezone

from tests.plans import TODAY


@pytest.fixture
def on_the_sixth_of_november(monkeypatch):
    """Every page is asked for on the day of the demonstration plan."""
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)
