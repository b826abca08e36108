"""Level: the GraphQL API. Random stories: commands that follow one another, to where single draws hardly ever lead.

A story sends a command, is given its payload, and decides what follows. Others may be sent in between, so that it may come
to nothing; ``Draw.happened`` counts those that reached their end.
"""

import datetime
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from typing import Any

from api.graph.ids import opaque, row_id
from domain.core.kinds import PaymentMethod, SubscriptionInterval
from domain.services.accounts import CreateAccount
from domain.services.installments import InstallmentItem, InstallmentTerms
from domain.services.invoices import CreateInvoice
from domain.services.ledger_codes import CreateLedgerCode
from domain.services.payments import MakePayment, Money
from domain.services.planned_payments import CreatePlannedPayments
from domain.services.recording import ItemInput
from domain.services.subscriptions import CreateSubscription
from domain.store.commands import Command
from domain.tables.hiding import HIDDEN
from tests.support.random_commands.draw import DAYS, Draw, Input

Story = AsyncGenerator[tuple[str, Input], Input]
"""The mutations that are sent, with their inputs; it is given the payload of each."""

STORIES: dict[str, Callable[[Draw], Awaitable[Story]]] = {}
"""Who begins each kind of story: prepares what it needs by the product's own commands."""

RUN_ON = datetime.date.fromisoformat(DAYS[-1])
CARDS = (PaymentMethod.CARD, PaymentMethod.CARD)
ONE_BY_THE_BANK = (PaymentMethod.ECHECK, PaymentMethod.CARD)
Beginner = Callable[[Draw], Awaitable[Story]]


def tells(kind: str) -> Callable[[Beginner], Beginner]:
    """Register who begins a kind of story."""

    def register(begin: Beginner) -> Beginner:
        STORIES[kind] = begin
        return begin

    return register


TRANSACTION_AGAIN = "a withdrawn transaction's number was taken"
ACCOUNT_AGAIN = "a withdrawn account's number was taken"
CODE_AGAIN = "a withdrawn ledger code was taken"


@tells(TRANSACTION_AGAIN)
async def transaction_again(draw: Draw) -> Story:
    number = await _freed(
        draw, "transactions", "number", MakePayment(draw.centre.rivera, Money(500, PaymentMethod.CASH))
    )
    given: Input = {**await draw.on_account(0), "number": draw.odd(number)}
    mutation = draw.chance.choice(("createInvoice", "createCredit", "makePayment", "createDeposit", "importRecords"))
    if mutation == "importRecords":
        line = f"{draw.odd(number)},1001,{draw.chance.choice(DAYS)},Swim lessons,{await _open_code(draw)},5.00"
        header = "invoice_number,account_number,date,description,ledger_code,amount"
        given = {"kind": "INVOICES", "csv": f"{header}\n{line}"}
    else:
        given |= draw.money() if mutation in {"makePayment", "createDeposit"} else {"items": draw.lines(1)}
    return _again(draw, TRANSACTION_AGAIN, (mutation, given), lambda: _is_undone(draw, "transaction", number))


@tells(ACCOUNT_AGAIN)
async def account_again(draw: Draw) -> Story:
    makes = CreateAccount(await _new(draw, "accounts"), "Bo Chen", "EUR", None, ["Cy"])
    number = await _freed(draw, "accounts", "number", makes)
    given = {"number": draw.odd(number), "ownerName": "Bo Chen", "currency": "USD", "members": []}
    return _again(draw, ACCOUNT_AGAIN, ("createAccount", given), lambda: _is_undone(draw, "account", number))


@tells(CODE_AGAIN)
async def ledger_code_again(draw: Draw) -> Story:
    code = await _freed(draw, "ledger_codes", "code", CreateLedgerCode(await _new(draw, "ledger_codes"), "Typo"))
    given = {"code": draw.odd(code), "title": "Art class"}
    return _again(draw, CODE_AGAIN, ("createLedgerCode", given), lambda: _is_code_undone(draw, code))


async def _new(draw: Draw, table: str) -> str:
    """Return a number that no record of the table ever had, though two steps begin with the same seed."""
    ((records,),) = await draw.centre.rows(f"select count(*) from {table}")
    return f"OOPS{records}"


