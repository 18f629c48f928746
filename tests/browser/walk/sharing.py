"""A practice sheet from the thread: drafted, checked by machine, shared by decision, signed, and read by another installation."""

from pathlib import Path

import pytest

from tests.browser.walk.city import LEAD, Walk
from tests.browser.walk.person import Person
from tests.browser.walk.words import WORDS


def write(walk: Walk, lead: Person) -> str:
    words = WORDS[walk.language]
    lead.visit(f"/exchange/place/{walk.place}/new/")
    lead.show("19-what-the-thread-gives")
    lead.send_as_it_is()
    practice = lead.id_in_address()
    lead.send({"summary": words.summary})
    lead.follow("/check/")
    reasons = lead.page.locator("main [name^='why-']").evaluate_all("fields => fields.map(field => field.name)")
    lead.show("20-what-it-gives-away")
    if reasons:
        lead.send(dict.fromkeys(reasons, words.why_shared))
    else:
        lead.send_as_it_is()
    lead.send({"marking": "1", "reason": words.why_shared})
    return practice


def package(lead: Person, folder: Path) -> Path:
    with lead.page.expect_download() as coming:
        lead.page.locator("main form[action$='/package/'] button").click()
    file = folder / coming.value.suggested_filename
    coming.value.save_as(file)
    assert file.suffix == ".parvis"
    return file


def take_in(walk: Walk, lead: Person, file: Path) -> None:
    """The other city pins the key that was read out to it, takes the file in, and refuses one that somebody has changed."""
    words = WORDS[walk.language]
    lead.visit("/exchange/keys/")
    key = lead.page.locator("#our-key").input_value()
    fingerprint = lead.page.locator(".fingerprint").first.inner_text()
    other = walk.person(LEAD, walk.other)
    other.visit("/exchange/keys/")
    other.send({"name": f"Porto {walk.width}", "public_key": key})
    assert fingerprint in other.text()
    other.send({"compared": True, "compared_by": words.council})
    other.visit("/exchange/receive/")
    changed = file.with_name("changed.parvis")
    changed.write_bytes(file.read_bytes().replace(b"a", b"b", 1))
    with pytest.raises(AssertionError, match="receive"):
        other.send({"package": changed})
    other.send({"package": file})
    assert words.summary in other.text()
    other.show("21-read-elsewhere")


def share(walk: Walk, lead: Person, folder: Path) -> None:
    write(walk, lead)
    take_in(walk, lead, package(lead, folder))
