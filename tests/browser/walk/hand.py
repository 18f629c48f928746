"""A thumb that counts: every press, every choice and every field that is written into is one tap."""

from playwright.sync_api import Locator, Page


class Hand:
    def __init__(self, page: Page) -> None:
        self.page, self.taps = page, 0

    def tap(self, target: Locator) -> None:
        self.taps += 1
        target.click()

    def write(self, field: Locator, text: str) -> None:
        self.taps += 1
        field.fill(text)

    def follow(self, words: str) -> None:
        """A link with these words, to another page."""
        with self.page.expect_navigation():
            self.tap(self.page.get_by_role("main").get_by_role("link", name=words, exact=True).first)
