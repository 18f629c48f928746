"""The three questions of the home page."""

from dataclasses import dataclass

from parvis.exchange.models import Received
from parvis.exchange.queries.peers import received
from parvis.people.models import Account
from parvis.places import queries as places
from parvis.places.checks import Step
from parvis.places.models import Candidate, Place
from parvis.thread.queries.ribbon import RibbonLink, next_steps, shown, threads

#: Places are asked for their next steps in this order of the worst link of their thread, and only so many of them.
URGENCY = {"contradicted": 0, "stale": 1, "missing": 2, "done": 3}
ASKED = 3


@dataclass(frozen=True)
class HomeView:
    """What needs the reader, and how the places changed last stand."""

    steps: list[tuple[Place, Step]]
    rows: list[tuple[Place, list[RibbonLink]]]
    places: int
    candidates: int  # that wait for a decision, while the register is still empty
    news: list[Received]


def home_view(account: Account, most: int = 6) -> HomeView:
    """What needs the reader today, and how the threads of the city stand. Looks at the places changed last."""
    visible = places.places(account)
    recent = list(visible.order_by("-changed", "id")[:most])
    found = threads(account, recent)
    pressing = sorted(recent, key=lambda place: min(URGENCY[link.state] for link in found[place.pk].values()))
    steps = [(place, step) for place in pressing[:ASKED] for step in next_steps(account, place, found[place.pk], 2)]
    steps.sort(key=lambda pair: pair[1].rank)
    return HomeView(
        steps[:5],
        [(place, shown(place, found[place.pk])) for place in recent],
        visible.count(),
        0 if recent else places.candidates(account).filter(state=Candidate.State.NEW).count(),
        list(received(account)[:4]),
    )