async def _freed(draw: Draw, table: str, column: str, makes: Command[Any]) -> str:
    """Return a random number that an undo made free; if there is none, the command's, which is done and undone."""
    of_undone = (
        f"select distinct w.{column} from {table} w where w.withdrawn_at > {HIDDEN} and not exists (select 1 from {table} o "
        f"where o.{column} = w.{column} and (o.withdrawn_at is null or o.withdrawn_at = {HIDDEN})) order by w.{column}"
    )
    if not (found := await draw.centre.rows(of_undone)):
        await draw.centre.undo(await draw.centre.do(makes))
        found = await draw.centre.rows(of_undone)
    return str(draw.chance.choice(found)[0])


async def _again(draw: Draw, kind: str, sent: tuple[str, Input], is_undone: Callable[[], Awaitable[bool]]) -> Story:
    """Record something under the number of what was undone; until then, looking it up says so (domain R37b)."""
    assert await is_undone(), f"nothing says that what {sent} names was undone"
    payload = yield sent
    if payload["batch"] is not None:
        assert not await is_undone(), f"after {sent}, its number still is that of something undone"
        draw.happened[kind] += 1


async def _is_undone(draw: Draw, field: str, number: str) -> bool:
    """Return True if looking a number up finds nothing and says that it was undone; False if it is found."""
    answer = await draw.api(f"query ($n: String) {{ {field}(number: $n) {{ number }} }}", n=number)
    found = answer["data"][field]
    undone = [each["number"] for each in answer["extensions"].get("undone", ())]
    assert (found, undone) in ((None, [number]), ({"number": number}, [])), answer
    return found is None


async def _is_code_undone(draw: Draw, code: str) -> bool:
    """Return True if naming a ledger code is refused since it was undone; False if it is accepted."""
    items = [{"description": "Art class", "ledgerCode": code, "amountCents": 100}]
    given = {"accountId": opaque("Account", draw.centre.rivera), "items": items, "dryRun": True}
    answer = await draw.api(
        "mutation ($input: CreateInvoiceInput!) { createInvoice(input: $input) { userErrors { message } } }",
        input=given,
    )
    messages = [each["message"] for each in answer["data"]["createInvoice"]["userErrors"]]
    assert messages in ([], [f"Ledger code '{code}' was undone. Create it again, or choose another."]), messages
    return messages != []


RECONCILING = "reconciling all accounts was undone in two turns"
PROCESSING = "processing planned payments was undone in two turns"
CHARGING = "charging was undone in two turns"
BANK = "a run was undone but for what the bank reported"


@tells(RECONCILING)
async def reconciling(draw: Draw) -> Story:
    commands: list[Command[Any]] = []
    accounts = await _two_accounts(draw)
    commands += await _invoices(draw, accounts)
    commands += [MakePayment(account, Money(500, PaymentMethod.CASH)) for account in accounts]
    await _do_each(draw, commands)
    return _in_two_turns(draw, RECONCILING, ("reconcileAllAccounts", {}))


@tells(PROCESSING)
async def processing(draw: Draw) -> Story:
    return _in_two_turns(draw, PROCESSING, await _planned(draw, CARDS))


@tells(CHARGING)
async def charging(draw: Draw) -> Story:
    return _in_two_turns(draw, CHARGING, await _subscribed(draw, CARDS))


@tells(BANK)
async def bank(draw: Draw) -> Story:
    prepare = draw.chance.choice((_planned, _subscribed))
    return _but_for_the_bank(draw, await prepare(draw, ONE_BY_THE_BANK))


async def _in_two_turns(draw: Draw, kind: str, run: tuple[str, Input]) -> Story:
    """Undo a run of which one account's reconciliation was deleted since, and once more when that is undone (R25c)."""
    made = yield run
    listed = await _reconciliations_made(draw, made)
    if len({account for account, _ in listed}) < 2:
        return
    reconciliation = opaque("Reconciliation", draw.chance.choice(listed)[1])
    deleted = yield "deleteReconciliations", {"reconciliationIds": [reconciliation]}
    if deleted["batch"] is None:
        return
    undo = {"batchId": made["batch"]["id"]}
    first = yield "undoBatch", undo
    put_back = yield "undoBatch", {"batchId": deleted["batch"]["id"]}
    last = yield "undoBatch", undo
    if first["accountErrors"] and first["batch"] and put_back["batch"] and last["batch"] and not last["accountErrors"]:
        draw.happened[kind] += 1


