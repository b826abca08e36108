"""Level: the GraphQL API. Random inputs of closings: early days, so that most of what follows stays possible."""

from tests.support.random_commands.draw import Draw, Input, draws

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
