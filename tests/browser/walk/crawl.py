"""Every page that can be reached by links: one address for each route, the one with the most on it."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.urls import Resolver404, resolve
from playwright.sync_api import APIRequestContext

NO_PAGES = {"account_logout"}  # signing out would end the crawl
EACH = 5  # answers of one route that are asked for, to look for links and for the richest page of them
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
    """Follow links, a few of each route. One that does not answer 200 is wrong; a download or data is no page."""
    found, waiting, seen = Found(), [start], {start}
    asked: Counter[str] = Counter()
    while waiting:
        path = waiting.pop(0)
        route = route_of(path)
        if route is None or asked[route] >= EACH:
            continue
        asked[route] += 1
        answer = asking.get(path)
        if answer.status != 200:
            found.wrong.append(f"{answer.status} {path}")
            continue
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        text = answer.text()
        found.pages[route][path] = len(text)
        fresh = [link.replace("&amp;", "&") for link in LINK.findall(text)]
        waiting += [link for link in dict.fromkeys(fresh) if link not in seen]
        seen.update(fresh)
    return found
