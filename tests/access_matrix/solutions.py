"""The objects of the solutions in the world of the permission table: a comparison in each of its states."""

from datetime import timedelta

from django.utils import timezone

from parvis.assessment.actions import write_vulnerability
from parvis.people.models import Account
from parvis.solutions import actions, queries
from parvis.solutions.models import Comparison, Requirement
from tests.access_matrix.world import World


def build(world: World) -> None:
    coordinator = world.people["coordinator"]
    assert coordinator is not None
    weakness = write_vulnerability(coordinator, world.place, title="The south lane is open")
    need = actions.write_requirement(coordinator, weakness, text="No vehicle faster than walking pace")
    draft, scoring, scored, decided = (
        _opened(world, coordinator, need, title) for title in ("Draft", "Scoring", "Scored", "Decided")
    )
    for comparison in (scoring, scored, decided):
        actions.start_scoring(coordinator, comparison)
    for comparison in (scored, decided):
        _scored(coordinator, comparison)
    wardens = draft.options.get(name="Wardens")
    placement = actions.place_measure(coordinator, wardens, measure="stewards", zone_kind="perimeter")
    today = timezone.localdate()
    decision = actions.decide(
        coordinator, decided, decided.options.get(name="Wardens"), reasons="It answers the need and keeps the square open.",
        decided_by="Municipal council", decided=today, review=today + timedelta(days=365),
        conditions=[actions.Tied("Hire wardens", "Municipal police", today + timedelta(days=60))],
    )  # fmt: skip
    interest = actions.declare_interest(
        coordinator, scoring, concerns=True, what="Runs the wardens", options=[scoring.options.get(name="Wardens")]
    )
    tried = actions.prepare_trial(
        coordinator, scored, kind="demonstration", on=today, options=[scored.options.get(name="Wardens")],
        indicators=[actions.Watched("Time", "s", 60, more_is_better=False)],
    )  # fmt: skip
    study = actions.open_portfolio(coordinator, world.city, title="Next year", budget=1000, years=5, options=[wardens])
    world.ids |= {
        "study": study.pk, "evaluation": tried.pk, "option_scored": scored.options.get(name="Wardens").pk,
        "interest": interest.pk,
        "solutions_weakness": weakness.pk, "requirement": need.pk, "decision": decision.pk, "condition": decision.conditions.get().pk,
        "comparison_draft": draft.pk, "comparison_scoring": scoring.pk, "comparison_scored": scored.pk,
        "option_draft": wardens.pk, "placement": placement.pk, "option_scoring": scoring.options.get(name="Wardens").pk,
    }  # fmt: skip


def _opened(world: World, coordinator: Account, need: Requirement, title: str) -> Comparison:
    made = actions.open_comparison(coordinator, world.place, title=title, requirements=[need])
    actions.add_option(coordinator, made, name="As it is", as_it_is=True)
    actions.add_option(coordinator, made, name="Wardens", measures=["stewards"], answers={need.pk: "present"})
    return made


def _scored(coordinator: Account, comparison: Comparison) -> None:
    actions.declare_interest(coordinator, comparison, concerns=False)
    codes = [c.code for c in queries.criteria_of(comparison).criteria]
    for value, option in enumerate(comparison.options.order_by("created", "pk"), start=2):
        actions.score_option(coordinator, option, dict.fromkeys(codes, actions.Opinion(value)))
    actions.end_scoring(coordinator, comparison)
