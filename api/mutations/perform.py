"""The way of every mutation: convert the input, run one service as one atomic block, read the answer within it."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Protocol, TypeVar, cast

import strawberry
from graphql import GraphQLInputObjectType, GraphQLObjectType, get_named_type
from graphql.execution.collect_fields import FieldDetails
from graphql.execution.values import get_argument_values
from strawberry import UNSET, Info
from strawberry.utils.str_converters import to_camel_case

from api.context import Context
from api.graph.loading import Level, Loading
from api.mutations.payloads import PayloadRow, Refused
from api.types.fields import described, directives
from domain.core.keep import KEEP, Kept
from domain.core.text import clean_optional
from domain.errors import Refusal, Refusals
from domain.jobs.running import try_job
from domain.permissions import MUTATION_PERMISSIONS, Permission
from domain.store.block import Block
from domain.store.idempotency import MAX_KEY_LENGTH
from domain.store.steps import Steps
from domain.store.store import Command, Done, Store

P = TypeVar("P")
T = TypeVar("T")
V = TypeVar("V")
W = TypeVar("W")

LongTrial = Callable[[Mapping[str, Any]], Steps[bool]]
LONG_TRIAL = "long_trial"

NOT_COMPARED = frozenset({"idempotencyKey", "dryRun"})
"""What tells nothing of what was wished for (domain R36a)."""
SECRETS = frozenset({"password"})
"""What is never compared as it was sent, since what is compared is stored under a hash that is quick to guess by."""
NULL_EMPTIES = "null_empties"
"""Marks an input field in which null says something of its own; elsewhere null and absent are the same."""


class Wished(Protocol):
    """What every mutation's input has."""

    idempotency_key: str | None
    dry_run: bool | None


def mutation(name: str, text: str, *, client: bool = False, long_trial: LongTrial | None = None) -> Any:
    """Declares a mutation with the permissions that ``MUTATION_PERMISSIONS`` asks for.

    ``long_trial`` tells whether a dry run with this input takes a job: then it is not one block that is undone, in which
    everybody would have to wait for it, but a block for each group of accounts.
    """
    permissions = [each for each in Permission if each in MUTATION_PERMISSIONS[name]]
    return strawberry.mutation(
        name=name,
        description=described(text, permissions),
        directives=directives(permissions, client=client),
        metadata={LONG_TRIAL: long_trial},
    )


async def perform(
    info: Info[Context, None],
    input_: Wished,
    payload_type: type[P],  # noqa: ARG001 - tells the type checker what is given
    service: Callable[[Block, W], Steps[T]],
    outcome_type: type[T],
    wish: Callable[[], W],
    secret: str | None = None,
    compared: Mapping[str, str] = MappingProxyType({}),
) -> P:
    """Runs a service and gives its payload; what the rules turn down becomes ``userErrors``, and nothing was changed.

    ``secret`` is shown by the first answer alone: it is in no stored outcome. ``compared`` is what stands for the
    input's own secrets where a key's second use is compared with its first. Whatever else ends an operation's first
    mutation is raised, and its answer has no data, which says that nothing was done. From the second on it is told in
    the payload, for the answers of those before must not be lost with it: what they did would be done again.
    """
    context, loading = info.context, info.context.loading
    used_before = loading.budget.rows, loading.budget.values
    try:
        payload = await _performed(info, input_, service, outcome_type, wish, secret, compared)
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
    compared: Mapping[str, str],
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
        command = _command(info, input_, compared)
        bound = wish()
        if isinstance(context.database, Store) and input_.dry_run:
            # what takes a job is tried group by group; only such mutations are given the store itself for a dry run
            payload.outcome, payload.tried_job = await try_job(
                context.database, command, lambda block: service(block, bound), outcome_type
            )
            async with context.database.snapshot() as reader:
                await reader.run(_fill(loading, info, payload))
        else:
            await context.database.answer(command, lambda block: service(block, bound), outcome_type, answer)
    except Refusal as refusal:
        return _refused(loading, info, [Refused.of(refusal)])
    except Refusals as several:
        return _refused(loading, info, [Refused.of(each) for each in several.refusals])
    return payload


def _command(info: Info[Context, None], input_: Wished, compared: Mapping[str, str]) -> Command:
    name, key = info._raw_info.field_name, given(input_.idempotency_key)  # noqa: SLF001 - the library has no public way to it
    key = clean_optional(key, "idempotencyKey", longest=MAX_KEY_LENGTH)
    return Command(name, info.context.principal, key, None if key is None else {**_said(info, input_), **compared})


def _said(info: Info[Context, None], input_: Wished) -> dict[str, Any]:
    """What an input says that another may not say under the same key, by its fields' names.

    Null, absent and the default itself are the same, but for fields that null empties.
    """
    raw = info._raw_info  # noqa: SLF001 - the library has no public way to it
    mutation_field = raw.parent_type.fields[raw.field_name]
    sent = get_argument_values(mutation_field, raw.field_nodes[0], raw.variable_values)["input"]
    declared = cast("GraphQLInputObjectType", get_named_type(mutation_field.args["input"].type)).fields
    own = cast("Any", type(input_)).__strawberry_definition__.fields
    emptied = {to_camel_case(field.python_name) for field in own if field.metadata.get(NULL_EMPTIES)}
    return {
        name: _without_nulls(value)
        for name, value in sent.items()
        if name not in NOT_COMPARED | SECRETS
        and (name in emptied if value is None else value != declared[name].default_value)
    }


def _without_nulls(value: Any) -> Any:
    """A value in whose objects what is null is absent: it means the same (see ``given``)."""
    if isinstance(value, dict):
        return {name: _without_nulls(each) for name, each in value.items() if each is not None}
    return [_without_nulls(each) for each in value] if isinstance(value, list) else value


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
    """An input value that null empties; ``KEEP`` where it was not sent. Its field is marked by ``NULL_EMPTIES``."""
    return KEEP if value is UNSET else value
