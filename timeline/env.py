"""Strict readers of the environment: what does each setting say, and is it something we can run on?

A missing or malformed variable stops the start with one sentence that names the variable, says what
is wrong and what would be right. A value that may be secret is not repeated in it.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from django.core.exceptions import ImproperlyConfigured

from timeline.sharedcache import address_of

TRUE = frozenset({"1", "true", "yes", "on"})
FALSE = frozenset({"0", "false", "no", "off"})
MAIL_SCHEMES = {"smtp": 25, "smtp+tls": 587, "smtp+ssl": 465}
BROKER_SCHEMES = ("amqp", "amqps", "redis", "rediss", "redis+socket", "memory")


class BadSetting(ImproperlyConfigured):
    """A variable is missing or malformed; the message is the sentence to show."""


@dataclass(frozen=True)
class Mailbox:
    """Where mail is handed over: an SMTP server, as Django's EMAIL_* settings want it."""

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    use_tls: bool = False
    use_ssl: bool = False
    timeout: int = 20


@dataclass(frozen=True)
class Env:
    """Typed questions to one environment. Readers raise `BadSetting` on what they cannot use."""

    values: Mapping[str, str]

    @classmethod
    def of_this_process(cls) -> "Env":
        return cls(os.environ)

    def raw(self, name: str) -> str | None:
        """The value without surrounding blanks, or None where it is absent or empty."""
        return (self.values.get(name) or "").strip() or None

    def text(self, name: str, default: str | None = None, *, example: str = "a value") -> str:
        value = self.raw(name)
        if value is not None:
            return value
        if default is None:
            raise BadSetting(f"{name} is not set; set it to {example}.")
        return default

    def flag(self, name: str, default: bool) -> bool:
        value = self.raw(name)
        if value is None:
            return default
        if value.lower() in TRUE:
            return True
        if value.lower() in FALSE:
            return False
        raise BadSetting(f"{name} is {value!r}, which is neither yes nor no; set it to 1 or 0.")

    def number(self, name: str, default: int, *, least: int = 0, most: int = 1_000_000) -> int:
        value = self.raw(name)
        if value is None:
            return default
        right = f"set it to a whole number from {least} to {most}"
        if not re.fullmatch(r"-?[0-9]{1,9}", value):
            raise BadSetting(f"{name} is {value!r}, which is not a whole number; {right}.")
        if not least <= int(value) <= most:
            raise BadSetting(f"{name} is {value}, which is out of range; {right}.")
        return int(value)

    def numbers(self, name: str, default: tuple[int, ...], *, most: int) -> tuple[int, ...]:
        """Numbers of days from 0 to `most`, separated by commas; largest first, no doubles."""
        value = self.raw(name)
        if value is None:
            return default
        parts = [part.strip() for part in value.split(",")]
        if not all(re.fullmatch(r"[0-9]{1,9}", part) and int(part) <= most for part in parts):
            raise BadSetting(
                f"{name} is {value!r}, which is not a list of whole numbers up to {most}; "
                "set it to numbers of days separated by commas, such as 365,180,90,30,7."
            )
        return tuple(sorted({int(part) for part in parts}, reverse=True))

    def words(
        self, name: str, default: tuple[str, ...] | None = None, *, example: str = ""
    ) -> list[str]:
        """Words separated by commas or blanks; required where there is no default."""
        value = self.raw(name)
        if value is None:
            if default is None:
                raise BadSetting(f"{name} is not set; set it to {example}.")
            return list(default)
        return [word for word in re.split(r"[,\s]+", value) if word]

    def secret(self, name: str) -> str:
        """At least 50 characters, of which five differ: what Django's own check asks for."""
        how = 'set it to the output of python -c "import secrets; print(secrets.token_urlsafe(50))"'
        value = self.raw(name)
        if value is None:
            raise BadSetting(f"{name} is not set; {how}.")
        if len(value) < 50 or len(set(value)) < 5:
            raise BadSetting(f"{name} is too short or too simple to protect sign-in; {how}.")
        return value

    def hosts(self, name: str) -> list[str]:
        example = "the host names this site answers to, such as treaties.example.org"
        found = self.words(name, example=example)
        for host in found:
            if (
                host == "*"
                or "/" in host
                or not re.fullmatch(r"\.?[A-Za-z0-9.\-]+|\[[0-9a-fA-F:]+\]", host)
            ):
                raise BadSetting(
                    f"{name} contains {host!r}, which is not a host name; set it to {example}."
                )
        return found

    def origins(self, name: str, default: tuple[str, ...]) -> list[str]:
        found = self.words(name, default)
        for origin in found:
            if not re.fullmatch(r"https?://[^/\s?#@]+", origin):
                raise BadSetting(
                    f"{name} contains {origin!r}, which is not an origin; set it to scheme and "
                    "host without a path, such as https://treaties.example.org."
                )
        return found

    def framers(self, name: str) -> list[str]:
        """Origins that may show a page within theirs, each named in full; none by default."""
        found = self.words(name, ())
        for origin in found:
            if not re.fullmatch(
                r"https?://[A-Za-z0-9](?:[A-Za-z0-9.\-]*[A-Za-z0-9])?(?::\d{1,5})?", origin
            ):
                raise BadSetting(
                    f"{name} contains {origin!r}, which is not one site; set it to scheme and host "
                    "without a path, such as https://portal.example.org, and name each site."
                )
        return found

    def zone(self, name: str, default: str = "UTC") -> str:
        """A time zone by its name in the IANA database, such as Pacific/Auckland."""
        value = self.raw(name)
        if value is None or is_zone(value):
            return value or default
        near = nearest_zone(value)
        right = f"set it to {near}" if near else "set it to a name such as Europe/Paris or UTC"
        raise BadSetting(f"{name} is {value!r}, which is no time zone known here; {right}.")

    def site(self, name: str, default: str | None) -> str:
        """The address people type, without the last slash: links in mails begin so."""
        example = "the address people open, such as https://treaties.example.org"
        value = self.text(name, default, example=example)
        parts = _split(name, value, example)
        if (
            parts.scheme not in ("http", "https")
            or not parts.hostname
            or parts.query
            or parts.fragment
        ):
            raise BadSetting(
                f"{name} is {value!r}, which is not a web address; set it to {example}."
            )
        return value.rstrip("/")

    def database(self, name: str) -> dict[str, Any]:
        """DATABASE_URL as Django's DATABASES entry; `?host=/dir` names a folder of sockets."""
        example = "postgresql://USER:PASSWORD@HOST:5432/NAME"
        value = self.raw(name)
        if value is None:
            raise BadSetting(
                f"{name} is not set; set it to {example}, or `make run` brings a server."
            )
        parts = _split(name, value, example)
        if parts.scheme not in ("postgres", "postgresql"):
            raise BadSetting(
                f"{name} begins with {parts.scheme or 'no scheme'}://, which is not PostgreSQL; "
                f"set it to {example}."
            )
        database = unquote(parts.path.lstrip("/"))
        if not database:
            raise BadSetting(f"{name} names no database after the host; set it to {example}.")
        options: dict[str, Any] = dict(parse_qsl(parts.query))
        host = options.pop("host", None) or unquote(parts.hostname or "")
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": database,
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": host,
            "PORT": str(_port(name, value, example) or ""),
            "OPTIONS": options,
        }

    def broker(self, name: str) -> str:
        """CELERY_BROKER_URL, checked: RabbitMQ, or Valkey and Redis over TCP or a socket."""
        example = (
            "amqp://USER:PASSWORD@HOST:5672/VHOST, redis://HOST:6379/0 or redis+socket:///PATH"
        )
        value = self.text(name, example=example)
        parts = _split(name, value, example)
        if parts.scheme not in BROKER_SCHEMES:
            raise BadSetting(
                f"{name} begins with {parts.scheme or 'no scheme'}://, which is neither RabbitMQ "
                f"nor Valkey; set it to {example}."
            )
        there = parts.path if parts.scheme == "redis+socket" else parts.hostname
        if not there and parts.scheme != "memory":
            raise BadSetting(f"{name} names no server; set it to {example}.")
        _port(name, value, example)
        return value

    def cache(self, name: str, broker: str) -> str:
        """CACHE_URL as the broker's URL is written, or the broker itself where it is Redis or
        Valkey; "" if neither is.
        """
        value = self.raw(name)
        if value is None:
            return address_of(broker)
        found = address_of(self.broker(name))
        if not found:
            raise BadSetting(
                f"{name} is not the address of a Valkey or Redis; set it to redis://HOST:6379/1 or "
                "redis+socket:///PATH."
            )
        return found

    def mailbox(self, name: str) -> Mailbox | None:
        """EMAIL_URL as an SMTP server, or None where it is not set: mail then goes to a folder."""
        value = self.raw(name)
        if value is None:
            return None
        example = "smtp+tls://USER:PASSWORD@HOST:587 (or smtp:// or smtp+ssl://)"
        parts = _split(name, value, example)
        if parts.scheme not in MAIL_SCHEMES:
            raise BadSetting(
                f"{name} begins with {parts.scheme or 'no scheme'}://, which is not SMTP; "
                f"set it to {example}."
            )
        if not parts.hostname:
            raise BadSetting(f"{name} names no mail server; set it to {example}.")
        return Mailbox(
            host=parts.hostname,
            port=_port(name, value, example) or MAIL_SCHEMES[parts.scheme],
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            use_tls=parts.scheme == "smtp+tls",
            use_ssl=parts.scheme == "smtp+ssl",
        )

    def sender(self, name: str, default: str | None) -> str:
        example = "an address, such as Treaty Timeline <treaties@example.org>"
        value = self.text(name, default, example=example)
        if not re.fullmatch(r"(?:[^<>\r\n]*<)?[^@<>\s]+@[^@<>\s]+>?", value):
            raise BadSetting(
                f"{name} is {value!r}, which is not a mail address; set it to {example}."
            )
        return value


