"""Schemas of the content packs: strict, versioned, in several languages."""

from parvis.content.schemas.common import Text
from parvis.content.schemas.criteria import CriteriaPack
from parvis.content.schemas.duties import DutiesPack
from parvis.content.schemas.exercise import ExercisePack
from parvis.content.schemas.indicators import IndicatorsPack
from parvis.content.schemas.measures import Measure, MeasuresPack
from parvis.content.schemas.method import MethodPack
from parvis.content.schemas.places import PlacesPack
from parvis.content.schemas.plan import PlanPack
from parvis.content.schemas.threats import ThreatsPack
from parvis.content.schemas.workshops import WorkshopsPack

Pack = (
    ThreatsPack
    | PlacesPack
    | MethodPack
    | MeasuresPack
    | CriteriaPack
    | ExercisePack
    | IndicatorsPack
    | WorkshopsPack
    | DutiesPack
    | PlanPack
)

#: The schema of each kind of pack.
KINDS: dict[str, type[Pack]] = {
    "threats": ThreatsPack,
    "places": PlacesPack,
    "method": MethodPack,
    "measures": MeasuresPack,
    "criteria": CriteriaPack,
    "exercise": ExercisePack,
    "indicators": IndicatorsPack,
    "workshops": WorkshopsPack,
    "duties": DutiesPack,
    "plan": PlanPack,
}

__all__ = [
    "KINDS",
    "CriteriaPack",
    "DutiesPack",
    "ExercisePack",
    "IndicatorsPack",
    "Measure",
    "MeasuresPack",
    "MethodPack",
    "Pack",
    "PlacesPack",
    "PlanPack",
    "Text",
    "ThreatsPack",
    "WorkshopsPack",
]
