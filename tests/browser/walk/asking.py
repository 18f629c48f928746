"""Residents answer by link, without an account; while fewer than eleven have, nothing is shown of it."""

from tests.browser.walk.city import Walk
from tests.browser.walk.person import Person
from tests.browser.walk.words import WORDS


def ask(walk: Walk, lead: Person) -> None:
    lead.visit(f"/residents/place/{walk.place}/new/")
    lead.send({"public_name": "Ribeira"})
    lead.press("/open/")
    link = lead.page.locator("#link").input_value()
    for number in range(3):
        resident = walk.person()
        resident.visit(link)
        if number == 0:
            resident.show("18-survey")
        answer(resident)
        assert resident.page.context.cookies() == []
    lead.page.reload()
    assert "3" in lead.page.locator("main .big").inner_text()
    lead.visit(f"/places/{walk.place}/")
    assert WORDS[walk.language].fewer in lead.text()


def answer(resident: Person) -> None:
    """The first answer of each question."""
    for question in resident.page.locator("fieldset.question").all():
        first = question.locator("label").first
        if first.count():
            first.click()
    with resident.page.expect_navigation(url="**/thanks/**"):
        resident.page.locator("form.questions button[type=submit]").click()
