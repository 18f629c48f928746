"""When a survey takes answers, and when its figures move on."""

from datetime import date
from typing import Literal

from parvis.engines.privacy import PARTNERS, PUBLIC

Door = Literal["draft", "early", "open", "over"]


def door(state: str, opens: date, closes: date, today: date) -> Door:
    """Whether somebody with the link may answer today."""
    if state == "draft":
        return "draft"
    if state == "closed" or today > closes:
        return "over"
    return "open" if today >= opens else "early"


def step(answers: int, published: int) -> Literal["public", "partners"] | None:
    """Which figures are due when `answers` have come and `published` of them are in the last public figures.

    Public figures move when 11 further answers are in: subtracting two of them tells about 11 people at least.
    Partners see one step in between, 5 further on and 6 before the next. Closing the survey publishes nothing more:
    the last few answers would stand out alone.
    """
    further = answers - published
    if further >= PUBLIC:
        return "public"
    return "partners" if further == PARTNERS else None


def missing(answers: int, published: int) -> int:
    """How many more answers the next public figures need."""
    return max(0, PUBLIC - (answers - published))
