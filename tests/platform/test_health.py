"""/healthz: what monitoring asks."""

import pytest
from django.test import Client


@pytest.mark.django_db
def test_healthz_names_database_and_broker(client: Client) -> None:
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.json() == {"database": "ok", "broker": "ok"}
