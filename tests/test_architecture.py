"""Who may import whom, which modules stay pure, and where rows are written: the architecture, as a
test.

The rules are data. What is not listed is forbidden. Everything is read from the syntax trees of the
sources, each parsed once; nothing is imported.
"""

import ast
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
HOUSE = ROOT / "treaties"

MAY_IMPORT: dict[str, set[str]] = {
    "law": set(),
    "written": {"law"},
    "models": {"law", "written"},
    "catalogue": {"law", "models"},
    "schedule": {"law", "models"},
    "inquiry": {"law", "models", "schedule"},
    "register": {"law", "models", "schedule", "written"},
    "chronology": {"law", "models", "catalogue"},
    "outbox": {"models", "written"},
    "operation": {"models", "outbox"},
    "reminders": {"law", "models", "catalogue", "outbox", "written"},
    "export": {"law", "models", "catalogue", "chronology", "reminders"},
    "clauseform": {"law", "written"},
    "intake": {"law", "models", "register", "written"},
    "views": {"law", "models", "catalogue", "inquiry", "schedule", "chronology"},
    "templatetags": {"law"},
    "pacing": set(),
    "tasks": {
        *("models", "schedule", "chronology", "reminders", "outbox", "operation"),
        *("intake", "export"),
    },
}
"""For each room of the house the rooms it may use besides itself."""

DOORS = {"api", "web", "admin"}
for _door in DOORS:
    MAY_IMPORT[_door] = {
        *("law", "models", "catalogue", "inquiry", "views", "register", "chronology"),
        *("reminders", "outbox", "export", "intake", "clauseform", "written", "pacing"),
    }
MAY_IMPORT["management"] = set(MAY_IMPORT) - DOORS

SIGNS = "treaties.written.signs"
ONLY_SIGNS = {"models", "register", "intake", "reminders", "outbox"}
"""Rooms that take values and may know of `written` only which signs a text may hold."""

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
    "clauseform/**/*.py",
    "written/*.py",
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
FULLER = {
    "treaties/models": "one module a subject",
    "treaties/register": "one module a kind of fact, and the door",
}
"""Folders that hold more modules than that, each with the reason."""

READ_CLOCKS = {
    "static/js/midnight.js": "only notices that the day changes",
    "static/js/timeline/transport/source.js": "from which day on next dates are found at once",
}
"""The scripts that ask the browser's clock, each with why that is not which day today is."""

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
MAY_WRITE = {"register", "schedule", "outbox", "operation"}

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


def law_room(path: Path) -> str:
    """The room inside `law`; empty for the package itself."""
    return path.relative_to(HOUSE / "law").parts[0].removesuffix(".py").removeprefix("__init__")


@cache
def writes(path: Path) -> list[str]:
    """The calls in a module that write rows through a manager: place and name."""
    return [
        f"{place(path, node.lineno)} writes with {node.func.attr}()"
        for node in nodes(path)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if node.func.attr in WRITES and "objects" in ast.dump(node.func.value)
    ]


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def place(path: Path, line: int) -> str:
    return f"{named(path)}:{line}"


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
    """Also each folder: its `__init__` says which question it answers and what may not be in it."""
    none(
        f"{place(path, 1)} has no docstring"
        for path in MODULES
        if isinstance(module := nodes(path)[0], ast.Module)
        if (module.body or path.name == "__init__.py") and not ast.get_docstring(module)
    )
    folders = {path.parent for path in MODULES}
    none(
        f"{named(one)} has no __init__.py" for one in folders if not (one / "__init__.py").exists()
    )


def test_a_long_module_says_why_it_is_one_thing() -> None:
    long = {named(path) for path in MODULES if path.read_text("utf-8").count("\n") > LONGEST}
    unsaid = sorted(long - {*LONGER})
    none(f"{one}: what are the two things in it? If one, say why in LONGER" for one in unsaid)
    stale = sorted({*LONGER} - long)
    none(f"{one} is no longer than {LONGEST} lines: strike it from LONGER" for one in stale)


def test_a_room_of_the_law_imports_only_the_rooms_below_it() -> None:
    none(
        f"{place(path, line)} imports {name}"
        for path in MODULES
        if room(path) == "law" and (here := law_room(path))
        for name, line in imported(path)
        if name.startswith("treaties.law.")
        and name.split(".")[2] not in LAW_ROOMS.get(here, set()) | {here}
    )


