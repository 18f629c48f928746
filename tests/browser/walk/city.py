"""A fresh installation: founded from the command line, its people let in through its pages."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.conftest import Server, environment, serve
from tests.browser.walk.person import Person

PASSWORD = "granite-and-tramlines"
EXPERT, WATCH = "Agente de prevenção", "Chefe de turno"  # as the administrator writes them
LEAD, POLICE, OBSERVER = "lead@porto.example", "police@porto.example", "observer@porto.example"


@dataclass
class Walk:
    """One walk through the thread: at one width, in one language."""

    server: Server
    other: Server
    width: str
    language: str
    open_page: Callable[..., Page]
    troubles: list[str] = field(default_factory=list)
    place: str = ""

    def person(self, email: str = "", server: Server | None = None) -> Person:
        """Somebody with a browser of their own, signed in where an address is given."""
        page = self.open_page(server or self.server, self.width, self.language)
        found = Person(page, f"{self.width}-{self.language}", self.troubles)
        if email:
            found.enter(email, PASSWORD)
        return found


@contextmanager
def installation(data: Path, city: str) -> Iterator[Server]:
    """Found a city with its first account, and serve it."""
    command = [sys.executable, "-m", "parvis.cli.main", "doctor", "--found", city, LEAD]
    subprocess.run(command, env=environment(data, PARVIS_FIRST_PASSWORD=PASSWORD), check=True, timeout=120)
    running = serve(data, PARVIS_CITY=city)
    try:
        yield next(running)
    finally:
        next(running, None)


def let_people_in(lead: Person) -> None:
    """The police and the fire service are other organisations; each gets one account."""
    for name, level, person, email, role in (
        ("Polícia de Segurança Pública", "national", EXPERT, POLICE, "expert"),
        ("Sapadores Bombeiros", "municipal", WATCH, OBSERVER, "observer"),
    ):
        lead.page.locator("header details.account summary").click()
        with lead.page.expect_navigation():
            lead.page.locator("header a[href='/people/']").click()
        lead.follow("/people/organisations/new/")
        lead.send({"name": name, "level": level})
        lead.send({"name": person, "email": email, "organisation": name, "role": role, "password": PASSWORD})
    assert POLICE in lead.text()
    lead.show("00-people")
