"""The law of time explains itself: each public name says what it is, by which article or custom."""

import doctest
import importlib
import inspect
import pkgutil
import re
import sys
from enum import EnumType
from types import FunctionType, ModuleType

import treaties.law

MODULES = [
    importlib.import_module(found.name)
    for found in pkgutil.walk_packages(treaties.law.__path__, "treaties.law.")
    if not found.ispkg
]
AUTHORITY = re.compile(
    r"VCLT|\b(PER|EIF|DUR|REN|NOT|TER|SUR|CON|FAC|ANS|REA|RUN)\b|Convention|ISO 8601|arts? \d|"
    r"practice"
)


def public(module: ModuleType) -> list[tuple[str, object]]:
    """The functions, classes and their public methods and properties that a module defines."""
    found: list[tuple[str, object]] = []
    for name, value in vars(module).items():
        if name.startswith("_") or getattr(value, "__module__", "") != module.__name__:
            continue
        if isinstance(value, FunctionType) or inspect.isclass(value):
            found.append((name, value))
    return found


def explained(name: str, value: object) -> bool:
    said = (vars(value).get("__doc__") if inspect.isclass(value) else value.__doc__) or ""
    plain_words = isinstance(value, EnumType)  # a closed list says itself what it lists
    generated = said.startswith(f"{name}(")  # by the dataclass, from its fields
    return plain_words or bool(said.strip() and not generated)


def test_each_module_says_which_article_or_practice_it_follows() -> None:
    silent = [
        module.__name__
        for module in MODULES
        if not AUTHORITY.search(module.__doc__ or "")
        and not all(AUTHORITY.search(inspect.getdoc(value) or "") for _, value in public(module))
    ]
    assert silent == []


def test_each_public_name_is_explained() -> None:
    silent = [
        f"{module.__name__}.{name}"
        for module in MODULES
        for name, value in public(module)
        if not explained(name, value)
    ]
    assert silent == []


def test_the_example_of_the_package_is_right() -> None:
    result = doctest.testmod(treaties.law)
    assert result.attempted >= 5
    assert result.failed == 0


def test_the_law_of_time_needs_the_standard_library_only() -> None:
    foreign = [
        f"{module.__name__} imports {name}"
        for module in MODULES
        for name in re.findall(r"^(?:from|import) ([\w.]+)", inspect.getsource(module), flags=re.M)
        if not name.startswith("treaties.law") and name.split(".")[0] not in sys.stdlib_module_names
    ]
    assert foreign == []
