"""Every page that can be reached by links: one address for each route, the one with the most on it."""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from django.urls import Resolver404, resolve
from playwright.sync_api import APIRequestContext

#: Downloads and data, which are no pages; signing out would end the crawl.
NO_PAGES = {
    "account_logout",
    "city_tiles",
    "places:map",
    "places:candidates_map",
    "places:place_map",
    "assessment:measures_map",
    "reports:register",
    "reports:place",
}
EACH = 5  # pages of one route that are opened to look for links and for the richest of them
LINK = re.compile(r'href="(/[^"#]*)')


@dataclass
class Found:
    """What the crawl has seen: for each route its addresses, each with the length of its page."""

    pages: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    wrong: list[str] = field(default_factory=list)

    def richest(self) -> dict[str, str]:
        return {route: max(known, key=lambda path: known[path]) for route, known in self.pages.items() if known}


def route_of(path: str) -> str | None:
    """The name of the route; nothing for static files, data, and addresses outside the pages."""
    try:
        name = resolve(path.split("?", maxsplit=1)[0]).view_name
    except Resolver404:
        return None
    return None if name in NO_PAGES or name.startswith("api") else name


def crawl(asking: APIRequestContext, start: str = "/") -> Found:
    """Follow links from page to page, a few pages of each route. A link that does not answer 200 is wrong."""
    found, waiting, seen = Found(), [start], {start}
    while waiting:
        path = waiting.pop(0)
        route = route_of(path)
        if route is None or len(found.pages[route]) >= EACH:
            continue
        answer = asking.get(path)
        if answer.status != 200:
            found.wrong.append(f"{answer.status} {path}")
            continue
        text = answer.text()
        found.pages[route][path] = len(text)
        fresh = [link.replace("&amp;", "&") for link in LINK.findall(text)]
        waiting += [link for link in dict.fromkeys(fresh) if link not in seen]
        seen.update(fresh)
    return found