def is_zone(name: str) -> bool:
    """Whether the IANA database has a time zone of this name."""
    if name in _NO_PLACE or name.startswith(("posix/", "right/")):
        return False
    try:
        ZoneInfo(name)
    except (OSError, ValueError, ZoneInfoNotFoundError):
        return False
    return True


_NO_PLACE = frozenset({"Factory", "localtime", "posixrules"})
"""Names in the database that stand for "not set" and for whatever a machine is set to."""


def nearest_zone(text: str) -> str:
    """The known time zone whose name, or whose city, is most like `text`; "" if none is, and for
    a distance such as UTC+3, which no place keeps all year.
    """
    wanted = re.sub(r"[\s\-]+", "_", text.strip().lower())
    if re.search(r"[+\-_]\d", wanted):
        return ""
    known = sorted(available_timezones() - _NO_PLACE)
    names: dict[str, str] = {}
    for name in reversed(known):  # of two zones of one city name, the first in the alphabet
        names[name.rpartition("/")[2].lower()] = name
    names |= {name.lower(): name for name in known}
    found = get_close_matches(wanted, names, n=1, cutoff=0.6)
    found = found or get_close_matches(wanted.rpartition("/")[2], names, n=1, cutoff=0.6)
    return names[found[0]] if found else ""


def _split(name: str, value: str, example: str) -> Any:
    try:
        return urlsplit(value)
    except ValueError:
        raise BadSetting(f"{name} is not a URL that can be read; set it to {example}.") from None


def _port(name: str, value: str, example: str) -> int | None:
    try:
        return urlsplit(value).port
    except ValueError:
        raise BadSetting(
            f"{name} has a port that is not a number up to 65535; set it to {example}."
        ) from None
