#!/usr/bin/env python
"""Django's command line for Treaty Timeline."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

# These answer without a server, so they must not ask for one in the environment.
NEEDS_NO_SERVER = frozenset({"reckon", "collectstatic", "makemigrations", "spectacular"})

if __name__ == "__main__":
    offline = len(sys.argv) > 1 and sys.argv[1] in NEEDS_NO_SERVER
    os.environ.setdefault(
        "DJANGO_SETTINGS_MODULE", "timeline.settings_offline" if offline else "timeline.settings"
    )
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as wrong:
        sys.exit(f"Treaty Timeline cannot start: {wrong}")
