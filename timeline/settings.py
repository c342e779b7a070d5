"""Settings of Treaty Timeline: what differs between two installations is read from the environment.

The same code runs under `make run` (which sets them: timeline/embedded) and in production
(.env.example). A bad value stops the start with a sentence: timeline/env.py.
"""

from pathlib import Path
from typing import Any

from csp.constants import NONCE, NONE, SELF

from timeline.env import Env
from timeline.timelimits import limited, limits_of

env = Env.of_this_process()

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.text("DATA_DIR", str(BASE_DIR / ".data")))

# --- The installation ---------------------------------------------------------------------------
DEBUG = env.flag("DEBUG", False)
SECRET_KEY = env.secret("SECRET_KEY")
ALLOWED_HOSTS = env.hosts("ALLOWED_HOSTS")
SITE_URL = env.site("SITE_URL", None)
CSRF_TRUSTED_ORIGINS = env.origins("CSRF_TRUSTED_ORIGINS", ())

# --- The domain ---------------------------------------------------------------------------------
HORIZON_YEARS = env.number("HORIZON_YEARS", 25, least=1, most=200)
DELIVERY_MARGIN_DAYS = env.number("DELIVERY_MARGIN_DAYS", 0, most=365)
WINDOW_MONTHS = env.number("WINDOW_MONTHS", 12, least=1, most=120)
DEFAULT_LEADS = env.numbers("DEFAULT_LEADS", (365, 180, 90, 30, 7), most=36_500)
OUR_SIDE = env.words("OUR_SIDE", ())
PUBLIC_BROWSING = env.flag("PUBLIC_BROWSING", True)
FOUR_EYES = env.flag("FOUR_EYES", True)
# Who may show /embed/ within their pages. Every other page may be framed by nobody.
EMBED_ORIGINS = env.framers("EMBED_ORIGINS")

# --- Applications and the road of a request -----------------------------------------------------
INSTALLED_APPS = [
    "treaties",
    "timeline.apps.RegisterAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "allauth",
    "allauth.account",
    "whitenoise.runserver_nostatic",
    "timeline.apps.OurStaticFilesConfig",
    "django.contrib.postgres",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "pgtrigger",
    "pghistory",
    "csp",
    "django_htmx",
]
AUTH_USER_MODEL = "treaties.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "timeline.failures.DatabaseAwayMiddleware",
    "timeline.privacy.PrivateAnswersMiddleware",
    # Outside ConditionalGet: an ETag is of the plain answer, and weakened by compression.
    # Django pads compressed answers by a random length, which is its remedy against BREACH.
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "timeline.readable.ReadableMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "timeline.kept.KeptMiddleware",
]
CSRF_FAILURE_VIEW = "timeline.kept.csrf_failure"
ROOT_URLCONF = "timeline.urls"
WSGI_APPLICATION = "timeline.wsgi.application"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
            ],
        },
    },
]

# --- The database -------------------------------------------------------------------------------
DATABASES: dict[str, dict[str, Any]] = {"default": env.database("DATABASE_URL")}
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"]["OPTIONS"].setdefault("connect_timeout", "3")
# Which kind of process this is decides how long a statement may take: wsgi.py and asgi.py say
# `web`, celery.py says `worker`; a command says nothing, and may take as long as it needs.
TASK_SECONDS = env.number("TASK_SECONDS", 300, least=10, most=86_400)
WEB_STATEMENT_SECONDS = env.number("WEB_STATEMENT_SECONDS", 10, least=1, most=3600)
DATABASES["default"]["OPTIONS"] = limited(
    DATABASES["default"]["OPTIONS"],
    limits_of(env.text("TIMELINE_PROCESS", ""), web=WEB_STATEMENT_SECONDS, task=TASK_SECONDS),
)
if env.flag("DATABASE_POOL", False):
    # Only in the web server, whose threads share connections (timeline/wsgi.py turns it on). A pool
    # must not live across the fork of a Celery worker. The short times keep an absent database from
    # holding threads, and make the pool come back by itself as soon as the database does.
    DATABASES["default"]["OPTIONS"]["pool"] = {
        "min_size": 1,
        "max_size": env.number("DATABASE_POOL_SIZE", 8, least=1, most=500),
        "timeout": 3,
        "reconnect_timeout": 3,
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60

# --- What is kept -------------------------------------------------------------------------------
# Segments and filter counts are cached once for all processes of a machine. A restore deletes both
# caches, because versions go back with the data. What limits and paces people is counted in
# "default", once for all processes where there is a Valkey.
CELERY_BROKER_URL = env.broker("CELERY_BROKER_URL")
_counted_in = env.cache("CACHE_URL", CELERY_BROKER_URL)
CACHES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "timeline.sharedcache.SharedCache", "LOCATION": _counted_in}
    if _counted_in
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "default"},
    "process": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "process",
    },
    "segments": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA_DIR / "segments",
        "OPTIONS": {"MAX_ENTRIES": 4000},
    },
    "counts": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA_DIR / "segments" / "counts",
        "OPTIONS": {"MAX_ENTRIES": 1000},
    },
}

