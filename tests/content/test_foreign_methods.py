"""Methods that are not ours load from a file, without a line of code; those that cannot work are refused in words."""

from pathlib import Path

import numpy as np
import pytest

from parvis.assessment.rules.judging import Given, Range, problem
from parvis.assessment.rules.result import Value, result, rules_of
from parvis.content.load import PackError, load_pack, parse_pack
from parvis.content.schemas import MethodPack

FOLDER = Path(__file__).parents[1] / "fixtures" / "methods"


def method(name: str) -> MethodPack:
    found = load_pack(FOLDER / f"{name}.yaml")
    assert isinstance(found, MethodPack)
    return found


def test_a_grid_of_four_by_four_with_seven_kinds_of_impact():
    rules = rules_of(method("four-by-four"))
    levels = np.arange(1, 5)
    places = rules.place({"likelihood": levels[:, None], "impact": levels[None, :]})
    assert int((places == 1).sum()) == 3  # exactly three cells are low
    given = Given({"likelihood": 2}, {"people": 1, "law": 4}, 1, "the law")
    assert given.values(method("four-by-four")) == {"likelihood": 2, "impact": 4}
    assert problem(method("four-by-four"), given) == ""
    assert problem(method("four-by-four"), Given({"probability": 2}, {"people": 1}, 1)) == "likelihood:off_scale"


def test_a_product_of_three_ratings_in_three_bands():
    pack = method("product-of-three")
    rules = rules_of(pack)
    values = [
        Value(0, 0, (9, 9, 9), 2),
        Value(0, 1, (5, 5, 5), 2),
        Value(0, 2, (1, 1, 1), 1),
        Value(1, 0, (4, 5, 6), 1),
    ]
    found = result(tuple(values), rules)
    assert found is not None
    by_scenario = {line.scenario: line for line in found.lines}
    assert by_scenario[0].figures == (120.0, 729.0)
    assert by_scenario[0].band.dots == (1, 3)
    assert by_scenario[0].band.middle == (1, 3)  # with two experts both middles are shown
    assert by_scenario[1].band.dots == (2,)  # 125 belongs to the band that begins there
    assert by_scenario[2].band.dots == (1,)


def test_a_method_that_asks_for_a_range_takes_nothing_less():
    pack = method("product-of-three")
    levels = {"threat": 4, "vulnerability": 4, "consequence": 5}
    assert problem(pack, Given(levels, {}, 2)) == "consequence:range_missing"
    assert problem(pack, Given(levels, {}, 2, ranges={"consequence": Range(6, 9, 80)})) == "consequence:range_order"
    assert problem(pack, Given(levels, {}, 2, ranges={"consequence": Range(3, 9, 30)})) == "consequence:range_sure"
    assert problem(pack, Given(levels, {}, 2, ranges={"consequence": Range(3, 9, 80)})) == ""


def test_a_questionnaire_that_mixes_scales_of_seven_and_five():
    form = method("mixed-scales").questionnaire
    assert form is not None
    assert [len(form.answers(question)) for question in form.questions] == [7, 5, 2, 5]


@pytest.mark.parametrize(
    ("name", "old", "new", "code"),
    [
        ("product-of-three", "threat * vulnerability * consequence", "threat / (vulnerability - 5)", "formula_divides_by_zero"),
        ("product-of-three", "threat * vulnerability * consequence", "threat - vulnerability", "formula_falls"),
        ("product-of-three", "threat * vulnerability * consequence", "__import__('os').system('ls')", "formula_forbidden"),
        ("product-of-three", "threat * vulnerability * consequence", "threat * exposure", "formula_name"),
        ("product-of-three", "threat * vulnerability * consequence", "threat * (", "formula_syntax"),
        ("product-of-three", "from_figure: 125", "from_figure: 600", "band_figures"),
        ("product-of-three", "from_figure: 1,", "from_figure: 2,", "band_figures"),
        ("four-by-four", "columns: impact", "columns: harm", "unknown"),
        ("four-by-four", 'value: 3, label: {en: "High"', 'value: 5, label: {en: "High"', "scale"),
        ("mixed-scales", "[{question: gate,", "[{question: gate-state,", "unknown"),
        ("mixed-scales", "weight: 2, text", "weight: -2, text", "value"),
        ("mixed-scales", "from_share: 0,", "from_share: 0.1,", "verdicts"),
        ("mixed-scales", "scale: seven", "scale: nine", "unknown"),
    ],
)  # fmt: skip
def test_what_cannot_work_is_refused_with_its_line(name: str, old: str, new: str, code: str):
    text = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    assert old in text
    with pytest.raises(PackError) as refused:
        parse_pack(text.replace(old, new, 1), "ours.yaml")
    assert refused.value.code == code
    assert refused.value.line
    for language in ("en", "fr"):
        assert refused.value.text(language).startswith("ours.yaml")


def test_conditions_in_a_circle_weights_of_nothing_and_too_many_questions():
    text = (FOLDER / "mixed-scales.yaml").read_text(encoding="utf-8")
    circle = text.replace("{id: gate, section", '{id: gate, when: [{question: gate-state, answers: ["1"]}], section')
    nothing = text.replace("weight: 2, text", "weight: 0, text").replace(
        'scale: five, text: {en: "How well', 'weight: 0, scale: five, text: {en: "How well'
    )
    one = text[text.index("    - {id: how-led") :].splitlines()[0] + "\n"
    many = text + "".join(one.replace("how-led", f"more-{n}") for n in range(10_000))
    for bad, code in ((circle, "condition_cycle"), (nothing, "no_weight"), (many, "too_many_questions")):
        with pytest.raises(PackError) as refused:
            parse_pack(bad, "ours.yaml")
        assert refused.value.code == code
