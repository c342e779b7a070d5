"""The Django project of Treaty Timeline. It loads the Celery app, which tasks need."""

from timeline.celery import app as celery_app

__all__ = ["celery_app"]
