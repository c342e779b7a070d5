"""Who may import whom, which modules stay pure, and where rows are written: the house, as a test.

The rules are data. What is not listed is forbidden. Everything is read from the syntax trees of the
sources; nothing is imported.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
HOUSE = ROOT / "treaties"

MAY_IMPORT: dict[str, set[str]] = {
    "law": set(),
    "written": {"law"},
    "models": {"law"},
    "catalogue": {"law", "models"},
    "schedule": {"law", "models"},
    "inquiry": {"law", "models", "schedule"},
    "register": {"law", "models", "schedule"},
    "chronology": {"law", "models", "catalogue"},
    "outbox": {"models"},
    "reminders": {"law", "models", "catalogue", "outbox"},
    "export": {"law", "models", "catalogue", "chronology", "reminders"},
    "intake": {"law", "models", "register"},
    "templatetags": {"law"},
    "tasks": {"schedule", "chronology", "reminders", "outbox", "intake", "export"},
}
"""For each room of the house the rooms it may use besides itself."""

DOORS = {"api", "web", "admin"}
for _door in DOORS:
    MAY_IMPORT[_door] = {
        *("law", "models", "catalogue", "inquiry", "register", "chronology"),
        *("reminders", "outbox", "export", "intake", "written"),
    }
MAY_IMPORT["management"] = set(MAY_IMPORT) - DOORS

PURE = (
    "law/**/*.py",
    "written/*.py",
    "reminders/planner.py",
    "chronology/lanes.py",
    "schedule/reconcile.py",
    "intake/seed*.py",
)
"""Modules without Django and without a clock: the day is always an argument."""

CLOCKS = {"today", "now", "utcnow", "localdate", "localtime", "monotonic", "time_ns"}
LONGEST = 320

WRITES = {
    "bulk_create",
    "bulk_update",
    "create",
    "delete",
    "get_or_create",
    "save",
    "update",
    "update_or_create",
}
MAY_WRITE = {"register", "schedule", "outbox"}


def modules() -> list[Path]:
    return sorted(
        path
        for path in HOUSE.rglob("*.py")
        if "migrations" not in path.parts and "__pycache__" not in path.parts
    )


def room(path: Path) -> str:
    return path.relative_to(HOUSE).parts[0].removesuffix(".py")


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def imports(source: ast.AST) -> Iterator[tuple[str, int]]:
    for node in ast.walk(source):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "", node.lineno
            for alias in node.names:
                yield f"{node.module}.{alias.name}", node.lineno


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


MODULES = modules()


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_a_room_imports_only_the_rooms_it_may(path: Path) -> None:
    here = room(path)
    if here in {"__init__", "apps"}:
        return
    assert here in MAY_IMPORT, f"{here} is a room without a rule; give it one in MAY_IMPORT"
    allowed = MAY_IMPORT[here] | {here}
    for name, line in imports(tree(path)):
        parts = name.split(".")
        if parts[0] == "treaties" and len(parts) > 1:
            assert parts[1] in allowed, f"{named(path)}:{line} imports {name}"


def test_the_law_uses_the_standard_library_only() -> None:
    from_elsewhere = {"django", "rest_framework", "celery", "psycopg", "icalendar", "timeline"}
    for path in HOUSE.glob("law/**/*.py"):
        for name, line in imports(tree(path)):
            assert name.split(".")[0] not in from_elsewhere, f"{named(path)}:{line} imports {name}"


@pytest.mark.parametrize("pattern", PURE)
def test_pure_modules_name_no_framework_and_no_clock(pattern: str) -> None:
    found = list(HOUSE.glob(pattern))
    assert found, f"no module matches {pattern}; the rule would hold for nothing"
    for path in found:
        source = tree(path)
        for name, line in imports(source):
            assert name.split(".")[0] not in {"django", "time"}, f"{named(path)}:{line}: {name}"
        for node in ast.walk(source):
            if isinstance(node, ast.Attribute):
                assert node.attr not in CLOCKS, f"{named(path)}:{node.lineno} asks the clock"


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_nothing_is_imported_inside_a_function(path: Path) -> None:
    if path.name == "apps.py":
        return
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            inside = [line for _, line in imports(node)]
            assert not inside, f"{named(path)}:{inside[:1]} imports inside {node.name}"


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_a_module_has_a_docstring_and_one_subject(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    if source.strip():
        assert ast.get_docstring(tree(path)), f"{named(path)} does not say what it answers"
    lines = source.count("\n")
    assert lines <= LONGEST, f"{named(path)} has {lines} lines: what are the two things in it?"


def test_no_signal_receivers() -> None:
    for path in MODULES:
        for name, line in imports(tree(path)):
            assert "signals" not in name.split("."), f"{named(path)}:{line} imports {name}"


def test_rows_are_written_only_behind_the_door() -> None:
    """Facts in `register`, derived rows in `schedule`, mail in `outbox`; reminders write their own
    rows in the daily round, the importer its own account.
    """
    exceptions = {
        ("reminders", "daily_round.py"),  # the reminder rows, in one transaction with the mail
        ("admin", "writing.py"),
        ("management", "admin.py"),  # the first administrator, before anybody could sign in
    }
    for path in MODULES:
        if room(path) in MAY_WRITE | {"models", "law"} or (room(path), path.name) in exceptions:
            continue
        for node in ast.walk(tree(path)):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            on_a_manager = "objects" in ast.dump(node.func.value)
            if node.func.attr in WRITES and on_a_manager:
                raise AssertionError(f"{named(path)}:{node.lineno} writes with {node.func.attr}()")


def test_the_rules_bite() -> None:
    """The checks above see what they forbid, in sources made up for the purpose."""
    crooked = ast.parse("def f():\n    from treaties.web import views\n    return date.today()\n")
    assert ("treaties.web", 2) in list(imports(crooked))
    assert any(isinstance(n, ast.Attribute) and n.attr in CLOCKS for n in ast.walk(crooked))
    assert "web" not in MAY_IMPORT["management"]
    assert "reminders" not in MAY_IMPORT["schedule"]
