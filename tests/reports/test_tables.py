"""Columns of the tables in documents: together the whole width, and no word torn apart where it fits."""

from hypothesis import given
from hypothesis import strategies as st

from parvis.reports.document import LINE, Table

cells = st.sampled_from(
    [
        "",
        "T01",
        "2:00",
        "souhaitable",
        "in progress",
        "One telephone list in place of two, checked on Mondays",
        "x" * 40,
    ]
)


@st.composite
def tables(draw):
    columns = draw(st.integers(1, 6))
    row = st.lists(cells, min_size=columns, max_size=columns)
    return Table(draw(row), draw(st.lists(row, max_size=3)))


@given(tables())
def test_columns_fill_the_width_and_hold_their_longest_word(table):
    shares = table.shares
    assert abs(sum(shares) - 1) < 1e-6
    longest = [
        max(len(word) for text in column for word in text.split() or [""])
        for column in zip(table.head, *table.rows, strict=True)
    ]
    if sum(length + 2 for length in longest) < LINE:
        assert all(share * LINE >= length for share, length in zip(shares, longest, strict=True))


def test_a_column_of_states_is_not_squeezed_by_long_texts():
    table = Table(["Action", "État"], [["a very long text " * 20, "souhaitable"]])
    assert table.shares[1] * LINE >= len("souhaitable")
    assert table.shares[0] > table.shares[1]
