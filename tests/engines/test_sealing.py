"""Envelopes stay shut for everybody without the key, and notice every changed byte."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.engines.privacy import sealing
from parvis.engines.privacy.sealing import StaysShut

PRIVATE, PUBLIC = sealing.new_pair()


@given(st.binary(max_size=300))
def test_what_is_sealed_opens_with_the_private_key_alone(data):
    envelope = sealing.seal(PUBLIC, data)
    assert sealing.unseal(PRIVATE, envelope) == data
    assert envelope != sealing.seal(PUBLIC, data), "the same twice does not look the same"
    other, _public = sealing.new_pair()
    with pytest.raises(StaysShut):
        sealing.unseal(other, envelope)


@given(st.binary(min_size=1, max_size=100), st.data())
def test_a_changed_byte_is_noticed(data, choose):
    envelope = bytearray(sealing.seal(PUBLIC, data))
    place = choose.draw(st.integers(0, len(envelope) - 1))
    envelope[place] ^= choose.draw(st.integers(1, 127))  # the highest bit of an X25519 point is not used
    with pytest.raises(StaysShut):
        sealing.unseal(PRIVATE, bytes(envelope))


@given(st.binary(max_size=200))
def test_garbage_is_no_envelope(garbage):
    with pytest.raises(StaysShut):
        sealing.unseal(PRIVATE, garbage)
    with pytest.raises(StaysShut):
        sealing.unlock(sealing.new_secret(), garbage)


@given(st.binary(max_size=200))
def test_what_is_locked_opens_with_the_same_secret_alone(data):
    secret = sealing.new_secret()
    assert sealing.unlock(secret, sealing.lock(secret, data)) == data
    with pytest.raises(StaysShut):
        sealing.unlock(sealing.new_secret(), sealing.lock(secret, data))
