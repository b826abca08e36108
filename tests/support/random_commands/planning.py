"""Level: the GraphQL API. Draw what the bank says, planned payments and subscriptions."""

from api.graph.ids import opaque
from tests.support.random_commands.draw import DAYS, ITEM, METHODS, Draw, Input, draws


@draws("confirmPayment")
async def confirmation(draw: Draw) -> Input | None:
    payment = await draw.some("transactions", "payment_state = 'PROCESSING'")
    return {"transactionId": payment} if payment else None


@draws("failPayment")
async def failure(draw: Draw) -> Input | None:
    where = "kind = 'DEPOSIT' and payment_state <> 'FAILED'" if draw.maybe(0.4) else "payment_state is not null"
    payment = await draw.some("transactions", where)
    if payment is None:
        return None
    day = {"date": draw.chance.choice(DAYS)} if draw.maybe(0.3) else {}
    return {"transactionId": payment, "reason": "Returned by the bank", **day}


@draws("createPlannedPayments")
async def planned_payments(draw: Draw) -> Input:
    where = f"withdrawn_at is null{draw.within('id')}"
    accounts = await draw.centre.rows(f"select id from accounts where {where} order by id")
    account = draw.chance.choice(accounts)[0]
    installments = []
    for _ in range(draw.chance.randint(1, 2)):
        money = draw.money()
        named = await _named(draw, account, money["amountCents"])
        installments.append({**money, **draw.labels(), "dueOn": draw.chance.choice(DAYS), "items": named})
    return {"accountId": opaque("Account", account), "installments": installments}


@draws("modifyPlannedPayment")
async def planned_payment_changed(draw: Draw) -> Input | None:
    planned = await draw.some("planned_payments")
    if planned is None:
        return None
    changes: list[Input] = [
        {"dueOn": draw.chance.choice(DAYS), **draw.labels()},
        {"method": draw.chance.choice(METHODS)},
        {"amountCents": draw.cents()},
        {"items": await _named(draw)},
    ]
    command: Input = {"id": planned}
    for change in draw.chance.sample(changes, draw.chance.choice((1, 1, 2))):
        command |= change
    return command


@draws("deletePlannedPayment")
async def planned_payment_deleted(draw: Draw) -> Input | None:
    planned = await draw.some("planned_payments")
    return {"id": planned} if planned else None


@draws("processPlannedPayments")
async def processing(draw: Draw) -> Input:
    one = {"accountId": await draw.some("accounts")} if draw.accounts else {}
    return {**await run(draw), **one}


@draws("chargeSubscriptions")
async def charging(draw: Draw) -> Input:
    return {**await run(draw), "catchUp": draw.maybe(0.2)}


async def run(draw: Draw) -> Input:
    """Return the day of a run."""
    return {"on": draw.chance.choice(DAYS[6:])}


@draws("createSubscription")
async def subscription(draw: Draw) -> Input:
    ends = {"endsOn": draw.chance.choice(DAYS)} if draw.maybe(0.4) else {}
    return {
        "accountId": await draw.some("accounts"),
        "description": "Membership",
        "ledgerCode": draw.chance.choice(("SWIM", "CAMP")),
        **draw.money(),
        "interval": draw.chance.choice(("MONTH", "QUARTER")),
        "startsOn": draw.chance.choice(DAYS),
        **ends,
    }


@draws("updateSubscription")
async def subscription_changed(draw: Draw) -> Input | None:
    subscription = await draw.some("subscriptions")
    if subscription is None:
        return None
    member = await draw.some("members") if draw.maybe(0.7) else None
    changes: list[Input] = [
        {"ledgerCode": draw.chance.choice(("SWIM", "CAMP"))},
        {"amountCents": draw.cents()},
        {"memberId": member},
        {"method": draw.chance.choice(METHODS)},
        {"nextOn": draw.chance.choice(DAYS)},
        {"paused": draw.maybe(0.5)},
        {"description": "Membership, reduced"},
    ]
    command: Input = {"subscriptionId": subscription}
    for change in draw.chance.sample(changes, draw.chance.choice((1, 1, 2))):
        command |= change
    return command


@draws("cancelSubscription")
async def subscription_cancelled(draw: Draw) -> Input | None:
    subscription = await draw.some("subscriptions")
    return {"id": subscription, "on": draw.chance.choice(DAYS)} if subscription else None


async def _named(draw: Draw, account_id: int | None = None, most: int = 7_500) -> list[Input]:
    """Open items of one account, and mostly amounts that fit."""
    where = f"and account_id = {account_id}" if account_id else draw.within("account_id")
    rows = await draw.centre.rows(
        "select id, amount_cents - reconciled_cents - planned_cents from items where kind = 'INVOICE' and "
        f"withdrawn_at is null and amount_cents > reconciled_cents + planned_cents {where} order by id"
    )
    named = []
    for item, room in draw.chance.sample(rows, min(len(rows), draw.chance.choice((0, 1, 1, 2)))):
        cents = min(room, most) + (1 if draw.maybe(0.1) else 0)
        most = max(1, most - cents)
        named.append({"itemId": opaque(ITEM, item), "amountCents": max(1, cents)})
    return named
