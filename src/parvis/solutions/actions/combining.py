"""The calculation of a study: asked for, carried out in the background, cancelled, kept. It repeats safely."""

import time
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.access.errors import NotVisible, Refused
from parvis.access.models import Marking
from parvis.access.queries import require
from parvis.access.roles import Can
from parvis.engines.choice import ChoiceError
from parvis.journal.actions import record, verb
from parvis.people.models import Account
from parvis.solutions import events
from parvis.solutions.actions.portfolio import locked
from parvis.solutions.models import PortfolioStudy
from parvis.solutions.queries.portfolio import Numbers, numbers, study
from parvis.solutions.rules.portfolio import SECONDS, Outcome, Task, cheapest, combine, stored

SILENT_AFTER = timedelta(minutes=2)
#: Progress is written at most so often: every write waits for its turn.
TELL_EVERY_SECONDS = 0.5


class Cancelled(Exception):
    """Somebody asked to stop."""


@verb(events.PortfolioAsked)
def ask_combinations(actor: Account, wanted: PortfolioStudy) -> PortfolioStudy:
    """Ask for the combinations under the budget. The calculation itself is a background task."""
    current = locked(actor, wanted)
    if current.at_work:
        raise Refused(_("This study is being calculated already. Wait until it is done, or stop it."))
    task = checked(current, numbers(actor, current))
    current.state, current.asked_by = PortfolioStudy.State.WAITING, actor
    current.progress, current.cancel_asked, current.problem, current.beat = 0, False, "", timezone.now()
    current.save()
    record(actor, events.PortfolioAsked(sha256=task.fingerprint), object_id=current.pk, marking=current.marking)
    return current


def checked(current: PortfolioStudy, found: Numbers) -> Task:
    """What is to be combined; Refused where there is nothing to combine, or not under this marking."""
    task = found.task
    if found.strictest > current.marking:
        raise Refused(
            _("What these options rest on is marked %(strict)s, this study %(own)s. Nothing was calculated: mark the study as strictly, or leave those options out.")
            % {"strict": Marking(found.strictest).label, "own": Marking(current.marking).label}
        )  # fmt: skip
    if not task.candidates:
        raise Refused(_("Of no option all numbers are known. Nothing was calculated: the list says what is missing."))
    if not task.steps(()):
        raise Refused(
            _("No risk that counts lies above the lowest band: there is nothing to lower. Nothing was calculated.")
        )
    least = cheapest(task)
    if least is not None and least > task.budget:
        raise Refused(
            _("The cheapest option costs %(least)d euros with all that it needs, and the budget is %(budget)d. Nothing was calculated: raise the budget, or add a cheaper option.")
            % {"least": least, "budget": task.budget}
        )  # fmt: skip
    return task


@verb(events.PortfolioCancelAsked)
def cancel_combinations(actor: Account, wanted: PortfolioStudy) -> None:
    """Ask the calculation to stop. What was calculated before stays."""
    study(actor, wanted.pk)
    require(actor, Can.SOLVE, wanted)
    if not PortfolioStudy.objects.filter(pk=wanted.pk).exclude(state=PortfolioStudy.State.RESTING).exists():
        raise Refused(_("This calculation has ended already. Nothing was changed."))
    PortfolioStudy.objects.filter(pk=wanted.pk).update(cancel_asked=True)
    record(actor, events.PortfolioCancelAsked(), object_id=wanted.pk, marking=wanted.marking)


def carry_out(study_id: UUID | str, seconds: float = SECONDS) -> str:
    """Calculate a study that waits, to its end: the combinations are kept, or a reason why not. Answers the reason."""
    rows = PortfolioStudy.objects.filter(pk=study_id)
    if not rows.filter(state=PortfolioStudy.State.WAITING).update(
        state=PortfolioStudy.State.RUNNING, beat=timezone.now()
    ):
        return ""
    current = rows.select_related("asked_by").get()
    try:
        task = checked(current, numbers(current.asked_by, study(current.asked_by, current.pk)))
        outcome = combine(task, seconds, _watch(current.pk))
    except Cancelled:
        end_combinations(current.pk, "cancelled")
        return "cancelled"
    except (Refused, ChoiceError, NotVisible):
        end_combinations(current.pk, "changed")
        return "changed"
    except Exception:
        end_combinations(current.pk, "failed")
        raise
    keep_combinations(current.pk, outcome, task)
    return ""


def _watch(study_id: UUID) -> Callable[[str, float], None]:
    """Write now and then how far it is; stop when somebody asked to."""
    rows, told = PortfolioStudy.objects.filter(pk=study_id), [-TELL_EVERY_SECONDS]

    def tell(_step: str, done: float) -> None:
        if time.monotonic() - told[0] < TELL_EVERY_SECONDS:
            return
        told[0] = time.monotonic()
        rows.update(progress=done, beat=timezone.now())
        if rows.filter(cancel_asked=True).exists():
            raise Cancelled

    return tell


@verb(events.PortfolioEnded)
def keep_combinations(study_id: UUID, outcome: Outcome, task: Task) -> None:
    """Keep what was proved, with the numbers and rules that it rests on."""
    current = PortfolioStudy.objects.select_related("asked_by").select_for_update(of=("self",)).get(pk=study_id)
    current.result, current.result_of, current.calculated = stored(outcome, task), task.fingerprint, timezone.now()
    current.state, current.progress, current.problem = PortfolioStudy.State.RESTING, 1.0, ""
    current.save()
    event = events.PortfolioEnded(problem="", combinations=len(outcome.points), open=outcome.open)
    record(current.asked_by, event, object_id=current.pk, marking=current.marking)


@verb(events.PortfolioEnded)
def end_combinations(study_id: UUID, problem: str) -> None:
    """Close a calculation that brought nothing: what was calculated before stays."""
    current = PortfolioStudy.objects.select_related("asked_by").select_for_update(of=("self",)).get(pk=study_id)
    current.state, current.problem = PortfolioStudy.State.RESTING, problem
    current.save(update_fields=["state", "problem"])
    event = events.PortfolioEnded(problem=problem, combinations=0, open="")
    record(current.asked_by, event, object_id=current.pk, marking=current.marking)


def reap_combinations() -> int:
    """Close calculations whose worker died, so that nobody waits for them. Returns how many."""
    silent = PortfolioStudy.objects.filter(
        state=PortfolioStudy.State.RUNNING, beat__lt=timezone.now() - SILENT_AFTER
    ).order_by("pk")
    found = list(silent.values_list("pk", flat=True))
    for pk in found:
        end_combinations(pk, "failed")
    return len(found)
