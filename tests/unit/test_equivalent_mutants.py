"""Level: the source. What is stated of mutants that no test can notice (``tests.stress.mutants``)."""

from tests.support.equivalent_mutants import EQUIVALENT, without_mutant
from tests.support.mutations import mutants_of
from tests.support.sources import ROOT


def test_each_equivalent_mutant_is_one_that_the_function_has_and_says_why() -> None:
    mutants = [each for file in EQUIVALENT for each in mutants_of(ROOT / file)]
    assert not without_mutant(mutants)
    assert all(reason for changes in EQUIVALENT.values() for reason in changes.values())
