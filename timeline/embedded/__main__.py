"""`python -m timeline.embedded run | manage … | admin [NAME] | backup [FILE] | restore FILE`."""

import os
import subprocess
import sys

from timeline.embedded.backup import backup
from timeline.embedded.paths import CHECKOUT, CannotStart
from timeline.embedded.restore import restore
from timeline.embedded.servers import at_hand, data_folder
from timeline.embedded.supervisor import refuse_to_run_in_vain, run
from timeline.embedded.unprivileged import go_on_without_root

USAGE = __doc__ or ""
# What Django runs under, it runs without root. Files that only root may read can be restored.
WITHOUT_ROOT = ("run", "manage", "admin")


def main(arguments: list[str]) -> int:
    """Returns the exit status. What goes wrong is one sentence on stderr."""
    os.umask(0o077)
    if os.geteuid() == 0 and arguments[:1] and arguments[0] in WITHOUT_ROOT:
        if arguments == ["run"]:
            refuse_to_run_in_vain()
        go_on_without_root(data_folder(), arguments)
    match arguments:
        case ["run"]:
            run()
        case ["manage", *rest]:
            return in_reach([sys.executable, "manage.py", *rest])
        case ["admin", *name]:
            return in_reach([sys.executable, "manage.py", "administrator", *name])
        case ["backup", *file] if len(file) < 2:
            backup(data_folder(), os.environ, file[0] if file else None)
        case ["restore", file]:
            restore(data_folder(), os.environ, file)
        case _:
            print(f"Usage: {USAGE}", file=sys.stderr)
            return 2
    return 0


def in_reach(command: list[str]) -> int:
    """Run a command with the servers of this checkout, started for it if need be."""
    with at_hand(data_folder(), os.environ) as environment:
        return subprocess.run(command, env=environment, cwd=CHECKOUT, check=False).returncode


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except CannotStart as reason:
        sys.exit(str(reason))
    except KeyboardInterrupt:
        sys.exit(130)
