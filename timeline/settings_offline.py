"""Settings for what needs neither server nor environment: `reckon`, type checks, collectstatic.

Whatever is not set gets a harmless value; nothing here can reach a database or a broker.
"""

import os
import secrets

for _name, _value in {
    "SECRET_KEY": secrets.token_urlsafe(50),
    "ALLOWED_HOSTS": "localhost",
    "SITE_URL": "http://localhost",
    "DATABASE_URL": "postgresql://nobody@localhost:1/nowhere",
    "CELERY_BROKER_URL": "memory://",
}.items():
    os.environ.setdefault(_name, _value)

from timeline.settings import *  # noqa: E402, F403
