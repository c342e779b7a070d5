"""How long does a whole register take? `python -m tests.bench.register`, part of `make bench-law`.

Starts a PostgreSQL of its own with the settings of `make run`, lets a generated register grow, and
for each size measures entering it, dating all of it for the first time, and dating it again when
nothing has changed. For comparison, in the same run: `rebuild([one])` for a sample, extrapolated to
the whole.

    SIZES="1000 10000" PROCESSES=2 python -m tests.bench.register
"""

import importlib
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connections

from timeline.embedded.paths import prepare
from timeline.embedded.servers import Servers

SIZES = "1000 10000 100000"


@contextmanager
def a_server() -> Iterator[int]:
    """A PostgreSQL for this run alone; yields its process. What the environment names is not
    touched.
    """
    folder = Path(tempfile.mkdtemp(prefix="tl-bench-"))
    folder.chmod(0o711)
    servers = Servers(prepare(folder / "data"))
    os.environ.pop("DATABASE_URL", None)
    os.environ["CELERY_BROKER_URL"] = "memory://"
    try:
        os.environ.update(servers.start(os.environ))
        os.environ.update(
            DJANGO_SETTINGS_MODULE="timeline.settings",
            SECRET_KEY=secrets.token_urlsafe(50),
            ALLOWED_HOSTS="localhost",
            SITE_URL="http://127.0.0.1:8000",
            DATA_DIR=str(folder / "data"),
            STATIC_ROOT=str(folder / "static"),
            STATIC_HASHED="0",
            LOG_LEVEL="WARNING",
        )
        yield servers.running["postgres"].pid
    finally:
        servers.stop()
        shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(servers.places.sockets, ignore_errors=True)


def main() -> None:
    sizes = sorted(int(size) for size in os.environ.get("SIZES", SIZES).split())
    processes = int(os.environ.get("PROCESSES", "2"))
    with a_server() as server:
        django.setup()
        call_command("migrate", verbosity=0)
        # Only now is Django told where the server is, so only now may a model be imported.
        importlib.import_module("tests.bench.growth").report(sizes, processes, server)
        connections.close_all()


if __name__ == "__main__":
    main()
