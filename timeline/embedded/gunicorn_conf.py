"""How gunicorn runs under `make run`: two processes with threads, ended with their parent."""

from typing import Any

from timeline.embedded.lifeline import die_with_parent

worker_class = "gthread"
workers = 2
threads = 4
# The URL of the clause tester contains the whole question, up to 6,000 characters.
limit_request_line = 8190
graceful_timeout = 5
timeout = 60
control_socket_disable = True
errorlog = "-"
loglevel = "warning"


def post_fork(server: Any, worker: Any) -> None:
    """gunicorn's hook in a new worker process."""
    die_with_parent()
