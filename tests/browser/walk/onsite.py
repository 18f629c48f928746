"""The page of the visit on a phone, as a thumb uses it."""

from pathlib import Path

from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect

READY, STARTED = "#visit[data-ready][data-started]", "#visit[data-started]"
LOADED_MACHINE = 30_000  # what the page does by itself may take its time beside other work


def take_along(page: Page) -> None:
    """From the page of the assessment to the first question, and until the page works without network."""
    page.locator("form[action$='/take-along/'] button").click()
    page.wait_for_url("**/visit/**")
    page.wait_for_selector(READY)


def answer(page: Page, value: str) -> None:
    page.locator(f".answer[data-value='{value}']").click()


def go_on(page: Page, value: str) -> None:
    """Answer, and wait until the next screen is there."""
    main = page.locator("main")
    before = main.get_attribute("data-screen") or ""
    answer(page, value)
    expect(main).not_to_have_attribute("data-screen", before)


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def status(page: Page, text: str) -> None:
    expect(page.locator(".bar .status")).to_contain_text(text, timeout=LOADED_MACHINE)


def reopen_without_network(context: BrowserContext, page: Page) -> Page:
    """Close the page and open it again, while there is no network."""
    url = page.url.split("#")[0]
    page.close()
    fresh = context.new_page()
    fresh.goto(url)
    fresh.wait_for_selector(STARTED)
    return fresh


def photo(folder: Path, colour: str = "red", size: tuple[int, int] = (2400, 1800)) -> Path:
    """A picture as a camera makes it, with words in its metadata that must not get through."""
    path = folder / f"{colour}.jpg"
    exif = Image.Exif()
    exif[0x010E] = "CANARY"
    Image.new("RGB", size, colour).save(path, "JPEG", exif=exif)
    return path
