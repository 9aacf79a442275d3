"""Law 1 for whoever signs in, or asks by a program: what they may not see changes nothing."""

from tests.laws.pairs import pairs
from tests.laws.twins import Twins


def test_every_address_answers_a_reader_the_same_whatever_is_hidden(twins: Twins) -> None:
    twins.hold(twins.check_reader, pairs(), examples=8)


def test_the_api_answers_a_program_the_same_whatever_is_hidden(twins: Twins) -> None:
    twins.hold(twins.check_program, pairs(begun=False), examples=12)
