"""Reading the thread of places."""

from parvis.thread.queries.findings import examined, findings, grades, newest_examined, required
from parvis.thread.queries.marking import strictest
from parvis.thread.queries.overview import HomeView, home_view
from parvis.thread.queries.place import Doing, PlaceView, place_view
from parvis.thread.queries.ribbon import RibbonLink, graded, next_steps, ribbons, shown, threads

__all__ = [
    "Doing",
    "HomeView",
    "PlaceView",
    "RibbonLink",
    "examined",
    "findings",
    "graded",
    "grades",
    "home_view",
    "newest_examined",
    "next_steps",
    "place_view",
    "required",
    "ribbons",
    "shown",
    "strictest",
    "threads",
]
