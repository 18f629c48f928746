import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.engines.privacy import redact


def found(text: str, **lists: list[str]) -> list[tuple[str, str]]:
    return [(span.code, span.text) for span in redact.findings(text, **lists)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "number",
    [
        "+33 4 76 12 34 56",
        "0032 475 12 34 56",
        "04.76.12.34.56",
        "(020) 7946 0958",
        "+370-612-34567",
        "+31 (0)20 794 6095",
        "2101234567",
        "612 345 678",
        "tel. 5123456",
        "Tél : 12 34 56",
    ],
)
def test_telephone_numbers(number: str) -> None:
    spans = redact.findings(f"Call {number}, please.")
    assert [s.code for s in spans] == ["phone"]
    assert number.endswith(spans[0].text)
    assert spans[0].text[-2:] == number[-2:]


@pytest.mark.parametrize(
    "place",
    [
        "45.18852, 5.72452",
        "45.1885 N 5.7245 E",
        "lat: 45.18, lon: 5.72",
        "45° 11' 18\" N",
        "45°11′18″N, 5°43′28″E",
        "\N{MINUS SIGN}45,18852 ; 5,72452",
        "8FQ85QQF+G2",
        "///table.chair.lamp",
        "X: 914500 Y: 6458200",
    ],
)
def test_coordinates_leave_only_when_allowed(place: str) -> None:
    assert {s.code for s in redact.findings(f"Meet at {place} today")} == {"coordinates"}
    assert redact.findings(f"Meet at {place} today", coordinates=False) == ()


@pytest.mark.parametrize(
    "address",
    [
        "12 rue des Tilleuls",
        "3 bis, avenue du Parc",
        "12 High Street",
        "7b Old Mill Lane",
        "Kerkstraat 12",
        "calle Mayor 5",
        "strada Unirii nr. 14",
        "οδός Ερμού 12",
        "Vilniaus g. 10",
        "Pikk tänav 4",
    ],
)
def test_addresses_with_a_number(address: str) -> None:
    assert "street_number" in {s.code for s in redact.findings(f"It happened at {address}.")}


@pytest.mark.parametrize(
    "harmless",
    [
        "On 2026-05-12 at 18:30 about 400 people were on the square.",
        "The market of 12.05.2026 and the one of 05.12.2025 were calm.",
        "The years 2018 2019 and 2018-2021; 85 % felt safe, 12.5 % did not.",
        "Two lanes of 3.25 m, a kerb of 0.12 m, cost 12 500 euros.",
        "In 2019 the main road was closed; 3 people on the road helped.",
        "Rue de la Gare is closed; the street is wide.",
    ],
)
def test_harmless_text_passes(harmless: str) -> None:
    assert redact.findings(harmless, ["Nora Testa"], ["Old Hall"]) == ()


def test_names_in_any_dress() -> None:
    names = ["Émile de Rochebrune", "Anna-Lotte van den Berg"]
    assert found("EMILE DE  ROCHEBRUNE called", names=names) == [("name", "EMILE DE  ROCHEBRUNE")]
    assert found("Mme Rochebrune's idea", names=names) == [("name_part", "Rochebrune")]
    assert found("anna lotte van den berg", names=names) == [("name", "anna lotte van den berg")]
    assert found("the Bergson van", names=names) == []
    decomposed = unicodedata.normalize("NFD", "avec Zoé, hier")
    assert found(decomposed, names=["Zoé"]) == [("name", unicodedata.normalize("NFD", "Zoé"))]
    assert found("Zo\N{ZERO WIDTH SPACE}e is here", names=["Zoé"]) == [("name", "Zo\N{ZERO WIDTH SPACE}e")]
    assert found("die Straße", names=["Strasse"]) == [("name", "Straße")]
    assert found("nothing", names=["", " "]) == []


def test_places_mail_and_overlaps() -> None:
    text = "In the Old-Hall ask nora.testa@ville.example or nora (at) ville.example."
    spans = redact.findings(text, ["Nora Testa"], ["Old Hall"])
    assert [(s.code, s.text) for s in spans] == [
        ("place", "Old-Hall"),
        ("email", "nora.testa@ville.example"),
        ("email", "nora (at) ville.example"),
    ]
    assert all(text[s.start : s.end] == s.text for s in spans)
    assert spans[0].sentence() == "Old-Hall is a place that must stay unnamed."
    assert spans[1].sentence(lambda _: "%(text)s : courriel").endswith("courriel")


@given(st.text(max_size=200))
def test_any_text_can_be_checked(text: str) -> None:
    spans = redact.findings(text, ["Nora Testa"], ["Old Hall"])
    assert [s.start for s in spans] == sorted(s.start for s in spans)
    for span in spans:
        assert text[span.start : span.end] == span.text != ""


@given(st.text(alphabet="ab 1", max_size=30), st.text(alphabet="ab 1", max_size=30))
def test_a_listed_name_never_passes(before: str, after: str) -> None:
    text = f"{before} Nora Testa {after}"
    start = text.index("Nora")
    covered = {n for s in redact.findings(text, ["Nora Testa"]) for n in range(s.start, s.end)}
    assert set(range(start, start + len("Nora Testa"))) <= covered


CLOSED = "A grey van turns in from the quay, at noon. Nobody waits. Too short."


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("They say: a GREY van turns in from the market.", ["a GREY van turns in from", "GREY van turns in from the"]),
        ("van turns in from the quay at noon", ["van turns in from the quay", "turns in from the quay at", "in from the quay at noon"]),
        ("The grey van turns round.", []),
        ("Nobody waits here.", []),  # two words stand anywhere by chance
    ],
)  # fmt: skip
def test_words_of_a_closed_text(text: str, spans: list[str]) -> None:
    found = redact.repeated(text, redact.runs([CLOSED]))
    assert [(span.code, span.text) for span in found] == [("closed", span) for span in spans]


@given(st.lists(st.sampled_from(["van", "quay", "noon", "gate", "märket"]), min_size=3, max_size=12), st.data())
def test_six_words_of_a_closed_text_never_pass(words: list[str], data: st.DataObject) -> None:
    length = min(len(words), 6)
    first = data.draw(st.integers(0, len(words) - length))
    copied = " ".join(words[first : first + length])
    spans = redact.repeated(f"before {copied.upper()}, after", redact.runs([" ".join(words)]))
    covered = {n for s in spans for n in range(s.start, s.end)}
    start = len("before ")
    assert set(range(start, start + len(copied.upper()))) <= covered
