"""A changed scale comes with a stated rule for old values: without one the new version is refused."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from parvis.access.errors import NotAllowed, Refused
from parvis.content import actions, queries
from parvis.content.carrying import carry, unstated
from parvis.content.load import PackError, load_pack, parse_pack, shipped_packs
from parvis.content.models import PackVersion, Shipment
from parvis.content.schemas import MethodPack
from parvis.journal.models import Entry

FOLDER = Path(__file__).parents[1] / "fixtures" / "methods"


def changed(name: str = "product-of-three", **more: Any) -> dict[str, Any]:
    """A fixture as plain values, for a next version."""
    body: dict[str, Any] = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return body | {"version": "2.0"} | more


def built(body: dict[str, Any]) -> MethodPack:
    found = parse_pack(yaml.safe_dump(body, allow_unicode=True))
    assert isinstance(found, MethodPack)
    return found


def shorter(**more: Any) -> dict[str, Any]:
    """The method with a threat scale of five levels in place of ten."""
    body = changed(**more)
    body["factors"][0]["levels"] = body["factors"][0]["levels"][:5]
    body["bands"][2]["from_figure"] = 300
    return body


HALF = {level: (level + 1) // 2 for level in range(1, 11)}


def rule(**factors: dict[int, int]) -> list[dict[str, Any]]:
    return [{"version": "1.0", "words": {"en": "Two become one.", "fr": "Deux en font un."}, "factors": factors}]


@pytest.fixture
def first(db) -> PackVersion:
    return actions.load(None, load_pack(FOLDER / "product-of-three.yaml"))


def test_another_scale_without_a_rule_is_refused_and_nothing_is_loaded(first, coordinator):
    before = Entry.objects.count()
    with pytest.raises(Refused, match=r"“threat” differs from version 1\.0"):
        actions.load(coordinator, built(shorter()))
    assert Entry.objects.count() == before
    assert queries.find(first.urn) == load_pack(FOLDER / "product-of-three.yaml")


def test_a_rule_lets_it_in_and_old_values_become_new_ones(first, coordinator):
    new = built(shorter(carried_over=rule(threat=HALF)))
    actions.load(coordinator, new)
    assert queries.find(first.urn) == new  # the keys of the map are numbers again after the database
    assert carry(new, "1.0", {"threat": 10, "vulnerability": 7}) == {"threat": 5, "vulnerability": 7}
    assert carry(new, "2.0", {"threat": 4}) == {"threat": 4}


def test_what_cannot_be_compared_is_stated_so_and_left_out(first, coordinator):
    new = built(shorter(carried_over=rule(threat={})))
    actions.load(coordinator, new)
    assert carry(new, "1.0", {"threat": 10, "vulnerability": 7}) == {"vulnerability": 7}
    some = built(shorter(carried_over=rule(threat={1: 1, 10: 5})))
    assert carry(some, "1.0", {"threat": 10}) == {"threat": 5}
    assert carry(some, "1.0", {"threat": 5}) == {}


def test_a_rule_for_another_version_or_another_factor_is_none(first, coordinator):
    other = rule(threat=HALF)
    other[0]["version"] = "0.9"
    for carried in (other, rule(vulnerability={})):
        with pytest.raises(Refused, match="threat"):
            actions.load(coordinator, built(shorter(carried_over=carried)))


@pytest.mark.parametrize("levels", [{1: 2, 2: 1}, {1: 6}, {1: 0}])
def test_a_rule_that_turns_the_order_or_names_no_level_is_refused(levels):
    with pytest.raises(PackError) as caught:
        built(shorter(carried_over=rule(threat=levels)))
    assert caught.value.code == "carried"
    assert "threat, 1.0" in str(caught.value)


def test_levels_that_the_old_scale_never_had_are_no_rule(first):
    assert unstated(load_pack(FOLDER / "product-of-three.yaml"), built(shorter(carried_over=rule(threat={11: 5})))) == [
        "threat"
    ]


def test_reworded_anchors_need_no_rule_but_other_labels_do(first, coordinator):
    body = changed()
    body["factors"][0]["levels"][0]["anchor"] = {"en": "Once in a lifetime.", "fr": "Une fois dans une vie."}
    actions.load(coordinator, built(body))
    body["version"] = "3.0"
    body["factors"][0]["levels"][0]["label"] = {"en": "Certain", "fr": "Certain !"}
    with pytest.raises(Refused, match="threat"):
        actions.load(coordinator, built(body))


def test_a_factor_that_goes_is_named_too(first, coordinator):
    body = changed()
    body["factors"].pop(0)
    body["outcome"]["expression"] = "vulnerability * consequence"
    body["bands"] = [band | {"from_figure": figure} for band, figure in zip(body["bands"], (1, 25, 60), strict=True)]
    with pytest.raises(Refused, match="threat"):
        actions.load(coordinator, built(body))
    actions.load(coordinator, built(body | {"carried_over": rule(threat={})}))


def test_answer_scales_follow_the_same_rule_also_when_the_better_end_turns(db, coordinator):
    actions.load(None, load_pack(FOLDER / "mixed-scales.yaml"))
    body = changed("mixed-scales")
    body["questionnaire"]["scales"][0]["better"] = "high"
    with pytest.raises(Refused, match="seven"):
        actions.load(coordinator, built(body))
    turned = [
        {
            "version": "1.0",
            "words": {"en": "Turned.", "fr": "Inversé."},
            "scales": {"seven": {n: 8 - n for n in range(1, 8)}},
        }
    ]
    actions.load(coordinator, built(body | {"carried_over": turned}))


def test_a_shipped_version_does_not_displace_what_an_officer_loaded(db, coordinator):
    actions.load_shipped()
    (ours,) = [found for found in queries.current(MethodPack) if found.urn.endswith("first-look")]
    actions.load(coordinator, ours.model_copy(update={"version": "7.0"}))
    actions.load(None, ours.model_copy(update={"version": "1.9"}), shipped=True)
    current = PackVersion.objects.get(urn=ours.urn, current=True)
    assert (current.version, current.shipped) == ("7.0", False)
    assert PackVersion.objects.filter(urn=ours.urn, version="1.9", current=False).exists()
    actions.load(coordinator, ours)  # back to the shipped one, by decision
    assert PackVersion.objects.get(urn=ours.urn, current=True).version == ours.version


def test_who_may_not_load_changes_nothing(db, joining, first):
    with pytest.raises(NotAllowed):
        actions.load(joining("expert"), built(changed()))
    with pytest.raises(NotAllowed):
        actions.export(joining("reader"), urn=first.urn, form="yaml")


def test_a_name_in_use_for_another_kind_is_refused(db, coordinator, first):
    other = load_pack(Path(__file__).parents[2] / "content" / "places" / "reference.yaml")
    with pytest.raises(Refused, match="another kind"):
        actions.load(coordinator, other.model_copy(update={"urn": first.urn, "version": "5.0"}))


#: Read once: reading YAML for every example is what took the time, and is looked at elsewhere.
SHORTER = shorter()


@given(st.dictionaries(st.integers(1, 10), st.integers(1, 5), max_size=10), st.integers(1, 10), st.integers(1, 10))
def test_carrying_keeps_the_order(levels: dict[int, int], one: int, two: int) -> None:
    ordered = dict(zip(sorted(levels), sorted(levels.values()), strict=True))
    new = MethodPack.model_validate({**SHORTER, "carried_over": rule(threat=ordered)})
    low, high = (carry(new, "1.0", {"threat": value}).get("threat") for value in sorted((one, two)))
    assert low is None or high is None or low <= high


def test_a_kind_of_consequence_that_is_worded_anew_counts_as_another_scale(db, coordinator):
    actions.load(None, load_pack(FOLDER / "four-by-four.yaml"))
    body = changed("four-by-four")
    kind = body["factors"][1]["kinds"][0]
    kind["levels"] = [
        level | {"label": {"en": f"Other {n}", "fr": f"Autre {n}"}} for n, level in enumerate(kind["levels"])
    ]
    with pytest.raises(Refused, match="impact"):
        actions.load(coordinator, built(body))
    body["factors"][1]["kinds"].pop(0)  # a kind that goes changes no scale
    actions.load(coordinator, built(body))


def test_a_method_that_names_a_list_which_is_not_here_is_refused(db, coordinator):
    body = changed(threats=["urn:example:threats:absent"])
    with pytest.raises(Refused, match="urn:example:threats:absent"):
        actions.load(coordinator, built(body))
    assert not PackVersion.objects.exists()


def test_an_update_of_parvis_never_fails_on_what_was_loaded_here(db, coordinator):
    """Not on other scales under a shipped name, and not on a version number that somebody took first."""
    (shipped,) = [found for found in shipped_packs() if found.urn == "urn:parvis:method:everyday"]
    body = changed(urn=shipped.urn, version=shipped.version)
    ours = built(body)
    actions.load(coordinator, ours)
    actions.load(coordinator, ours.model_copy(update={"version": "9.0"}))
    assert actions.load_shipped() == len(shipped_packs()) - 1
    assert PackVersion.objects.get(urn=shipped.urn, current=True).version == "9.0"
    PackVersion.objects.filter(urn=shipped.urn, version=shipped.version).delete()
    Shipment.objects.all().delete()  # as with the next Parvis: something else ships
    assert actions.load_shipped() == 1
    assert PackVersion.objects.get(urn=shipped.urn, current=True).version == "9.0"


def test_a_start_reads_what_ships_once(db, monkeypatch):
    assert actions.load_shipped() == len(shipped_packs())
    monkeypatch.setattr(actions, "shipped_packs", lambda: pytest.fail("read again"))
    assert actions.load_shipped() == 0
    monkeypatch.setattr(actions, "shipped_packs", shipped_packs)
    monkeypatch.setattr(actions, "shipped_digest", lambda: "another Parvis")
    assert actions.load_shipped() == 0  # read, and all of it known
