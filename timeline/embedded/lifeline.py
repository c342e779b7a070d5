"""Whose life does a process depend on? A child started here cannot outlive its parent.

Linux sends the chosen signal to a child when its parent is gone, however the parent went: this
leaves nothing running after `kill -9`. Servers with data get a signal they can shut down on.
"""

import ctypes
import os
import signal
import subprocess
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import IO

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


def die_with_parent(how: signal.Signals = signal.SIGKILL) -> None:
    """Ask the kernel to send `how` to this process when the thread that forked it is gone."""
    _libc.prctl(PR_SET_PDEATHSIG, int(how), 0, 0, 0)


def _before_exec(how: signal.Signals, parent: int) -> Callable[[], None]:
    def prepare() -> None:
        die_with_parent(how)
        if os.getppid() != parent:  # it died between our fork and the line above
            os._exit(1)

    return prepare


def spawn(
    command: Sequence[str | Path],
    *,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    output: IO[bytes] | None = None,
    uid: int | None = None,
    files: Collection[int] = (),
    on_orphan: signal.Signals = signal.SIGKILL,
) -> subprocess.Popen[bytes]:
    """Start a child in its own session, as `uid` if given, that gets `on_orphan` when we die. Of
    our open files it keeps those in `files`; what it makes is for its user alone.

    To be called from the main thread: the kernel watches the thread that forks, not the process.
    The session of its own keeps Ctrl-C in a terminal from reaching it before we stop it in order.
    """
    return subprocess.Popen(
        [str(part) for part in command],
        env=dict(env) if env is not None else None,
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT if output is not None else None,
        start_new_session=True,
        pass_fds=files,
        umask=0o077,
        user=uid,
        group=uid,
        extra_groups=[] if uid is not None else None,
        preexec_fn=_before_exec(
            on_orphan, os.getpid()
        ),  # after the change of user, which clears it
    )


def stop(process: subprocess.Popen[bytes], how: signal.Signals, *, patience: float) -> None:
    """Send `how`, wait `patience` seconds, then kill. Nothing happens to a process already gone."""
    if process.poll() is not None:
        return
    process.send_signal(how)
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
