"""Rules that read the plan from the side of one role: can these people carry it, and who if not?"""

from itertools import combinations

from parvis.engines.drill.actors import Role
from parvis.engines.drill.rules.registry import Found, View, rule


@rule("R01", "error", "roles")
def nobody_holds_it(view: View) -> Found:
    """A role that nobody holds in some duty period"""
    for role in view.plan.roles:
        empty = tuple(period for period in view.plan.period_codes if not role.on(period).holders)
        if empty:
            yield role.code, {"periods": tuple(period for period in empty if period)}


@rule("R02", "warning", "roles")
def no_deputy(view: View) -> Found:
    """A role without a deputy, in some duty period, for whose task the whole waits"""
    if view.timetable is None:
        return
    for role in view.plan.roles:
        own = [task.code for task in view.plan.tasks if role.code in task.responsible]
        critical = tuple(code for code in own if view.timetable.timings[code].slack == 0)
        if critical and any(len(role.people(period)) < 2 for period in view.plan.period_codes):  # noqa: PLR2004  # a holder and one more
            yield role.code, {"tasks": critical}


@rule("R03", "warning", "roles")
def one_person_for_two(view: View) -> Found:
    """One person who holds two roles that are busy at the same time"""
    if view.timetable is None:
        return
    busy = {role.code: view.timetable.holding(role.code) for role in view.plan.roles}
    for one, other in combinations(view.plan.roles, 2):
        both = {who for period in view.plan.period_codes for who in _both(one, other, period)}
        if both and any(a < d and c < b for a, b in busy[one.code] for c, d in busy[other.code]):
            for who in sorted(both):
                yield who, {"roles": (one.code, other.code)}


@rule("R04", "error", "roles")
def incompatible(view: View) -> Found:
    """One person who holds two roles that must not be in one hand"""
    for one, other in combinations(view.plan.roles, 2):
        if other.code in one.incompatible or one.code in other.incompatible:
            both = {who for period in view.plan.period_codes for who in _both(one, other, period)}
            for who in sorted(both):
                yield who, {"roles": (one.code, other.code)}


@rule("R05", "warning", "roles")
def fail_together(view: View) -> Found:
    """A role whose holder and deputies are all reached at one site, or by one telephone system"""
    for role in view.plan.roles:
        for period in view.plan.period_codes:
            people = [view.plan.person_by_code[who] for who in role.people(period)]
            shared = {p.site for p in people} if len({p.site for p in people}) == 1 else {p.system for p in people}
            if len(people) > 1 and len(shared) == 1 and shared != {""}:
                yield role.code, {"shared": next(iter(shared))}
                break


@rule("S02", "warning", "roles")
def overload(view: View) -> Found:
    """A role that is wanted in more places at once than it has"""
    for role in view.plan.roles:
        peak = view.peak(role.code)
        if peak > role.capacity:
            yield role.code, {"peak": peak, "capacity": role.capacity}


@rule("S05", "warning", "roles")
def wanted_twice(view: View) -> Found:
    """A resource of which more is wanted at one time than there is"""
    for resource in view.plan.resources:
        peak = view.peak(resource.code)
        if peak > resource.quantity:
            yield resource.code, {"peak": peak, "capacity": resource.quantity}


def _both(one: Role, other: Role, period: str) -> set[str]:
    return set(one.on(period).holders) & set(other.on(period).holders)
