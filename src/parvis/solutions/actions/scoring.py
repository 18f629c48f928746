"""Scoring: begun by whoever leads, done by each expert alone, ended by whoever leads."""

from collections.abc import Mapping
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.access.errors import Refused
from parvis.access.queries import require
from parvis.access.roles import Can
from parvis.content.schemas import CriteriaPack
from parvis.journal.actions import record, verb
from parvis.people.models import Account
from parvis.solutions import events
from parvis.solutions.actions.comparing import locked
from parvis.solutions.actions.trying import open_for_scores
from parvis.solutions.actions.weighing import fixed
from parvis.solutions.models import Comparison, Interest, Kind, Option, Score
from parvis.solutions.queries.scoring import counting
from parvis.solutions.queries.thread import criteria_of

AT_LEAST = 2


class Opinion(NamedTuple):
    """What an expert gives on one criterion: a value, why, what it rests on, and how sure they are."""

    value: int
    reason: str = ""
    evidence: str = ""
    link: str = ""
    confidence: str = ""


@verb(events.ScoringStarted)
def start_scoring(actor: Account, comparison: Comparison) -> Comparison:
    """Let the experts score, under weights that are fixed now at the latest."""
    current = locked(actor, comparison, Can.SOLVE, Comparison.State.DRAFT)
    options = list(current.options.order_by("created", "pk").values_list("pk", flat=True))
    if len(options) < AT_LEAST:
        raise Refused(
            _("A choice needs at least two options. Add another first; one of them may leave the place as it is.")
        )
    current = fixed(current)
    current.state = Comparison.State.SCORING
    current.version += 1
    current.save()
    event = events.ScoringStarted(weights_sha256=current.weights_sha256, options=options)
    record(actor, event, object_id=current.pk, place_id=current.place_id, marking=current.marking)
    return current


@verb(events.OptionScored)
def score_option(actor: Account, option: Option, given: Mapping[str, Opinion], *, kind: str = Kind.DESK) -> list[Score]:
    """Give one option an opinion on criteria, as oneself. Given again, it replaces one's own score of that kind."""
    desk = kind == Kind.DESK
    state = Comparison.State.SCORING if desk else Comparison.State.SCORED
    comparison = locked(actor, option.comparison, Can.JUDGE, state)
    if not desk:
        open_for_scores(comparison, option.pk, kind)
    _unbiased(actor, comparison, option)
    _scorable(criteria_of(comparison), given)
    kept = [
        Score.objects.update_or_create(
            option=option,
            kind=kind,
            criterion=code,
            account=actor,
            defaults={"place_id": option.place_id, **one._asdict()},
        )[0]
        for code, one in given.items()
    ]
    event = events.OptionScored(comparison=comparison.pk, criteria=len(kept))
    record(actor, event, object_id=option.pk, place_id=option.place_id, marking=comparison.marking)
    return kept


def _unbiased(actor: Account, comparison: Comparison, option: Option) -> None:
    """Refused until the expert has declared, and for the options that an interest touches."""
    declared = Interest.objects.filter(comparison=comparison, account=actor).first()
    if declared is None:
        raise Refused(_("Say first whether you have an interest in one of the options. Nothing was saved yet."))
    if declared.ruling == Interest.Ruling.OUT:
        raise Refused(
            _("You are left out of this scoring because of your interest: %(reason)s Nothing was saved.")
            % {"reason": declared.ruling_reason}
        )
    if declared.options.filter(pk=option.pk).exists():
        raise Refused(
            _("You have declared an interest in this option, so you do not score it. Your other scores are kept.")
        )


def _scorable(pack: CriteriaPack, given: Mapping[str, Opinion]) -> None:
    levels = {level.value for level in pack.scale}
    if not given or set(given) - {c.code for c in pack.criteria}:
        raise Refused(_("Score the criteria of this comparison. Nothing was saved."))
    if any(one.value not in levels for one in given.values()):
        raise Refused(
            _("A score goes from %(low)d to %(high)d. Nothing was saved.") % {"low": min(levels), "high": max(levels)}
        )
    if any(one.confidence not in {"", *Score.Confidence.values} for one in given.values()):
        raise Refused(_("How sure you are is low, medium or high. Nothing was saved."))
    for code, one in given.items():
        try:
            if one.link:
                URLValidator(schemes=["http", "https"])(one.link)
        except ValidationError:
            raise Refused(
                _("This is no address of a page: it begins with https://. Nothing was saved."), f"link_{code}"
            ) from None


@verb(events.ScoringEnded)
def end_scoring(actor: Account, comparison: Comparison) -> Comparison:
    """Close the scoring; from here on everybody sees all scores. Every field needs at least one score."""
    require(actor, Can.SOLVE, comparison)
    current = locked(actor, comparison, Can.SOLVE, Comparison.State.SCORING)
    given = counting(Score.objects.filter(option__comparison=current, kind=Kind.DESK))
    fields = current.options.count() * len(criteria_of(current).criteria)
    missing = fields - given.order_by().values("option", "criterion").distinct().count()
    if missing:
        raise Refused(
            ngettext(
                "One score is still missing: nobody has given it. Nothing was changed: ask the experts to finish.",
                "%(n)d scores are still missing: nobody has given them. Nothing was changed: ask the experts to finish.",
                missing,
            )
            % {"n": missing}
        )
    current.state = Comparison.State.SCORED
    current.version += 1
    current.save()
    experts = given.order_by().values("account").distinct().count()
    event = events.ScoringEnded(experts=experts)
    record(actor, event, object_id=current.pk, place_id=current.place_id, marking=current.marking)
    return current
