"""Building the demonstration: the map, the register, the people, and threads at different stages."""

import hashlib
import tempfile
from collections.abc import Callable
from pathlib import Path

from django.utils import translation

from parvis.cli.valombre.people import People, found_people
from parvis.cli.valombre.stories import STORIES
from parvis.cli.valombre.stories.sheet import write_sheet
from parvis.cli.valombre.town import write_extract
from parvis.cli.valombre.words import words
from parvis.places.actions import ask_import, take_candidate
from parvis.places.actions.reading import carry_out
from parvis.places.models import Candidate

Tell = Callable[[str, float], None]
#: Candidates that nobody has decided on yet, so that there is something to take on by hand.
WAITING = frozenset({"Parc d'affaires de la Filature", "Piscine de l'Octroi", "Galerie des Foulons"})


def build_town(tell: Tell, language: str = "en") -> None:
    """Everything of the demonstration, through the same verbs as the pages, in that language."""
    with translation.override(language):
        _build(tell)


def _build(tell: Tell) -> None:
    tell("people", 0.0)
    people = found_people()
    tell("map", 0.1)
    with tempfile.TemporaryDirectory() as folder:
        extract = Path(folder) / "valombre.osm.pbf"
        write_extract(extract)
        digest = hashlib.sha256(extract.read_bytes()).hexdigest()
        run = ask_import(people.coordinator, people.city, file_name=extract.name, sha256=digest)
        carry_out(run.pk, extract)
    tell("register", 0.3)
    fill_register(people)
    for number, story in enumerate(STORIES):
        tell("threads", 0.4 + 0.6 * number / len(STORIES))
        story(people)
    tell("done", 1.0)


def fill_register(people: People) -> None:
    """The city takes on every candidate but those that wait, and writes down what it knows of them."""
    for candidate in Candidate.objects.filter(owner=people.city).order_by("name"):
        if candidate.name not in WAITING:
            take_candidate(people.coordinator, candidate)
    for name, facts in reversed(
        words("register").items()
    ):  # the first of the list are the last to change: the home page
        write_sheet(people, name, facts)  # shows what changed last
