"""The law of time: which dates follow from the final clauses of a treaty and from what has happened
since (Vienna Convention on the Law of Treaties 1969; European Convention on the Calculation of
Time-Limits 1972). Standard library only; no clock, no database: the same facts give the same dates
for ever.

What to import, in the order of use:

* `facts`: `Agreement`, `Act`, `Claim`, `Clause`, the record. Dates are `dates.CivilDate`, as
  precise as their source; rules are `provisions.from_json(kind, {"type": …})`, which names the path
  of a fault.
* `projection.project(agreement, until)`: every reading with its cycles, key dates and spans, and
  the `warnings` on what is ambiguous in the clauses or at odds with them. Days are `outcomes`:
  `Fixed`, `Between`, `Awaiting` or `Disputed`, each with `.safe`, the earliest day.
* `explain.explain(agreement, kind, ordinal)`: the steps behind one date, and the other readings.
* `participation.parties_on(reading, day)` and `thresholds.still_needed(agreement)`: who is bound,
  and what is missing before it enters into force.
* `supposition.suppose(agreement, …)` with `differences`: what if. `runway.plan(milestones, …)`: by
  when an update must begin.
* `wire.read_question(data)` and `write_answer(question)`: all of that as JSON, one line each.

Ten years from 5 April 2002, then five-year periods unless notice is given a year before the end:

>>> from datetime import date
>>> from treaties.law.wire import read_question
>>> from treaties.law.projection import project
>>> question = {"facts": {"exchange": "2002-04-05"}, "clauses": {
...     "entry_into_force_rule": {"type": "on_exchange"},
...     "duration": {"type": "fixed", "period": "P10Y"},
...     "renewal": {"type": "tacit", "period": "P5Y"}, "notice": {"period": "P1Y"}}}
>>> reading = project(read_question(question).agreement, date(2030, 1, 1)).principal
>>> [(cycle.expires.words, cycle.last_notice.words) for cycle in reading.cycles[:3]][-1]
('5 April 2022', '5 April 2021')
"""
