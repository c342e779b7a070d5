"""The law of time: which dates follow from the final clauses of a treaty and from what has happened
since (Vienna Convention on the Law of Treaties 1969; European Convention on the Calculation of
Time-Limits 1972). Standard library only; no clock, no database: the same facts give the same dates
for ever. By which rules: `RULES.md`, whose codes (`REN-1`) the docstrings cite.

What to import, in the order of use:

* `record.facts`: `Agreement`, `Act`, `Claim`, `Clause`. Dates are `values.dates.CivilDate`, as
  precise as their source; rules are `clauses.provisions.from_json(kind, {"type": …})`, which names
  the path of a fault.
* `projection.project(agreement, until)`: every reading with its cycles, key dates and spans, and
  the `warnings` on what is ambiguous in the clauses or at odds with them. Days are
  `values.outcomes`: `Fixed`, `Between`, `Awaiting` or `Disputed`, each with `.safe`, the earliest
  day.
* `asking.explain.explain(agreement, kind, ordinal)`: the steps behind one date, and the other
  readings.
* `rules.participation.parties_on(reading, day)` and `rules.thresholds.still_needed(agreement)`: who
  is bound, and what is missing before it enters into force.
* `asking.supposition.suppose(agreement, …)` with `differences`: what if.
  `asking.runway.plan(milestones, …)`: by when an update must begin.
* `wire.json_lines.read_question(data)` and `write_answer(question)`: all of that as JSON, one line
  each.

The rooms, each importing only those before it: `values`, `clauses`, `record`, `rules`, `readings`,
`projection`, then `asking` and `wire`.

Ten years from 5 April 2002, then five-year periods unless notice is given a year before the end:

>>> from datetime import date
>>> from treaties.law.wire.json_lines import read_question
>>> from treaties.law.projection import project
>>> question = {"facts": {"exchange": "2002-04-05"}, "clauses": {
...     "entry_into_force_rule": {"type": "on_exchange"},
...     "duration": {"type": "fixed", "period": "P10Y"},
...     "renewal": {"type": "tacit", "period": "P5Y"}, "notice": {"period": "P1Y"}}}
>>> reading = project(read_question(question).agreement, date(2030, 1, 1)).principal
>>> [(cycle.expires.words, cycle.last_notice.words) for cycle in reading.cycles[:3]][-1]
('5 April 2022', '5 April 2021')
"""
