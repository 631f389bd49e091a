"""The house holds together: stairs go one way, and libraries stay in their rooms."""

import ast
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]
# A room imports only from rooms after it in this line.
STAIRS = ["committees", "actionplans", "workforce", "papers", "accounts"]

# Which files may know which library, as the start of their path in the house.
LIBRARIES = {
    "docx": ["papers/"],
    "openpyxl": ["papers/"],
    "python_calamine": ["papers/"],
    "lxml": ["papers/"],
    "html5lib": ["papers/"],
    "typst": ["papers/"],
    "pikepdf": ["papers/"],
    "pymupdf_fonts": ["papers/"],
    "defusedxml": ["papers/"],
    "django_filters": ["filters.py"],
    "import_export": ["resources", "admin"],
    "tablib": ["resources", "admin", "papers/"],
    "icalendar": ["actionplans/rounds/calendar.py"],
    "segno": ["papers/writing/qr.py"],
    "allauth": ["accounts/", "config/"],
    "dj_database_url": ["config/settings.py"],
}

# Modules without Django: they are tested without a database and read without a framework.
PURE = [
    "papers/document.py",
    "papers/months.py",
    "papers/phrases.py",
    "papers/symbols.py",
    "papers/reading",
    "actionplans/comparing",
    "actionplans/wording",
    "actionplans/recognising",
    "accounts/spelling.py",
]


def modules(*rooms):
    """The Python files of these rooms, without migrations."""
    for room in rooms:
        for path in sorted((HOUSE / room).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def imports(path):
    """The dotted names that a file imports, with the relative ones made whole."""
    package = path.relative_to(HOUSE).with_suffix("").parts
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = list(package[: len(package) - node.level]) if node.level else []
            yield ".".join([*base, node.module or ""]).strip(".")


def climbs(room, path):
    """The imports of this file that go up the stairs or out by the front door."""
    above = [*STAIRS[: STAIRS.index(room)], "config"]
    return [name for name in imports(path) if name.split(".")[0] in above]


def test_a_room_imports_only_from_rooms_below_it():
    found = {
        str(path.relative_to(HOUSE)): names
        for room in STAIRS
        for path in modules(room)
        if (names := climbs(room, path))
    }
    assert found == {}


def test_an_import_up_the_stairs_would_be_seen(tmp_path, monkeypatch):
    monkeypatch.setattr(f"{__name__}.HOUSE", tmp_path)
    planted = tmp_path / "papers" / "planted.py"
    planted.parent.mkdir()
    planted.write_text("from actionplans.models import Plan\nfrom config import settings\n")
    assert climbs("papers", planted) == ["actionplans.models", "config"]


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_library_is_known_only_in_its_rooms(library):
    homes = LIBRARIES[library]
    strangers = [
        name
        for path in modules(*STAIRS, "config")
        if library in {imported.split(".")[0] for imported in imports(path)}
        and not any(home in (name := str(path.relative_to(HOUSE))) for home in homes)
    ]
    assert strangers == []


def test_only_the_settings_read_the_environment():
    readers = [
        str(path.relative_to(HOUSE))
        for path in modules(*STAIRS, "config")
        if "os.environ" in path.read_text() or "os.getenv" in path.read_text()
    ]
    assert set(readers) <= {"config/settings.py", "config/wsgi.py"}


def test_pure_modules_know_no_django():
    knowing = []
    for home in PURE:
        place = HOUSE / home
        for path in [place] if place.is_file() else sorted(place.rglob("*.py")):
            if any(name.split(".")[0] == "django" for name in imports(path)):
                knowing.append(str(path.relative_to(HOUSE)))
    assert knowing == []


def test_nothing_is_imported_inside_a_function():
    inside = [
        f"{path.relative_to(HOUSE)}:{node.lineno}"
        for path in modules(*STAIRS, "config")
        for function in ast.walk(ast.parse(path.read_text()))
        if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef))
        for node in ast.walk(function)
        if isinstance(node, (ast.Import, ast.ImportFrom))
    ]
    assert inside == []
