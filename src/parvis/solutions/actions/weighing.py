"""Weights: everybody may give their own, whoever leads proposes the agreed set, and it is fixed before any answer is opened."""

from collections.abc import Mapping

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from parvis.access.errors import Conflict, Refused
from parvis.access.roles import Can
from parvis.content.language import said
from parvis.engines import choice
from parvis.journal.actions import record, verb
from parvis.people.models import Account
from parvis.solutions import events, rules
from parvis.solutions.actions.comparing import locked
from parvis.solutions.models import Comparison, Weighing
from parvis.solutions.queries.thread import criteria_of, heads_of


@verb(events.OwnWeightsGiven)
def give_weights(actor: Account, comparison: Comparison, *, way: str, given: Mapping[str, int]) -> Weighing:
    """Say how much each criterion counts for oneself. Given again, it replaces one's own; the journal holds no values."""
    current = _unfixed(actor, comparison, Can.JUDGE)
    weights, ratio = _weighed(current, way, given)
    made, _new = Weighing.objects.update_or_create(
        comparison=current, account=actor,
        defaults={"place_id": current.place_id, "way": way, "given": dict(given), "weights": weights, "ratio": ratio,
                  "given_on": timezone.now()},
    )  # fmt: skip
    event = events.OwnWeightsGiven(comparison=current.pk, way=way)
    record(actor, event, object_id=made.pk, place_id=made.place_id, marking=current.marking)
    return made


def _weighed(comparison: Comparison, way: str, given: Mapping[str, int]) -> tuple[dict[str, int], float | None]:
    """Whole weights that follow from the answers, and how far pairs contradict each other."""
    pack = criteria_of(comparison)
    codes = [c.code for c in pack.criteria if not c.knock_out]
    if way == Weighing.Way.DIRECT:
        _usable(given, codes)
        return dict(given), None
    try:
        if way == Weighing.Way.SWING:
            if set(given) != set(codes):
                raise Refused(weights_refusal("unknown", 0))
            shares = choice.swing([given[code] for code in codes])
            return rules.whole(dict(zip(codes, shares.tolist(), strict=True))), None
        if way == Weighing.Way.PAIRS:
            under = heads_of(pack)
            found = choice.pairwise(rules.pair_table(list(under), given))
            heads = dict(zip(under, found.weights.tolist(), strict=True))
            return rules.handed_down(heads, under, comparison.weights), found.cr
    except choice.ChoiceError as error:
        raise Refused(_("%(fault)s Nothing was saved.") % {"fault": said(error.statement)}) from None
    raise Refused(_("Weights are given directly, by swings or in pairs. Nothing was saved."), "way")


@verb(events.WeightsSet)
def set_weights(
    actor: Account, comparison: Comparison, weights: Mapping[str, int], *, version: int, reason: str = ""
) -> Comparison:
    """Propose the set that is agreed. Where people gave their own, the reason says how it came about."""
    current = _unfixed(actor, comparison, Can.SOLVE)
    if current.version != version:
        raise Conflict
    _usable(weights, [c.code for c in criteria_of(current).criteria if not c.knock_out])
    if not reason.strip() and current.weighings.exists():
        raise Refused(
            _("People have given their own weights: say how the agreed set came about. Nothing was saved."), "reason"
        )
    current.weights, current.weights_reason = dict(weights), reason.strip()
    current.version += 1
    current.save()
    event = events.WeightsSet(weights=current.weights)
    record(actor, event, object_id=current.pk, place_id=current.place_id, marking=current.marking)
    return current


@verb(events.WeightsFixed)
def fix_weights(actor: Account, comparison: Comparison) -> Comparison:
    """Fix the agreed set and put its digest into the journal: from here on answers may be opened."""
    current = fixed(_unfixed(actor, comparison, Can.SOLVE))
    event = events.WeightsFixed(weights_sha256=current.weights_sha256)
    record(actor, event, object_id=current.pk, place_id=current.place_id, marking=current.marking)
    return current


def fixed(current: Comparison) -> Comparison:
    """The comparison with its weights fixed, now or earlier."""
    if current.weights_fixed:
        return current
    _usable(current.weights, [c.code for c in criteria_of(current).criteria if not c.knock_out])
    current.weights_fixed = timezone.now()
    current.weights_sha256 = rules.weights_digest(current.criteria_urn, current.criteria_version, current.weights)
    current.version += 1
    current.save()
    return current


def _unfixed(actor: Account, comparison: Comparison, can: Can) -> Comparison:
    current = locked(actor, comparison, can, Comparison.State.DRAFT)
    if current.weights_fixed:
        raise Refused(
            _("The weights were fixed on %(day)s; their digest stands in the journal. They stay: a later comparison may weigh otherwise.")
            % {"day": date_format(timezone.localtime(current.weights_fixed), "SHORT_DATETIME_FORMAT")}
        )  # fmt: skip
    return current


def _usable(weights: Mapping[str, int], codes: list[str]) -> None:
    fault = rules.weights_fault(weights, codes)
    if fault:
        raise Refused(weights_refusal(fault, sum(weights.values())))


def weights_refusal(fault: str, total: int) -> str:
    """What to tell the person whose weights cannot be used."""
    return {
        "unknown": _("Every criterion needs a weight, and no other. Nothing was saved."),
        "negative": _("A weight is a whole number from 0 up. Nothing was saved."),
        "sum": _("The weights add up to %(total)d, not 100. Nothing was saved: take from one and give to another.")
        % {"total": total},
    }[fault]
