"""Hashed names: every import between our modules leads to a file that is there, what was collected
is told from what was not, and the pages of what goes wrong need none of it.
"""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory
from django.views.defaults import bad_request, page_not_found, permission_denied, server_error
from pytest_django import Settings

from timeline.collected import HINT, MARK
from timeline.embedded.paths import CHECKOUT
from timeline.failures import database_failed

IMPORT = re.compile(r"""(?:from|import)\s*\(?["'](\.[^"']+)["']""")
COMMENT = re.compile(
    r"/\*.*?\*/|^\s*//[^\n]*", re.DOTALL | re.MULTILINE
)  # types are imported there


PRODUCTION = {
    "SECRET_KEY": "k7Vq2Zr9_Xw4Lm8Tn1Bc6Yd3Hf5Gj0Ps-Qe7Ra9Uv2Io4Kl6Mz8Nx1",
    "ALLOWED_HOSTS": "treaties.example.org",
    "SITE_URL": "https://treaties.example.org",
    "DATABASE_URL": "postgresql://timeline:s3cret@db.example.org:5432/timeline",
    "CELERY_BROKER_URL": "amqp://timeline:s3cret@mq.example.org:5672/timeline",
    "EMAIL_URL": "smtp+tls://mailer:s3cret@smtp.example.org",
    "DEFAULT_FROM_EMAIL": "Treaty Timeline <treaties@example.org>",
}


def manage(static: Path, *command: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        env={"PATH": os.environ["PATH"], "STATIC_ROOT": str(static), **more},
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )


def deployed(static: Path) -> subprocess.CompletedProcess[str]:
    return manage(static, "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What collectstatic makes."""
    static = tmp_path_factory.mktemp("static")
    done = manage(static, "collectstatic", "--noinput", "--verbosity=0")
    assert done.returncode == 0, done.stderr
    return static


def test_every_import_of_a_collected_module_leads_to_a_hashed_file(collected: Path) -> None:
    modules = sorted((collected / "js").rglob("*.js"))
    assert modules
    followed = 0
    for module in modules:
        assert re.search(r"\.[0-9a-f]{12}\.js$", module.name), f"{module} has no hash in its name"
        for target in IMPORT.findall(COMMENT.sub("", module.read_text())):
            followed += 1
            assert re.search(r"\.[0-9a-f]{12}\.js$", target), f"{module.name} imports {target}"
            assert (module.parent / target).resolve().is_file(), f"{module.name} imports {target}"
    assert followed > 0


def test_production_settings_pass_the_deployment_check_with_files_of_this_version(
    collected: Path,
) -> None:
    checked = deployed(collected)
    assert checked.returncode == 0, checked.stderr
    assert "no issues" in checked.stdout
    mark = collected / MARK
    of_this_version = mark.read_text()
    mark.write_text("of an older version")
    try:
        refused = deployed(collected)
    finally:
        mark.write_text(of_this_version)
    assert refused.returncode == 1
    assert "were collected from another version than this one" in refused.stderr
    assert HINT in refused.stderr


def test_the_deployment_check_says_that_static_files_are_missing(tmp_path: Path) -> None:
    refused = deployed(tmp_path)
    assert refused.returncode == 1
    assert f"No static files are collected in {tmp_path}." in refused.stderr
    assert HINT in refused.stderr


@pytest.fixture
def nothing_collected(settings: Settings, tmp_path: Path) -> None:
    """Production's storage, over an empty folder."""
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "timeline.storage.HashedModulesStorage"},
    }


@pytest.mark.usefixtures("nothing_collected")
@pytest.mark.parametrize(
    ("view", "status"),
    [
        (lambda request: bad_request(request, SuspiciousOperation()), 400),
        (lambda request: permission_denied(request, PermissionDenied()), 403),
        (lambda request: page_not_found(request, Http404()), 404),
        (server_error, 500),
        (lambda request: database_failed(request, None), 503),
    ],
    ids=["400", "403", "404", "500", "503"],
)
def test_the_page_of_a_fault_needs_no_collected_files(
    view: Callable[[HttpRequest], HttpResponse], status: int, rf: RequestFactory
) -> None:
    answer = view(rf.get("/anywhere/"))
    assert answer.status_code == status
    said = answer.content.decode()
    assert "<h1>" in said
    assert "/static/css/base.css" in said
