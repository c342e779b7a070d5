"""What follows from the facts and clauses of one agreement, up to a horizon: every reading, with
its dates and spans.

The one function the rest of the house calls. No clock: the same facts give the same dates for ever.
"""

from treaties.law.results import Closing, Cycle, KeyDate, Projection, Reading, Span, Warning

__all__ = ["Closing", "Cycle", "KeyDate", "Projection", "Reading", "Span", "Warning"]
