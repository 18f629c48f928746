"""The extract of an assessment: all that may be told and nothing else, read by a machine, released by a person."""

import io
from hashlib import sha256
from typing import Any

import pytest
from django.utils import timezone, translation
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from tests.assessment.conftest import give, market, officer
from tests.reports.conftest import CHOSEN, CLOSED, FIRST, GOOD, OTHER, PURPOSE, ROLE, SECOND, TIED

from parvis.access.errors import NotAllowed, NotVisible, Refused
from parvis.access.models import Marking
from parvis.assessment import actions
from parvis.cli.main import main
from parvis.journal.models import Entry
from parvis.places.actions import change_place
from parvis.places.models import Place
from parvis.reports.actions import release_extract
from parvis.reports.assessment.release import extract_of

__all__ = ["give", "market", "officer"]
EVENT = "reports.extract_released"
NAMES = ("place", "of", "weakness", "need", "comparison", "good", "tied", "other", "first", "second")


def plain(text: str) -> str:
    return " ".join(text.casefold().split())


def out(told: Any, kind: str = "docx", wanted: int = Marking.CLEAR, **more: Any) -> bytes:
    return release_extract(told.lead, told.of, wanted=wanted, kind=kind, reason="Council meeting of May", **more)


def preview(told: Any, wanted: int = Marking.CLEAR) -> Any:
    return extract_of(told.lead, told.of, wanted, timezone.localdate())


def of_word(body: bytes) -> str:
    word = Document(io.BytesIO(body))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    edges = [line.text for part in word.sections for line in (*part.header.paragraphs, *part.footer.paragraphs)]
    return plain(" ".join([*(line.text for line in word.paragraphs), *cells, *edges]))


def of_book(body: bytes) -> str:
    book = CalamineWorkbook.from_filelike(io.BytesIO(body))
    rows = [row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()]
    return plain(" ".join([*book.sheet_names, *(str(cell) for row in rows for cell in row)]))


def expected(marked: dict[str, int]) -> dict[str, int]:
    """What may be told, and the strictest marking that it hangs on, written down by hand."""
    place, of = marked["place"], max(marked["place"], marked["of"])
    weak = max(place, marked["weakness"])
    behind = max(of, weak, marked["need"], marked["comparison"])
    return {
        ROLE: place,
        PURPOSE: of,
        GOOD: max(place, marked["good"]),
        OTHER: max(place, marked["other"]),
        TIED: max(weak, marked["tied"]),
        CHOSEN: behind,
        FIRST: max(behind, marked["first"]),
        SECOND: max(place, marked["second"]),
        "1 expert gave a judgement.": of,
        "Reference method": of,
    }


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    markings=st.fixed_dictionaries({name: st.sampled_from([0, 0, 0, 1, 1, 3]) for name in NAMES}),
    wanted=st.sampled_from([Marking.CLEAR, Marking.GREEN]),
)
def test_all_that_is_marked_low_enough_appears_and_no_closed_sentence_ever(told, markings, wanted):
    told.mark(**markings)
    may = expected(markings)
    enters = {text for text, marking in may.items() if marking <= wanted}
    made = preview(told, wanted)
    if not enters - {ROLE}:
        assert made.refusal
        return
    assert made.refusal == ""
    forms = [
        plain(" ".join(made.document.texts)),
        of_word(out(told, "docx", wanted)),
        of_book(out(told, "xlsx", wanted)),
    ]
    for text in forms:
        assert {words for words in may if plain(words) in text} == enters
        assert [words for words in CLOSED if plain(words) in text] == []
        assert "amber" not in text
    assert made.document.tlp == wanted.label
    assert wanted.label.lower() in forms[1]
    assert wanted.label.lower() in forms[2]


@pytest.fixture
def open_told(told):
    told.mark_all(Marking.CLEAR)
    return told


def test_the_release_is_a_named_decision_with_the_digest_of_the_file(open_told):
    body = out(open_told, "pdf", looked_at=preview(open_told).digest)
    entry = Entry.objects.get(action=EVENT)
    assert entry.payload["sha256"] == sha256(body).hexdigest()
    assert (entry.payload["reason"], entry.payload["released_as"]) == ("Council meeting of May", 0)
    assert entry.actor == open_told.lead.key


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"reason": "  "}, "Say why"),
        ({"reason": "Agreed with Zinovia Testeur"}, "names nobody"),
        ({"reason": "x" * 501}, "500"),
        ({"kind": "zip"}, ".pdf"),
        ({"wanted": Marking.AMBER}, "TLP:CLEAR or TLP:GREEN"),
        ({"looked_at": "something else"}, "has changed"),
    ],
)
def test_what_is_not_whole_is_refused_and_nothing_is_noted(open_told, more, sentence):
    facts = {"wanted": Marking.CLEAR, "kind": "docx", "reason": "Council"} | more
    with pytest.raises(Refused, match=sentence) as refused:
        release_extract(open_told.lead, open_told.of, **facts)
    assert "Nothing was released" in refused.value.sentence
    assert not Entry.objects.filter(action=EVENT).exists()


def test_an_extract_with_nothing_to_say_says_what_would_have_to_be_marked(told):
    with pytest.raises(Refused) as refused:
        out(told)
    assert "the place (TLP:AMBER+STRICT)" in refused.value.sentence
    assert "opens its scenarios" in refused.value.sentence
    told.mark(place=Marking.CLEAR)
    with pytest.raises(Refused) as refused:
        out(told)
    assert "the place (" not in refused.value.sentence
    assert "What is done next (TLP:AMBER+STRICT)" in refused.value.sentence
    told.mark(second=Marking.CLEAR)
    assert plain(SECOND) in of_word(out(told))


