"""Level: a store. Run a program that is no service of the product as one unit of work of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from domain.store.commands import Command, service
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class RunProgram(Command[Any]):
    """A program, and the mutation that its batch is named after."""

    name: str
    program: Callable[[UnitOfWork], Program[Any]]


@service
def run_program(unit: UnitOfWork, cmd: RunProgram) -> Program[Any]:
    """Run the command's program and return what it returns."""
    unit.batch.mutation = cmd.name
    return (yield from cmd.program(unit))
