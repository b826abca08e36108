"""The way of every mutation: convert the input, run one service as one atomic block, read the answer within it."""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar, cast

import strawberry
from graphql import GraphQLObjectType, get_named_type
from graphql.execution.collect_fields import FieldDetails
from graphql.execution.values import get_argument_values
from strawberry import UNSET, Info

from api.context import Context
from api.graph.loading import Level, Loading
from api.mutations.payloads import PayloadRow, Refused
from api.types.fields import described, directives
from domain.core.keep import KEEP, Kept
from domain.core.text import clean_optional
from domain.errors import Refusal, Refusals
from domain.permissions import MUTATION_PERMISSIONS, Permission
from domain.store.block import Block
from domain.store.idempotency import MAX_KEY_LENGTH
from domain.store.steps import Steps
from domain.store.store import Command, Done

P = TypeVar("P")
T = TypeVar("T")
V = TypeVar("V")
W = TypeVar("W")

NOT_COMPARED = ("idempotencyKey", "dryRun")
"""What tells nothing of what was wished for (domain R36a)."""


class Wished(Protocol):
    """What every mutation's input has."""

    idempotency_key: str | None
    dry_run: bool | None


def mutation(name: str, text: str, *, client: bool = False) -> Any:
    """Declares a mutation with the permissions that ``MUTATION_PERMISSIONS`` asks for."""
    permissions = [each for each in Permission if each in MUTATION_PERMISSIONS[name]]
    return strawberry.mutation(
        name=name, description=described(text, permissions), directives=directives(permissions, client=client)
    )


async def perform(
    info: Info[Context, None],
    input_: Wished,
    payload_type: type[P],  # noqa: ARG001 - tells the type checker what is given
    service: Callable[[Block, W], Steps[T]],
    outcome_type: type[T],
    wish: Callable[[], W],
    secret: str | None = None,
) -> P:
    """Runs a service and gives its payload; what the rules turn down becomes ``userErrors``, and nothing was changed.

    ``secret`` is shown by the first answer alone: it is in no stored outcome. Whatever else ends an operation's first
    mutation is raised, and its answer has no data, which says that nothing was done. From the second on it is told in
    the payload, for the answers of those before must not be lost with it: what they did would be done again.
    """
    context, loading = info.context, info.context.loading
    used_before = loading.budget.rows, loading.budget.values
    try:
        payload = await _performed(info, input_, service, outcome_type, wish, secret)
    except Exception as exception:
        if not context.answered:
            raise
        loading.budget.begin_again(0, 0)
        payload = _refused(loading, info, [Refused.later(exception)])
        loading.budget.begin_again(*used_before)
    context.answered += 1
    return cast("P", payload)


async def _performed(
    info: Info[Context, None],
    input_: Wished,
    service: Callable[[Block, W], Steps[T]],
    outcome_type: type[T],
    wish: Callable[[], W],
    secret: str | None,
) -> PayloadRow:
    """The payload of what was done, or of what the rules turned down."""
    context, loading = info.context, info.context.loading
    payload = PayloadRow()
    used_before = loading.budget.rows, loading.budget.values

    def answer(done: Done[T]) -> Steps[None]:
        loading.budget.begin_again(*used_before)  # a block may run twice
        payload.outcome, payload.batch_id, payload.replayed = done.outcome, done.batch_id, done.replayed
        payload.secret = None if done.replayed or input_.dry_run else secret
        payload.user_errors = [Refused(*refused) for refused in getattr(done.outcome, "refused", ())]
        yield from _fill(loading, info, payload)

    try:
        command = _command(info, input_)
        bound = wish()
        await context.database.answer(command, lambda block: service(block, bound), outcome_type, answer)
    except Refusal as refusal:
        return _refused(loading, info, [Refused.of(refusal)])
    except Refusals as several:
        return _refused(loading, info, [Refused.of(each) for each in several.refusals])
    return payload


def _command(info: Info[Context, None], input_: Wished) -> Command:
    raw = info._raw_info  # noqa: SLF001 - the library has no public way to it
    arguments = get_argument_values(raw.parent_type.fields[raw.field_name], raw.field_nodes[0], raw.variable_values)
    compared = {name: value for name, value in arguments["input"].items() if name not in NOT_COMPARED}
    key = clean_optional(given(input_.idempotency_key), "idempotencyKey", longest=MAX_KEY_LENGTH)
    return Command(raw.field_name, info.context.principal, key, compared)


def _fill(loading: Loading, info: Info[Context, None], payload: PayloadRow) -> Steps[None]:
    raw = info._raw_info  # noqa: SLF001 - the library has no public way to it
    details = [FieldDetails(node, None) for node in raw.field_nodes]
    named = get_named_type(raw.return_type)
    assert isinstance(named, GraphQLObjectType)
    yield from loading.fill(named, details, Level([payload]))


def _refused(loading: Loading, info: Info[Context, None], errors: list[Refused]) -> PayloadRow:
    """A payload that names nothing, so that filling it asks the database for nothing."""
    payload = PayloadRow()
    payload.user_errors = errors
    for step in _fill(loading, info, payload):
        msg = f"an empty payload asked for {step}"
        raise AssertionError(msg)
    return payload


def given(value: V | None) -> V | None:
    """An optional input value; None where it was not sent."""
    return None if value is UNSET else value


def kept(value: V | None) -> V | Kept | None:
    """An input value that may be left as it is; ``KEEP`` where it was not sent."""
    return KEEP if value is UNSET else value
