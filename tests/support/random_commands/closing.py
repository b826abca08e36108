"""Level: the GraphQL API. Random inputs of closings, on early days, so that most stays possible, and of journals."""

from tests.support.random_commands.draw import CURRENCIES, Draw, Input, draws

CLOSINGS = frozenset({"closeBooks", "reopenBooks"})
EARLY = ("1999-12-31", "1999-12-31", "2023-12-31", "2024-02-28")


@draws("closeBooks")
async def close_books(draw: Draw) -> Input | None:
    """Return an early day to close."""
    return {"through": draw.chance.choice(EARLY), "reconciliations": draw.maybe(0.3)}


@draws("reopenBooks")
async def reopen_books(draw: Draw) -> Input | None:
    """Return an early day to reopen, closed or not."""
    reason = {"reason": draw.odd("A receipt was missing")} if draw.maybe(0.5) else {}
    return {"through": draw.chance.choice(EARLY), **reason}


@draws("exportJournal")
async def export_journal(draw: Draw) -> Input | None:
    """Return a period to export: of the days on which most happens, or of others, now and then of none."""
    month = f"2026-{draw.chance.randrange(1, 14):02}"
    period: Input = draw.chance.choice(({"month": month}, {"quarter": "2026-Q1"}, {"year": 2026}, {"year": 2024}))
    return {"period": period, "currency": draw.chance.choice(CURRENCIES)}
