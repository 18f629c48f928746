"""Saying what is left of a risk once an option stands: a person, factor by factor, with a reason."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from parvis.access.errors import Conflict, Refused
from parvis.access.queries import require, seen, visible_to
from parvis.access.roles import Can
from parvis.assessment.models import Assessment, Scenario
from parvis.assessment.queries import method_of
from parvis.content.schemas import MethodPack
from parvis.journal.actions import record, verb
from parvis.people.models import Account
from parvis.solutions import events
from parvis.solutions.actions.shaping import newest_stage
from parvis.solutions.models import Comparison, Decision, DesignStage, Option, RiskAfter
from parvis.solutions.queries.residual import before_of, higher_than_before, rests_on


@verb(events.RiskRestated)
def state_risk(
    actor: Account,
    option: Option,
    scenario: Scenario,
    values: Mapping[str, int],
    *,
    reason: str,
    why_higher: str = "",
    version: int = 0,
) -> RiskAfter:
    """Say the level of each factor after the option, as the actor sees it. A factor left out was not judged.

    `version` is that of the actor's own statement which the form showed, 0 for none. Refused when what is left lies
    above the risk before and `why_higher` does not say why.
    """
    require(actor, Can.JUDGE, option)
    current = visible_to(actor, Option, Can.JUDGE).select_related("comparison").get(pk=option.pk)
    _rests(current)
    stage = newest_stage(actor, current)
    scenario = seen(actor, Scenario, scenario.pk)
    of = _assessment_of(actor, stage, scenario)
    method = method_of(of)
    kept = _levels(method, values)
    if not reason.strip():
        raise Refused(
            _("Say in a few words what the measures change, and why you believe it. Your values are still here."),
            "reason",
        )
    _not_higher(actor, scenario, method, kept, why_higher)
    own = RiskAfter.objects.select_for_update().filter(stage=stage, scenario=scenario, account=actor).first()
    if version != (own.version if own else 0):
        raise Conflict
    row = own or RiskAfter(stage=stage, scenario=scenario, account=actor, place_id=current.place_id, version=0)
    row.values, row.reason, row.why_higher = kept, reason.strip(), why_higher.strip()
    row.version += 1
    row.save()
    event = events.RiskRestated(option=current.pk, scenario=scenario.pk, stage=stage.kind, again=own is not None)
    record(actor, event, object_id=row.pk, place_id=row.place_id, marking=max(of.marking, current.comparison.marking))
    return row


def _rests(option: Option) -> None:
    """What a decision passed over is not judged any more; what it chose goes on."""
    if option.comparison.state == Comparison.State.DECIDED and not Decision.objects.filter(option=option).exists():
        raise Refused(_("Another option was chosen, so this one stays as it was. Nothing was saved."))


def _assessment_of(actor: Account, stage: DesignStage, scenario: Scenario) -> Assessment:
    found = rests_on(actor, stage)
    if found is None or scenario.assessment_id != found.pk:
        raise Refused(
            _("This scenario belongs to another assessment than the others of this stage. Nothing was saved.")
        )
    return found


def _levels(method: MethodPack, values: Mapping[str, int]) -> dict[str, int]:
    for code, level in values.items():
        if code not in {factor.code for factor in method.factors} or level not in method.factor(code).values:
            raise Refused(
                _("This value is not on the scale of the method. Nothing was saved: choose one of the levels."), code
            )
    if not values:
        raise Refused(_("Judge at least one factor. Nothing was saved; your words are still here."))
    return {factor.code: values[factor.code] for factor in method.factors if factor.code in values}


def _not_higher(actor: Account, scenario: Scenario, method: MethodPack, values: Mapping[str, int], why: str) -> None:
    """Neither a factor nor the band may rise above what it was before, unless somebody says why."""
    problem = higher_than_before(method, before_of(actor, scenario), values, why)
    if problem:
        raise Refused(
            _("%(problem)s Nothing was saved; what you gave is still here.") % {"problem": problem}, "why_higher"
        )
