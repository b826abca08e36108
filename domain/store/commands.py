"""Commands: requests to change something, and the service that handles each.

A command is a frozen dataclass, named after its mutation, whose base names the result. A service registers for the command
that it takes::

    @dataclass(frozen=True, slots=True)
    class MakePayment(Command[RecordedTransaction]):
        NEEDS = RECORD

    @service
    def make_payment(unit: UnitOfWork, cmd: MakePayment) -> Program[RecordedTransaction]: ...

A caller then only writes ``await store.run(MakePayment(...), actor)``.
"""

import inspect
from collections.abc import Callable
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar, get_args

from domain.permissions import MUTATION_PERMISSIONS, Permission
from domain.store.program import Program
from domain.store.unit_of_work import UnitContext, UnitOfWork

R = TypeVar("R")
F = TypeVar("F", bound=Callable[[UnitOfWork, Any], Program[Any]])


class Command(Generic[R]):
    """A request to change something; ``R`` is the service's result, a dataclass of ids and counts.

    ``NEEDS`` says which permissions its mutation needs; a command without is no mutation. ``IN_GROUP`` says that its unit is
    short and locks accounts, and ledger codes against changes, and nothing else, so that it may run side by side with others
    (``together.py``).
    """

    __slots__ = ()
    NEEDS: ClassVar[frozenset[Permission] | None] = None
    IN_GROUP: ClassVar[bool] = False

    def in_group(self, context: UnitContext) -> bool:  # noqa: ARG002 - for those where it depends on the context
        """Return True if this one may run side by side with others: ``IN_GROUP``, unless it depends on what it does."""
        return self.IN_GROUP

    @classmethod
    def mutation(cls) -> str:
        """Return the mutation's name in batches and in the API: ``makePayment`` for ``MakePayment``."""
        return cls.__name__[0].lower() + cls.__name__[1:]


class Service(NamedTuple):
    """A registered service: the function, and the class of its result."""

    function: Callable[[UnitOfWork, Any], Program[Any]]
    result_type: type


_SERVICES: dict[type[Command[Any]], Service] = {}


def service(function: F) -> F:
    """Register a service for the command that its second parameter names; its result must be the command's own."""
    _, parameter = inspect.signature(function).parameters.values()
    command_type = parameter.annotation
    *_, result_type = get_args(inspect.signature(function).return_annotation)
    (declared,) = get_args(command_type.__orig_bases__[0])
    assert declared == result_type, f"{command_type.__name__} promises {declared}, its service gives {result_type}"
    assert command_type not in _SERVICES, f"{command_type.__name__} has two services"
    _SERVICES[command_type] = Service(function, result_type)
    if command_type.NEEDS is not None:
        MUTATION_PERMISSIONS[command_type.mutation()] = command_type.NEEDS
    return function


def service_of(command_type: type[Command[Any]]) -> Service:
    """Return the service that is registered for a command."""
    assert command_type in _SERVICES, f"No function marked @service takes a {command_type.__name__}"
    return _SERVICES[command_type]
