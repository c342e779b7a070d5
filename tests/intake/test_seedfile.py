"""Malformed seeds: every error is found in one reading, with file, key and a reason that helps."""

from pathlib import Path

import pytest

from treaties.intake.seedfile import read_seeds
from treaties.intake.seedtypes import SeedError, SeedErrors

SAMPLE = Path(__file__).parent / "sample"
GOOD = {
    path.relative_to(SAMPLE).as_posix(): path.read_text(encoding="utf-8")
    for path in SAMPLE.rglob("*.toml")
}
FILE = "treaties/a-b-2001.toml"


def errors_of(texts: dict[str, str]) -> tuple[SeedError, ...]:
    with pytest.raises(SeedErrors) as caught:
        read_seeds(texts)
    return caught.value.errors


def with_change(file: str, old: str, new: str) -> dict[str, str]:
    assert old in GOOD[file], old
    return {**GOOD, file: GOOD[file].replace(old, new, 1)}


def test_good_seeds_are_read_into_typed_values() -> None:
    seeds = read_seeds(GOOD)
    treaty = next(treaty for treaty in seeds.treaties if treaty.slug == "a-b-2001")
    assert [party.code for party in seeds.parties] == ["IRN", "RUS"]
    assert treaty.actions[0].claims[0].date.words == "12 March 2001"
    assert treaty.actions[0].claims[0].citation is not None
    assert treaty.actions[1].claims[0].citation is None
    assert treaty.clauses[0].provision["period"] == "P10Y"
    assert treaty.updates[0].milestones[1].after == ("draft",)


