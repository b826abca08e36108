"""Level: the GraphQL API. Draw what happens on the bank's side: statements that overlap, and what explains their lines."""

import base64

from api.graph.ids import opaque
from tests.support.random_commands.draw import CURRENCIES, DAYS, METHODS, Draw, Input, draws
from tests.support.random_commands.recording import marks

LINES = (
    "select l.id, l.amount_cents, l.explained_cents, b.currency from bank_lines l "
    "join bank_accounts b on b.id = l.bank_account_id"
)
PAYERS = ("", "Ann Rivera", "Bo Chen", "School Board")
LINE_CENTS = (100, 500, 2_500, 7_500, -100, -500, -2_500, 1_000)


@draws("createBankAccount")
async def bank_account(draw: Draw) -> Input:
    return {"name": draw.odd(f"Bank {draw.chance.randrange(3)}"), "currency": draw.chance.choice(CURRENCIES)}


@draws("importBankStatement")
async def bank_statement(draw: Draw) -> Input | None:
    """A table of a few movements from so small a pool that files overlap."""
    rows = await draw.centre.rows("select id, currency from bank_accounts where withdrawn_at is null order by id")
    if not rows:
        return None
    account, currency = draw.chance.choice(rows)
    lines = []
    for _ in range(draw.chance.randint(1, 5)):
        cents = draw.chance.choice(LINE_CENTS)
        amount = f"{cents}" if currency == "JPY" else f"{cents / 100:.2f}"
        bank_id = draw.chance.choice(("", "", "R1", "R2"))
        lines.append(f"{draw.chance.choice(DAYS[:3])},{amount},{draw.chance.choice(PAYERS)},swim,{bank_id}")
    text = "\n".join(["booked_on,amount,payer_name,text,bank_id", *lines])
    return {
        "bankAccountId": opaque("BankAccount", account),
        "contentBase64": base64.b64encode(text.encode()).decode(),
        "dates": "ISO",
        "decimals": "POINT",
    }


async def _line(draw: Draw, where: str) -> tuple[int, int, int, str] | None:
    rows = await draw.centre.rows(f"{LINES} where l.withdrawn_at is null and {where} order by l.booked_on, l.id")
    return draw.chance.choice(rows) if rows else None  # type: ignore[return-value]  # as selected


@draws("matchBankLine")
async def match(draw: Draw) -> Input | None:
    line = await _line(draw, "l.explained_cents <> l.amount_cents" if draw.maybe(0.9) else "true")
    if line is None:
        return None
    line_id, amount, explained, currency = line
    rest: Input = {"otherCents": amount - explained or 1, "reason": "own"}
    parts = [await _cash(draw, amount, currency) or rest for _ in range(draw.chance.choice((1, 1, 2)))]
    if draw.maybe(0.2):
        parts.append({"feeCents": draw.chance.choice((-290, -100, 100))})
    return {"bankLineId": opaque("BankLine", line_id), "parts": parts}


async def _cash(draw: Draw, amount: int, currency: str) -> Input | None:
    """Return a transaction of the line's direction and currency as a part, now and then any, or one that was returned."""
    returned = amount < 0 and draw.maybe(0.3)
    kinds = "'PAYMENT', 'DEPOSIT'" if amount > 0 or returned else "'REFUND', 'PAYMENT_CORRECTION'"
    fits = f"t.kind in ({kinds}) and a.currency = '{currency}'" if draw.maybe(0.95) else "t.method is not null"
    if returned:
        fits += f" and t.amount_cents <= {-amount} and t.payment_state <> 'FAILED'"
    rows = await draw.centre.rows(
        "select t.id, t.amount_cents, t.kind from transactions t join accounts a on a.id = t.account_id "
        f"where t.withdrawn_at is null and {fits}{draw.within('t.account_id')} order by t.id"
    )
    if not rows:
        return None
    transaction, cents, kind = draw.chance.choice(rows)
    given: Input = {"transactionId": opaque("Transaction", transaction)}
    if returned:
        return {**given, "returned": True, "reason": "came back"}
    sign = 1 if kind in {"PAYMENT", "DEPOSIT"} else -1
    stated = draw.chance.choice((None, None, None, cents, 100))
    return given if stated is None else {**given, "amountCents": sign * stated}


@draws("unmatchBankLine")
async def unmatch(draw: Draw) -> Input | None:
    rows = await draw.centre.rows("select id, line_id from bank_line_parts where withdrawn_at is null order by id")
    if not rows:
        return None
    part, line = draw.chance.choice(rows)
    whole = draw.maybe(0.6)
    return {"bankLineId": opaque("BankLine", line)} if whole else {"partIds": [opaque("BankLinePart", part)]}


@draws("recordFromBankLine")
async def record(draw: Draw) -> Input | None:
    line = await _line(draw, "l.explained_cents <> l.amount_cents" if draw.maybe(0.95) else "true")
    if line is None:
        return None
    line_id, amount, _, currency = line
    rows = await draw.centre.rows(
        f"select id from accounts where withdrawn_at is null and currency = '{currency}'{draw.within('id')} order by id"
    )
    if not rows:
        return None
    shares: list[Input] = []
    for number in range(draw.chance.choice((1, 1, 1, 2))):
        account = opaque("Account", draw.chance.choice(rows)[0])
        share: Input = {"accountId": account, "method": draw.chance.choice(METHODS)}
        if number or draw.maybe(0.2):
            share["amountCents"] = draw.cents()
        if amount > 0:
            kind = draw.chance.choice((None, "PAYMENT", "DEPOSIT"))
            share |= {"kind": kind, "applyTo": await marks(draw, account)}
        shares.append(share)
    return {"bankLineId": opaque("BankLine", line_id), "shares": shares}


@draws("applyBankLineSuggestions")
async def suggestions(draw: Draw) -> Input | None:
    """Suggestions of one line or two, now and then two of one line, in any order."""
    found: list[str] = []
    for _ in range(draw.chance.choice((1, 2, 2))):
        line = await _line(draw, "l.explained_cents <> l.amount_cents")
        if line is None:
            return None
        query = "query ($id: ID!) { node(id: $id) { ... on BankLine { suggestions { id } } } }"
        shown = (await draw.api.data(query, id=opaque("BankLine", line[0])))["node"]["suggestions"]
        found += [each["id"] for each in shown[: draw.chance.choice((1, 1, 2))]]
    draw.chance.shuffle(found)
    return {"suggestionIds": found, "errorPolicy": draw.policy()} if found else None


@draws("ignoreBankLine")
async def ignore(draw: Draw) -> Input | None:
    line = await _line(draw, "l.explained_cents = 0" if draw.maybe(0.9) else "true")
    reason = draw.chance.choice((None, "between own accounts", "bank's test"))
    return None if line is None else {"bankLineId": opaque("BankLine", line[0]), "reason": reason}


@draws("updatePayer")
async def payer(draw: Draw) -> Input | None:
    rows = await draw.centre.rows("select id from payers where withdrawn_at is null order by id")
    if not rows:
        return None
    given = {"payerId": opaque("Payer", draw.chance.choice(rows)[0])}
    if draw.maybe(0.3):
        return {**given, "forget": True}
    account = await draw.some("accounts")
    return {**given, "accountIds": [account] if account else []}
