"""Published cases of other systems (facts from their code and pages), computed with our own formulas and tables."""

import math

import numpy as np
import pytest

from parvis.engines.risk import (
    Cascade,
    Formula,
    Graded,
    Item,
    Step,
    YesNo,
    elicit,
    residual_problem,
    score_questionnaire,
    worst_impact,
)

N = math.nan
FIVE = range(1, 6)
L_AND_I = ("likelihood", "impact")


@pytest.mark.parametrize(
    ("text", "highest", "three_four", "four_three"),
    [
        ("likelihood * impact + 2 * impact", 35, (20, 5.71), (18, 5.14)),
        ("likelihood * impact + impact", 30, (16, 5.33), (15, 5.00)),
        ("likelihood * impact", 25, (12, 4.80), (12, 4.80)),
        ("likelihood * impact + likelihood", 30, (15, 5.00), (16, 5.33)),
        ("likelihood * impact + 2 * likelihood", 35, (18, 5.14), (20, 5.71)),
    ],
)
def test_simplerisk_models(text: str, highest: int, three_four: tuple[float, float], four_three: tuple[float, float]):
    """SimpleRisk, includes/functions.php, models 1 to 5, and its rescaling to ten."""
    formula = Formula.parse(text, L_AND_I)
    assert formula.check(dict.fromkeys(L_AND_I, FIVE))[1] == highest
    for (likelihood, impact), (raw, of_ten) in zip(((3, 4), (4, 3)), (three_four, four_three), strict=True):
        found = formula({"likelihood": likelihood, "impact": impact})
        assert found == raw
        assert round(float(found) * 10 / highest, 2) == of_ten
    rescaled = Formula.parse(f"({text}) * 10 / {highest}", L_AND_I)
    assert rescaled.check(dict.fromkeys(L_AND_I, FIVE))[1] == pytest.approx(10)


def test_simplerisk_stored_grid():
    """Model 6 is a table that the user stores; the highest cell is 10. Any such table is a cascade of one step."""
    cells = tuple(tuple(min(10, row * column) for column in FIVE) for row in FIVE)
    grid = Cascade([Step("risk", *L_AND_I, cells)])
    assert (grid({"likelihood": 3, "impact": 4}), grid.bands[-1]) == (10, 10)


def test_circadian():
    """Inherent (3 + 4 + 2) * (5 + 4) = 81; controls of 65 % leave 28.35."""
    names = ("p1", "p2", "p3", "s1", "s2", "left")
    formula = Formula.parse("(p1 + p2 + p3) * (s1 + s2) * left", names)
    items = {"p1": 3, "p2": 4, "p3": 2, "s1": 5, "s2": 4}
    inherent, residual = formula(items | {"left": 1}), formula(items | {"left": 1 - 0.65})
    assert (inherent, residual) == (81, pytest.approx(28.35))
    assert residual_problem(float(inherent), float(residual)) is None


def test_monarc():
    """Impact 3, threat 4, vulnerability 3: 36, and 12 when a measure takes two off the vulnerability. An unset input
    leaves the criterion unset (-1 there, nan here); what is shown is the highest of the criteria."""
    formula = Formula.parse("impact * threat * vulnerability", ("impact", "threat", "vulnerability"))
    assert formula({"impact": 3, "threat": 4, "vulnerability": 3}) == 36
    assert formula({"impact": 3, "threat": 4, "vulnerability": 3 - 2}) == 12
    criteria = formula({"impact": [[[3.0, 2.0, N]]], "threat": 4, "vulnerability": 3})
    np.testing.assert_array_equal(criteria, [[[36, 24, N]]])
    shown = worst_impact(criteria)
    assert shown.level[0, 0] == 36
    np.testing.assert_array_equal(shown.decisive, [[[True, False, False]]])
    assert np.isnan(worst_impact([[[N, N, N]]]).level).all()


def test_protectuk():
    """Four by four with exactly three cells Low. Their cells are not public; with a table that never falls, the three
    are a corner: either three in a row, or two and one. The impact is the highest over seven categories."""
    corner = ((1, 1, 2, 3), (1, 2, 3, 3), (2, 3, 3, 4), (3, 3, 4, 4))
    grid = Cascade([Step("risk", *L_AND_I, corner)])
    rows, columns = np.mgrid[1:5, 1:5]
    assert int((grid({"likelihood": rows, "impact": columns}) == 1).sum()) == 3
    impacts = [[[1, 1, 2, 1, 4, 1, 3]]]
    worst = worst_impact(impacts)
    assert grid({"likelihood": 2, "impact": worst.level}) == 3
    np.testing.assert_array_equal(np.flatnonzero(worst.decisive), [4])


def test_anzctc_mixed_scales():
    """The crowded-places form mixes 1..7 and 1..5 in one total: brought to one scale, the middle of both is the same."""
    items = [Item("a", "s", Graded(1, 7), 4), Item("b", "s", Graded(1, 5), 3), Item("c", "s", YesNo(), True)]
    assert score_questionnaire(items[:2]).overall.value == 0.5
    assert score_questionnaire(items).overall.value == pytest.approx(1 / 3)


def test_pmi_weakest_point():
    """The Protective Measures Index takes every trait at the facility's weakest point: one bad gate among nine."""
    gates = [Item(f"gate {n}", "fence", Graded(0, 10), 10 if n else 1) for n in range(9)]
    found = score_questionnaire(gates, within="weakest").overall
    assert (found.value, found.trace) == (0.9, ("gate 0",))


def test_safetipin_scale_is_kept_with_the_value():
    """Nine items from 0 to 3; older pages use 1 to 10: the same place on both gives the same."""
    new = [Item(str(n), "s", Graded(0, 3), 2) for n in range(9)]
    old = [Item(str(n), "s", Graded(1, 10), 7) for n in range(9)]
    assert score_questionnaire(new).overall.value == pytest.approx(score_questionnaire(old).overall.value)
    np.testing.assert_array_equal(elicit([[0, 3]], lowest=0, highest=3).low, [[0, 2.5]])
