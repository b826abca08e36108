"""Level: the API. Documents that are sent by e-mail, and what became of them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest

from api.exporting.papers.making import Maker
from api.exporting.papers.typesetting import Typesetter
from api.mail_server import MailServer
from api.mailing import outbox
from api.mailing.outbox import Outbox
from domain.core.mail import MailSender
from domain.core.organisation import Organisation
from domain.store.store import Store
from tests.support.api_centre import ApiCentre
from tests.support.mail_server import KindMailServer
from tests.support.papers import family
from tests.support.waiting import until

SENDER = MailSender("billing@example.org", "Harbourview, Inc.", "desk@example.org")
MAILS = """{ mails { nodes { id state toEmail subject attempts status failure sentAt nextAttemptAt withdrawnAt
  recordedBy kind account { number } member { name } transaction { number } job { kind } } } }"""
SEND = """mutation ($input: SendDocumentInput!) { sendDocument(input: $input) {
  userErrors { code message field } batch { id } mail { id toEmail subject message state } } }"""


def shorten_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the outbox look and try again after milliseconds."""
    monkeypatch.setattr(outbox, "LOOK_S", 0.01)
    monkeypatch.setattr(outbox, "SERVER_PAUSE_S", 0.01)
    monkeypatch.setattr(outbox, "FIRST_PAUSE_US", 1_000)
    monkeypatch.setattr(outbox, "GROWTH", 1)
    monkeypatch.setattr(outbox, "GRACE_S", 0.05)


def outbox_of(store: Store, server: MailServer, timeout_s: float = 5) -> Outbox:
    maker = Maker(store, Organisation("Harbourview"))
    return Outbox(store, server, SENDER, maker, Typesetter(wait_s=60), timeout_s=timeout_s)


@asynccontextmanager
async def sending(store: Store, server: KindMailServer, **more: Any) -> AsyncIterator[None]:
    """A process sends meanwhile."""
    running = outbox_of(store, MailServer("127.0.0.1", server.port, "none"), **more)
    running.start()
    try:
        yield
    finally:
        await running.stop()


async def listed(centre: ApiCentre) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await centre.api.data(MAILS))["mails"]["nodes"]
    return found


async def become(centre: ApiCentre, *states: str) -> list[dict[str, Any]]:
    """Wait until the e-mails, newest first, have these states; gives them."""

    async def so() -> bool:
        return [each["state"] for each in await listed(centre)] == list(states)

    await until(so)
    return await listed(centre)


async def opened(store: Store) -> tuple[ApiCentre, dict[str, str]]:
    """A family with an e-mail address, where documents can be sent."""
    store.context = replace(store.context, mail_sender=SENDER)
    centre, known = await family(store)
    await centre.do("updateAccount", id=centre.account, email="nunez@families.example")
    return centre, known


async def sent(centre: ApiCentre, **asked: object) -> dict[str, Any]:
    """The payload of a document that is sent."""
    payload: dict[str, Any] = (await centre.api.data(SEND, input={"accountId": centre.account, **asked}))[
        "sendDocument"
    ]
    assert payload["userErrors"] == [], payload
    return payload


async def batch_of(centre: ApiCentre) -> str:
    batch: str = (await centre.api.data("{ mails { nodes { batch { id } } } }"))["mails"]["nodes"][0]["batch"]["id"]
    return batch