# --- People -------------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = ["treaties.web.signing.backend.ByNameOrAddress"]
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "treaties.web.signing.passwords.NotOnlyLong"},
]
PASSWORD_RESET_TIMEOUT = 86_400
ACCOUNT_ADAPTER = "treaties.web.signing.adapter.HouseAdapter"
ACCOUNT_FORMS = {
    "login": "treaties.web.signing.forms.SignInForm",
    "reset_password": "treaties.web.signing.forms.ForgottenForm",
    "reset_password_from_key": "treaties.web.signing.forms.NewPasswordForm",
    "user_token": "treaties.web.signing.forms.LinkForm",
    "change_password": "treaties.web.signing.forms.ChangeForm",
}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
# A link is bound to the password, the address and the last time of signing in, and needs no table.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"
# Of wrong passwords: those for one account from one address, those from one address, and those
# for one account from anywhere: the widest, because with it strangers can keep a person out.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "30/10m/ip,5/5m/key",
    "login_failed_anywhere": "30/h/key",
    "reset_password": "10/h/ip,3/h/key",
    "reset_password_from_key": "20/m/ip",
    "change_password": "5/m/user",
}
# How many proxies in front of us add to X-Forwarded-For; what a client writes there itself counts
# for nothing (treaties/pacing/client.py).
TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", int(env.flag("BEHIND_PROXY", False)), most=9)

# --- Language and time --------------------------------------------------------------------------
# Dates of treaties are civil days without a zone. "Today" is the day in the house's zone, and one
# function says it: django.utils.timezone.localdate. Instants are stored in UTC, which stays the
# zone of database sessions, because no statement of ours makes a day of an instant.
LANGUAGE_CODE = "en"
USE_I18N = True
TIME_ZONE = env.zone("TIME_ZONE")
USE_TZ = True

# --- Files served by ourselves ------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.text("STATIC_ROOT", str(BASE_DIR / "staticfiles")))
STATICFILES_DIRS = [BASE_DIR / "static"] if (BASE_DIR / "static").is_dir() else []
STATIC_HASHED = env.flag("STATIC_HASHED", not DEBUG)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "timeline.storage.HashedModulesStorage"
        if STATIC_HASHED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not STATIC_HASHED
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# --- What a browser may do with our pages --------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
}
_https = SITE_URL.startswith("https://")
SECURE_SSL_REDIRECT = _https and env.flag("SSL_REDIRECT", True)
SECURE_HSTS_SECONDS = env.number("HSTS_SECONDS", 31_536_000, most=63_072_000) if _https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.flag("HSTS_SUBDOMAINS", False)
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
BEHIND_PROXY = env.flag("BEHIND_PROXY", False)
if BEHIND_PROXY:
    # Only where a proxy in front sets or strips this header: otherwise anybody could claim HTTPS.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# W005 and W021 ask for HSTS on all subdomains and for the browsers' preload list. That would bind
