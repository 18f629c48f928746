"""The loader: what it accepts, and how it says no."""

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from parvis.content.load import (
    MAX_BYTES,
    PackError,
    content_folder,
    digest,
    load_folder,
    load_pack,
    parse_pack,
    shipped_packs,
)
from parvis.content.wording import SENTENCES, sentence, text

PLACES = content_folder() / "places" / "reference.yaml"
METHOD = content_folder() / "methods" / "reference.yaml"


@pytest.fixture(scope="module")
def places() -> str:
    return PLACES.read_text(encoding="utf-8")


def refusal(data: str | bytes) -> PackError:
    with pytest.raises(PackError) as caught:
        parse_pack(data, "own.yaml")
    return caught.value


def test_a_pack_is_read_by_path_and_by_text_alike(places: str) -> None:
    assert load_pack(PLACES) == load_pack(str(PLACES)) == parse_pack(places)


def test_a_byte_order_mark_does_no_harm(places: str) -> None:
    assert parse_pack(b"\xef\xbb\xbf" + places.encode()) == load_pack(PLACES)


def test_an_unknown_field_is_named_with_its_line(places: str) -> None:
    error = refusal(places.replace("conditions:\n", "conditions:\n", 1).replace("licence:", "license:", 1))
    line = next(n for n, row in enumerate(places.splitlines(), 1) if row.startswith("licence:"))
    assert (error.code, error.detail) in {("extra", "license"), ("missing", "licence")}
    assert error.line in {line, 2}
    assert str(error).startswith("own.yaml, line ")


def test_an_unknown_field_deep_inside_is_found(places: str) -> None:
    error = refusal(places.replace("{code: square, mark:", "{code: square, colour: red, mark:"))
    line = next(n for n, row in enumerate(places.splitlines(), 1) if "code: square" in row)
    assert (error.code, error.detail, error.line) == ("extra", "colour", line)
    assert (
        error.text("fr")
        == f"own.yaml, ligne {line} : Le champ « colour » est inconnu ici ; peut-être une faute de frappe."
    )


def test_a_missing_translation_is_named(places: str) -> None:
    error = refusal(places.replace(', fr: "Place"}', "}"))
    assert error.code == "text_language"
    assert "fr" in str(error)


def test_a_language_that_is_announced_must_be_complete(places: str) -> None:
    error = refusal(places.replace("languages: [en, fr]", "languages: [en, fr, nl]"))
    assert error.code == "pack_language"
    assert "nl" in str(error)


def test_another_language_may_stand_beside_the_two(places: str) -> None:
    pack = parse_pack(places.replace('fr: "Place"}', 'fr: "Place", nl: "Plein"}'))
    assert pack != load_pack(PLACES)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("", "not_a_pack"),
        ("- a\n- b\n", "not_a_pack"),
        ("just words", "not_a_pack"),
        ("kind: places\n", "not_a_pack"),
        ("urn: urn:x:y\nkind: weapons\nversion: '1.0'\n", "kind"),
        ("urn: urn:x:y\nkind: [places]\nversion: '1.0'\n", "kind"),
        ("a: [1, 2\n", "not_yaml"),
        ("a: 1\n---\nb: 2\n", "not_yaml"),
        ("a: !!python/object/apply:os.system [echo]\n", "not_yaml"),
        ("a: 2026-13-45\n", "not_yaml"),
        ("? [a, b]\n: 1\n", "not_yaml"),
        ("a: \x00\n", "not_yaml"),
        ("a: 1\na: 2\n", "key_twice"),
        ("a: &x [*x]\n", "too_deep"),
        ("a: " + "[" * 60 + "]" * 60, "too_deep"),
        ("a: " + "[" * 5000, "not_yaml"),
        (b"\xff\xfe\x00\x01", "encoding"),
        (b"a" * (MAX_BYTES + 1), "too_large"),
    ],
)
def test_what_is_not_a_pack_gets_a_sentence(data: str | bytes, code: str) -> None:
    error = refusal(data)
    assert error.code == code
    assert str(error).startswith("own.yaml")
    assert str(error).rstrip().endswith(".")
    assert error.text("fr") != error.text("en")