async def _but_for_the_bank(draw: Draw, run: tuple[str, Input]) -> Story:
    """Undo a run one of whose payments the bank has confirmed or returned since: that account stays (R25a, R25c)."""
    made = yield run
    payments = await _processing_of(draw, made)
    if not payments:
        return
    payment = {"transactionId": opaque("Transaction", draw.chance.choice(payments))}
    if draw.maybe(0.5):
        settled = yield "confirmPayment", payment
    else:
        settled = yield "failPayment", {**payment, "reason": "Returned by the bank"}
    undo = {"batchId": made["batch"]["id"]}
    first = yield "undoBatch", undo
    last = yield "undoBatch", undo
    if settled["batch"] and first["batch"] and first["accountErrors"] and last["userErrors"]:
        draw.happened[BANK] += 1


async def _two_accounts(draw: Draw) -> list[int]:
    rows = await draw.centre.rows("select id from accounts where withdrawn_at is null order by id")
    return [row[0] for row in draw.chance.sample(rows, 2)]


async def _do_each(draw: Draw, commands: Sequence[Command[Any]]) -> None:
    for each in commands:
        await draw.centre.do(each)


async def _open_code(draw: Draw) -> str:
    """Return a ledger code that is not archived, a new one if all are."""
    rows = await draw.centre.rows("select code, archived or withdrawn_at is not null from ledger_codes order by id")
    if not (found := [code for code, gone in rows if not gone]):
        found = [f"POOL{len(rows)}"]
        await draw.centre.do(CreateLedgerCode(found[0], "Pool"))
    return str(draw.chance.choice(found))


async def _invoices(draw: Draw, accounts: Sequence[int]) -> list[CreateInvoice]:
    """Return the commands that record an invoice of 5.00 on each account."""
    code = await _open_code(draw)
    return [CreateInvoice(each, [ItemInput("Swim lessons", code, 500)]) for each in accounts]


async def _planned(draw: Draw, methods: Sequence[PaymentMethod]) -> tuple[str, Input]:
    """Plan a payment on each of two accounts; return the run that processes them."""
    accounts = await _two_accounts(draw)
    for invoice, method in zip(await _invoices(draw, accounts), methods, strict=True):
        (item,) = await draw.centre.items(await draw.centre.do(invoice))
        terms = InstallmentTerms(RUN_ON, 500, method, [InstallmentItem(500, item_id=item.id)])
        await draw.centre.do(CreatePlannedPayments(invoice.account_id, [terms]))
    return "processPlannedPayments", {"on": RUN_ON.isoformat()}


async def _subscribed(draw: Draw, methods: Sequence[PaymentMethod]) -> tuple[str, Input]:
    """Subscribe two accounts; return the run that charges them."""
    code, month = await _open_code(draw), SubscriptionInterval.MONTH
    accounts = await _two_accounts(draw)
    await _do_each(
        draw,
        [
            CreateSubscription(account, "Membership", code, 500, month, method, RUN_ON)
            for account, method in zip(accounts, methods, strict=True)
        ],
    )
    return "chargeSubscriptions", {"on": RUN_ON.isoformat()}


async def _reconciliations_made(draw: Draw, made: Input) -> list[tuple[int, int]]:
    """Return the accounts and ids of a batch's reconciliations that are active and not processing."""
    return await draw.centre.rows(
        "select e.account_id, r.id from audit_events e join reconciliations r on r.id = e.entity_id "
        f"where e.batch_id = {_batch_of(made)} and e.action = 'reconciliation.created' and r.released_at is null "
        "and not r.processing order by r.id"
    )


async def _processing_of(draw: Draw, made: Input) -> list[int]:
    """Return the payments of a batch that are still processing."""
    rows = await draw.centre.rows(
        f"select id from transactions where batch_id = {_batch_of(made)} and payment_state = 'PROCESSING' "
        "and withdrawn_at is null order by id"
    )
    return [row[0] for row in rows]


def _batch_of(made: Input) -> int:
    return row_id(made["batch"]["id"], "Batch") if made["batch"] else 0
