"""Level: the GraphQL API. Random inputs of papers that jobs make."""

from tests.support.random_commands.draw import Draw, Input, draws


@draws("makeDocuments")
async def make_documents(draw: Draw) -> Input | None:
    """Return statements of a month or receipts of a year, now and then of a period that is none for them."""
    kind = draw.chance.choice(("STATEMENT", "YEARLY_RECEIPT"))
    period: Input = draw.chance.choice(({"month": "2026-01"}, {"year": 2026}, {"year": 2026}))
    accounts = draw.chance.choice(("ALL", "WITH_ACTIVITY", "WITH_BALANCE", "OWING"))
    account = await draw.some("accounts")
    some = {"accountIds": [account]} if account and draw.maybe(0.3) else {}
    return {"kind": kind, "period": period, "accounts": accounts, **some}
