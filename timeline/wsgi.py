"""The WSGI entry point. Its threads share connections, so the connection pool is turned on here."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "timeline.settings")
os.environ.setdefault("DATABASE_POOL", "1")

application = get_wsgi_application()
