"""How long may a statement take, wait for a lock, or leave a transaction open? A page seconds, a
task as long as the task may run, a command as long as it needs.

PostgreSQL itself has no limit: a statement with a bad plan would hold a core for ever, long after
its visitor has gone. The limits are options of the connection, so every session of a process has
them from its first statement on.
"""

from collections.abc import Mapping
from typing import Any, Final

IDLE_SECONDS: Final = 60
"""How long a page may calculate within a transaction between two statements: longer than saving the
largest agreement takes.
"""


def limits_of(process: str, *, web: int, task: int) -> dict[str, int]:
    """PostgreSQL's settings in milliseconds for a kind of process: `web`, `worker`, or "" for a
    command, which has no limits.
    """
    if process == "web":
        statement, lock, idle = web, max(1, web // 2), IDLE_SECONDS
    elif process == "worker":
        statement, lock, idle = task, task, task
    else:
        return {}
    return {
        "statement_timeout": statement * 1000,
        # Shorter, so that whoever waits for a lock is told so, and not that the question is hard.
        "lock_timeout": lock * 1000,
        "idle_in_transaction_session_timeout": idle * 1000,
    }


def limited(options: Mapping[str, Any], limits: Mapping[str, int]) -> dict[str, Any]:
    """The options of a connection with these limits; what DATABASE_URL itself says comes after
    them and wins.
    """
    if not limits:
        return dict(options)
    ours = " ".join(f"-c {name}={value}" for name, value in limits.items())
    own = str(options.get("options", ""))
    return {**options, "options": f"{ours} {own}".strip()}
