"""`make setup`: a .venv with what the lock names. Run by the system's Python, it needs nothing.

uv installs where it can be had, pip otherwise; both check every file against the lock's hashes.
Nothing happens while the lock has not changed since the last time.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
VENV = CHECKOUT / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST = (3, 11)


def main(arguments: list[str]) -> None:
    """`--dev` adds what testing needs."""
    if sys.version_info[:2] < OLDEST:
        use_a_newer_python(arguments)
    name = "requirements-dev.lock" if "--dev" in arguments else "requirements.lock"
    lock = CHECKOUT / name
    if is_installed(lock):
        return
    started = time.monotonic()
    print(f"Installing from {name} into .venv …", flush=True)
    uv = make_venv()
    install(uv, lock)
    stamp(lock).write_text(digest(lock))
    print(f"Installed in {time.monotonic() - started:.0f} s.", flush=True)


def use_a_newer_python(arguments: list[str]) -> None:
    for minor in (11, 12, 13, 14):
        found = shutil.which(f"python3.{minor}")
        if found:
            os.execv(found, [found, __file__, *arguments])
    sys.exit(
        f"This is Python {sys.version.split()[0]}; Treaty Timeline needs 3.11 or newer. "
        "Install it, or name it: make PYTHON=/path/to/python3.11 run"
    )


def digest(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def stamp(lock: Path) -> Path:
    return VENV / f".{lock.name}"


def is_installed(lock: Path) -> bool:
    """Was this lock installed here, and does the interpreter still start?"""
    mark = stamp(lock)
    if not mark.exists() or mark.read_text() != digest(lock):
        return False
    works = subprocess.run([str(PYTHON), "-c", "import django"], capture_output=True, check=False)
    return works.returncode == 0


def make_venv() -> list[str] | None:
    """Make .venv where there is none that works; returns the command of uv, or None for pip."""
    works = PYTHON.exists() and not subprocess.run([str(PYTHON), "-c", ""], check=False).returncode
    on_path = shutil.which("uv")
    if not works:
        shutil.rmtree(VENV, ignore_errors=True)
        made = subprocess.run(
            [sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True, check=False
        )
        if made.returncode:
            shutil.rmtree(VENV, ignore_errors=True)
            if (
                not on_path
                or subprocess.run(
                    [on_path, "venv", "--quiet", "--python", sys.executable, str(VENV)], check=False
                ).returncode
            ):
                sys.exit(
                    "A virtual environment could not be made: "
                    f"{(made.stdout + made.stderr).strip().splitlines()[0]} "
                    "On Debian or Ubuntu: apt-get install python3-venv"
                )
    if on_path:
        return [on_path]
    carried = VENV / "bin" / "uv"
    got = subprocess.run(
        [
            *(str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"),
            *("--require-hashes", "--only-binary=:all:"),
            *("-r", str(CHECKOUT / "requirements-uv.lock")),
        ],
        capture_output=True,
        check=False,
    )
    return [str(carried)] if got.returncode == 0 and carried.exists() else None


def install(uv: list[str] | None, lock: Path) -> None:
    for command in (
        [*uv, "pip", "install", "--quiet", "--python", str(PYTHON)] if uv else None,
        [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"],
    ):
        if command is None:
            continue
        # Certificates of the system: an organisation's network may have its own authority.
        done = subprocess.run(
            [*command, "--require-hashes", "-r", str(lock)],
            env={"UV_SYSTEM_CERTS": "1", **os.environ},
            check=False,
        )
        if done.returncode == 0:
            return
        print(f"{Path(command[0]).name} could not install from the lock.", file=sys.stderr)
    sys.exit("Nothing was installed: is a package index in reach? The reason is above.")


if __name__ == "__main__":
    main(sys.argv[1:])
