"""A study of what to do together under one budget, through its verbs and queries."""

from collections.abc import Callable
from datetime import timedelta
from itertools import combinations

import pytest
from django.utils import timezone
from tests.solutions import portfolio
from tests.solutions.portfolio import Town, asked

from parvis.access.actions import grant
from parvis.access.errors import Conflict, NotAllowed, NotVisible, Refused
from parvis.access.models import Effect, Marking
from parvis.people.models import Account
from parvis.solutions import actions, queries
from parvis.solutions.models import PortfolioStudy
from parvis.solutions.rules.portfolio import Point, kept_points


@pytest.fixture
def town(city, coordinator, joining: Callable[..., Account], square) -> Town:
    return portfolio.build(city, coordinator, joining, square)


def calculated(town: Town, study: PortfolioStudy, seconds: float = 60) -> PortfolioStudy:
    actions.ask_combinations(town.planner, study)
    assert actions.carry_out(study.pk, seconds) == ""
    return PortfolioStudy.objects.get(pk=study.pk)


def changed(town: Town, study: PortfolioStudy, **facts) -> PortfolioStudy:
    return actions.change_portfolio(town.planner, study, version=study.version, **facts)


def by_hand(town: Town, study: PortfolioStudy, allowed: Callable[[set[str]], bool]) -> set[tuple[int, float, int]]:
    """Figures of every set that keeps budget and rules, and that none beats: counted one by one."""
    task = queries.portfolio.numbers(town.planner, study).task
    points = []
    for size in range(len(town.options) + 1):
        for names in combinations(town.options, size):
            held = [one for one in task.candidates if one.option in town.ids(*names)]
            cost = sum(one.cost for one in held)
            if allowed(set(names)) and cost <= study.budget:
                left = 0
                for risk, before in task.before.items():
                    left += task.counts[risk] * (min([before, *(one.after.get(risk, before) for one in held)]) - 1)
                today = sum(task.counts[risk] * (before - 1) for risk, before in task.before.items())
                points.append(Point((), cost, round(left / today, 6), sum(one.openness for one in held)))
    kept = [one for one in points if not any(other.beats(one) for other in points)]
    return {(one.cost, one.remaining, one.openness) for one in kept}


def one_of_each(names: set[str]) -> bool:
    return not ({"Stewards", "Seats"} <= names or {"Greening", "Windows"} <= names)


def points(study: PortfolioStudy) -> list[Point]:
    assert study.result
    return kept_points(study.result)


def figures(study: PortfolioStudy) -> set[tuple[int, float, int]]:
    return {(one.cost, one.remaining, one.openness) for one in points(study)}


@pytest.mark.parametrize("budget", [5_000, 60_000, 100_000, 1_000_000])
def test_the_front_is_what_nothing_beats_under_the_budget(town, budget):
    study = calculated(town, asked(town, budget=budget))
    assert figures(study) == by_hand(town, study, one_of_each)
    assert study.result["open"] == ""
    shown = queries.portfolio.front(town.planner, study, queries.portfolio.numbers(town.planner, study))
    assert shown is not None
    assert not shown.stale
    assert shown.rows[0].point.cost == 0
    for row in shown.rows:
        assert one_of_each({one.name for one in row.options})
        assert row.point.cost <= budget
    steps = [row.step for row in shown.main]
    assert steps[0] is None
    assert all(step and step.cost > 0 and step.points >= 0 for step in steps[1:])


def test_needs_groups_and_what_counts_are_kept(town):
    needs = [town.ids("Seats", "Second way out")]
    groups = [town.ids("Second way out", "Greening")]
    risk = town.risks["quay"][0]
    study = changed(town, asked(town), needs=needs, groups=groups, counts={str(risk.pk): 3})
    study = calculated(town, study)

    def allowed(names: set[str]) -> bool:
        return (one_of_each(names) and not {"Second way out", "Greening"} <= names
                and ("Seats" not in names or "Second way out" in names))  # fmt: skip

    assert figures(study) == by_hand(town, study, allowed)
    assert all(allowed(town.names(one.options)) for one in points(study))


def test_a_risk_that_does_not_count_is_left_out(town):
    study = asked(town)
    study = changed(town, study, counts={str(story.pk): 0 for story in town.risks["quay"]})
    study = calculated(town, study)
    assert all(not town.names(one.options) & {"Windows"} or one.openness for one in points(study))
    nothing = {str(story.pk): 0 for stories in town.risks.values() for story in stories}
    study = changed(town, study, counts=nothing)
    with pytest.raises(Refused, match="nothing to lower"):
        actions.ask_combinations(town.planner, study)


