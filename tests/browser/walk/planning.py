"""Who does what by when: an action from the decision, and a plan in force from a ready list of roles and tasks."""

from datetime import UTC, datetime, timedelta

from tests.browser.walk.city import Walk
from tests.browser.walk.person import Person
from tests.browser.walk.words import WORDS

HOLDERS = "() => [...document.querySelectorAll('main input')].map((i) => i.name).filter((n) => /^(?!new).*-(holder|deputy)$/.test(n))"


def in_days(days: int) -> str:
    return (datetime.now(UTC).date() + timedelta(days=days)).isoformat()


def agree(walk: Walk, lead: Person) -> None:
    words = WORDS[walk.language]
    lead.follow("/actions/new/?decision=")
    lead.send({"title": words.action, "owner": words.owner, "due": in_days(200), "cost": "42000"})
    assert words.owner in lead.text()


def plan(walk: Walk, lead: Person) -> str:
    """Begun with the ready list; every role gets a holder and a deputy; then it is put in force."""
    lead.visit(f"/plans/place/{walk.place}/new/")
    lead.send({"review_on": in_days(365)})
    made = lead.id_in_address()
    lead.follow("/roles/")
    functions = lead.page.evaluate(HOLDERS)
    lead.send({name: f"{'Suplente' if name.endswith('deputy') else 'Titular'} {n}" for n, name in enumerate(functions)})
    lead.press("/state/", "in_force")
    lead.show("12-plan")
    return made
