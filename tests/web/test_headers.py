"""What the browser is told: no foreign source, nothing inline, no frame, and cookies that scripts cannot read."""

import pytest
from django.test import Client


@pytest.mark.parametrize(
    "address", ["/", "/accounts/login/", "/places/", "/solutions/", "/nothing-here/", "/api/v1/places"]
)
def test_every_answer_carries_the_policy(coordinator, enter, address):
    answer = enter(coordinator).get(address)
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "blob:" not in policy
    assert "http" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"


def test_cookies_are_not_for_scripts_and_not_for_other_sites(coordinator):
    client = Client()
    coordinator.set_password("a-long-enough-password")
    coordinator.save()
    client.post("/accounts/login/", {"login": coordinator.email, "password": "a-long-enough-password"})
    session = client.cookies["sessionid"]
    assert session["httponly"]
    assert session["samesite"] == "Lax"


def test_a_write_from_another_site_is_refused(coordinator, square):
    client = Client(enforce_csrf_checks=True)
    client.force_login(coordinator, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.post(f"/places/{square.pk}/change/", {"name": "x"}).status_code == 403
    assert client.post("/api/v1/places", {}, content_type="application/json").status_code == 403
