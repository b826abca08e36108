"""Level: the GraphQL API. Draw what is billed and paid: invoices, payments, credits, cancellations, refunds."""

from api.graph.ids import opaque
from tests.support.random_commands.draw import DAYS, ITEM, METHODS, Draw, Input, draws


@draws("createInvoice")
async def invoice(draw: Draw) -> Input:
    number = {"number": draw.odd(f"X-{draw.chance.randrange(6)}")} if draw.maybe(0.2) else {}
    return {**await draw.on_account(0.05), "items": draw.lines(0), **number, **draw.labels()}


@draws("createInvoices")
async def invoices(draw: Draw) -> Input:
    rows = [await invoice(draw) for _ in range(draw.chance.randint(1, 3))]
    return {"rows": rows, "errorPolicy": draw.policy()}


@draws("makePayment", "createDeposit")
async def payment(draw: Draw) -> Input:
    account = await draw.on_account()
    reference = {"reference": draw.odd("r\u00e9f 5 X-1")} if draw.letters.random() < 0.2 else {}
    return {**account, **draw.money(), **draw.labels(), **reference, "applyTo": await marks(draw, account["accountId"])}


@draws("makePayments")
async def payments(draw: Draw) -> Input:
    rows = [await payment(draw) for _ in range(draw.chance.randint(1, 3))]
    return {"rows": rows, "errorPolicy": draw.policy()}


@draws("checkout")
async def checkout(draw: Draw) -> Input:
    command = {**await draw.on_account(0.05), "items": draw.lines(0), **draw.labels()}
    if draw.maybe(0.7):
        command["payment"] = {**draw.money(), **draw.labels()}
    if draw.maybe(0.5):
        command["installments"] = [
            {
                **draw.money(),
                **draw.labels(),
                "dueOn": draw.chance.choice(DAYS),
                "items": [{"position": draw.chance.randint(1, 3), "amountCents": draw.cents()}]
                if draw.maybe(0.4)
                else None,
            }
            for _ in range(draw.chance.randint(1, 3))
        ]
    return command


@draws("createCredit")
async def credit(draw: Draw) -> Input:
    account = await draw.on_account(0.05)
    return {**account, "items": draw.lines(1), "applyTo": await marks(draw, account["accountId"])}


@draws("payBalance")
async def balance(draw: Draw) -> Input:
    amount = {"amountCents": draw.cents()} if draw.maybe(0.6) else {}
    return {"accountId": await draw.some("accounts"), "method": draw.chance.choice(METHODS), **amount}


async def marks(draw: Draw, account: str | None) -> list[Input]:
    items = [
        row[:2]
        for row in await draw.centre.rows(
            "select id, transaction_id, account_id from items where side = 'DEBIT' and withdrawn_at is null "
            f"and amount_cents > reconciled_cents{draw.within('account_id')} order by recording_seq, position"
        )
        if opaque("Account", row[2]) == account or draw.maybe(0.1)
    ]
    marks: list[Input] = []
    for item, transaction in draw.chance.sample(items, min(len(items), draw.chance.choice((0, 1, 1, 2)))):
        whole = draw.maybe(0.4)
        mark = {"invoiceId": opaque("Transaction", transaction)} if whole else {"itemId": opaque(ITEM, item)}
        marks.append({**mark, "amountCents": draw.chance.choice((None, None, None, 100, 500))})
    return marks


@draws("cancelItems")
async def cancellation(draw: Draw) -> Input | None:
    where = "kind = 'INVOICE' and reconciled_cents > 0" if draw.maybe(0.4) else "kind = 'INVOICE'"
    items = [await draw.some("items", where) for _ in range(draw.chance.choice((1, 1, 2)))]
    if None in items:
        return None
    amounts = [draw.chance.choice((None, None, 100, 2_500)) for _ in items]
    return {"items": [{"itemId": item, "amountCents": cents} for item, cents in zip(items, amounts, strict=True)]}


@draws("recordRefund")
async def refund(draw: Draw) -> Input:
    if draw.maybe(0.6) and (whole := await _whole_refund(draw)):
        return whole
    sources = []
    for _ in range(draw.chance.choice((0, 1, 1, 2))):
        item = await draw.some("items", "side = 'CREDIT' and amount_cents > reconciled_cents")
        if item is not None:
            sources.append({"itemId": item, "amountCents": draw.chance.choice((None, None, 1, 100))})
    return {**await draw.on_account(), **draw.money(), "sources": sources}


async def _whole_refund(draw: Draw) -> Input | None:
    """Return a refund that one credit item covers, each kind of credit as likely as any other."""
    rows = await draw.centre.rows(
        "select i.id, i.kind, i.amount_cents - i.reconciled_cents, i.account_id, i.date from items i "
        "join transactions t on t.id = i.transaction_id where i.side = 'CREDIT' and i.withdrawn_at is null and "
        f"i.amount_cents > i.reconciled_cents and coalesce(t.payment_state, 'CONFIRMED') = 'CONFIRMED'"
        f"{draw.within('i.account_id')} order by i.id"
    )
    if not rows:
        return None
    kind = draw.chance.choice(sorted({row[1] for row in rows}))
    item, _, open_cents, account, day = draw.chance.choice([row for row in rows if row[1] == kind])
    return {
        "accountId": opaque("Account", account),
        "date": draw.day() if draw.maybe(0.1) else max(draw.chance.choice(DAYS), str(day)),
        "amountCents": min(draw.cents(), open_cents),
        "method": draw.chance.choice(METHODS),
        "sources": [{"itemId": opaque(ITEM, item)}],
    }
