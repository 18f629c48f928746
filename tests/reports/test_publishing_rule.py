"""The rule of what may be told, on generated pieces: nothing above the wanted marking, nothing of a closed kind, and no piece lost."""

from hypothesis import given
from hypothesis import strategies as st

from parvis.reports.assessment.publishing import NEVER, Kind, Piece, sifted
from parvis.reports.assessment.wording import KINDS, why_out

MARKINGS = st.integers(0, 4)
PIECES = st.lists(
    st.builds(
        Piece,
        kind=st.sampled_from(list(Kind)),
        chain=st.lists(MARKINGS, min_size=1, max_size=5).map(tuple),
        words=st.just(("words",)),
        number=st.integers(0, 9),
    ),
    max_size=40,
)
CLOSED = {
    "scenario", "sketch", "open_zone", "open_measure", "unseen_measure", "judgement", "answer", "weakness", "need",
    "spoken", "finding", "minutes", "person", "photo", "contact",
}  # fmt: skip


def test_the_closed_kinds_are_these_and_every_kind_has_a_name():
    assert CLOSED == NEVER
    assert set(KINDS) == set(Kind)


@given(PIECES, st.sampled_from([0, 1]))
def test_a_piece_enters_exactly_when_its_kind_may_and_all_it_hangs_on_is_low_enough(pieces, wanted):
    found = sifted(pieces, wanted)
    may = [p for p in pieces if p.kind.value not in CLOSED and all(marking <= wanted for marking in p.chain)]
    assert sorted(map(id, found.entering)) == sorted(map(id, may))


@given(PIECES, st.sampled_from([0, 1]))
def test_what_stays_out_is_counted_and_says_why(pieces, wanted):
    found = sifted(pieces, wanted)
    staying = sum(p.number for p in pieces if p not in found.entering)
    assert sum(row.number for row in found.left) == staying
    for row in found.left:
        assert (row.marking is None) == (row.kind.value in CLOSED)
        assert row.marking is None or row.marking > wanted
        assert ("TLP:" in why_out(row)) == (row.marking is not None)


@given(PIECES)
def test_partners_are_told_no_less_than_everyone(pieces):
    assert {id(p) for p in sifted(pieces, 0).entering} <= {id(p) for p in sifted(pieces, 1).entering}
