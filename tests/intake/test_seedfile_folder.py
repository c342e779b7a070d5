"""Errors across seed files: loops between files, names in two files, the folder itself."""

from pathlib import Path

import pytest

from treaties.intake.seedfile import read_folder, read_seeds
from treaties.intake.seedtypes import SeedError, SeedErrors


def a_treaty(slug: str, rest: str = "") -> str:
    return f"""
slug = "{slug}"
title = "Treaty {slug}"
short_title = "{slug}"
kind = "treaty"
composition = "bilateral"
binding = "yes"
{rest}
"""


OLDER = a_treaty("a-b-1990")
GOOD = {
    "parties.toml": '[[party]]\ncode = "IRN"\nname = "Islamic Republic of Iran"\nshort = "Iran"\n',
    "treaties/a-b-1990.toml": OLDER,
    "treaties/a-b-2001.toml": a_treaty(
        "a-b-2001", '[[relation]]\nkind = "replaces"\nto = "a-b-1990"\n'
    ),
}


def errors_of(texts: dict[str, str]) -> tuple[SeedError, ...]:
    with pytest.raises(SeedErrors) as caught:
        read_seeds(texts)
    return caught.value.errors


def test_two_treaties_cannot_replace_each_other() -> None:
    older = OLDER + '[[relation]]\nkind = "amends"\nto = "a-b-2001"\n'
    errors = errors_of({**GOOD, "treaties/a-b-1990.toml": older})
    assert any("the relations form a loop" in error.reason for error in errors)


def test_two_treaties_may_refer_to_each_other() -> None:
    older = OLDER + '[[relation]]\nkind = "refers_to"\nto = "a-b-2001"\n'
    assert read_seeds({**GOOD, "treaties/a-b-1990.toml": older})


def test_a_code_cannot_be_a_state_and_an_organisation() -> None:
    organisation = '[[party]]\ncode = "IRN"\nname = "X"\nshort = "X"\nkind = "organisation"\n'
    errors = errors_of({**GOOD, "organisations.toml": organisation})
    assert any(
        error.path == "party[0].code" and "already a party" in error.reason for error in errors
    )


def test_one_number_of_an_authority_belongs_to_one_treaty() -> None:
    number = '[[identifier]]\nauthority = "UNTS"\nnumber = "1"\n'
    errors = errors_of(
        {
            **GOOD,
            "treaties/a-b-1990.toml": OLDER + number,
            "treaties/c-d-1991.toml": a_treaty("c-d-1991", number),
        }
    )
    assert [(error.file, error.path) for error in errors] == [
        ("treaties/c-d-1991.toml", "identifier[0].number")
    ]


def test_a_relation_of_one_kind_stands_once() -> None:
    relation = '[[relation]]\nkind = "replaces"\nto = "a-b-1990"\n'
    errors = errors_of({**GOOD, "treaties/a-b-2001.toml": a_treaty("a-b-2001", relation * 2)})
    assert [error.path for error in errors] == ["relation[1].to"]


def test_two_subjects_cannot_have_one_name() -> None:
    subjects = '[[subject]]\ncode = "a"\nname = "A"\n[[subject]]\ncode = "b"\nname = "A"\n'
    errors = errors_of({**GOOD, "subjects.toml": subjects})
    assert [error.path for error in errors] == ["subject[1].name"]


def test_a_folder_is_read_with_its_subfolder(tmp_path: Path) -> None:
    (tmp_path / "treaties").mkdir()
    for name, text in GOOD.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "README.md").write_text("not a seed", encoding="utf-8")
    assert read_folder(tmp_path) == read_seeds(GOOD)


def test_an_empty_folder_and_bytes_that_are_no_text_are_errors(tmp_path: Path) -> None:
    with pytest.raises(SeedErrors, match="holds no seed file"):
        read_folder(tmp_path)
    (tmp_path / "parties.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(SeedErrors, match="cannot be read as UTF-8"):
        read_folder(tmp_path)
