"""Level: the GraphQL API. Draw what mends recorded transactions: changes, moves to another account, write-offs."""

from dataclasses import replace

from api.graph.ids import opaque
from domain.store.store import Store
from tests.support.random_commands.draw import AHEAD, CURRENCIES, DAYS, ITEM, METHODS, Draw, Input, draws
from tests.support.random_commands.recording import marks


def offer_write_offs(store: Store) -> None:
    """Let up to 5.00 (or 500 yen) be written off of each item."""
    store.context = replace(store.context, write_off_max=dict.fromkeys(CURRENCIES, 500))


@draws("updateTransaction")
async def change(draw: Draw) -> Input | None:
    where = draw.chance.choice(("kind = 'INVOICE'", "method is not null", "corrects_id is not null", "true"))
    transaction = await draw.some("transactions", where)
    changes: list[Input] = [
        {"dueOn": draw.chance.choice((None, *DAYS, AHEAD))},
        {"method": draw.chance.choice(METHODS)},
        {"description": draw.chance.choice(("Spring fees", "Summer fees"))},
        {"reference": draw.chance.choice((None, "Check 11", "Check 12")), **draw.labels()},
    ]
    given: Input = {"transactionId": transaction}
    for each in draw.chance.sample(changes, draw.chance.choice((1, 1, 2))):
        given |= each
    return given if transaction else None


@draws("movePayment")
async def move(draw: Draw) -> Input | None:
    """A confirmed payment, mostly to another account of its currency, whichever commands may name now."""
    state = "payment_state = 'CONFIRMED'" if draw.maybe(0.9) else "payment_state is not null"
    rows = await draw.centre.rows(
        "select t.id, a.id, a.currency from transactions t join accounts a on a.id = t.account_id "
        f"where t.withdrawn_at is null and t.{state}{draw.within('t.account_id')} order by t.id"
    )
    if not rows:
        return None
    payment, from_account, currency = draw.chance.choice(rows)
    fits = f"and id <> {from_account} and currency = '{currency}'" if draw.maybe(0.9) else ""
    others = await draw.centre.rows(f"select id from accounts where withdrawn_at is null {fits} order by id")
    if not others:
        return None
    account = opaque("Account", draw.chance.choice(others)[0])
    return {
        "transactionId": opaque("Transaction", payment),
        "toAccountId": account,
        "applyTo": await marks(draw, account) if draw.maybe(0.6) else [],
        "reason": "Entered by mistake",
    }


@draws("writeOff")
async def write_off(draw: Draw) -> Input | None:
    rows = await draw.centre.rows(
        "select id, account_id, amount_cents - reconciled_cents - planned_cents from items where kind = 'INVOICE' "
        f"and withdrawn_at is null and amount_cents > reconciled_cents + planned_cents{draw.within('account_id')} "
        "order by id"
    )
    if not rows:
        return None
    account = draw.chance.choice(rows)[1]
    own = [row for row in rows if row[1] == account or draw.maybe(0.05)]
    lines = [
        {"itemId": opaque(ITEM, item), "amountCents": draw.chance.choice((None, 1, 100, min(500, room)))}
        for item, _, room in draw.chance.sample(own, min(len(own), draw.chance.choice((1, 1, 2))))
    ]
    return {"items": lines, "ledgerCode": draw.chance.choice(("SWIM", "CAMP")), "reason": "Too small to collect"}
