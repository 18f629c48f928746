"""Rules of practice: was it ever tried, is the contact alive, was the flaw that an exercise found tried again?"""

from datetime import date, timedelta

from parvis.engines.drill.rules.registry import Found, View, rule

#: How old an exercise with an organisation may be, and how old the check of a contact.
EXERCISED = timedelta(days=365)
CHECKED = timedelta(days=183)


@rule("O01", "warning", "practice")
def never_invited(view: View) -> Found:
    """An organisation of the plan that took part in no exercise of the last twelve months"""
    for organisation in view.plan.organisations:
        if view.today and _old(organisation.exercised_on, view.today, EXERCISED):
            yield organisation.code, _since(organisation.exercised_on)


@rule("O02", "note", "practice")
def never_exercised(view: View) -> Found:
    """A task that no exercise has ever played"""
    yield from ((task.code, {}) for task in view.plan.tasks if view.today and task.exercised_on is None)


@rule("O03", "note", "practice")
def contact_unchecked(view: View) -> Found:
    """Somebody whose contact nobody has checked in the last six months"""
    for person in view.plan.people:
        if view.today and _old(person.checked_on, view.today, CHECKED):
            yield person.code, _since(person.checked_on)


@rule("O04", "error", "practice")
def never_tested_again(view: View) -> Found:
    """A task in which an exercise or event found a flaw, and which no later exercise has played"""
    for task in view.plan.tasks:
        if view.today and task.flawed_on and (task.exercised_on is None or task.exercised_on <= task.flawed_on):
            yield task.code, {"since": task.flawed_on.isoformat()}


def _since(last: date | None) -> dict[str, object]:
    return {"last": last.isoformat()} if last else {}


def _old(last: date | None, today: date, limit: timedelta) -> bool:
    return last is None or today - last > limit
