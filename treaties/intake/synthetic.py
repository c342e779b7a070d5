"""Which agreements fill a register made up for measuring? Deterministic, plausible, and plainly not
real: every party, subject and title says that it is synthetic.

Pure. Agreement number `n` of a seed is the same whatever else is generated, so that a register of
8,000 can grow to 100,000. The mix is what registers hold: seven in ten bilateral; terms of all
common kinds; acts from 1815 to 2026; a few dates known to the month or year only, a few disputed
readings.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any, Final

from treaties.law.clauses.provisions import from_json
from treaties.law.record.facts import Act, Agreement, Claim, Clause
from treaties.law.values.dates import CivilDate
from treaties.law.values.periods import Period, add
from treaties.law.values.vocabulary import (
    ActionKind,
    Binding,
    ClauseKind,
    Composition,
    DateRole,
    InstrumentKind,
)

PREFIX: Final = "synthetic-"
"""How every slug and subject code begins."""
CODES: Final = "SYN-"
"""How every party code begins."""

STATES: Final = 180
LAST_DAY: Final = date(2026, 6, 30)
"""Nothing is drawn to happen later; what lies ahead follows from the clauses."""

TOPICS: Final[Mapping[str, tuple[str, str]]] = {
    "air": ("Air services", "air services"),
    "trade": ("Trade", "trade and payments"),
    "tax": ("Taxes", "the avoidance of double taxation"),
    "science": ("Science", "scientific and technical cooperation"),
    "visa": ("Visas", "the abolition of visas"),
    "transport": ("Road transport", "international road transport"),
    "culture": ("Culture", "cultural exchanges"),
    "fisheries": ("Fisheries", "fisheries in adjacent waters"),
    "water": ("Waters", "the use of shared waters"),
    "investment": ("Investment", "the promotion and protection of investments"),
    "extradition": ("Extradition", "extradition and legal assistance"),
    "friendship": ("Friendship", "friendship and neighbourly relations"),
}


@dataclass(frozen=True, slots=True)
class SyntheticClause:
    """One clause in the words of `law.clauses`; with `reading` another reading of the clause of
    its kind before it.
    """

    kind: ClauseKind
    provision: Mapping[str, Any]
    article: str
    reading: str = ""


@dataclass(frozen=True, slots=True)
class SyntheticAct:
    """One act and its date; `party` is empty where the treaty as a whole acts."""

    kind: ActionKind
    party: str
    edtf: str
    role: DateRole = DateRole.ACTED


@dataclass(frozen=True, slots=True)
class SyntheticTreaty:
    """Everything the register holds about one invented agreement."""

    number: int
    title: str
    short_title: str
    kind: InstrumentKind
    composition: Composition
    subject: str
    parties: tuple[str, ...]
    clauses: tuple[SyntheticClause, ...]
    acts: tuple[SyntheticAct, ...]

    @property
    def slug(self) -> str:
        return f"{PREFIX}{self.number:06d}"


def parties() -> Mapping[str, str]:
    """The names of the invented States, by code, always the same."""
    draw = Random("states")
    heads = (
        "Al",
        "Ber",
        "Cor",
        "Dra",
        "El",
        "Fen",
        "Gal",
        "Hol",
        "Jor",
        "Kal",
        "Lor",
        "Mar",
        "Nor",
    )
    tails = ("ania", "avia", "istan", "land", "mark", "onia", "ora", "ur", "esia")
    names: dict[str, None] = {}
    while len(names) < STATES:
        middle = draw.choice(("", "", "bo", "de", "lu", "ma", "ri", "so", "va"))
        names.setdefault(f"{draw.choice(heads)}{middle}{draw.choice(tails)}")
    return {f"{CODES}{n:03d}": name for n, name in enumerate(names, start=1)}


def treaties(
    count: int, seed: int = 1, first: int = 1, size: int | None = None
) -> Iterator[SyntheticTreaty]:
    """Agreements `first` … `count` of a seed; with `size`, each has so many
    parties."""
    names = parties()
    for number in range(first, count + 1):
        yield _Drawing(Random(f"{seed}:{number}"), names).treaty(number, size)


def as_facts(treaty: SyntheticTreaty) -> Agreement:
    """The same as the law of time takes it, without a register in between."""
    ids: dict[ClauseKind, str] = {}
    clauses = []
    for n, clause in enumerate(treaty.clauses, start=1):
        other = ids[clause.kind] if clause.reading else None
        ids.setdefault(clause.kind, str(n))
        provision = from_json(clause.kind, dict(clause.provision))
        clauses.append(
            Clause(
                clause.kind,
                provision,
                str(n),
                clause.article,
                reading_of=other,
                reading=clause.reading,
            )
        )
    acts = tuple(
        Act(act.kind, act.party or None, (Claim(act.role, CivilDate.parse(act.edtf)),), str(n))
        for n, act in enumerate(treaty.acts, start=1)
    )
    return Agreement(
        treaty.slug,
        treaty.short_title,
        treaty.composition,
        Binding.YES,
        treaty.parties,
        acts,
        tuple(clauses),
    )


class _Drawing:
    """One agreement, generated from its own random generator."""

    def __init__(self, chance: Random, names: Mapping[str, str]) -> None:
        self.chance = chance
        self.names = names
        self.codes = tuple(names)
        self.clauses: list[SyntheticClause] = []
        self.acts: list[SyntheticAct] = []

    def treaty(self, number: int, size: int | None = None) -> SyntheticTreaty:
        draw = self.chance
        two = draw.random() < 0.7 if size is None else size == 2
        topic = draw.choice(tuple(TOPICS))
        # Registers hold ten times as much of the last eighty years as of the century before.
        year = draw.randint(1946, 2025) if draw.random() < 0.9 else draw.randint(1815, 1945)
        signed = date(year, 1, 1) + timedelta(draw.randrange(365))
        who = tuple(draw.sample(self.codes, 2 if two else size or self._size()))
        if two:
            self._bilateral(signed)
        else:
            self._multilateral(signed, who)
        short, about = TOPICS[topic]
        names = [self.names[code] for code in who]
        between = f"between {names[0]} and {names[1]}" if two else f"of {len(who)} parties"
        kind = draw.choice((InstrumentKind.AGREEMENT, InstrumentKind.TREATY))
        if not two:
            kind = InstrumentKind.CONVENTION
        return SyntheticTreaty(
            number,
            f"Synthetic {kind.label} {number} {between} on {about}, {year}",
            f"{short} {f'{names[0]}–{names[1]}' if two else 'convention'} {year} (synthetic)",
            kind,
            Composition.BILATERAL if two else Composition.MULTILATERAL,
            f"{PREFIX}{topic}",
            who,
            tuple(self.clauses),
            tuple(self.acts),
        )

    def _size(self) -> int:
        return self.chance.randint(3, 8) if self.chance.random() < 0.98 else 40

    def _bilateral(self, signed: date) -> None:
        draw = self.chance
        self._act(ActionKind.SIGNATURE, signed)
        way = draw.randrange(4)
        bound = signed + timedelta(draw.randrange(30, 900))
        if way == 0:
            bound = signed
            self._clause(ClauseKind.ENTRY_INTO_FORCE, "12", type="on_signature")
        elif way == 1:
            self._clause(ClauseKind.ENTRY_INTO_FORCE, "12", type="on_exchange", delay="P30D")
        else:
            rule: dict[str, Any] = {"type": "after_notification", "which": "last"}
            if way == 3:
                rule = {"type": "first_day_of_month", "nth": 2, "after": "notification"}
            self._clause(ClauseKind.ENTRY_INTO_FORCE, "12", **rule)
        if way and draw.random() < 0.95:  # one in twenty never enters into force
            step = ActionKind.NOTIFICATION_OF_PROCEDURES
            self._act(ActionKind.EXCHANGE_OF_INSTRUMENTS if way == 1 else step, bound)
        if self._term() and draw.random() < 0.25:
            self._act(
                ActionKind.NOTICE_OF_NON_RENEWAL, bound + timedelta(draw.randrange(900, 15000))
            )
        elif draw.random() < 0.1:
            self._act(ActionKind.TERMINATION, bound + timedelta(draw.randrange(900, 15000)))
        if draw.random() < 0.03:
            duration = next(c for c in self.clauses if c.kind is ClauseKind.DURATION)
            if duration.provision["type"] == "fixed":
                other = {**duration.provision, "from": "signature"}
                reading = "counted from signature"
                self.clauses.append(
                    SyntheticClause(duration.kind, other, duration.article, reading)
                )

    def _term(self) -> bool:
        """Duration, renewal, notice and exit; whether it renews until somebody gives notice."""
        draw = self.chance
        shape = draw.random()
        period = draw.choice(("P2Y", "P3Y", "P5Y", "P5Y", "P10Y", "P10Y", "P15Y", "P20Y"))
        if shape < 0.25:
            self._clause(ClauseKind.DURATION, "13", type="indefinite")
            mode: dict[str, Any] = {"type": "notice", "period": draw.choice(("P6M", "P1Y"))}
            if draw.random() < 0.3:
                mode["earliest_notice"] = {"after": "P5Y", "from": "eif"}
            self._clause(ClauseKind.TERMINATION, "14", **mode)
            return False
        self._clause(ClauseKind.DURATION, "13", type="fixed", period=period)
        if shape < 0.35:
            self._clause(ClauseKind.RENEWAL, "13", type="none")
            return False
        if shape < 0.45:
            self._clause(ClauseKind.RENEWAL, "13", type="express", by="agreement")
            return False
        if shape < 0.6:
            self._clause(ClauseKind.RENEWAL, "13", type="tacit_indefinite")
            self._clause(ClauseKind.TERMINATION, "14", type="notice", period="P6M")
        else:
            again = draw.choice(("P1Y", "P3Y", "P5Y", "P5Y", "P5Y", "P10Y"))
            times = draw.choice((None, None, None, None, 1, 2))
            limit = {"max_times": times} if times else {}
            self._clause(ClauseKind.RENEWAL, "13", type="tacit", period=again, **limit)
            self._clause(ClauseKind.TERMINATION, "14", type="end_of_term")
        self._clause(ClauseKind.NOTICE, "13", period=draw.choice(("P3M", "P6M", "P6M", "P1Y")))
        return True

    def _multilateral(self, signed: date, who: tuple[str, ...]) -> None:
        draw = self.chance
        self._act(ActionKind.ADOPTION, signed)
        needed = max(2, len(who) * 2 // 5)
        delay = draw.choice(("P30D", "P90D", "P3M"))
        later = {"type": "on_deposit", "delay": delay}
        rule = {"type": "threshold", "count": needed, "delay": delay, "per_party": later}
        self._clause(ClauseKind.ENTRY_INTO_FORCE, "20", **rule)
        if draw.random() < 0.75:
            self._clause(ClauseKind.DURATION, "22", type="indefinite")
            self._clause(ClauseKind.TERMINATION, "23", type="notice", period="P1Y")
        else:
            self._clause(ClauseKind.DURATION, "22", type="fixed", period="P10Y")
            self._clause(ClauseKind.RENEWAL, "22", type="tacit", period="P5Y")
            self._clause(ClauseKind.TERMINATION, "23", type="notice", period="P1Y")
        for party in who:
            if draw.random() < 0.6:
                self._act(ActionKind.SIGNATURE, signed, party)
            if draw.random() < 0.9:
                bound = signed + timedelta(draw.randrange(200, 6000))
                self._act(ActionKind.RATIFICATION, bound, party)
                if draw.random() < 0.06:
                    left = add(bound, Period.parse("P5Y")) + timedelta(draw.randrange(4000))
                    self._act(ActionKind.DENUNCIATION, left, party)

    def _clause(self, kind: ClauseKind, article: str, **provision: Any) -> None:
        self.clauses.append(SyntheticClause(kind, provision, article))

    def _act(self, kind: ActionKind, day: date, party: str = "") -> None:
        """Record the act unless it lies ahead; one date in thirty is known less well."""
        if day > LAST_DAY:
            return
        chance = self.chance.random()
        edtf = day.isoformat()
        if chance < 0.01:
            edtf = edtf[:4]
        elif chance < 0.033:
            edtf = edtf[:7]
        notice = kind in (ActionKind.DENUNCIATION, ActionKind.NOTICE_OF_NON_RENEWAL)
        role = DateRole.RECEIVED if notice else DateRole.ACTED
        self.acts.append(SyntheticAct(kind, party, edtf, role))
