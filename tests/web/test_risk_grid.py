"""The grid of a method with a dot for every expert."""

from parvis.web.components.riskgrid import risk_grid

BANDS = ((1, 1, 2), (1, 2, 3), (2, 3, 3))


def test_likelihood_rises_upwards_and_consequence_to_the_right():
    picture = risk_grid(BANDS, [(3, 3), (1, 1)])
    low, high = sorted(picture.marks, key=lambda mark: float(mark.x))
    assert float(low.y) > float(high.y)
    assert [cell.band for cell in picture.cells] == [1, 1, 2, 1, 2, 3, 2, 3, 3]
    assert [axis.text for axis in picture.rows] == [1, 2, 3]


def test_everybody_in_one_field_is_seen_apart_and_inside_it():
    picture = risk_grid(BANDS, [(2, 2)] * 5)
    field = next(cell for cell, band in zip(picture.cells, range(9), strict=True) if band == 4)
    assert len({(mark.x, mark.y) for mark in picture.marks}) == 5
    for mark in picture.marks:
        assert 0 < float(mark.x) - float(field.x) < 40
        assert 0 < float(mark.y) - float(field.y) < 40


def test_more_people_than_places_still_count():
    assert len(risk_grid(BANDS, [(1, 2)] * 12).marks) == 12