MALFORMED = {
    "thirtieth of February": (
        (FILE, 'date = "2001-03-12"', 'date = "2001-02-30"'),
        "action[0].claim[0].date",
        "2001-02-30",
    ),
    "no date at all": (
        (FILE, 'date = "2001-03-12"', 'date = "in spring"'),
        "action[0].claim[0].date",
        "write 2001-03-12",
    ),
    "interval that ends before it begins": (
        (FILE, 'date = "2001-03-12"', 'date = "2002/2001"'),
        "action[0].claim[0].date",
        "earlier date first",
    ),
    "bare TOML date": (
        (FILE, 'date = "2001-03-12"', "date = 2001-03-12"),
        "action[0].claim[0].date",
        "quotation marks",
    ),
    "claim without a date": (
        (FILE, 'date = "2001-03-12"\n', ""),
        "action[0].claim[0].date",
        "missing",
    ),
    "unknown word": (
        (FILE, 'kind = "signature"', 'kind = "signing"'),
        "action[0].kind",
        "allowed: adoption, initialling, signature",
    ),
    "unknown rank": (
        (FILE, 'role = "acted"', 'role = "acted"\nrank = "best"'),
        "action[0].claim[0].rank",
        "allowed: preferred, normal, deprecated",
    ),
    "unknown key": (
        (FILE, 'at = "page 1"', 'page = "1"'),
        "action[0].claim[0].page",
        "is not a key of this table",
    ),
    "misspelt key": (
        (FILE, 'short_title = "A–B 2001 treaty"', 'short_title = "A–B"\nsumary = "x"'),
        "sumary",
        "Did you mean “summary”?",
    ),
    "unknown party": (
        (FILE, '[[participant]]\nparty = "IRN"', '[[participant]]\nparty = "IRM"'),
        "participant[0].party",
        "there is no party “IRM”. Did you mean “IRN”?",
    ),
    "unknown source": (
        (FILE, 'source = "gazette"\n\n', 'source = "gazete"\n\n'),
        "clause[0].citation[0].source",
        "there is no source “gazete”. Did you mean “gazette”?",
    ),
    "unknown subject": (
        (FILE, 'subjects = ["friendship"]', 'subjects = ["war"]'),
        "subjects[0]",
        "there is no subject “war”",
    ),
    "unknown treaty": (
        (FILE, 'to = "a-b-1990"', 'to = "a-b-1890"'),
        "relation[0].to",
        "there is no treaty “a-b-1890”",
    ),
    "relation to itself": (
        (FILE, 'to = "a-b-1990"', 'to = "a-b-2001"'),
        "relation[0].to",
        "is this treaty itself",
    ),
    "unknown body": (
        (FILE, 'responsible = "irn-mfa"', 'responsible = "irn-mof"'),
        "update[0].milestone[1].responsible",
        "there is no body “irn-mof”",
    ),
    "unknown milestone": (
        (FILE, 'after = ["draft"]', 'after = ["drat"]'),
        "update[0].milestone[1].after",
        "there is no milestone “drat” in this update. Did you mean “draft”?",
    ),
    "milestone that waits for a later one": (
        (FILE, 'typical = "P6M"', 'after = ["handover"]'),
        "update[0].milestone[0].after",
        "“handover” does not stand before it",
    ),
    "update that succeeds itself": (
        (FILE, 'goal = "replace"', 'goal = "replace"\nsuccessor = "a-b-2001"'),
        "update[0].successor",
        "is this treaty itself",
    ),
    "action addressed to oneself": (
        (FILE, 'kind = "extension"', 'kind = "extension"\nparty = "IRN"\nto_party = "IRN"'),
        "action[1].to_party",
        "name the one that receives",
    ),
    "language twice": (
        (FILE, '{ code = "en" }', '{ code = "en" }, { code = "en" }'),
        "languages[1].code",
        "already the code of languages[0]",
    ),
    "unknown type of provision": (
        (FILE, 'type = "fixed"', 'type = "for_ever"'),
        "clause[0].provision.type",
        "is not one of fixed, until_date",
    ),
    "provision without a period": (
        (FILE, 'period = "P10Y", ', ""),
        "clause[0].provision.period",
        "is missing",
    ),
    "misspelt key of a provision": (
        (FILE, 'from = "eif"', 'form = "eif"'),
        "clause[0].provision.form",
        "is not a key of “fixed”. Did you mean",
    ),
    "impossible period": (
        (FILE, 'typical = "P6M"', 'typical = "six months"'),
        "update[0].milestone[0].typical",
        "six months",
    ),
    "reading without a label": (
        (FILE, 'kind = "duration"\n', 'kind = "duration"\nreading_of = "duration"\n'),
        "clause[0].reading",
        "belong together",
    ),
    "reading of an unknown clause": (
        (FILE, 'kind = "duration"\n', 'kind = "duration"\nreading_of = "durat"\nreading = "x"\n'),
        "clause[0].reading_of",
        "there is no clause “durat” in this file",
    ),
    "extension until half a day": (
        (FILE, 'until = "2026-02-05"', 'until = "2026"'),
        "action[1].details.until",
        "is not one day",
    ),
    "duplicate ref": (
        (FILE, 'ref = "extension"', 'ref = "signature"'),
        "action[1].ref",
        "already the ref of action[0]",
    ),
    "ref with a blank": (
        (FILE, 'ref = "extension"', 'ref = "the extension"'),
        "action[1].ref",
        "not of the expected form",
    ),
    "short title of 81 characters": (
        (FILE, 'short_title = "A–B 2001 treaty"', f'short_title = "{"x" * 81}"'),
        "short_title",
        "has 81 characters; at most 80 are allowed",
    ),
    "title of 501 characters": (
        (FILE, 'title = "Treaty between A and B"', f'title = "{"x" * 501}"'),
        "title",
        "at most 500",
    ),
    "quotation of 601 characters": (
        (FILE, 'at = "page 1"', f'quote = "{"x" * 601}"'),
        "action[0].claim[0].quote",
        "at most 600",
    ),
    "empty title": (
        (FILE, 'title = "Treaty between A and B"', 'title = "  "'),
        "title",
        "is empty",
    ),
    "missing slug": ((FILE, 'slug = "a-b-2001"\n', ""), "slug", "is missing"),
    "slug unlike the file": (
        (FILE, 'slug = "a-b-2001"', 'slug = "a-b-2002"'),
        "slug",
        "in a file named a-b-2001.toml",
    ),
    "number where text belongs": (
        (FILE, 'title = "An interview"', "title = 7"),
        "event[0].title",
        "must be text, not a number",
    ),
    "true where a number belongs": (
        (FILE, 'goal = "replace"', 'goal = "replace"\ntarget = true'),
        "update[0].target",
        "must be a whole number, not true or false",
    ),
    "text where a list belongs": (
        (FILE, 'subjects = ["friendship"]', 'subjects = "friendship"'),
        "subjects",
        "must be a list of text, not text",
    ),
    "text where a table belongs": (
        (FILE, 'languages = [{ code = "en" }]', 'languages = ["en"]'),
        "languages[0]",
        "must be a table, not text",
    ),
    "nul character": (
        (FILE, 'title = "An interview"', 'title = "An\\u0000interview"'),
        "event[0].title",
        "control character",
    ),
    "change of direction": (
        (FILE, 'title = "An interview"', 'title = "An\\u202einterview"'),
        "event[0].title",
        "contains a hidden change of direction (U+202E",
    ),
    "line break in a title": (
        (FILE, 'title = "An interview"', 'title = """An\ninterview"""'),
        "event[0].title",
        "contains a line break (U+000A) at position 3; write it in one line",
    ),
    "control of the second block": (
        (FILE, 'title = "An interview"', 'title = "An\\u009binterview"'),
        "event[0].title",
        "control character (U+009B)",
    ),
    "quotation from nowhere": (
        (FILE, 'source = "gazette"\nat = "page 1"', 'at = "page 1"'),
        "action[0].claim[0].source",
        "is missing",
    ),
    "action without any date": (
        (FILE, '[[action.claim]]\nrole = "acted"\ndate = "2021-02"\n', ""),
        "action[1].claim",
        "is missing",
    ),
    "address that is a script": (
        ("sources.toml", "https://example.org/gazette", "javascript:alert(1)"),
        "source[0].url",
        "begins with https:// or http://",
    ),
    "duplicate party": (
        ("parties.toml", 'code = "RUS"', 'code = "IRN"'),
        "party[1].code",
        "already the code of party[0]",
    ),
    "predecessors in a loop": (
        ("parties.toml", 'code = "IRN"', 'code = "IRN"\npredecessor = ["IRN"]'),
        "party",
        "IRN → IRN",
    ),
    "body of an unknown party": (
        ("bodies.toml", 'party = "IRN"', 'party = "XXX"'),
        "body[0].party",
        "there is no party “XXX”",
    ),
}


