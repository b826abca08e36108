"""Runs every mutation: makes its command, runs it as one atomic unit of work, and reads the answer within it."""

from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType
from typing import Annotated, Any, NamedTuple, TypeAlias, cast

import strawberry
from graphql import GraphQLInputObjectType, get_named_type
from strawberry.utils.str_converters import to_camel_case

from api.errors import sent_codes
from api.graph.atomic import AtomicOperation, Gathered
from api.graph.context import Context
from api.graph.loading import Loading, Rows
from api.graph.mutations import LONG_TRIAL, RUN, Sent
from api.graph.roots import read_queries
from api.mutations.inputs import MutationFields
from api.mutations.payloads import PayloadRow, UserErrorRow
from api.permissions.directives import OpenToClient
from api.types.fields import NULL_CLEARS, described, directives
from domain.errors import Refusal, Refusals
from domain.jobs.running import try_job
from domain.permissions import Permission
from domain.store.commands import Command, service_of
from domain.store.idempotency import clean_key
from domain.store.program import Program
from domain.store.store import Call, Committed, Store

LongTrial: TypeAlias = Callable[[Mapping[str, Any]], Program[bool]]

NOT_COMPARED = frozenset({"idempotencyKey", "dryRun"})
"""Input fields that say nothing about what to do, and are not compared under an idempotency key (domain R36a)."""
SECRETS = frozenset({"password"})
"""Input fields that are never compared as sent: what is compared is stored as a fast hash, which would ease guessing."""


class Prepared(NamedTuple):
    """What a mutation prepares before its unit of work begins: arguments of its command, or all of the command.

    ``shown`` is a secret that only the first answer shows: no stored result has it. ``compared`` replaces the input's
    secrets when a second use of an idempotency key is compared with the first.
    """

    arguments: Mapping[str, Any] = MappingProxyType({})
    command: Command[Any] | None = None
    shown: str | None = None
    compared: Mapping[str, str] = MappingProxyType({})
    refusal: Refusal | None = None


Prepare: TypeAlias = Callable[[Context, Any], Awaitable[Prepared]]


def new_secret(make: Callable[[], str]) -> Prepare:
    """Return what makes a command's ``secret``, which only the first answer shows (``payloads.shown_once``)."""

    async def prepare(_context: Context, _input: Any) -> Prepared:
        secret = make()
        return Prepared({"secret": secret}, shown=secret)

    return prepare


def mutation(
    input_type: type[MutationFields],
    payload_type: type,
    text: str,
    *,
    client: bool = False,
    prepare: Prepare | None = None,
    long_trial: LongTrial | None = None,
) -> Any:
    """Declare a mutation: its input makes the command, the command's service runs, and the payload shows the result.

    The command gives the mutation its name and the permissions it needs. ``client`` opens it to
    clients; the input's fields that they may use must be open too. ``long_trial`` returns whether a dry run with this
    input needs a job: it then runs in one unit of work for each group of accounts, because everyone else would wait for
    a single one. Such a mutation may queue a job, so it wakes the worker.
    """
    command = cast("type[Command[Any]]", cast("Any", input_type).makes)
    service_of(command)  # a command without a service fails here, and not when it is sent
    name = command.mutation()
    assert command.NEEDS is not None, f"Say who may {name}: NEEDS of {command.__name__}"
    permissions = [each for each in Permission if each in command.NEEDS]

    async def run(context: Context, sent: Sent) -> PayloadRow:
        is_answered = context.atomic is not None and context.atomic.answers is not None
        if prepare is not None:
            await context.confirmed()  # it looks at records
        prepared = Prepared() if prepare is None or is_answered else await prepare(context, sent.input)
        payload = await perform(context, sent, prepared)
        if long_trial is not None:
            context.job_queued()
        return payload

    async def resolve(self: None, input: MutationFields) -> Any:  # noqa: ARG001 - strawberry's own
        raise AssertionError("wiring.py puts the mutation in this resolver's place")

    opened: Any = Annotated[cast("Any", input_type), strawberry.argument(directives=[OpenToClient()])]
    resolve.__annotations__ |= {"input": opened if client else input_type, "return": payload_type}
    return strawberry.mutation(
        resolver=resolve,
        name=name,
        description=described(text, permissions),
        directives=directives(permissions, client=client),
        metadata={RUN: run, LONG_TRIAL: long_trial},
    )


async def perform(context: Context, sent: Sent, prepared: Prepared) -> PayloadRow:
    """Run an input's command and return its payload; a refusal changes nothing and becomes ``userErrors``.

    Any other exception of an operation's first mutation is raised: the answer then has no data, which says that nothing
    was done. From the second mutation on, the payload reports it, so that the answers of earlier ones are not lost and
    callers do not repeat them.
    """
    loading = context.loading
    if context.atomic is not None:
        payload = _gather_or_answer(context.atomic, context, sent, prepared)
        await _read_queries(context, sent, payload)
        return payload
    used_before = loading.budget.used
    try:
        payload = await _performed(context, sent, prepared)
    except Exception as exception:
        if not context.answered:
            raise
        loading.budget.reset()
        payload = _refused(loading, sent, [UserErrorRow.later(exception)])
        loading.budget.reset(used_before)
    await _read_queries(context, sent, payload)
    context.answered += 1
    sent_codes.update(each.code for each in payload.user_errors)
    return payload


