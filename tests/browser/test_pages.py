"""Every page of the demonstration that links lead to: it answers, fits a phone, keeps to the policy, and axe finds nothing in it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from parvis.cli.demo import PASSWORD
from tests.browser.conftest import WIDTHS, Server, faults
from tests.browser.walk.crawl import Found, crawl
from tests.browser.walk.person import Person

pytestmark = pytest.mark.browser

PEOPLE = ("coordinator", "administrator", "police")  # the later ones for pages that the first does not reach
HEAD = """() => {
    const ids = [...document.querySelectorAll('[id]')].map(one => one.id)
    return [document.title.trim(), document.querySelectorAll('h1').length, ids.filter((id, n) => ids.indexOf(id) < n)]
}"""


def enter(demo: Server, opening: Callable[..., Page], name: str, troubles: list[str]) -> Person:
    person = Person(opening(demo, reduced_motion="reduce"), "demo", troubles)  # no colour is caught half way
    person.page.goto("/accounts/login/")
    person.enter(f"{name}@valombre.example", PASSWORD)
    return person


DRAWN = "() => [...document.querySelectorAll('[data-map]')].every((map) => 'ready' in map.dataset || map.hidden)"


def examine(person: Person, path: str) -> None:
    """Wide and narrow, light and dark; the page is loaded once."""
    page = person.page
    answer = page.goto(path)
    if answer is None or answer.status != 200:
        person.troubles.append(f"{path}: {answer and answer.status}")
        return
    page.wait_for_function(DRAWN)  # nobody turns the phone before the map is there
    title, headings, twice = page.evaluate(HEAD)
    if not title or title.startswith("·") or headings != 1:
        person.troubles.append(f"{path}: title {title!r}, {headings} h1")
    if twice:
        person.troubles.append(f"{path}: more than one element has the id {twice}")
    for width in WIDTHS:
        page.set_viewport_size(dict(zip(("width", "height"), WIDTHS[width], strict=True)))  # type: ignore[arg-type]  # a size
        person.look(width)
    page.emulate_media(color_scheme="dark")
    person.troubles += [f"dark: {fault}" for fault in faults(page, rules=["color-contrast"])]
    page.emulate_media(color_scheme="light")


def test_every_page_that_links_lead_to(demo: Server, opening: Callable[..., Page]):
    troubles: list[str] = []
    examined: set[str] = set()
    for name in PEOPLE:
        person = enter(demo, opening, name, troubles)
        found: Found = crawl(person.page.context.request)
        troubles += [f"{name}: {wrong}" for wrong in found.wrong]
        for route, path in sorted(found.richest().items()):
            if route not in examined:
                examine(person, path)
        examined |= set(found.pages)
    assert not troubles, "\n" + "\n".join(troubles)
    assert len(examined) > 60, f"the crawl ended early: {sorted(examined)}"
