"""Commands: their names, and what a service must promise to be registered."""

from dataclasses import dataclass

import pytest

from domain.services.payments import CreateDeposit, MakePayment, make_payment
from domain.services.recording import RecordedTransaction
from domain.store.commands import Command, service, service_of
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Count(Command[int]):
    """A command that promises a number."""


def test_names_a_mutation_after_its_command() -> None:
    assert (MakePayment.mutation(), CreateDeposit.mutation()) == ("makePayment", "createDeposit")


def test_finds_the_service_of_a_command_and_the_class_of_its_result() -> None:
    assert service_of(MakePayment) == (make_payment, RecordedTransaction)


def test_refuses_a_service_whose_result_is_not_the_commands() -> None:
    def count(_unit: UnitOfWork, _cmd: Count) -> Program[str]:
        yield from ()
        return "one"

    with pytest.raises(AssertionError, match=r"Count promises .*int.*, its service gives .*str"):
        service(count)


def test_refuses_a_second_service_for_a_command() -> None:
    with pytest.raises(AssertionError, match="MakePayment has two services"):
        service(make_payment)
