"""Level: the GraphQL API. Draw files to import: payments, refunds, reconciliations, invoices and credits."""

from tests.support.random_commands.draw import AMOUNTS, DAYS, Draw, Input, draws


@draws("importRecords")
async def file(draw: Draw) -> Input:
    """A small file of a random kind; of more than one row, it is staged where a test stages such small ones."""
    kinds = (_payments_file, _refunds_file, _invoices_file)
    make = draw.chance.choice((*kinds, *[_reconciliations_file] * len(kinds)))
    return {**await make(draw), "errorPolicy": draw.policy()}


async def _payments_file(draw: Draw) -> Input:
    """Payments, most without a number, some of which come again, and some of which pay invoices."""
    accounts = await draw.centre.rows(
        f"select a.number from accounts a where a.withdrawn_at is null{draw.within('a.id')} order by a.id"
    )
    invoices = await draw.centre.rows(
        "select t.number from transactions t where t.kind = 'INVOICE' and t.withdrawn_at is null"
        f"{draw.within('t.account_id')} order by t.id"
    )
    lines = ["account_number,date,amount,method,pays"]
    for _ in range(draw.chance.randint(1, 3)):
        pays = draw.chance.choice(invoices)[0] if invoices and draw.maybe(0.3) else ""
        amount = f"{draw.chance.choice(AMOUNTS) / 100:.2f}"
        account = draw.chance.choice(accounts)[0] if accounts else "nobody"
        lines.append(f"{account},{draw.chance.choice(DAYS)},{amount},CASH,{pays}")
    return {"kind": "PAYMENTS", "csv": "\n".join(lines), "evenIfSame": draw.maybe(0.3)}


async def _refunds_file(draw: Draw) -> Input:
    """Refunds of one account, some from a payment, which may together be more than there is."""
    sources = await draw.centre.rows(
        "select a.number, t.number from transactions t join accounts a on a.id = t.account_id "
        f"where t.kind = 'PAYMENT' and t.withdrawn_at is null{draw.within('t.account_id')} order by t.id"
    )
    lines = ["number,account_number,date,amount,sources"]
    for _ in range(draw.chance.randint(1, 3)):
        account, source = draw.chance.choice(sources) if sources else ("nobody", "nothing")
        number = f"RF-{draw.chance.randint(1, 10**6)}"
        amount = f"{draw.chance.choice(AMOUNTS) / 100:.2f}"
        lines.append(f"{number},{account},{draw.chance.choice(DAYS)},{amount},{source if draw.maybe(0.6) else ''}")
    return {"kind": "REFUNDS", "csv": "\n".join(lines)}


async def _reconciliations_file(draw: Draw) -> Input:
    """A few reconciliations by number, some of them impossible, and some of those kept."""
    rows = await draw.centre.rows(
        "select t.number, i.position, i.side from items i join transactions t on t.id = i.transaction_id "
        f"where i.withdrawn_at is null{draw.within('i.account_id')} order by i.id"
    )
    ends = {side: [row[:2] for row in rows if row[2] == side] for side in ("CREDIT", "DEBIT")}
    lines = ["credit_number,credit_position,debit_number,debit_position,amount"]
    for _ in range(draw.chance.randint(1, 3)):
        if ends["CREDIT"] and ends["DEBIT"]:
            credit, debit = draw.chance.choice(ends["CREDIT"]), draw.chance.choice(ends["DEBIT"])
            lines.append(f"{credit[0]},{credit[1]},{debit[0]},{debit[1]},{draw.cents() / 100:.2f}")
    return {"kind": "RECONCILIATIONS", "csv": "\n".join(lines), "keepErrors": draw.maybe(0.5)}


async def _invoices_file(draw: Draw) -> Input:
    """Invoices or credits of one to three lines, on one account or two, some with an archived ledger code."""
    accounts = await draw.centre.rows(
        f"select a.number from accounts a where a.withdrawn_at is null{draw.within('a.id')} order by a.id"
    )
    kind = draw.chance.choice(("INVOICES", "CREDITS"))
    lines = [f"{kind[:-1].lower()}_number,account_number,date,description,ledger_code,amount"]
    for _ in range(draw.chance.randint(1, 3)):
        account = draw.chance.choice(accounts)[0] if accounts else "nobody"
        begin = f"F{kind[0]}-{draw.chance.randint(1, 10**6)},{account},{draw.chance.choice(DAYS)}"
        for _ in range(draw.chance.choice((1, 1, 2))):
            code = draw.chance.choice(("SWIM", "CAMP"))
            lines.append(f"{begin},Swim lessons,{code},{draw.chance.choice(AMOUNTS) / 100:.2f}")
    return {"kind": kind, "csv": "\n".join(lines)}
