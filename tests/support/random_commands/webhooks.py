"""Level: the GraphQL API. Random inputs of webhooks, at hosts that no resolver knows."""

from tests.support.random_commands.draw import Draw, Input, draws

KINDS = ("PAYMENT_CONFIRMED", "TRANSACTION_RECORDED", "RECONCILIATION_CREATED")


@draws("createWebhook")
async def create(draw: Draw) -> Input:
    """Return a new endpoint, at one of few addresses."""
    kinds = {"kinds": [draw.chance.choice(KINDS)]} if draw.maybe(0.5) else {}
    return {"url": f"https://hook{draw.chance.randrange(4)}.invalid/changes", **kinds}


@draws("updateWebhook")
async def update(draw: Draw) -> Input | None:
    """Return a change of an endpoint."""
    webhook = await draw.some("webhooks")
    state = draw.chance.choice(("ACTIVE", "PAUSED"))
    return {"webhookId": webhook, "state": state, "kinds": [draw.chance.choice(KINDS)]} if webhook else None


@draws("rotateWebhookSecret")
async def rotate(draw: Draw) -> Input | None:
    """Return an endpoint that gets a new secret."""
    webhook = await draw.some("webhooks")
    return {"webhookId": webhook, "overlapHours": draw.chance.choice((0, 1, 720, 721))} if webhook else None


@draws("replayWebhook")
async def replay(draw: Draw) -> Input | None:
    """Return from where an endpoint gets everything again, now and then from nowhere."""
    webhook = await draw.some("webhooks")
    return {"webhookId": webhook, "position": draw.chance.choice(("0", "1", "x"))} if webhook else None
