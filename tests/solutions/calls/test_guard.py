"""The machine check: what is closed about a place does not get into a public text, whatever field it comes from."""

import pytest
from django.db import transaction
from django.test import override_settings
from shapely.geometry import box

from parvis.access.errors import Refused
from parvis.assessment import actions as assessment
from parvis.places.actions import draw_zone
from parvis.solutions.actions import calls as actions
from parvis.solutions.models import CallQuestion
from parvis.solutions.queries import calls as queries


@pytest.fixture
def told(square, coordinator, weakness):
    """Things that stay inside: a zone, a measure, a person."""
    draw_zone(coordinator, square, kind="perimeter", name="Fish gate corner", geometry=box(5.0, 48.0, 5.001, 48.0005))
    assessment.note_measure(
        coordinator, square, name="Two planters without foundation", origin="emplaced", state="failing",
        note="They can be pushed aside by hand.",
    )  # fmt: skip
    coordinator.name = "Marie Lantier"
    coordinator.save()


CLOSED = {
    "Around the Fish gate corner people gather.": "a zone of the place",
    "On Halles Square people gather.": "the name of the place",
    "The south lane is open to everybody.": "a weakness",
    "A vehicle among the stalls must not happen.": "a scenario",
    "No vehicle faster than walking pace.": "a need",
    "There are two planters without foundation today.": "an existing measure",
    "They can be pushed aside by hand.": "an existing measure",
    "Ask Marie Lantier.": "the name of a person",
    "Meet at 48.8566, 2.3522.": "coordinates",
    "Meet at 12 rue des Tanneurs.": "an address",
    "Write to gate@valombre.example.": "an e-mail address",
}


@pytest.mark.parametrize("field", ["title", "description", "wording"])
def test_every_closed_field_is_found_in_every_public_text(prepared, told, coordinator, field):
    for words, source in CLOSED.items():
        with transaction.atomic():
            draft = prepared(**{field: words})
            assert source in {hit.source for hit in queries.hits(draft)}, words
            with pytest.raises(Refused, match="Nothing was published"):
                actions.publish_call(coordinator, draft)
            draft.refresh_from_db()
            assert (draft.state, draft.published) == ("draft", None)


def test_harmless_words_pass_and_the_contact_may_have_an_address(prepared, told, coordinator):
    draft = prepared(contact="Safety coordination, calls@valombre.example, 02 00 00 00 00")
    assert queries.hits(draft) == []
    assert queries.hits(prepared(contact="Marie Lantier"))


@override_settings(CITY_NAME="Halles")
def test_a_place_that_is_named_on_purpose_may_be_named(prepared, told):
    draft = prepared(public_place="Halles Square", title="Calmer on Halles Square")
    assert queries.hits(draft) == []


def test_amendments_answers_and_reasons_are_read_too(public, told, coordinator):
    closed = "They can be pushed aside by hand."
    with pytest.raises(Refused, match="an existing measure"):
        actions.amend_call(coordinator, public, version=public.version, why=closed, contact="Other")
    question = actions.ask_question(public, actions.page_token(public, "question"), "What is there?")
    for refused in (
        lambda: actions.answer_question(coordinator, question, closed),
        lambda: actions.set_question_aside(coordinator, question, closed),
        lambda: actions.cancel_call(coordinator, public, reason=closed),
    ):
        with pytest.raises(Refused, match="an existing measure"):
            refused()
    assert not CallQuestion.objects.exclude(answered=None, set_aside="").exists()
