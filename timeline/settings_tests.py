"""Settings of `pytest`: the same settings, against real servers started where none is named.

With DATABASE_URL and CELERY_BROKER_URL in the environment those are used, each as it is set.
"""

import atexit
import os
import secrets
import shutil
import tempfile
from pathlib import Path

from timeline.embedded.paths import prepare
from timeline.embedded.postgres import FAST
from timeline.embedded.servers import Servers

_folder = Path(tempfile.mkdtemp(prefix="tl-test-"))
(_folder / "static").mkdir()
_folder.chmod(0o711)


def _start() -> None:
    servers = Servers(prepare(_folder / "data"), settings=FAST)
    os.environ.update(servers.start(os.environ))

    def stop_and_remove() -> None:
        servers.stop()
        shutil.rmtree(_folder, ignore_errors=True)
        shutil.rmtree(servers.places.sockets, ignore_errors=True)

    atexit.register(stop_and_remove)


_start()
for _name, _value in {
    "SECRET_KEY": secrets.token_urlsafe(50),
    "ALLOWED_HOSTS": "testserver localhost 127.0.0.1",
    "SITE_URL": "http://127.0.0.1:8000",
    "DATA_DIR": str(_folder / "data"),
    "STATIC_ROOT": str(_folder / "static"),
    "STATIC_HASHED": "0",
    "LOG_LEVEL": "WARNING",
}.items():
    os.environ.setdefault(_name, _value)

from timeline.settings import *  # noqa: E402, F403

# Tests sign in a lot, and protect nobody.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
