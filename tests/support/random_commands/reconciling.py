"""Level: the GraphQL API. Draw reconciliations, suggestions, jobs and undos."""

from api.graph.ids import opaque
from domain.core.money import MAX_CENTS
from tests.support.contradictions import ActiveReconciliation, active_reconciliations
from tests.support.random_commands.draw import ITEM, Draw, Input, draws


@draws("createReconciliations")
async def reconciliations(draw: Draw) -> Input:
    pairs = [await _pair(draw) for _ in range(draw.chance.randint(1, 3))]
    return {"edges": [pair for pair in pairs if pair], "errorPolicy": draw.policy()}


@draws("modifyReconciliations")
async def modification(draw: Draw) -> Input | None:
    rows = await draw.centre.rows(
        "select id from transactions where withdrawn_at is null and reconciled_cents > 0"
        f"{draw.within('account_id')} order by recording_seq"
    )
    if not rows:
        return None
    transaction = draw.chance.choice(rows)[0]
    on = {row[0] for row in await draw.centre.rows(f"select id from items where transaction_id = {transaction}")}
    listed = [
        {
            "creditItemId": opaque(ITEM, reconciliation.credit),
            "debitItemId": opaque(ITEM, reconciliation.debit),
            "amountCents": max(1, reconciliation.cents + draw.chance.choice((0, 0, -100, 100))),
        }
        for reconciliation in await _active_reconciliations_now(draw)
        if reconciliation.credit is not None and {reconciliation.credit, reconciliation.debit} & on and draw.maybe(0.8)
    ]
    pair = await _pair(draw)
    if pair and draw.maybe(0.3):
        listed.append(pair)
    return {"transactionId": opaque("Transaction", transaction), "edges": listed}


@draws("deleteReconciliations")
async def deletion(draw: Draw) -> Input | None:
    reconciliations = await _active_reconciliations_now(draw)
    if not reconciliations:
        return None
    if draw.maybe(0.5):
        some = draw.chance.sample(reconciliations, min(len(reconciliations), draw.chance.randint(1, 2)))
        return {"reconciliationIds": [opaque("Reconciliation", each.id) for each in some]}
    return {"transactionId": await draw.some("transactions")}


async def _pair(draw: Draw) -> Input | None:
    """Return two items to reconcile, mostly open ones and an amount that fits."""
    fits = draw.maybe(0.7)
    ends = [await _end(draw, side, only_open=fits) for side in ("CREDIT", "DEBIT")]
    if None in ends:
        return None
    (credit, open_credit), (debit, open_debit) = ends
    most = min(open_credit, open_debit) if fits else MAX_CENTS
    return {"creditItemId": credit, "debitItemId": debit, "amountCents": min(draw.cents(), most)}


async def _end(draw: Draw, side: str, *, only_open: bool) -> tuple[str, int] | None:
    """Return a random item of a side and its open amount."""
    least = 1 if only_open else 0
    rows = await draw.centre.rows(
        "select id, amount_cents - reconciled_cents - planned_cents from items where withdrawn_at is null and "
        f"side = '{side}' and amount_cents - reconciled_cents - planned_cents >= {least}"
        f"{draw.within('account_id')} order by id"
    )
    if not rows:
        return None
    item, open_cents = draw.chance.choice(rows)
    return opaque(ITEM, item), int(open_cents)


async def _active_reconciliations_now(draw: Draw) -> list[ActiveReconciliation]:
    return await active_reconciliations(draw.centre.store, draw.within("account_id"))


@draws("reconcileAccount")
async def account_reconciled(draw: Draw) -> Input:
    kinds = {"kinds": ["CREDIT", "CANCELLATION", "DEPOSIT", "PAYMENT"]} if draw.maybe(0.3) else {}
    return {"accountId": await draw.some("accounts"), **kinds}


@draws("applySuggestion")
async def suggestion(draw: Draw) -> Input | None:
    account = await draw.some("accounts")
    response = await draw.api.data("query ($a: ID!) { account(id: $a) { suggestions { id } } }", a=account)
    found = response["account"]["suggestions"]
    return {"suggestionId": draw.chance.choice(found)["id"]} if found else None


@draws("applySuggestions")
async def suggestions(draw: Draw) -> Input | None:
    """Suggestions of one account or two, now and then one twice, in any order."""
    found: list[str] = []
    for _ in range(draw.chance.randint(1, 2)):
        account = await draw.some("accounts")
        response = await draw.api.data("query ($a: ID!) { account(id: $a) { suggestions { id } } }", a=account)
        found += [each["id"] for each in response["account"]["suggestions"]]
    if not found:
        return None
    ids = draw.chance.sample(found, draw.chance.randint(1, min(6, len(found))))
    return {"suggestionIds": [*ids, *ids[:1]] if draw.maybe(0.1) else ids, "errorPolicy": draw.policy()}


@draws("reconcileAllAccounts")
async def job(draw: Draw) -> Input:
    some = {"accountIds": [await draw.some("accounts")]} if draw.maybe(0.3) else {}
    return {**some, **({"kinds": ["CREDIT", "PAYMENT"]} if draw.maybe(0.3) else {})}


@draws("cancelJob")
async def job_cancelled(draw: Draw) -> Input | None:
    rows = await draw.centre.rows("select id from jobs order by id")
    return {"jobId": opaque("Job", draw.chance.choice(rows)[0])} if rows else None


@draws("undoBatch")
async def undo(draw: Draw) -> Input | None:
    if not draw.done:
        return None
    policy = {"errorPolicy": draw.policy()} if draw.maybe(0.4) else {}
    return {"batchId": draw.chance.choice(draw.done[-6:])[1], **policy}
