"""Every route, every method, every actor: what the permission table says is what happens."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import yaml
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.access_matrix.world import World, make

HERE = Path(__file__).parent
PROFILES = yaml.safe_load((HERE / "profiles.yaml").read_text())
TABLE: dict[str, dict[str, Any]] = {
    name: line
    for file in sorted(HERE.glob("*.yaml"))
    if file.name != "profiles.yaml"
    for name, line in yaml.safe_load(file.read_text()).items()
}
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
# allauth's own pages (sign-in, second factor, OIDC) show an account only itself; they are walked for server errors.
ALLAUTH = ("account_", "mfa_", "socialaccount_", "openid_connect_")
ACTORS = (
    "anonymous", "suspended", "stranger", "denied", "expired", "administrator", "coordinator", "expert", "operator",
    "observer", "reader",
)  # fmt: skip


def routes(resolver: Any = None, space: str = "") -> Iterator[str]:
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from routes(entry, inner)
        elif isinstance(entry, URLPattern) and entry.name:  # allauth's social pages are included without names
            yield f"{space}{entry.name}"


def test_every_route_has_a_line_and_every_line_a_route():
    own = {name for name in routes() if not name.startswith(ALLAUTH)}
    assert own - set(TABLE) == set(), "routes without a line in the permission table"
    assert set(TABLE) - own == set(), "lines without a route"


@pytest.fixture
def world(db) -> World:
    return make()


@pytest.mark.parametrize("actor", ACTORS)
def test_the_table_is_what_happens(world, actor, enter):
    account = world.people.get(actor)
    client = enter(account) if account else Client()
    client.raise_request_exception = True
    wrong = [problem for name, line in TABLE.items() for problem in checked(client, world, actor, name, line)]
    assert wrong == []


def checked(client: Client, world: World, actor: str, name: str, line: dict[str, Any]) -> Iterator[str]:
    address = reverse(name, kwargs={part: world.ids.get(key, key) for part, key in line.get("with", {}).items()})
    for method in METHODS:
        with transaction.atomic():
            answer = client.generic(method, address, **posted(name, method, line.get("data", {})))
            transaction.set_rollback(True)
        found = outcome(answer)
        if method in line:
            profile = PROFILES[line[method]] if isinstance(line[method], str) else line[method]
            expected = profile.get(actor, profile.get("*"))
            allowed = {expected} if expected != "any" else {"ok", "login", "401", "403", "404", "405"}
        else:
            allowed = {"405", "404", "login", "403", "401"}
        if found not in allowed:
            yield f"{method} {name} as {actor}: {found}, expected {allowed}"


def posted(name: str, method: str, data: dict[str, str]) -> dict[str, Any]:
    if method == "GET":
        return {}
    if name.startswith("api:"):
        return {"data": "{}", "content_type": "application/json"}
    return {"data": urlencode(data, doseq=True), "content_type": "application/x-www-form-urlencoded"}


def outcome(answer: Any) -> str:
    if answer.status_code == 302 and "/accounts/login/" in answer.headers["Location"]:
        return "login"
    if answer.status_code in {401, 403, 404, 405}:
        return str(answer.status_code)
    return "error" if answer.status_code >= 500 else "ok"
