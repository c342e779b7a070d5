"""The Celery application: worker and beat are started as `celery -A timeline worker | beat`."""

import os
import sys
from pathlib import Path
from typing import Any

from celery import Celery
from celery.signals import worker_process_init

from timeline.embedded.lifeline import die_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "timeline.settings")
if "celery" in (Path(sys.argv[0]).name, Path(sys.argv[0]).parent.name):
    # Every other process imports this module, too, to hand out tasks.
    os.environ["TIMELINE_PROCESS"] = "worker"

app = Celery("timeline")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_process_init.connect
def hang_on_the_parent(**_: Any) -> None:
    """A process of the pool must not go on with a task when its worker was killed."""
    if sys.platform == "linux":
        die_with_parent()
