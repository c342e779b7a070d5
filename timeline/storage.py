"""Static files under hashed names: a browser may keep them and never sees an old one."""

import logging
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import brotli
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

from timeline.collected import HINT, MARK, sources

log = logging.getLogger(__name__)


class QuickCompressor(Compressor):
    """Brotli at a lower level: a tenth of the time for a twentieth more bytes, because the start
    waits.
    """

    @staticmethod
    def compress_brotli(data: bytes) -> bytes:
        return bytes(brotli.compress(data, quality=6))


class HashedModulesStorage(CompressedManifestStaticFilesStorage):
    """Rewrites `import … from "./x.js";` in our own native ES modules to the hashed names, too.

    Scripts of other packages are left as they are: they are no modules, and comments in them that
    look like imports would stop collectstatic.
    """

    support_js_module_import_aggregation = True
    # A module's hash depends on the names it imports: as many passes as the longest import chain.
    max_post_process_passes = 12

    def create_compressor(self, **options: Any) -> Compressor:
        return QuickCompressor(**options)

    def url_converter(
        self, name: str, hashed_files: dict[str, str], template: str | None = None
    ) -> Callable[[re.Match[str]], str]:
        if name.endswith(".js") and not name.startswith("js/"):
            return lambda found: found[0]
        convert: Callable[[re.Match[str]], str] = super().url_converter(
            name, hashed_files, template
        )
        return convert

    def stored_name(self, name: str) -> str:
        """The hashed name; the plain one where none was collected. A page without its styles can be
        read, and an error in an error page cannot.
        """
        try:
            return str(super().stored_name(name))
        except ValueError:
            _tell_what_is_missing(name)
            return name

    def save_manifest(self) -> None:
        """Django's last step of collectstatic: leaves the mark of what was collected."""
        super().save_manifest()
        Path(self.path(MARK)).write_text(sources())


@cache
def _tell_what_is_missing(name: str) -> None:
    log.error("The static file %s was not collected. %s", name, HINT)