def test_a_circle_means_together(town):
    circle = [town.ids("Stewards", "Greening"), town.ids("Greening", "Stewards")]
    study = calculated(town, changed(town, asked(town), needs=circle))
    for point in points(study):
        assert len(town.names(point.options) & {"Stewards", "Greening"}) in {0, 2}


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"budget": 0}, "above 0"),
        ({"budget": -5}, "above 0"),
        ({"years": 0}, "from 1 to 60"),
        ({"title": "  "}, "title"),
        ({"options": []}, "at least one"),
        ({"counts": {"x": 4}}, "from 0 to 3"),
        ({"needs": [["x", "y"]]}, "not in this study"),
    ],
)
def test_what_cannot_be_kept_is_refused(town, facts, words):
    study = asked(town)
    with pytest.raises(Refused, match=words):
        changed(town, study, **facts)
    assert PortfolioStudy.objects.get().version == 1


def test_rules_that_contradict_each_other_are_refused_by_name(town):
    study = asked(town)
    with pytest.raises(Refused, match=r"“Seats” could never be taken.*“Stewards”"):
        changed(town, study, needs=[town.ids("Seats", "Stewards")])
    with pytest.raises(Refused, match="could never be taken"):
        changed(town, study, needs=[town.ids("Seats", "Greening"), town.ids("Greening", "Second way out")],
                groups=[town.ids("Seats", "Second way out")])  # fmt: skip
    with pytest.raises(Refused, match="two different"):
        changed(town, study, needs=[town.ids("Seats", "Seats")])


def test_a_rule_leaves_with_its_option(town):
    study = changed(
        town, asked(town), needs=[town.ids("Seats", "Greening")], groups=[town.ids("Second way out", "Greening")]
    )
    study = changed(town, study, options=town.of("Seats", "Second way out"))
    assert (study.needs, study.groups) == ([], [])
    with pytest.raises(Conflict):
        actions.change_portfolio(town.planner, study, version=1, title="late")


def test_no_option_fits_the_budget(town):
    study = asked(town, "Seats", budget=1_000)
    with pytest.raises(Refused, match="costs 90000 euros"):
        actions.ask_combinations(town.planner, study)
    assert PortfolioStudy.objects.get().state == "resting"


def test_missing_numbers_are_named_and_not_guessed(town):
    planner, choice = town.planner, town.options["Stewards"].comparison
    bare = actions.add_option(planner, choice, name="Bare", measures=["stewards"])
    costed = actions.add_option(planner, choice, name="Costed", measures=["stewards"])
    actions.state_costs(planner, costed, portfolio.COSTS)
    short = actions.add_option(planner, choice, name="Short", measures=["stewards"])
    portfolio.numbered(planner, short, 10, {town.risks["square"][0]: portfolio.LOW})
    actions.state_costs(planner, short, portfolio.COSTS | {"years": 5})
    partly = actions.add_option(planner, choice, name="Partly", measures=["stewards"])
    portfolio.numbered(planner, partly, 10, {town.risks["square"][0]: portfolio.LOW})
    actions.state_costs(planner, partly, {"purchase": 10, "years": 10})
    study = actions.open_portfolio(
        planner, town.city, title="Gaps", budget=9_000, years=10,
        options=[bare, costed, short, partly, town.options["Seats"]],
    )  # fmt: skip
    found = queries.portfolio.numbers(planner, study)
    told = {line.option.name: line.why_not for line in found.missing}
    assert set(told) == {"Bare", "Costed", "Short"}
    assert "over how many years" in told["Bare"]
    assert "what is left of a risk" in told["Costed"]
    assert "over 5 years, this study adds up 10" in told["Short"]
    assert [line.option.name for line in found.at_least] == ["Partly"]
    only = actions.open_portfolio(planner, town.city, title="None", budget=9_000, years=10, options=[bare])
    with pytest.raises(Refused, match="Of no option"):
        actions.ask_combinations(planner, only)


