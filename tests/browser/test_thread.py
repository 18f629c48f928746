"""The whole thread of a place in a real city, walked as people walk it: from the extract to the document for the council."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Server
from tests.browser.walk import asking, choosing, documents, judging, planning, playing, register, sharing
from tests.browser.walk.city import LEAD, Walk, installation, let_people_in
from tests.browser.walk.words import WORDS

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def gaia(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The town on the other bank, with an installation of its own."""
    with installation(tmp_path_factory.mktemp("gaia"), "Gaia") as running:
        yield running


@pytest.fixture
def porto(tmp_path: Path) -> Iterator[Server]:
    with installation(tmp_path, "Porto") as running:
        yield running


@pytest.mark.parametrize(("width", "language"), [("desktop", "en"), ("phone", "fr")])
def test_from_an_extract_to_the_council(
    porto: Server, gaia: Server, opening: Callable[..., Page], tmp_path: Path, width: str, language: str
):
    walk = Walk(porto, gaia, width, language, opening)
    lead = walk.person(LEAD)
    assert lead.page.locator("html").get_attribute("lang") == language
    let_people_in(lead)
    register.send_the_extract(walk, lead)
    register.take_the_quay(walk, lead)
    register.write_the_sheet(walk, lead)
    register.draw_zone_and_entrance(walk, lead)
    police = judging.assess(walk, lead)
    choosing.choose(walk, lead, police)
    planning.agree(walk, lead)
    playing.exercise(walk, lead, police, planning.plan(walk, lead))
    asking.ask(walk, lead)
    sharing.share(walk, lead, tmp_path)
    documents.look_at_the_place(walk, lead)
    documents.read_documents(walk, lead, tmp_path)
    assert WORDS[language].places in lead.page.locator("nav.main-nav").inner_text()
    assert not walk.troubles, "\n" + "\n".join(walk.troubles)
