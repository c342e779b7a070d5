"""/healthz: what monitoring asks."""

import pytest
from django.db import connection
from django.test import Client


@pytest.mark.django_db
def test_healthz_names_every_part(client: Client) -> None:
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.json() == {"database": "ok", "schema": "ok", "broker": "ok"}


@pytest.mark.django_db
def test_healthz_tells_a_schema_that_is_behind_the_code(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM django_migrations WHERE app = 'treaties' AND name ="
            " (SELECT max(name) FROM django_migrations WHERE app = 'treaties') RETURNING name"
        )
        (missing,) = cursor.fetchone()
    response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json()["schema"] == (
        f"behind the code by 1 migration, from treaties.{missing} on; run: manage.py migrate"
    )
