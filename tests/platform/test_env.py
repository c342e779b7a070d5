"""A missing or malformed variable stops the start with a sentence that says what to set."""

import os
import subprocess
import sys

import pytest

from timeline.embedded.paths import CHECKOUT
from timeline.env import BadSetting, Env, Mailbox

PRODUCTION = {
    "SECRET_KEY": "k7Vq2Zr9_Xw4Lm8Tn1Bc6Yd3Hf5Gj0Ps-Qe7Ra9Uv2Io4Kl6Mz8Nx1",
    "ALLOWED_HOSTS": "treaties.example.org",
    "SITE_URL": "https://treaties.example.org",
    "CSRF_TRUSTED_ORIGINS": "https://treaties.example.org",
    "DATABASE_URL": "postgresql://timeline:s3cret@db.example.org:5432/timeline",
    "CELERY_BROKER_URL": "amqp://timeline:s3cret@mq.example.org:5672/timeline",
    "EMAIL_URL": "smtp+tls://mailer:s3cret@smtp.example.org",
    "DEFAULT_FROM_EMAIL": "Treaty Timeline <treaties@example.org>",
}


@pytest.mark.parametrize(
    ("reader", "value", "said"),
    [
        ("secret", "", "SETTING is not set; set it to the output of"),
        ("secret", "short", "SETTING is too short or too simple"),
        ("hosts", "", "SETTING is not set; set it to the host names"),
        ("hosts", "*", "SETTING contains '*', which is not a host name"),
        ("hosts", "https://a.example", "which is not a host name"),
        ("framers", "*", "SETTING contains '*', which is not one site"),
        ("framers", "https://*.example.org", "name each site"),
        ("framers", "https://a.example/path", "without a path"),
        ("framers", "https://a.example;script-src", "which is not one site"),
        ("framers", "'self'", "which is not one site"),
        ("framers", "data:", "which is not one site"),
        ("database", "", "SETTING is not set; set it to postgresql://"),
        ("database", "mysql://a/b", "begins with mysql://, which is not PostgreSQL"),
        ("database", "postgresql://host", "names no database after the host"),
        ("database", "postgresql://h:99999/x", "a port that is not a number up to 65535"),
        ("broker", "", "SETTING is not set; set it to amqp://"),
        ("broker", "kafka://x", "begins with kafka://, which is neither RabbitMQ nor Valkey"),
        ("broker", "redis://", "names no server"),
        (
            "zone",
            "Pacific/Aukland",
            "SETTING is 'Pacific/Aukland', which is no time zone known here",
        ),
        ("zone", "Pacific/Aukland", "set it to Pacific/Auckland."),
        ("zone", "teheran", "set it to Asia/Tehran."),
        ("zone", "New York", "set it to America/New_York."),
        ("zone", "UTC+3", "set it to a name such as Europe/Paris or UTC."),
        ("zone", "Factory", "set it to"),
        ("zone", "/etc/localtime", "set it to"),
        ("zone", "Europe", "set it to"),
        ("mailbox", "imap://x", "begins with imap://, which is not SMTP"),
        ("mailbox", "smtp://", "names no mail server"),
    ],
)
def test_a_bad_value_is_answered_by_one_sentence_that_names_it(
    reader: str, value: str, said: str
) -> None:
    with pytest.raises(BadSetting) as refused:
        getattr(Env({"SETTING": value}), reader)("SETTING")
    sentence = str(refused.value)
    assert said in sentence
    assert sentence.startswith("SETTING ")
    assert "set it to" in sentence
    assert sentence.endswith((".", ")"))


@pytest.mark.parametrize("url", ["kafka://u:hunter2@x/", "amqp://u:hunter2@x:notaport/"])
def test_a_sentence_never_repeats_a_password(url: str) -> None:
    with pytest.raises(BadSetting) as refused:
        Env({"X": url}).broker("X")
    assert "hunter2" not in str(refused.value)


def test_numbers_flags_and_leads_are_read_strictly() -> None:
    env = Env({"N": "12", "F": "yes", "L": "30, 7,365,7", "BAD": "1o"})
    assert env.number("N", 1) == 12
    assert env.flag("F", False) is True
    assert env.numbers("L", (), most=400) == (365, 30, 7)
    for reader in (
        lambda: env.number("BAD", 1),
        lambda: env.number("N", 1, most=10),
        lambda: env.flag("BAD", True),
        lambda: env.numbers("BAD", (), most=9),
    ):
        with pytest.raises(BadSetting):
            reader()


def test_a_database_url_keeps_escapes_and_folders_of_sockets() -> None:
    found = Env({"D": "postgresql://me:p%40ss@/treaties?host=/run/pg"}).database("D")
    assert (found["HOST"], found["PASSWORD"], found["NAME"]) == ("/run/pg", "p@ss", "treaties")


@pytest.mark.parametrize(
    ("url", "port", "tls", "ssl"),
    [
        ("smtp://h", 25, False, False),
        ("smtp+tls://h", 587, True, False),
        ("smtp+ssl://h", 465, False, True),
        ("smtp://h:2525", 2525, False, False),
    ],
)
def test_a_mail_url_says_port_and_encryption(url: str, port: int, tls: bool, ssl: bool) -> None:
    assert Env({"E": url}).mailbox("E") == Mailbox("h", port, use_tls=tls, use_ssl=ssl)


def manage(environment: dict[str, str], *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        env={"PATH": os.environ["PATH"], **environment},
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize(
    "missing",
    [
        "SECRET_KEY",
        "ALLOWED_HOSTS",
        "SITE_URL",
        "DATABASE_URL",
        "CELERY_BROKER_URL",
        "DEFAULT_FROM_EMAIL",
    ],
)
def test_a_start_without_a_required_variable_says_which(missing: str) -> None:
    left = {name: value for name, value in PRODUCTION.items() if name != missing}
    refused = manage(left, "check")
    assert refused.returncode == 1
    assert refused.stderr.startswith(f"Treaty Timeline cannot start: {missing} is not set; set it")
    assert len(refused.stderr.strip().splitlines()) == 1


def test_nobody_may_frame_us_until_sites_are_named() -> None:
    assert Env({}).framers("SETTING") == []
    named = Env({"SETTING": "https://portal.example.org, http://localhost:8080"})
    assert named.framers("SETTING") == ["https://portal.example.org", "http://localhost:8080"]
