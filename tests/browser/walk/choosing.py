"""From a need to a decision: options side by side, weights fixed before anybody scores, and what would flip the order."""

from tests.browser.walk.city import Walk
from tests.browser.walk.person import Person
from tests.browser.walk.words import WORDS

SCORES = "() => [...document.querySelectorAll(\"input[type=radio][name^='value_']\")].map((input) => input.name)"


def write_need(walk: Walk, lead: Person) -> None:
    words = WORDS[walk.language]
    lead.follow("/require/")
    lead.send({"text": words.need, "priority": "must", "metric": words.metric, "threshold": words.threshold})
    assert words.need in lead.text()


def prepare(walk: Walk, lead: Person) -> str:
    """Three options, one of them to leave the place as it is; two weights changed, one hundred together."""
    words = WORDS[walk.language]
    lead.visit(f"/solutions/place/{walk.place}/")
    lead.follow("/compare/")
    lead.send({"title": words.question})
    comparison = lead.id_in_address()
    lead.follow("/weights/")
    lead.send({"effect": "16", "time": "10"})
    options: list[dict[str, object]] = [
        {"name": words.as_it_is, "as_it_is": True},
        {"name": words.people_first, "measures": ["stewards", "road-design-speed"], "cost_once": "42000"},
        {"name": words.barrier, "measures": ["temporary-vehicle-measures"], "cost_once": "90000"},
    ]
    for option in options:
        lead.visit(f"/solutions/comparisons/{comparison}/options/new/")
        meets = lead.page.locator("[name^='meets_']").first.get_attribute("name") or ""
        lead.send(option if "as_it_is" in option else option | {meets: True})
    lead.show("09-options")
    lead.press("/start/")
    return comparison


def score(walk: Walk, person: Person, comparison: str, values: tuple[str, str, str]) -> None:
    """Each option gets one value on most criteria and another on the first of them, alone."""
    person.visit(f"/solutions/comparisons/{comparison}/")
    person.follow("/score/")
    person.send({"concerns": "no"})
    for number, value in enumerate(values):
        names = list(dict.fromkeys(person.page.evaluate(SCORES)))
        answers = dict.fromkeys(names, value) | {names[0]: "4" if number == 2 else value}
        if number == 1 and value == "3":
            person.show("10-scoring")
        person.send(answers)


def decide(walk: Walk, lead: Person, comparison: str) -> None:
    words = WORDS[walk.language]
    lead.visit(f"/solutions/comparisons/{comparison}/")
    lead.press("/end/")
    lead.visit(f"/solutions/comparisons/{comparison}/ranking/")
    text = lead.text()
    assert all(name in text for name in (words.as_it_is, words.people_first, words.barrier))
    assert lead.page.locator("main .lead").count() == 1, "the ranking says what would flip it"
    lead.show("11-ranking")
    lead.follow("/decide/")
    chosen = lead.page.locator("label", has_text=words.people_first).locator("input").get_attribute("value")
    lead.send(
        {
            "option": chosen,
            "reasons": words.reasons,
            "dissent_by_0": words.owner,
            "dissent_0": words.dissent,
            "decided_by": words.council,
        }
    )
    assert words.dissent in lead.text()


def choose(walk: Walk, lead: Person, police: Person) -> None:
    write_need(walk, lead)
    comparison = prepare(walk, lead)
    score(walk, lead, comparison, ("1", "3", "2"))
    score(walk, police, comparison, ("1", "2", "2"))
    decide(walk, lead, comparison)
