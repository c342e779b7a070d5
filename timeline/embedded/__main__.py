"""`python -m timeline.embedded run | manage … | admin [NAME] | backup [FILE] | restore FILE`."""

import os
import subprocess
import sys

from timeline.embedded.backup import backup, restore
from timeline.embedded.paths import CHECKOUT, CannotStart
from timeline.embedded.servers import at_hand, data_folder
from timeline.embedded.supervisor import run

USAGE = __doc__ or ""


def main(arguments: list[str]) -> int:
    """Returns the exit status. What goes wrong is one sentence on stderr."""
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
