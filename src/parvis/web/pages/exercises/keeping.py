"""The worker by which the pages of observers and players open anew on a phone without network."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from parvis.access.models import Marking
from parvis.exercises.models import Exercise
from parvis.web.pages.worker import COMMON, worker_with

ASSETS = (*COMMON, "built/htmx.min.js", "built/run.js", "parvis/clock.js", "parvis/drill.css", "parvis/playing.css")


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """It lies here so that its scope is the pages of exercises alone."""
    return worker_with(ASSETS)


def by_phone(exercise: Exercise) -> dict[str, object]:
    """What the page tells the phone: whether it may be kept, and what time it is here."""
    return {"keeps": _keeps(exercise), "now_ms": f"{timezone.now().timestamp() * 1000:.0f}"}


def _keeps(exercise: Exercise) -> bool:
    """May a phone keep the page as it was last seen? Not what is for named people only, nor when the exercise is over."""
    return not exercise.played and Marking.RED not in {exercise.marking, exercise.place.marking}
