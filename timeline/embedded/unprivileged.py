"""How does `make run`, started by root, go on as a user who may do nothing else on the machine?

Root prepares the data, then becomes that user for good: the supervisor and everything it starts.
What the user cannot read of Python, its packages or the checkout is given to it outside.
"""

import os
import sys
import sysconfig
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from timeline.embedded import outside, postgres
from timeline.embedded.outside import key_of, reachable, readable_copy
from timeline.embedded.paths import CHECKOUT, prepare

# Of Python's own library; our packages come from the environment.
NOT_NEEDED = ("site-packages", "test", "idlelib", "ensurepip", "turtledemo", "lib2to3")


def go_on_without_root(data: Path, arguments: Sequence[str]) -> NoReturn:
    """Run `python -m timeline.embedded ARGUMENTS` in the place of this process, not as root."""
    before = os.umask(0o022)  # what lies outside is there to be read
    places = prepare(data)
    uid = places.server_uid
    assert uid is not None, "only root has anything to give up"
    if not os.environ.get("DATABASE_URL"):
        postgres.make_cluster(places)  # initdb insists on a user with a name
    python, more = _python_for(uid)
    code = _code_for(uid, data)
    compiled = outside.ROOT_STATE / "compiled"
    compiled.mkdir(exist_ok=True, mode=0o700)
    os.chown(compiled, uid, uid)
    environment = {
        **os.environ,
        **more,
        "DATA_DIR": str(data.resolve()),
        "HOME": str(data.resolve()),
        "PYTHONPYCACHEPREFIX": str(compiled),
    }
    os.umask(before)
    os.chdir(code)
    os.setgroups([])
    os.setgid(uid)
    os.setuid(uid)
    os.execve(python, [str(python), "-m", "timeline.embedded", *arguments], environment)


def _code_for(uid: int, data: Path) -> Path:
    if reachable(uid, CHECKOUT, CHECKOUT / "manage.py", CHECKOUT / "templates" / "base.html"):
        return CHECKOUT
    target = outside.ROOT_STATE / key_of(CHECKOUT) / "code"
    hidden = {entry.name for entry in os.scandir(CHECKOUT) if entry.name.startswith(".")}
    readable_copy(CHECKOUT, target, uid, without={*hidden, "node_modules", data.name})
    return target


def _python_for(uid: int) -> tuple[Path, dict[str, str]]:
    """A Python with our packages that `uid` can run, and what it needs in its environment."""
    packages = Path(sysconfig.get_path("purelib"))
    library = Path(sysconfig.get_path("stdlib"))
    here = Path(sys.executable)
    closed_packages = not reachable(uid, packages, packages / "django" / "__init__.py")
    if not closed_packages and reachable(uid, here, library, library / "os.py"):
        return here, {}
    base = Path(sys.base_prefix)
    own = outside.ROOT_STATE / f"python-{key_of(base)}"
    program = Path(os.path.realpath(here))
    (own / "bin").mkdir(parents=True, exist_ok=True)
    readable_copy(library, own / library.relative_to(base), uid, without=NOT_NEEDED)
    for file in (program, *(base / "lib").glob("libpython*.so*")):
        outside.readable_file(file, own / file.relative_to(base), uid)
    venv = outside.ROOT_STATE / key_of(Path(sys.prefix)) / "venv"
    inside = venv / packages.relative_to(sys.prefix)
    inside.parent.mkdir(parents=True, exist_ok=True)
    if closed_packages:
        if inside.is_symlink():
            inside.unlink()
        readable_copy(packages, inside, uid)
    elif not inside.is_symlink():
        inside.symlink_to(packages)
    (venv / "bin").mkdir(exist_ok=True)
    (venv / "pyvenv.cfg").write_text(f"home = {own / 'bin'}\n")
    python = venv / "bin" / "python"
    python.unlink(missing_ok=True)
    python.symlink_to(own / program.relative_to(base))
    return python, {"LD_LIBRARY_PATH": str(own / "lib")}
