"""Reading what may be done together under one budget."""

from parvis.solutions.queries.portfolio.front import Chosen, Front, Row, Step, chosen, front
from parvis.solutions.queries.portfolio.judged import usual_years
from parvis.solutions.queries.portfolio.numbers import Line, Numbers, Risk, numbers
from parvis.solutions.queries.portfolio.reading import offered, studies, study

__all__ = [
    "Chosen",
    "Front",
    "Line",
    "Numbers",
    "Risk",
    "Row",
    "Step",
    "chosen",
    "front",
    "numbers",
    "offered",
    "studies",
    "study",
    "usual_years",
]
