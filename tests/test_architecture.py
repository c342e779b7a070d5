"""Who may import whom, which modules stay pure, and where rows are written: the house, as a test.

The rules are data. What is not listed is forbidden. Everything is read from the syntax trees of the
sources; nothing is imported.
"""

import ast
import re
from collections import Counter
from collections.abc import Iterator
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
    "clauseform": {"law"},
    "intake": {"law", "models", "register"},
    "views": {"law", "models", "catalogue", "inquiry", "schedule", "chronology"},
    "templatetags": {"law"},
    "tasks": {"schedule", "chronology", "reminders", "outbox", "intake", "export"},
}
"""For each room of the house the rooms it may use besides itself."""

DOORS = {"api", "web", "admin"}
for _door in DOORS:
    MAY_IMPORT[_door] = {
        *("law", "models", "catalogue", "inquiry", "views", "register", "chronology"),
        *("reminders", "outbox", "export", "intake", "clauseform"),
    }
MAY_IMPORT["management"] = set(MAY_IMPORT) - DOORS

LAW_ROOMS: dict[str, set[str]] = {
    "values": set(),
    "clauses": {"values"},
    "record": {"values", "clauses"},
    "rules": {"values", "clauses", "record"},
    "readings": {"values", "clauses", "record", "rules"},
    "projection": {"values", "record", "rules", "readings"},
    "outlook": {"values", "rules"},
    "asking": {"values", "clauses", "record", "rules", "readings", "projection"},
    "wire": {"values", "clauses", "record", "rules", "projection"},
}
"""The same inside `law`, from the lowest level to the highest: no room knows those after it."""

PURE = (
    "law/**/*.py",
    "clauseform/*.py",
    "reminders/planner.py",
    "chronology/columns.py",
    "schedule/reconcile.py",
    "intake/seed*.py",
)
"""Modules without Django and without a clock: the day is always an argument."""

CLOCKS = {"today", "now", "utcnow", "localdate", "localtime", "monotonic", "time_ns"}
LONGEST = 320
LONGER = {
    "treaties/law/asking/counting_alternatives.py": "one table of switches, and what each row does",
    "treaties/law/asking/explain.py": "one chain of reasons, from fact to day and doubt",
    "treaties/law/rules/exits.py": "one question: what does a notice effect, by each way out",
    "treaties/law/values/vocabulary.py": "all closed lists, and the sets of their words",
}
"""The modules longer than that, each with the reason why it is one thing and not two."""
FULL = 15
"""Modules in a folder of scripts."""

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

SCRIPTS: dict[str, set[str]] = {
    "time": set(),
    "data": {"time"},
    "layout": {"data"},
    "transport": {"time", "data", "layout"},
    "drawing": {"time", "data", "layout"},
    "state": {"time", "layout", "drawing"},
    "page": {"time", "data", "layout", "transport", "drawing", "state"},
    "takeaway": {"time", "data", "layout", "drawing", "page"},
}
"""For each folder of the timeline's scripts, from the lowest to the highest, those it may use."""


def modules() -> list[Path]:
    return sorted(
        path
        for path in HOUSE.rglob("*.py")
        if "migrations" not in path.parts and "__pycache__" not in path.parts
    )


def room(path: Path) -> str:
    return path.relative_to(HOUSE).parts[0].removesuffix(".py")


def law_room(path: Path) -> str:
    """The room inside `law`; empty for the package itself."""
    return path.relative_to(HOUSE / "law").parts[0].removesuffix(".py").removeprefix("__init__")


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