@pytest.mark.parametrize(("change", "path", "reason"), MALFORMED.values(), ids=MALFORMED.keys())
def test_each_fault_is_named_with_file_key_and_reason(
    change: tuple[str, str, str], path: str, reason: str
) -> None:
    errors = errors_of(with_change(*change))
    found = [error for error in errors if error.file == change[0] and error.path == path]
    assert found, [str(error) for error in errors]
    assert any(reason in error.reason for error in found), [str(error) for error in found]


def test_all_faults_of_all_files_are_found_in_one_reading() -> None:
    texts = {
        **with_change(FILE, 'date = "2001-03-12"', 'date = "2001-02-30"'),
        "bodies.toml": '[[body]]\ncode = "irn-mfa"\nparty = "XXX"\nname = "Foreign Ministry"\n',
        "subjects.toml": "[[subject]\n",
        "notes.toml": "",
    }
    errors = errors_of(texts)
    assert {error.file for error in errors} == {FILE, "bodies.toml", "subjects.toml", "notes.toml"}
    assert [error.file for error in errors] == sorted(error.file for error in errors)


def test_a_file_that_is_not_toml_says_where() -> None:
    (error,) = errors_of({**GOOD, "treaties/broken.toml": "slug = \n"})
    assert (error.file, error.path) == ("treaties/broken.toml", "")
    assert "line 1" in error.reason


def test_a_file_in_no_known_place_is_refused_with_the_nearest_name() -> None:
    errors = errors_of({**GOOD, "source.toml": GOOD["sources.toml"]})
    assert "Did you mean “sources.toml”?" in errors[0].reason


def test_joiners_and_isolates_of_a_title_are_kept() -> None:
    title = "موافقت\u200cنامهٔ \u2067همکاری\u2069"
    seeds = read_seeds(with_change(FILE, 'title = "An interview"', f'title = "{title}"'))
    treaty = next(treaty for treaty in seeds.treaties if treaty.slug == "a-b-2001")
    assert title in {event.title for event in treaty.events}
