"""What in a clause as written can be read in two ways, and what depends on the choice (MODEL 9)."""

from treaties.law.frame import Frame, cite
from treaties.law.provisions import (
    NonRenewalNotice,
    NoticeAtAnyTime,
    Tacit,
    UnspecifiedRenewal,
    UnstatedExit,
)
from treaties.law.results import Warning
from treaties.law.vocabulary import Binding, ClauseKind


def ambiguities(frame: Frame) -> list[Warning]:
    """The doubtful points of the clauses of one reading, each with both readings in a sentence."""
    found: list[Warning] = []
    notice = frame.provision(ClauseKind.NOTICE)
    where = frame.clause_id(ClauseKind.NOTICE)
    article = frame.cite(ClauseKind.NOTICE)
    if isinstance(notice, NonRenewalNotice):
        if notice.form == "within":
            found.append(
                Warning(
                    "within",
                    f"{article}: “within {notice.period.words}” is read as a window up to "
                    "the last day; it may be "
                    "meant as a deadline, and then the day the window opens is the last "
                    "day of notice (NOT-4)",
                    where,
                )
            )
        if notice.basis == "unspecified":
            found.append(
                Warning(
                    "basis_unspecified",
                    f"{article} does not say whether giving or receiving the notice "
                    "counts; receipt is taken "
                    "(VCLT 78(b)), so a notice should have arrived by the last day",
                    where,
                )
            )
    renewal = frame.provision(ClauseKind.RENEWAL)
    if isinstance(renewal, Tacit) and renewal.max_times == 1:
        found.append(
            Warning(
                "once_or_successive",
                f"{frame.cite(ClauseKind.RENEWAL)}: “a further period” is read as once "
                "only; read as successive "
                "periods the treaty would go on (REN-2)",
                frame.clause_id(ClauseKind.RENEWAL),
            )
        )
    if isinstance(renewal, UnspecifiedRenewal):
        found.append(
            Warning(
                "renewal_unspecified",
                f"{frame.cite(ClauseKind.RENEWAL)}: who renews, and how it is stopped, is "
                "not said; nothing is "
                "projected",
                frame.clause_id(ClauseKind.RENEWAL),
            )
        )
    for clause in frame.modes:
        mode = clause.provision
        if isinstance(mode, UnstatedExit) and frame.agreement.binding is Binding.YES:
            found.append(
                Warning(
                    "vclt56",
                    "no clause on leaving: under VCLT 56 (fallback, not applied) it may "
                    "be denounced only if the "
                    "parties meant it or its nature implies it, and then on twelve months' notice",
                    clause.id or None,
                )
            )
        if isinstance(mode, NoticeAtAnyTime) and mode.condition:
            found.append(
                Warning(
                    "condition",
                    f"{cite(clause)} opens only on a condition: {mode.condition}",
                    clause.id or None,
                )
            )
    return found
