"""A first wording for a need, by what an answer is to do. Whoever writes makes it fit the place; nothing is kept by itself."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from parvis.assessment.models import Vulnerability
from parvis.assessment.queries import zone_name
from parvis.solutions import queries


@dataclass(frozen=True)
class Draft:
    """One way to say it, for one security function."""

    function: str
    label: str
    text: str
    metric: str
    verified_by: str
    chosen: bool


def drafts(weakness: Vulnerability, chosen: str = "") -> list[Draft]:
    """A draft for each function that measures against this threat have, the likeliest first; all where none is known."""
    names = queries.vocabulary("functions")
    likely = queries.likely_functions(weakness) or list(names)
    where = zone_name(weakness) or _("the place")
    words = _words(where)
    return [
        Draft(code, names[code], *words[code], chosen=code == chosen)
        for code in [*likely, *(code for code in [chosen] if code not in likely)]
        if code in words
    ]


def initial(weakness: Vulnerability, chosen: str) -> dict[str, object]:
    """What the form begins with once a draft was taken, with the phase of the scenario behind the weakness."""
    scenario = weakness.scenario
    known: dict[str, object] = {"phases": [scenario.phase] if scenario and scenario.phase else []}
    draft = next((row for row in drafts(weakness, chosen) if row.chosen), None)
    if draft is None:
        return known
    facts: dict[str, object] = {"text": draft.text, "metric": draft.metric, "verified_by": draft.verified_by}
    return known | facts | {"functions": [draft.function]}


def _words(where: str) -> dict[str, tuple[str, str, str]]:
    """Function to text, metric and proof. `where` is the zone in the words of the place."""
    place = {"where": where}
    return _afterwards(place) | {
        "alert": (
            _("Everybody in this part is told within a set time what to do: %(where)s.") % place,
            _("Time from the decision to the message, and the share of people whom it reaches"),
            "exercise",
        ),
        "surveil": (
            _("Somebody on duty can see what is going on here at all hours in use: %(where)s.") % place,
            _("Share of the ground in view, by day and after dark"),
            "inspection",
        ),
        "respond": (
            _("Somebody who may act is here within a set time, with a way in that is free: %(where)s.") % place,
            _("Time from the call to arrival on the spot"),
            "exercise",
        ),
        "protect": (
            _("People here are kept apart from what could harm them, or find shelter: %(where)s.") % place,
            _("What holds, tried on site; room for how many"),
            "test",
        ),
    }


def _afterwards(place: dict[str, str]) -> dict[str, tuple[str, str, str]]:
    """The other half of the words."""
    return {
        "detect": (
            _("A sign is noticed and passed on before harm begins: %(where)s.") % place,
            _("Share of planted signs that somebody notices, and the time until they are passed on"),
            "exercise",
        ),
        "overcome": (
            _("Afterwards people are cared for, and life returns within a set time: %(where)s.") % place,
            _("Hours until the place is in use again; who looks after those concerned"),
            "document",
        ),
        "improvise": (
            _("When the plan does not fit, somebody may decide, and everybody knows who: %(where)s.") % place,
            _("Time to a first decision in a situation that no plan foresees"),
            "exercise",
        ),
        "restrict": (
            _("What has no business here cannot enter, and everybody else still can: %(where)s.") % place,
            _("Ways in that are open; clear width for wheelchairs and rescue"),
            "test",
        ),
        "adapt": (
            _("What an exercise or an incident shows changes the plan within a set time: %(where)s.") % place,
            _("Days from the observation to the change"),
            "document",
        ),
    }