def test_the_assessment_itself_stays_unsaid_where_it_is_marked_higher(told):
    told.mark(place=Marking.CLEAR, second=Marking.CLEAR)
    text = of_word(out(told))
    assert "market day" not in text
    assert "expert" not in text.split("what is not told here")[0]


@pytest.mark.parametrize(
    ("role", "why"),
    [
        ("Ask Zinovia Testeur at the desk.", "name of a person"),
        ("Open daily, testeur at the gate.", "part of the name"),
        ("It hides the Quay corner zone behind it.", "must stay unnamed"),
        ("People say that nobody stands at the corner after twelve, which is wrong.", "need-to-know"),
        ("Call 05 56 12 34 56 for the keys.", "telephone"),
        ("The caretaker lives at 12 rue des Tilleuls.", "address"),
        ("Keys are held by the Market office, gate two.", "must stay unnamed"),
    ],
)
def test_what_people_copied_from_a_closed_field_stops_the_release(open_told, role, why):
    Place.objects.filter(pk=open_told.place.pk).update(civic_role=role)
    open_told.mark()
    with pytest.raises(Refused, match=why) as refused:
        out(open_told)
    assert "Symbolic and civic role" in refused.value.sentence
    assert not Entry.objects.filter(action=EVENT).exists()


def test_a_place_that_bears_a_name_like_a_persons_can_still_be_told_of(open_told):
    place = Place.objects.get(pk=open_told.place.pk)
    change_place(open_told.lead, place, version=place.version, name="Zinovia Testeur Square")
    open_told.mark()
    assert "zinovia testeur square" in of_word(out(open_told))


def test_in_french_it_reads_french(open_told):
    with translation.override("fr"):
        text = of_word(out(open_told))
    assert "ce qui protège déjà le lieu" in text
    assert "what already protects" not in text


def test_who_may_only_read_or_take_documents_out_releases_nothing(open_told, stranger, joining):
    facts = {"wanted": Marking.CLEAR, "kind": "pdf", "reason": "x"}
    for role in ("reader", "planner", "director"):
        with pytest.raises(NotAllowed):
            release_extract(joining(role), open_told.of, **facts)
    with pytest.raises(NotAllowed):
        release_extract(stranger, open_told.of, **facts)  # clear: a stranger may read it, and no more
    open_told.mark_all(Marking.AMBER)
    with pytest.raises(NotVisible):
        release_extract(stranger, open_told.of, **facts)


def test_while_each_judges_alone_not_even_their_number_is_told(market, give):
    market.to("judging")
    give(market.experts[0], market.scenarios[0], 4, 3)
    type(market.of).objects.update(marking=Marking.CLEAR)
    Place.objects.update(marking=Marking.CLEAR)
    market.of.refresh_from_db()
    made = extract_of(market.lead, market.of, Marking.CLEAR, timezone.localdate())
    assert not [text for text in made.document.texts if "gave a judgement" in text]


def test_the_page_shows_what_goes_in_and_what_stays_and_gives_the_file(open_told, enter):
    client = enter(open_told.lead)
    here = f"/reports/assessments/{open_told.of.pk}/extract/"
    assert here in client.get(f"/reports/assessments/{open_told.of.pk}/").content.decode()
    page = client.get(here).content.decode()
    assert SECOND in page
    assert "Never told, whatever its marking" in page
    assert "<li>Weaknesses · 1</li>" in page
    assert page.count('<button class="btn" type="submit">') == 1
    assert not [words for words in CLOSED if words in page]
    data = {"reason": "Council", "kind": "xlsx", "looked_at": preview(open_told).digest}
    assert "required" in client.post(here, data | {"reason": ""}).content.decode()
    file = client.post(here, data)
    assert file.headers["Content-Disposition"] == 'attachment; filename="halles-square-public.xlsx"'
    assert plain(SECOND) in of_book(file.content)
    actions.change_assessment(
        open_told.lead, open_told.of, version=open_told.of.version, mandate_why="Another reason altogether"
    )
    again = client.post(here, data).content.decode()
    assert "has changed since you looked" in again
    assert "Another reason altogether" in again


def test_the_page_of_a_closed_place_says_what_to_mark_and_offers_no_button(told, enter):
    page = enter(told.lead).get(f"/reports/assessments/{told.of.pk}/extract/?for=partners").content.decode()
    assert "Nothing that may be told is marked TLP:GREEN" in page
    assert "Release the extract" not in page
    assert PURPOSE not in page


def test_on_the_command_line_it_leaves_by_the_id_of_the_place_or_of_the_assessment(told, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("parvis.cli.exporting.set_up_existing", lambda _data: "")
    told.mark(place=Marking.GREEN, second=Marking.GREEN)
    file = tmp_path / "extract.docx"

    def export(which: Any, *more: str) -> int:
        return main(["export", "extract", str(which), "--out", str(file), "--as", told.lead.email, *more])

    assert export(told.place.pk, "--reason", "Council") == 3
    assert "TLP:CLEAR" in capsys.readouterr().err
    assert export(told.place.pk, "--for", "partners") == 3
    assert "Say why" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
    for which in (told.place.pk, told.of.pk):
        assert export(which, "--for", "partners", "--reason", "Meeting of the partners") == 0
        assert plain(SECOND) in of_word(file.read_bytes())
    assert [entry.payload["released_as"] for entry in Entry.objects.filter(action=EVENT)] == [1, 1]
    assert export("nonsense", "--reason", "x") == 3