def test_no_rule_names_a_room_that_is_gone() -> None:
    named_rooms = set(MAY_IMPORT).union(*MAY_IMPORT.values(), MAY_WRITE)
    gone = sorted(named_rooms - {room(path) for path in MODULES})
    none(f"{one} is gone, and a rule names it" for one in gone)


def test_no_signal_receivers() -> None:
    none(
        f"{place(path, line)} imports {name}"
        for path in MODULES
        for name, line in imported(path)
        if "signals" in name.split(".")
    )


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
    assert {path.relative_to(top).parts[0] for path in scripts} == set(SCRIPTS)
    none(offenders)


def test_a_folder_holds_no_more_modules_than_one_can_overlook() -> None:
    scripts = (ROOT / "static" / "js" / "timeline").glob("*/**/*.js")
    counted = Counter(path.parent for path in [*MODULES, *scripts] if path.name != "__init__.py")
    full = {named(folder): n for folder, n in counted.items() if n > FULL}
    none(
        f"{folder} has {n} modules: which rooms are in there?"
        for folder, n in full.items()
        if folder not in FULLER
    )
    none(f"{folder} is no fuller than {FULL}: strike it" for folder in sorted({*FULLER} - {*full}))


def test_rows_are_written_only_behind_the_door() -> None:
    """Facts in `register`, derived rows in `schedule`, mail in `outbox`; reminders write their own
    rows in the daily round.
    """
    exceptions = {
        "treaties/reminders/daily_round.py",  # reminder rows, in one transaction with the mail
    }
    writing = {
        named(path): writes(path)
        for path in MODULES
        if room(path) not in MAY_WRITE | {"models", "law"} and writes(path)
    }
    none(one for name, found in writing.items() if name not in exceptions for one in found)
    none(f"{one} writes nothing: strike it" for one in exceptions - set(writing))


def test_mail_leaves_only_by_the_road_that_asks_whether_it_still_holds() -> None:
    senders = {
        "treaties/reminders/holding.py",  # its answers only
        "treaties/reminders/sending.py",
    }
    none(
        f"{place(path, line)} imports {name}; send by treaties.reminders.sending"
        for path in MODULES
        if named(path) not in senders
        for name, line in imported(path)
        if name.startswith("treaties.outbox.dispatch")
    )


def test_rooms_that_take_values_read_nothing_that_people_typed() -> None:
    none(
        f"{place(path, line)} imports {name}"
        for path in MODULES
        if room(path) in ONLY_SIGNS
        for name, line in imported(path)
        if name.startswith("treaties.written") and not name.startswith(SIGNS)
        if name != "treaties.written"
    )


def test_one_function_says_which_day_is_today() -> None:
    """`localdate`, in the house's zone: the day of an instant in UTC, of the machine, of the
    browser or of the database is another one for half of the day.
    """
    sources = [*MODULES, *sorted((ROOT / "timeline").rglob("*.py"))]
    none(place(path, line) for path in sources for line in other_todays(nodes(path)))
    for path in sources:
        text = path.read_text("utf-8")
        none(
            f"{named(path)}: {found.group()}"
            for found in re.finditer(r"(?i)\bcurrent_date\b|::date\b|now\(\)::", text)
        )
    scripts = sorted((ROOT / "static" / "js").rglob("*.js"))
    clocks = [one for one in scripts if re.search(r"new Date\b|Date\.now", one.read_text("utf-8"))]
    none(named(path) for path in clocks if named(path) not in READ_CLOCKS)


def other_todays(of: Iterable[ast.AST]) -> list[int]:
    """The lines that call `today()`, or `date()` of an instant such as `now()`."""
    found = []
    for node in of:
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        called, on = node.func.attr, node.func.value
        of_module = isinstance(on, ast.Name) and on.id == "dt"
        if called in ("today", "utcnow") or (called == "date" and not node.args and not of_module):
            found.append(node.lineno)
    return found


def test_the_rules_bite() -> None:
    """The checks above see what they forbid, in sources made up for the purpose."""
    crooked = ast.parse("def f():\n    from treaties.web import views\n    return date.today()\n")
    assert ("treaties.web", 2) in imports(ast.walk(crooked))
    assert any(isinstance(n, ast.Attribute) and n.attr in CLOCKS for n in ast.walk(crooked))
    assert other_todays(ast.walk(crooked)) == [3]
    assert other_todays(ast.walk(ast.parse("timezone.now().date()"))) == [1]
    assert "web" not in MAY_IMPORT["management"]
    assert "reminders" not in MAY_IMPORT["schedule"]
    with pytest.raises(AssertionError, match=r"^one:3\ntwo:7$"):
        none(["one:3", "two:7"])