async def _read_queries(context: Context, sent: Sent, payload: PayloadRow) -> None:
    """Read the query root for a payload of what was done; a job's dry run leaves no state that could be read."""
    if payload.result is not None and payload.tried_job is None:
        await read_queries(context, sent.selected, payload)


def _gather_or_answer(atomic: AtomicOperation, context: Context, sent: Sent, prepared: Prepared) -> PayloadRow:
    """Gather a mutation of an atomic operation, or return its payload once all have run."""
    name = sent.selected.key
    if atomic.answers is not None:
        payload: PayloadRow = atomic.answers[name]
        sent_codes.update(each.code for each in payload.user_errors)
        return payload
    loading, filled = context.loading, PayloadRow()
    call, refused = None, None
    try:
        call = _call(context, sent, prepared, filled)
    except (Refusal, Refusals) as refusal:
        refused = refusal
    atomic.gathered[name] = Gathered(
        name,
        filled,
        call,
        refused,
        lambda refusal: _refused(loading, sent, UserErrorRow.all_of(refusal), getattr(refusal, "partial", None)),
        lambda by: _refused(loading, sent, [UserErrorRow.undone_with(by)]),
    )
    return _refused(loading, sent, [])


def _call(context: Context, sent: Sent, prepared: Prepared, payload: PayloadRow) -> Call[Any]:
    """Return what is to run, which fills the payload. Raises what the input is refused for before anything runs."""
    loading, atomic, input_ = context.loading, context.atomic, sent.input
    begins = atomic is None or not atomic.gathered
    used_before = loading.budget.used

    def read_back(
        done: "Committed[Any]",
    ) -> "Program[None]":  # in quotes: made for each mutation, they take microseconds
        if begins:
            loading.budget.reset(used_before)  # a unit of work may run twice
        payload.result, payload.batch_id, payload.replayed = done.result, done.batch_id, done.replayed
        payload.secret = None if done.replayed or input_.dry_run else prepared.shown
        payload.user_errors = UserErrorRow.of_rows(done.result)
        yield from _fill(loading, sent, payload)

    key = clean_key(input_.idempotency_key)
    if prepared.refusal is not None:
        raise prepared.refusal
    cmd = prepared.command or input_.made(**prepared.arguments)
    return Call(cmd, key, None if key is None else _compared(sent, prepared), read_back)


async def _performed(context: Context, sent: Sent, prepared: Prepared) -> PayloadRow:
    """Return the payload of what was done, or of the refusal."""
    loading, actor, database = context.loading, context.principal, context.database
    payload = PayloadRow()
    try:
        call = _call(context, sent, prepared, payload)
        if isinstance(database, Store) and sent.input.dry_run:
            # a job's dry run goes group by group; only such mutations get the store itself for a dry run
            payload.result, payload.tried_job = await try_job(database, call.cmd, actor)
            payload.user_errors = UserErrorRow.of_rows(payload.result)
            async with database.snapshot() as reader:
                await reader.run(_fill(loading, sent, payload))
        elif isinstance(database, Store):
            confirm = context.take_confirm()
            await database.run(
                call.cmd, actor, key=call.key, arguments=call.arguments, read_back=call.read_back, first=confirm
            )
        else:
            await database.run(call.cmd, actor, key=call.key, arguments=call.arguments, read_back=call.read_back)
    except Refusal as refusal:
        return _refused(loading, sent, [UserErrorRow.of(refusal)])
    except Refusals as several:
        return _refused(loading, sent, [UserErrorRow.of(each) for each in several.refusals], several.partial)
    return payload


def _compared(sent: Sent, prepared: Prepared) -> dict[str, Any]:
    """Return the input fields that a second use of an idempotency key must repeat, by name.

    Null, absent and the default mean the same, except in fields that null clears.
    """
    assert sent.selected.definition is not None
    declared = cast("GraphQLInputObjectType", get_named_type(sent.selected.definition.args["input"].type)).fields
    own = cast("Any", type(sent.input)).__strawberry_definition__.fields
    cleared = {to_camel_case(field.python_name) for field in own if field.metadata.get(NULL_CLEARS)}
    sent_values = {
        name: _without_nulls(value)
        for name, value in sent.values.items()
        if name not in NOT_COMPARED | SECRETS
        and (name in cleared if value is None else value != declared[name].default_value)
    }
    return {**sent_values, **prepared.compared}


def _without_nulls(value: Any) -> Any:
    """Return a value without the null fields of its objects, which mean the same as absent ones."""
    if isinstance(value, dict):
        return {name: _without_nulls(each) for name, each in value.items() if each is not None}
    return [_without_nulls(each) for each in value] if isinstance(value, list) else value


def _fill(loading: Loading, sent: Sent, payload: PayloadRow) -> Program[None]:
    yield from loading.fill(sent.selected.named_type, sent.selected.below, Rows([payload]))


def _refused(loading: Loading, sent: Sent, errors: list[UserErrorRow], partial: object = None) -> PayloadRow:
    """Return a payload without rows, so that filling it needs no database."""
    payload = PayloadRow(result=partial)
    payload.user_errors = errors
    for step in _fill(loading, sent, payload):
        raise AssertionError(f"an empty payload asked for {step}")
    return payload