# other sites of the organisation for years; it is theirs to choose (HSTS_SUBDOMAINS=1).
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

# --- Mail ---------------------------------------------------------------------------------------
MAIL_FOLDER = Path(env.text("MAIL_FOLDER", str(DATA_DIR / "mail")))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.sender(
    "DEFAULT_FROM_EMAIL", None if env.raw("EMAIL_URL") else "Treaty Timeline <timeline@localhost>"
)
_mailbox = env.mailbox("EMAIL_URL")
if _mailbox is None:
    EMAIL_BACKEND = "timeline.mailfolder.EmailBackend"
    EMAIL_FILE_PATH = str(MAIL_FOLDER)
else:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = _mailbox.host, _mailbox.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mailbox.user, _mailbox.password
    EMAIL_USE_TLS, EMAIL_USE_SSL = _mailbox.use_tls, _mailbox.use_ssl
    EMAIL_TIMEOUT = _mailbox.timeout

# --- Worker and beat ----------------------------------------------------------------------------
# No task may run longer than TASK_SECONDS, nor its statements; a message of a killed worker comes
# back a little later.
# How long a message belongs to the worker that took it: longer than a mail server takes to answer.
OUTBOX_LEASE_SECONDS = env.number("OUTBOX_LEASE_SECONDS", 180, least=1, most=86_400)
CELERY_BROKER_CONNECTION_TIMEOUT = 2
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = {}
if CELERY_BROKER_URL.startswith("redis"):
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "visibility_timeout": TASK_SECONDS + 30,
        "unacked_restore_interval": 5,
        "unacked_restore_throttle": 1,
        "socket_connect_timeout": 1,
        # For one attempt to publish; the worker itself retries without limit.
        "max_retries": 1,
        "interval_start": 0,
        "interval_step": 0.1,
        "interval_max": 0.2,
    }
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_DEFAULT_QUEUE = "timeline"
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = TASK_SECONDS
CELERY_TASK_SOFT_TIME_LIMIT = TASK_SECONDS - 5
# A write must not wait for an absent broker: the outbox is in the database, and beat looks again.
CELERY_TASK_PUBLISH_RETRY = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# The schedule below is of intervals, which have no zone: an hour that a change of clocks skips or
# repeats cannot skip or repeat a round. Which day it is for a round is asked when it runs.
CELERY_TIMEZONE = "UTC"
# How often what runs by itself is due; the worker that beat wakes asks (operation/periodic).
PERIODIC_SECONDS = {
    "beat": env.number("OUTBOX_SECONDS", 30, least=1, most=120),
    "round": env.number("DAILY_ROUND_SECONDS", 3600, least=1, most=86_400),
    "horizon": 86_400,
    "segments": 55,  # each second wake-up
}
CELERY_BEAT_SCHEDULER = "timeline.beat.Waker"
# Without "expires", which two clocks would have to agree on: many wake-ups at once are as one.
CELERY_BEAT_SCHEDULE = {
    "what is due": {"task": "treaties.tasks.wake", "schedule": PERIODIC_SECONDS["beat"]}
}

# --- Reading by machine --------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": [
        "rest_framework.permissions.AllowAny"
        if PUBLIC_BROWSING
        else "rest_framework.permissions.IsAuthenticated"
    ],
    "NUM_PROXIES": TRUSTED_PROXIES,
    "DEFAULT_SCHEMA_CLASS": "treaties.api.described.Described",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Treaty Timeline",
    "DESCRIPTION": "Treaties, their renewal cycles and key dates, and the timeline. Read-only. "
    f"“Today” is the day in the time zone {TIME_ZONE}.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
}

# --- What is written down ------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_secrets": {"()": "timeline.logs.NoSecrets"}},
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "filters": ["no_secrets"],
            "formatter": "line",
        }
    },
    "root": {"handlers": ["stderr"], "level": env.text("LOG_LEVEL", "INFO").upper()},
    "loggers": {
        # Without the default handlers of Django, which mail and print by DEBUG.
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
    },
}
