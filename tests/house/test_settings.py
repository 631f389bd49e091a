"""The site starts with nothing set, and every setting is written down."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from accounts import checks
from config import settings as project_settings

HOUSE = Path(settings.BASE_DIR)


def names_in_settings():
    """The environment variables that config/settings.py reads."""
    source = (HOUSE / "config/settings.py").read_text()
    return set(re.findall(r'env(?:_flag|_list)?\(\s*"([A-Z_]+)"', source))


def test_every_setting_has_its_line_in_the_docs():
    documented = set(re.findall(r"^\| `([A-Z_]+)`", (HOUSE / "docs/running.md").read_text(), re.M))
    assert documented == names_in_settings()


def test_debug_is_off_unless_asked():
    assert settings.DEBUG is False


@pytest.mark.django_db
def test_sqlite_writes_ahead_waits_its_turn_and_keeps_foreign_keys():
    if connection.vendor != "sqlite":
        assert connection.vendor == "postgresql"
        return
    options = settings.DATABASES["default"]["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] == 20
    assert "journal_mode=WAL" in options["init_command"]
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA foreign_keys").fetchone() == (1,)
        assert cursor.execute("PRAGMA synchronous").fetchone() == (2,)


@pytest.mark.django_db
def test_a_sqlite_file_is_in_wal_mode(tmp_path, settings):
    if connection.vendor != "sqlite":
        return
    options = settings.DATABASES["default"]["OPTIONS"]
    own = connection.copy()
    own.settings_dict = {**connection.settings_dict, "NAME": tmp_path / "own.sqlite3", "OPTIONS": options}
    try:
        with own.cursor() as cursor:
            assert cursor.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    finally:
        own.close()


@pytest.mark.parametrize(
    ("address", "number"), [("http://127.0.0.1:8000", 1), ("https://plans.example.gov.uk", 0)]
)
def test_a_site_for_others_must_say_where_it_is(settings, address, number):
    settings.PRODUCTION, settings.SITE_ADDRESS = True, address
    assert len(checks.mail_leads_here(None)) == number


def test_of_processes_that_start_together_one_makes_the_secret(tmp_path, monkeypatch):
    def others_first(length):
        kept.write_text("what the other process made")
        return "ours"

    kept = tmp_path / "secret-key"
    monkeypatch.setattr(project_settings, "DATA_DIR", tmp_path)
    monkeypatch.setattr(project_settings.secrets, "token_urlsafe", others_first)
    assert project_settings.kept_secret() == "what the other process made"
    assert list(tmp_path.iterdir()) == [kept]


def test_the_secret_is_its_owners_alone_and_stays(tmp_path, monkeypatch):
    monkeypatch.setattr(project_settings, "DATA_DIR", tmp_path / "new")
    made = project_settings.kept_secret()
    assert len(made) > 64
    assert project_settings.kept_secret() == made
    assert (tmp_path / "new" / "secret-key").stat().st_mode & 0o777 == 0o600
