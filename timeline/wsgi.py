"""The WSGI entry point. Its threads share connections, so the connection pool is turned on here,
and each statement is limited in time as that of a visitor (timeline/timelimits.py).
"""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "timeline.settings")
os.environ.setdefault("DATABASE_POOL", "1")
os.environ["TIMELINE_PROCESS"] = "web"

application = get_wsgi_application()
