"""Who may import whom, which modules stay pure, and where rows are written: the house, as a test.

The rules are data. What is not listed is forbidden. Everything is read from the syntax trees of the
sources, each parsed once; nothing is imported. A test names every place that breaks its rule.
"""

import ast
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
HOUSE = ROOT / "treaties"

MAY_IMPORT: dict[str, set[str]] = {
    "law": set(),
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
        *("reminders", "outbox", "export", "intake"),
    }
MAY_IMPORT["management"] = set(MAY_IMPORT) - DOORS

PURE = (
    "law/*.py",
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


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """The syntax tree of a source, node by node; the first is the module."""
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"), filename=str(path))))


def imports(of: Iterable[ast.AST]) -> list[tuple[str, int]]:
    """What is imported, and in which lines."""
    found = []
    for node in of:
        if isinstance(node, ast.Import):
            found += [(alias.name, node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
            found += [(name, node.lineno) for name in names]
    return found


@cache
def imported(path: Path) -> list[tuple[str, int]]:
    return imports(nodes(path))


def place(path: Path, line: int) -> str:
    return f"{path.relative_to(ROOT).as_posix()}:{line}"


def none(offenders: Iterable[str]) -> None:
    """Fails with all of them."""
    found = list(offenders)
    if found:
        raise AssertionError("\n".join(found))


MODULES = modules()


def test_a_room_imports_only_the_rooms_it_may() -> None:
    rooms = {room(path) for path in MODULES} - {"__init__", "apps"}
    unruled = sorted(rooms - {*MAY_IMPORT})
    none(f"{one} is a room without a rule; give it one in MAY_IMPORT" for one in unruled)
    none(
        f"{place(path, line)} imports {name}"
        for path in MODULES
        if (here := room(path)) in rooms
        for name, line in imported(path)
        if name.startswith("treaties.") and name.split(".")[1] not in MAY_IMPORT[here] | {here}
    )


def test_the_law_uses_the_standard_library_only() -> None:
    from_elsewhere = {"django", "rest_framework", "celery", "psycopg", "icalendar", "timeline"}
    none(
        f"{place(path, line)} imports {name}"
        for path in MODULES
        if room(path) == "law"
        for name, line in imported(path)
        if name.split(".")[0] in from_elsewhere
    )


def test_pure_modules_name_no_framework_and_no_clock() -> None:
    found = {pattern: list(HOUSE.glob(pattern)) for pattern in PURE}
    none(f"no module matches {one}; its rule holds for nothing" for one in PURE if not found[one])
    paths = sorted({path for each in found.values() for path in each})
    frameworks = [
        f"{place(path, line)} imports {name}"
        for path in paths
        for name, line in imported(path)
        if name.split(".")[0] in {"django", "time"}
    ]
    clocks = [
        f"{place(path, node.lineno)} asks the clock"
        for path in paths
        for node in nodes(path)
        if isinstance(node, ast.Attribute) and node.attr in CLOCKS
    ]
    none(frameworks + clocks)


def test_nothing_is_imported_inside_a_function() -> None:
    none(
        f"{place(path, line)} imports {name} inside {node.name}"
        for path in MODULES
        if path.name != "apps.py"
        for node in nodes(path)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for name, line in imports(ast.walk(node))
    )


def test_a_module_says_what_it_answers() -> None:
    none(
        f"{place(path, 1)} has no docstring"
        for path in MODULES
        if isinstance(module := nodes(path)[0], ast.Module)
        if module.body and not ast.get_docstring(module)
    )


def test_a_module_has_one_subject() -> None:
    lengths = {path: path.read_text(encoding="utf-8").count("\n") for path in MODULES}
    none(
        f"{place(path, lines)} is its last line: what are the two things in it?"
        for path, lines in lengths.items()
        if lines > LONGEST
    )


def test_no_signal_receivers() -> None:
    none(
        f"{place(path, line)} imports {name}"
        for path in MODULES
        for name, line in imported(path)
        if "signals" in name.split(".")
    )


def test_rows_are_written_only_behind_the_door() -> None:
    """Facts in `register`, derived rows in `schedule`, mail in `outbox`; reminders write their own
    rows in the daily round, the importer its own account.
    """
    exceptions = {
        ("reminders", "daily_round.py"),  # the reminder rows, in one transaction with the mail
        ("admin", "writing.py"),
        ("management", "admin.py"),  # the first administrator, before anybody could sign in
    }
    none(
        f"{place(path, node.lineno)} writes with {node.func.attr}()"
        for path in MODULES
        if room(path) not in MAY_WRITE | {"models", "law"}
        if (room(path), path.name) not in exceptions
        for node in nodes(path)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if node.func.attr in WRITES and "objects" in ast.dump(node.func.value)
    )


def test_the_rules_bite() -> None:
    """The checks above see what they forbid, in sources made up for the purpose."""
    crooked = ast.parse("def f():\n    from treaties.web import views\n    return date.today()\n")
    assert ("treaties.web", 2) in imports(ast.walk(crooked))
    assert any(isinstance(n, ast.Attribute) and n.attr in CLOCKS for n in ast.walk(crooked))
    assert "web" not in MAY_IMPORT["management"]
    assert "reminders" not in MAY_IMPORT["schedule"]
    with pytest.raises(AssertionError, match=r"^one:3\ntwo:7$"):
        none(["one:3", "two:7"])
