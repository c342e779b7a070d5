"""Settings of `pytest`: the same settings, against servers that `tests/conftest.py` starts for this
process as soon as a test needs them.

With DATABASE_URL and CELERY_BROKER_URL in the environment those are used, each as it is set.
"""

import atexit
import os
import secrets
import shutil
import tempfile
from pathlib import Path

from timeline.embedded.paths import broker_url, database_url, sockets_of

TEST_FOLDER = Path(tempfile.mkdtemp(prefix="tl-test-"))
(TEST_FOLDER / "static").mkdir()
TEST_FOLDER.chmod(0o711)
atexit.register(shutil.rmtree, TEST_FOLDER, ignore_errors=True)

# A worker of pytest-xdist inherits the environment of its parent. Values that the parent has set
# itself, below, were not chosen by the user, so each worker starts its own servers. A process that
# a worker starts has the same number as the worker and uses the worker's servers.
SET_HERE = "TL_SET_BY_TESTS"
_worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
_set_by, *_names = os.environ.get(SET_HERE, _worker).split()
if _set_by != _worker:
    for _name in _names:
        os.environ.pop(_name, None)
    _names = []

_sockets = sockets_of(TEST_FOLDER / "data")
_unnamed = {
    name: value
    for name, value in {
        "DATABASE_URL": database_url(_sockets),
        "CELERY_BROKER_URL": broker_url(_sockets),
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "testserver localhost 127.0.0.1",
        "SITE_URL": "http://127.0.0.1:8000",
        "DATA_DIR": str(TEST_FOLDER / "data"),
        "STATIC_ROOT": str(TEST_FOLDER / "static"),
        "STATIC_HASHED": "0",
        "LOG_LEVEL": "WARNING",
    }.items()
    if not os.environ.get(name)
}
os.environ.update(_unnamed)
os.environ[SET_HERE] = " ".join([_worker, *_names, *_unnamed])

from timeline.settings import *  # noqa: E402, F403

# Tests sign in a lot, and protect nobody.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
