"""`manage.py load_seeds [FOLDER]`: the agreements of the seed files, into a register that lacks
them.
"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from treaties.intake.loader import load
from treaties.intake.seedfile import read_folder
from treaties.intake.seedtypes import SeedErrors
from treaties.models import Treaty


class Command(BaseCommand):
    help = "Load the agreements of a seeds folder; what is there already stays as it is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=settings.BASE_DIR / "seeds")
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing where the register holds a treaty"
        )

    def handle(self, *_: Any, folder: Path, if_empty: bool, **options: Any) -> None:
        if if_empty and Treaty.objects.exists():
            self.stdout.write("The register is not empty; no seed was loaded.")
            return
        try:
            loaded = load(read_folder(folder))
        except SeedErrors as errors:
            raise CommandError(f"Nothing was loaded.\n{errors}") from errors
        except ValidationError as error:
            raise CommandError(f"Nothing was loaded: {error.messages}") from error
        self.stdout.write(
            f"{len(loaded.treaties)} agreements loaded, {loaded.parties} parties,"
            f" {loaded.sources} sources."
        )