def test_an_alias_bomb_is_refused() -> None:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    assert refusal("\n".join(rows)).code == "too_deep"


def test_many_keys_are_read_in_reasonable_time() -> None:
    data = "\n".join(f"k{n}: {n}" for n in range(60_000))
    assert refusal(data).code == "not_a_pack"


def test_a_code_that_comes_twice_is_named(places: str) -> None:
    error = refusal(places.replace("code: market, mark: inferred", "code: event, mark: inferred"))
    assert (error.code, error.detail, error.field) == ("duplicate", "event", "conditions")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("[1, 2, 3, 3, 4]", "[1, 2, 3, 1, 4]", "grid_falls"),
        ("[1, 2, 3, 3, 4]", "[1, 2, 3, 3]", "grid_rows"),
        ("rows: likelihood", "rows: exposure", "unknown"),
        ("[3, 3, 4, 5, 5]]", "[3, 3, 4, 5, 9]]", "grid_values"),
        ("[3, 3, 4, 5, 5]]", "[3, 3, 4, 5, 5], [3, 3, 4, 5, 5]]", "grid_size"),
        (
            'value: 2, label: {en: "Limited", fr: "Limitée"}',
            'value: 4, label: {en: "Limited", fr: "Limitée"}',
            "scale",
        ),
        ("minutes: 480", "minutes: '480'", "value"),
        ("by: grids", "by: averages", "value"),
    ],
)
def test_a_method_that_cannot_be_used_is_refused(old: str, new: str, code: str) -> None:
    source = METHOD.read_text(encoding="utf-8")
    assert old in source
    assert refusal(source.replace(old, new, 1)).code == code


def test_a_folder_is_read_in_order_and_refuses_a_pack_twice(tmp_path: Path, places: str) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "one.yaml").write_text(places, encoding="utf-8")
    (tmp_path / "notes.txt").write_text("not a pack", encoding="utf-8")
    assert [pack.urn for pack in load_folder(tmp_path)] == ["urn:parvis:places:reference"]
    (tmp_path / "again.yaml").write_text(places, encoding="utf-8")
    with pytest.raises(PackError) as caught:
        load_folder(tmp_path)
    assert caught.value.code == "pack_twice"


def test_a_missing_file_or_folder_is_said(tmp_path: Path) -> None:
    for call in (load_pack, load_folder):
        with pytest.raises(PackError) as caught:
            call(tmp_path / "absent")
        assert "absent" in str(caught.value)


def test_the_digest_follows_the_content_and_not_the_layout(places: str) -> None:
    plain = parse_pack(places)
    relaid = parse_pack(yaml.safe_dump(yaml.safe_load(places), sort_keys=True, allow_unicode=True))
    assert digest(plain) == digest(relaid)
    assert re.fullmatch(r"[0-9a-f]{64}", digest(plain))
    assert digest(parse_pack(places.replace('version: "1.0"', 'version: "1.1"'))) != digest(plain)


def test_every_shipped_pack_survives_a_round_trip_through_its_dump() -> None:
    for pack in shipped_packs():
        assert type(pack).model_validate(pack.model_dump(mode="json")) == pack


@given(st.binary(max_size=300))
def test_any_bytes_give_a_pack_or_a_sentence(data: bytes) -> None:
    with pytest.raises(PackError):
        parse_pack(data, "own.yaml")


@given(st.text(alphabet="urn:kidvesoplac[]{}&*-!'\" \n0123456789.", max_size=200))
def test_any_yaml_like_text_gives_a_sentence(data: str) -> None:
    with pytest.raises(PackError):
        parse_pack(data, "own.yaml")


def test_text_is_picked_in_the_language_asked_for() -> None:
    value = {"en": "square", "fr": "place"}
    assert text(value, "fr") == text(value, "fr-CA") == text(value, "fr_BE") == "place"
    assert text(value, "el") == "square"
    assert text({"nl": "plein"}, "ro") == "plein"
    assert text({}, "en") == ""


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_every_sentence_is_there_in_both_languages(code: str) -> None:
    for language in ("en", "fr"):
        said = sentence(code, language, detail="D", field="F", file="f.yaml", line=3)
        assert "{" not in said
        assert said.endswith(".")
