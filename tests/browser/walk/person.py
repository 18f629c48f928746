"""Somebody at a browser: follows links, presses buttons, fills in forms by the names of their fields, so that the language does not matter."""

import re
from collections.abc import Mapping

from playwright.sync_api import ConsoleMessage, Locator, Page, Response

from tests.browser.conftest import faults, picture, sign_in

Answers = Mapping[str, object]

VIOLATIONS = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.violations.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}`);
});
"""
ENGLISH = re.compile(
    r"\b(the|and|with|from|this|which|what|yet|every|nobody|was|are|were|who|when|of|at|after|to|for|not|has|have|you)\b",
    re.IGNORECASE,
)
WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Person:
    """One page in one browser. What is wrong with the pages on the way is gathered in `troubles`."""

    def __init__(self, page: Page, prefix: str, troubles: list[str]) -> None:
        self.page, self.prefix, self.troubles = page, prefix, troubles
        page.add_init_script(VIOLATIONS)
        page.on("console", self._hear)
        page.on("pageerror", lambda error: troubles.append(f"{page.url}: {error}"))
        page.on("response", self._see)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.troubles.append(f"{self.page.url}: console: {message.text} ({message.location['url']})")

    def _see(self, answer: Response) -> None:
        if answer.status >= 400:
            self.troubles.append(f"{answer.status} {answer.request.method} {answer.url}")

    def enter(self, email: str, password: str) -> None:
        sign_in(self.page, email, password)

    def visit(self, path: str) -> None:
        answer = self.page.goto(path)
        assert answer is not None
        assert answer.ok, f"{path}: {answer.status}"

    def follow(self, part: str) -> None:
        """The first link to an address that holds `part`."""
        with self.page.expect_navigation():
            self.page.locator(f"main a[href*='{part}']:visible").first.click()

    def press(self, part: str, value: str = "") -> None:
        """The button of a form that leads to an address with `part`, where it carries `value`."""
        carried = f":has(input[value='{value}'])" if value else ""
        self._go(self.page.locator(f"main form[action*='{part}']{carried} button[type=submit]:visible").first)

    def send(self, answers: Answers) -> None:
        """Fill in the form that has the first of the fields, and send it; it must not come back with an error."""
        form = self.page.locator("main form").filter(has=self.page.locator(f"[name='{next(iter(answers))}']"))
        for name, answer in answers.items():
            self.fill(form, name, answer)
        self._go(form.locator("button[type=submit]").first)

    def send_as_it_is(self) -> None:
        """Send the one form of the page without a word."""
        self._go(self.page.locator("main form button[type=submit]").first)

    def _go(self, button: Locator) -> None:
        before = self.page.url
        with self.page.expect_navigation():
            button.click()
        wrong = self.page.locator("main .errorlist:visible, main .errors:visible, main .messages .error")
        assert wrong.count() == 0, f"{before}: {wrong.all_inner_texts()}"

    def fill(self, form: Locator, name: str, answer: object) -> None:
        field = form.locator(f"[name='{name}']")
        self._unfold(field)
        match field.first.evaluate("field => field.type"):
            case "radio":
                self._tick(field, str(answer))
            case "checkbox" if isinstance(answer, bool):
                field.set_checked(answer)
            case "checkbox":
                for value in answer if isinstance(answer, list) else [answer]:
                    self._tick(field, str(value))
            case "select-one":
                self._choose(field, str(answer))
            case "file":
                field.set_input_files(str(answer))
            case _:
                field.fill(str(answer))

    def _unfold(self, field: Locator) -> None:
        """What is folded away is opened first, as a person does."""
        folds = field.first.locator("xpath=ancestor::details[not(@open)]")
        while folds.count():
            folds.first.locator("> summary").click()

    def _tick(self, fields: Locator, value: str) -> None:
        """Press the card or line around a box; the box itself where nothing is around it."""
        box = fields.and_(self.page.locator(f"[value='{value}']"))
        self._unfold(box)
        around = box.locator("xpath=ancestor::label")
        (around if around.count() else box).first.click(position={"x": 8, "y": 8})
        assert box.is_checked(), f"{value} cannot be chosen"

    def _choose(self, field: Locator, answer: str) -> None:
        """By value, or by a part of what stands there."""
        options = field.locator("option")
        values = options.evaluate_all("options => options.map(option => [option.value, option.textContent])")
        found = [value for value, text in values if answer == value or (answer and answer in text)]
        assert found, f"{answer} is not offered: {values}"
        field.select_option(found[0])

    def text(self) -> str:
        return re.sub(r"\s+", " ", self.page.locator("main").inner_text())

    def id_in_address(self) -> str:
        """The last id in the address of the page."""
        return str(re.findall(r"[0-9a-f]{8}-[0-9a-f-]{27}", self.page.url)[-1])

    def see_map(self) -> None:
        """Wait until the map is drawn; a browser that cannot draw it says so on the page."""
        self.page.wait_for_selector("[data-map][data-ready]")
        assert self.page.locator("[data-failed]").count() == 0, "the map cannot be drawn"

    def show(self, name: str) -> None:
        """Keep a picture of the page, and look for what is wrong with it."""
        if self.page.locator("[data-map]").count():
            self.see_map()
        picture(self.page, f"{self.prefix}-{name}")
        self.look(self.prefix)

    def look(self, words: str) -> None:
        """What is wrong with the page as it stands: wider than the screen, hard to use for some, against the policy."""
        found = faults(self.page)
        if wider := self.page.evaluate(WIDER):
            found.append(f"{self.page.url}: {wider} pixels wider than the screen")
        found += [f"{self.page.url}: {violation}" for violation in self.page.evaluate("window.violations.splice(0)")]
        if self.page.evaluate("document.documentElement.lang") != "en":
            found += [f"{self.page.url}: in English: {line}" for line in self.text_lines() if ENGLISH.search(line)]
        self.troubles += [f"{words}: {fault}" for fault in found]

    def text_lines(self) -> list[str]:
        return [self.page.title(), *self.page.locator("main").inner_text().splitlines()]
