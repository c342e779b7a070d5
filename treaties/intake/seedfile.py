"""Reads the texts of a seeds folder into `Seeds`, or reports everything that is wrong with them.

Pure: texts in, values or errors out; no database, no clock. `seeds/README.md` describes the files.
All files are read before any reference is checked, so their order does not matter, and one run
finds every error: nothing is ever half loaded.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath
from typing import TypeVar

from treaties.intake.seedrows import Known, check_unique, each, find_loop, required
from treaties.intake.seedtable import (
    CODE,
    LANGUAGE,
    NAME_LIMIT,
    NOTE_LIMIT,
    REF,
    SHORT_LIMIT,
    Errors,
    Table,
    hint,
)
from treaties.intake.seedtreaty import TITLE_LIMIT, read_treaty
from treaties.intake.seedtypes import (
    SeedBody,
    SeedError,
    SeedErrors,
    SeedParty,
    Seeds,
    SeedSource,
    SeedSubject,
    SeedTreaty,
)
from treaties.law.values.vocabulary import PartyKind, RelationKind

Row = TypeVar("Row")

REGISTERS = {
    "parties.toml": ("party", "code"),
    "organisations.toml": ("party", "code"),
    "subjects.toml": ("subject", "code"),
    "bodies.toml": ("body", "code"),
    "sources.toml": ("source", "ref"),
}
"""The files beside the treaties: the array of tables each holds, and the key that names a row."""

SHORT_NAME_LIMIT = 80
ALIAS_LIMIT = 120


def read_folder(folder: Path) -> Seeds:
    """The seeds in a folder on disk; raises `SeedErrors` with all errors."""
    texts: dict[str, str] = {}
    errors: list[SeedError] = []
    for path in sorted(folder.rglob("*.toml")):
        name = path.relative_to(folder).as_posix()
        try:
            texts[name] = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            errors.append(SeedError(name, "", f"cannot be read as UTF-8 text: {error}."))
    if not texts and not errors:
        errors.append(SeedError(str(folder), "", "holds no seed file (*.toml)."))
    if errors:
        raise SeedErrors(tuple(errors))
    return read_seeds(texts)


def read_seeds(texts: Mapping[str, str]) -> Seeds:
    """The seeds in `texts` (file name relative to the folder → its text).

    Raises `SeedErrors` with all errors, in the order of the files.
    """
    errors = Errors()
    files = {name: table for name in sorted(texts) if (table := _parse(name, texts[name], errors))}
    treaty_files = {name: table for name, table in files.items() if name not in REGISTERS}
    known = Known(
        parties=_names(files, "parties.toml") | _names(files, "organisations.toml"),
        subjects=_names(files, "subjects.toml"),
        bodies=_names(files, "bodies.toml"),
        sources=_names(files, "sources.toml"),
        treaties=frozenset(PurePosixPath(name).stem for name in treaty_files),
    )

    def register(name: str, read: Callable[[Table, Known], Row]) -> tuple[Row, ...]:
        table = Table(name, "", files.get(name, {}), errors)
        return _register(table, name, lambda row: read(row, known))

    seeds = Seeds(
        parties=register("parties.toml", _party),
        organisations=register("organisations.toml", _party),
        subjects=register("subjects.toml", _subject),
        bodies=register("bodies.toml", _body),
        sources=register("sources.toml", _source),
        treaties=tuple(
            read_treaty(Table(name, "", data, errors), PurePosixPath(name).stem, known)
            for name, data in treaty_files.items()
        ),
    )
    _check_across(seeds, errors)
    if errors.found:
        order = {name: place for place, name in enumerate(sorted(texts))}
        raise SeedErrors(tuple(sorted(errors.found, key=lambda error: order[error.file])))
    return seeds


def _parse(name: str, text: str, errors: Errors) -> dict[str, object] | None:
    """The file as a table; None if it is not TOML or not in a known place."""
    if name not in REGISTERS and not re.fullmatch(r"treaties/[^/]+\.toml", name):
        errors.add(
            name,
            "",
            "is not a file of the register; there are treaties/<slug>.toml and"
            f" {', '.join(REGISTERS)}.{hint(name, REGISTERS)}",
        )
        return None
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        errors.add(name, "", f"is not valid TOML: {error}.")
        return None


def _names(files: Mapping[str, Mapping[str, object]], name: str) -> frozenset[str]:
    """The names that a file gives to its rows, before they are checked."""
    array, key = REGISTERS[name]
    rows = files.get(name, {}).get(array, [])
    found = (
        (row.get(key) for row in rows if isinstance(row, dict)) if isinstance(rows, list) else ()
    )
    return frozenset(value for value in found if isinstance(value, str))


def _register(table: Table, name: str, read: Callable[[Table], Row]) -> tuple[Row, ...]:
    array, key = REGISTERS[name]
    rows = each(table, array, read)
    table.close()
    check_unique(table, array, (str(getattr(row, key)) for row in rows), key)
    return rows


def _party(row: Table, known: Known) -> SeedParty:
    kind = row.word("kind", PartyKind, PartyKind.STATE)
    if row.file == "organisations.toml" and kind is not PartyKind.ORGANISATION:
        row.error("kind", "must be “organisation” in this file; States stand in parties.toml.")
    return SeedParty(
        code=row.name("code", CODE, "IRN"),
        name=row.text("name", NAME_LIMIT, required=True),
        short=row.text("short", SHORT_NAME_LIMIT, required=True),
        kind=kind,
        adjective=row.text("adjective", SHORT_NAME_LIMIT),
        also=_other_names(row),
        predecessors=row.references("predecessor", known.parties, "party"),
        existed=row.day("existed"),
    )


def _other_names(row: Table) -> tuple[str, ...]:
    found = row.strings("also")
    for index, name in enumerate(found):
        if not name.strip() or len(name) > ALIAS_LIMIT:
            row.error(f"also[{index}]", f"must be a name of at most {ALIAS_LIMIT} characters.")
    return found


def _subject(row: Table, known: Known) -> SeedSubject:
    return SeedSubject(
        code=row.name("code", REF, "friendship"),
        name=row.text("name", SHORT_LIMIT, required=True),
        parent=row.reference("parent", known.subjects, "subject"),
    )


def _body(row: Table, known: Known) -> SeedBody:
    return SeedBody(
        code=row.name("code", REF, "irn-mfa"),
        party=required(row, "party", known.parties, "party"),
        name=row.text("name", NAME_LIMIT, required=True),
    )


def _source(row: Table, known: Known) -> SeedSource:
    return SeedSource(
        ref=row.name("ref", REF, "lawmix-2001"),
        title=row.text("title", TITLE_LIMIT, required=True),
        publisher=row.text("publisher", NAME_LIMIT),
        url=row.url("url"),
        published=row.day("published"),
        retrieved=row.day("retrieved"),
        language=row.name("language", LANGUAGE, "ru") if row.has("language") else "",
        note=row.text("note", NOTE_LIMIT, lines=True),
    )


def _check_across(seeds: Seeds, errors: Errors) -> None:
    """What no single row can show: a code in two files, and loops."""
    states = {party.code for party in seeds.parties}
    for index, party in enumerate(seeds.organisations):
        if party.code in states:
            errors.add(
                "organisations.toml",
                f"party[{index}].code",
                f"“{party.code}” is already a party in parties.toml; choose another.",
            )
    holders: dict[tuple[str, str], str] = {}
    for treaty in seeds.treaties:
        for index, one in enumerate(treaty.identifiers):
            number = (one.authority, one.number)
            if number in holders:
                errors.add(
                    f"treaties/{treaty.slug}.toml",
                    f"identifier[{index}].number",
                    f"“{one.number}” is already the number of “{holders[number]}”.",
                )
            holders.setdefault(number, treaty.slug)
    names: dict[str, str] = {}
    for index, subject in enumerate(seeds.subjects):
        holder = names.setdefault(subject.name, subject.code)
        if holder != subject.code:
            errors.add(
                "subjects.toml",
                f"subject[{index}].name",
                f"“{subject.name}” is already the name of “{holder}”.",
            )
    predecessors = {
        party.code: party.predecessors for party in (*seeds.parties, *seeds.organisations)
    }
    if loop := find_loop(predecessors):
        errors.add("parties.toml", "party", _looping("predecessors", loop))
    parents = {one.code: (one.parent,) if one.parent else () for one in seeds.subjects}
    if loop := find_loop(parents):
        errors.add("subjects.toml", "subject", _looping("parents", loop))
    if loop := find_loop({treaty.slug: _earlier(treaty) for treaty in seeds.treaties}):
        errors.add(f"treaties/{loop[0]}.toml", "relation", _looping("relations", loop))


def _earlier(treaty: SeedTreaty) -> tuple[str, ...]:
    """The treaties that this one acts upon; a mere reference may be mutual, an act may not."""
    return tuple(
        relation.to
        for relation in treaty.relations
        if relation.kind is not RelationKind.REFERS_TO and relation.to != treaty.slug
    )


def _looping(what: str, loop: list[str]) -> str:
    return f"the {what} form a loop: {' → '.join(loop)}; one of these steps must go."
