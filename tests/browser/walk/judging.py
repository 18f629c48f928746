"""The assessment: a team with the police, what exists, two stories, two people who judge alone and see it differently."""

from tests.browser.walk.city import EXPERT, POLICE, Walk
from tests.browser.walk.person import Person
from tests.browser.walk.words import WORDS

VALUES = "() => [...document.querySelectorAll('main input[type=radio]')].map((input) => input.name)"


def open_assessment(walk: Walk, lead: Person) -> str:
    """Opened by the lead, who notes what exists and gives the police expert a seat, and with it access to the place."""
    words = WORDS[walk.language]
    lead.visit(f"/places/{walk.place}/")
    lead.follow(f"/assessments/place/{walk.place}/new/")
    lead.send({"condition": "event", "method": "urn:parvis:method:reference"})
    assessment = lead.id_in_address()
    lead.follow("/measures/new/")
    lead.send({"name": words.trees, "state": "good", "origin": "natural"})
    assert words.trees in lead.text()
    lead.visit(f"/assessments/{assessment}/")
    lead.follow("/team/")
    lead.send({"account": EXPERT, "organisation": "Polícia", "is_police": True})
    assert EXPERT in lead.text()
    return assessment


def write_stories(walk: Walk, lead: Person, assessment: str) -> None:
    words = WORDS[walk.language]
    lead.visit(f"/assessments/{assessment}/")
    lead.follow("/scenarios/")
    lead.send({"threat": ["VEHICLE", "PICKPOCKETING"]})
    lead.send({"narrative": words.van})
    lead.send({"narrative": words.theft})
    lead.show("06-assessment-prepared")
    lead.press("/move/", "judging")


def judge_both(walk: Walk, person: Person, assessment: str, *, high: bool, reason: str) -> None:
    """One screen a story. Whoever judges high gives the upper end of every scale."""
    person.visit(f"/assessments/{assessment}/")
    person.follow("/judge/")
    for number in range(2):
        names = list(dict.fromkeys(person.page.evaluate(VALUES)))
        answers = {name: "5" if high else "2" for name in names if name != "confidence"}
        usual = {name: value for name, value in answers.items() if not name.startswith("impact_") or seen(person, name)}
        if high and number == 0:
            person.show("07-judging")
        person.send(usual | {"confidence": "3", "reason": reason})


def seen(person: Person, name: str) -> bool:
    return person.page.locator(f"[name='{name}']").first.is_visible()


def judge_apart(walk: Walk, lead: Person, police: Person, assessment: str) -> None:
    """Neither sees the other's values before the round ends; then everybody sees both."""
    words = WORDS[walk.language]
    judge_both(walk, lead, assessment, high=False, reason=words.lead_sees)
    police.visit("/")
    police.follow(f"/assessments/{assessment}/")
    judge_both(walk, police, assessment, high=True, reason=words.police_sees)
    for path in ("", "result/", "judge/"):
        police.visit(f"/assessments/{assessment}/{path}")
        assert words.lead_sees not in police.page.content()
    lead.visit(f"/assessments/{assessment}/result/")
    assert words.police_sees not in lead.page.content()
    lead.visit(f"/assessments/{assessment}/")
    lead.press("/move/", "discussing")
    assert lead.page.locator("section.discuss").count() == 1, "two people who differ on everything do not agree"
    lead.show("08-result")
    for person in (lead, police):
        person.visit(f"/assessments/{assessment}/result/")
        assert words.lead_sees in person.page.content()
        assert words.police_sees in person.page.content()


def write_weakness(walk: Walk, lead: Person, assessment: str) -> None:
    words = WORDS[walk.language]
    lead.press("/move/", "closed")
    lead.follow("/weaknesses/new/?scenario=")
    lead.send({"title": words.weakness, "description": words.would_help})
    assert words.weakness in lead.text()


def assess(walk: Walk, lead: Person) -> Person:
    """From the first look to a weakness in one sentence. The police expert stays at the table."""
    assessment = open_assessment(walk, lead)
    write_stories(walk, lead, assessment)
    police = walk.person(POLICE)
    judge_apart(walk, lead, police, assessment)
    write_weakness(walk, lead, assessment)
    return police
