"""A page names all the modules that it runs, and its data, before any of them is read."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from treaties.templatetags.modules import imported

MODULES = Path(settings.BASE_DIR) / "static" / "js" / "timeline"


def test_every_module_behind_the_page_is_found_once() -> None:
    found = imported("js/timeline/main.js")
    assert len(set(found)) == len(found)
    assert set(found) < {
        f"js/timeline/{file.relative_to(MODULES).as_posix()}" for file in MODULES.rglob("*.js")
    }
    # Imported by the page's own module, and at the end of the longest chain.
    assert {"js/timeline/transport/source.js", "js/timeline/data/looks.js"} <= set(found)
    assert "js/timeline/main.js" not in found


@pytest.mark.django_db
def test_the_timeline_fetches_its_modules_and_its_manifest_at_once(client: Client) -> None:
    head = client.get("/?as_of=2001-01-01").content.decode().partition("</head>")[0]
    assert head.count('rel="modulepreload"') == len(imported("js/timeline/main.js"))
    (asked,) = re.findall(r"<link [^>]*as=\"fetch\"[^>]*>", head)
    assert 'href="/api/v1/timeline/?as_of=2001-01-01"' in asked
    # The stored data are requested first, under the build that stored them.
    (kept,) = re.findall(r"<script [^>]*last-visit[^>]*>", head)
    assert 'data-build="/static/js/timeline/main' in kept
    assert head.index(kept) < head.index('rel="stylesheet"')