def test_what_needs_an_option_without_numbers_is_left_out_too(town):
    planner = town.planner
    other = actions.open_comparison(planner, town.places["quay"], title="Calls", requirements=[])
    bare = actions.add_option(planner, other, name="Bare", measures=["call-down-list"])
    study = actions.open_portfolio(
        planner, town.city, title="Gaps", budget=99_000, years=10, options=[bare, *town.of("Stewards", "Greening")]
    )
    study = changed(town, study, needs=[[*town.ids("Stewards"), str(bare.pk)]])
    missing = {line.option.name: line.why_not for line in queries.portfolio.numbers(planner, study).missing}
    assert set(missing) == {"Bare", "Stewards"}
    assert "together with" in missing["Stewards"]
    assert all(town.names(one.options) <= {"Greening"} for one in points(calculated(town, study)))


def test_a_change_of_a_number_makes_the_result_old(town):
    study = calculated(town, asked(town))
    actions.state_costs(town.planner, town.options["Stewards"], portfolio.COSTS | {"purchase": 21_000})
    now = queries.portfolio.numbers(town.planner, study)
    shown = queries.portfolio.front(town.planner, study, now)
    assert shown is not None
    assert shown.stale
    point = next(row for row in shown.rows if row.point.options)
    with pytest.raises(Refused, match="calculate again"):
        actions.choose_combination(town.planner, study, point.ids)


def test_choosing_says_which_decisions_come_next(town):
    study = calculated(town, asked(town))
    ids = max(points(study), key=lambda one: one.cost).options
    study = actions.choose_combination(town.planner, study, list(ids))
    assert {str(one.option.pk) for one in queries.portfolio.chosen(town.planner, study)} == set(ids)
    assert all(one.decision is None for one in queries.portfolio.chosen(town.planner, study))
    with pytest.raises(Refused, match="not among those"):
        actions.choose_combination(town.planner, study, town.ids("Stewards", "Seats"))


def test_cancelled_or_out_of_time_or_dead(town):
    study = asked(town)
    actions.ask_combinations(town.planner, study)
    with pytest.raises(Refused, match="being calculated"):
        actions.ask_combinations(town.planner, study)
    actions.cancel_combinations(town.planner, study)
    assert actions.carry_out(study.pk) == "cancelled"
    study = PortfolioStudy.objects.get()
    assert (study.state, study.problem, study.result) == ("resting", "cancelled", None)
    with pytest.raises(Refused, match="ended already"):
        actions.cancel_combinations(town.planner, study)
    assert actions.carry_out(study.pk) == ""  # a task that comes twice
    study = calculated(town, study, seconds=0)
    assert study.result["open"] == "time"
    actions.ask_combinations(town.planner, study)
    PortfolioStudy.objects.update(state="running", beat=timezone.now() - timedelta(minutes=5))
    assert actions.reap_combinations() == 1
    study = PortfolioStudy.objects.get()
    assert study.problem == "failed"
    assert study.result["open"] == "time"  # what was there before stays


def test_strangers_readers_and_people_kept_out(town, stranger, joining, coordinator):
    study, reader = asked(town), joining("reader")
    assert queries.portfolio.study(reader, study.pk) == study
    with pytest.raises(NotVisible):
        queries.portfolio.study(stranger, study.pk)
    for verb in (actions.ask_combinations, actions.cancel_combinations):
        with pytest.raises(NotVisible):
            verb(stranger, study)
        with pytest.raises(NotAllowed):
            verb(reader, study)
    with pytest.raises(NotAllowed):
        actions.open_portfolio(reader, town.city, title="x", budget=1, years=1, options=town.of("Seats"))
    kept_out = joining("planner", 9)
    grant(coordinator, town.places["quay"], account=kept_out, effect=Effect.DENY, purpose="interest",
          until=timezone.now() + timedelta(days=9))  # fmt: skip
    assert not queries.portfolio.studies(Account.objects.get(pk=kept_out.pk)).exists()
    with pytest.raises(NotVisible):
        queries.portfolio.study(Account.objects.get(pk=kept_out.pk), study.pk)
    with pytest.raises(Refused, match="cannot come into"):
        actions.open_portfolio(
            Account.objects.get(pk=kept_out.pk), town.city, title="x", budget=1, years=1, options=town.of("Greening")
        )


def test_a_study_is_not_marked_lower_than_what_it_rests_on(town):
    study = asked(town, marking=Marking.GREEN)
    with pytest.raises(Refused, match=r"TLP:AMBER\+STRICT, this study TLP:GREEN"):
        actions.ask_combinations(town.planner, study)