def writes(path: Path) -> Iterator[str]:
    """The calls in a module that write rows through a manager: line and name."""
    for node in ast.walk(tree(path)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        if node.func.attr in WRITES and "objects" in ast.dump(node.func.value):
            yield f"{node.lineno}: {node.func.attr}()"


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
def test_a_module_has_a_docstring(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    if source.strip():
        assert ast.get_docstring(tree(path)), f"{named(path)} does not say what it answers"


def test_a_long_module_says_why_it_is_one_thing() -> None:
    long = {named(path) for path in MODULES if path.read_text("utf-8").count("\n") > LONGEST}
    assert not long - set(LONGER), "what are the two things in it? If it is one, say why in LONGER"
    assert not set(LONGER) - long, f"no longer than {LONGEST} lines: strike it from LONGER"


def test_a_room_of_the_law_imports_only_the_rooms_below_it() -> None:
    offenders = [
        f"{named(path)}:{line} imports {name}"
        for path in MODULES
        if room(path) == "law" and (here := law_room(path))
        for name, line in imports(tree(path))
        if name.startswith("treaties.law.")
        and name.split(".")[2] not in LAW_ROOMS.get(here, set()) | {here}
    ]
    assert not offenders, "\n".join(offenders)


def test_no_rule_names_a_room_that_is_gone() -> None:
    rooms = {room(path) for path in MODULES}
    named_rooms = set(MAY_IMPORT).union(*MAY_IMPORT.values(), MAY_WRITE)
    assert named_rooms <= rooms, "a rule for a room that is gone"


def test_each_folder_says_which_question_it_answers() -> None:
    folders = {path.parent for path in MODULES}
    mute = {
        folder.relative_to(ROOT).as_posix()
        for folder in folders
        if not (folder / "__init__.py").exists()
        or not ast.get_docstring(tree(folder / "__init__.py"))
    }
    assert not mute, "a folder whose __init__ does not say what is in it and what is not"


def test_no_signal_receivers() -> None:
    for path in MODULES:
        for name, line in imports(tree(path)):
            assert "signals" not in name.split("."), f"{named(path)}:{line} imports {name}"


def test_the_scripts_of_the_timeline_import_only_the_folders_below_them() -> None:
    top = ROOT / "static" / "js" / "timeline"
    scripts = sorted(top.glob("*/**/*.js"))
    named_by = re.compile(
        r'^(?:import|export)\b[^"]*?from "([^"]+)"|^import "([^"]+)"|\bimport\("([^"]+)"\)(?!\.)',
        re.MULTILINE,
    )
    offenders = []
    for path in scripts:
        here = path.relative_to(top).parts[0]
        for found in named_by.finditer(path.read_text("utf-8")):
            said = next(filter(None, found.groups()))
            other = (path.parent / said).resolve().relative_to(top).parts[0]
            if other not in SCRIPTS.get(here, set()) | {here}:
                offenders.append(f"{named(path)} imports {said}")
    folders = Counter(path.parent for path in scripts)
    offenders += [f"{named(folder)} has {n} modules" for folder, n in folders.items() if n > FULL]
    assert {path.relative_to(top).parts[0] for path in scripts} == set(SCRIPTS)
    assert not offenders, "\n".join(offenders)


def test_rows_are_written_only_behind_the_door() -> None:
    """Facts in `register`, derived rows in `schedule`, mail in `outbox`; reminders write their own
    rows in the daily round, the importer its own account.
    """
    exceptions = {
        "reminders/daily_round.py",  # the reminder rows, in one transaction with the mail
    }
    writing = {
        path.relative_to(HOUSE).as_posix(): found
        for path in MODULES
        if room(path) not in MAY_WRITE | {"models", "law"} and (found := list(writes(path)))
    }
    elsewhere = {name: found for name, found in writing.items() if name not in exceptions}
    assert not elsewhere, "rows are written outside the door"
    assert exceptions <= set(writing), "an exception that nothing needs any more"


def test_the_rules_bite() -> None:
    """The checks above see what they forbid, in sources made up for the purpose."""
    crooked = ast.parse("def f():\n    from treaties.web import views\n    return date.today()\n")
    assert ("treaties.web", 2) in list(imports(crooked))
    assert any(isinstance(n, ast.Attribute) and n.attr in CLOCKS for n in ast.walk(crooked))
    assert "web" not in MAY_IMPORT["management"]
    assert "reminders" not in MAY_IMPORT["schedule"]
