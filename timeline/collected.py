"""Do the static files that were collected fit this code?

Pages name them by the hash of their content. `collectstatic` leaves a mark of what it collected
from; without it, or with an older one, pages lose their styles and scripts.
"""

import hashlib
import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

MARK = ".collected"
HINT = "Run: manage.py collectstatic --noinput --clear"


def sources() -> str:
    """A hash of everything that goes into the collected files."""
    digest = hashlib.sha256((settings.BASE_DIR / "requirements.lock").read_bytes())
    digest.update((settings.BASE_DIR / "timeline" / "storage.py").read_bytes())
    for folder, folders, files in os.walk(settings.BASE_DIR / "static"):
        folders.sort()
        for name in sorted(files):
            file = Path(folder) / name
            digest.update(f"{file.relative_to(settings.BASE_DIR)}\0".encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()


def fit() -> bool:
    """Were the collected files made of what is here?"""
    mark = Path(settings.STATIC_ROOT) / MARK
    return mark.is_file() and mark.read_text() == sources()


def static_files_are_collected(**_: Any) -> list[CheckMessage]:
    """For `manage.py check --deploy`."""
    if not settings.STATIC_HASHED:
        return []
    where = settings.STATIC_ROOT
    if not (Path(where) / "staticfiles.json").is_file():
        return [Error(f"No static files are collected in {where}.", hint=HINT, id="timeline.E001")]
    if not fit():
        said = f"The static files in {where} were collected from another version than this one."
        return [Error(said, hint=HINT, id="timeline.E002")]
    return []
