"""Documents by e-mail: each is sent once, or its state is why not, or that it may have been (domain R46e)."""

import asyncio
import io
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest
from pypdf import PdfReader

from api.exporting.papers.making import Maker
from api.exporting.papers.typesetting import Typesetter
from api.graph.ids import row_id
from api.mail_server import MailServer
from api.mailing import outbox
from api.mailing.outbox import Outbox
from domain.core.mail import MailSender
from domain.core.organisation import Organisation
from domain.services.erasing import ErasePerson
from domain.store.store import Store
from domain.verifying.verify import verify
from tests.integration.test_document_jobs import MONTH, made
from tests.integration.test_documents import HOSTILE, family
from tests.support.api_centre import ApiCentre
from tests.support.centre import Centre, execute, run
from tests.support.mail_server import KindMailServer
from tests.support.run_jobs import run_job

SENDER = MailSender("billing@example.org", "Harbourview, Inc.", "desk@example.org")
MAILS = """{ mails { nodes { id state toEmail subject attempts status failure sentAt nextAttemptAt withdrawnAt
  recordedBy kind account { number } member { name } transaction { number } job { kind } } } }"""
SEND = """mutation ($input: SendDocumentInput!) { sendDocument(input: $input) {
  userErrors { code message field } batch { id } mail { id toEmail subject message state } } }"""
JOB = "query ($id: ID!) { job(id: $id) { documents { mails { waiting sent failed unknown } } } }"


def shorten_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the outbox look and try again after milliseconds."""
    monkeypatch.setattr(outbox, "LOOK_S", 0.01)
    monkeypatch.setattr(outbox, "SERVER_PAUSE_S", 0.01)
    monkeypatch.setattr(outbox, "FIRST_PAUSE_US", 1_000)
    monkeypatch.setattr(outbox, "GROWTH", 1)
    monkeypatch.setattr(outbox, "GRACE_S", 0.05)


@pytest.fixture(autouse=True)
def pauses_are_short(monkeypatch: pytest.MonkeyPatch) -> None:
    shorten_pauses(monkeypatch)


@pytest.fixture
async def server() -> AsyncIterator[KindMailServer]:
    async with KindMailServer() as opened:
        yield opened


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


async def until(condition: Callable[[], Awaitable[bool]]) -> None:
    """Wait until something holds."""
    async with asyncio.timeout(20):
        while not await condition():  # noqa: ASYNC110 - what it waits for is in the database
            await asyncio.sleep(0.01)


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


async def test_a_document_is_sent_once_as_the_preview_says(store: Store, server: KindMailServer) -> None:
    centre, _ = await opened(store)
    asked = {"kind": "STATEMENT", "period": {"month": "2026-01"}, "message": "As promised, Ann."}
    preview = (await sent(centre, **asked, dryRun=True))["mail"]
    assert await listed(centre) == []
    for _ in range(2):  # the second time, the first answer is given again
        mail = (await sent(centre, **asked, idempotencyKey="a"))["mail"]
        assert {**mail, "id": None} == {**preview, "id": None}
    async with sending(store, server), sending(store, server):
        (mail,) = await become(centre, "SENT")
    (message,) = server.received
    assert server.recipients == ["nunez@families.example"]
    assert message["From"] == '"Harbourview, Inc." <billing@example.org>'
    assert (message["Reply-To"], message["Subject"]) == ("desk@example.org", preview["subject"])
    body = message.get_body()
    assert body is not None
    assert "As promised, Ann." in body.get_content()
    (attached,) = message.iter_attachments()
    assert attached.get_filename() == "statement-2002-2026-01-01-to-2026-01-31.pdf"
    pages = PdfReader(io.BytesIO(attached.get_content())).pages
    assert HOSTILE in " ".join(pages[0].extract_text().split())
    assert (mail["attempts"], mail["status"], mail["failure"], mail["recordedBy"]) == (1, 250, None, "command line")
    assert await verify(store) == []
    await centre.close()


async def test_receipts_are_sent_by_payment_and_by_member(store: Store, server: KindMailServer) -> None:
    centre, known = await opened(store)
    payment = (await centre.api.data(f'{{ transaction(number: "{known["payment"]}") {{ id }} }}'))["transaction"]["id"]
    await sent(centre, kind="RECEIPT", transactionId=payment, toEmail="Other@Families.example")
    await sent(centre, kind="YEARLY_RECEIPT", period={"year": 2026}, memberId=known["Leo"])
    async with sending(store, server):
        mails = await become(centre, "SENT", "SENT")
    assert [(each["member"], each["transaction"]) for each in mails] == [
        ({"name": "Leo"}, None),
        (None, {"number": known["payment"]}),
    ]
    names = {part.get_filename() for message in server.received for part in message.iter_attachments()}
    assert names == {f"receipt-{known['payment']}.pdf", "receipt-2026-2002-Leo.pdf"}
    assert sorted(server.recipients) == ["nunez@families.example", "other@families.example"]
    await centre.close()


async def batch_of(centre: ApiCentre) -> str:
    batch: str = (await centre.api.data("{ mails { nodes { batch { id } } } }"))["mails"]["nodes"][0]["batch"]["id"]
    return batch


async def test_an_undo_takes_back_what_waits_and_nothing_else(store: Store, server: KindMailServer) -> None:
    centre, _ = await opened(store)
    await sent(centre, **MONTH)
    undone = await centre.do("undoBatch", batchId=await batch_of(centre))
    assert (await listed(centre))[0]["withdrawnAt"]
    assert (await centre.refused("undoBatch", batchId=undone["batch"]["id"]))["code"] == "WRONG_STATE"
    server.answers = {"RCPT": [554]}
    await sent(centre, **MONTH)
    async with sending(store, server):
        await become(centre, "FAILED", "WAITING")
    await centre.do("undoBatch", batchId=await batch_of(centre))
    assert (await listed(centre))[0]["withdrawnAt"]
    await sent(centre, **MONTH)
    async with sending(store, server):
        await become(centre, "SENT", "FAILED", "WAITING")
    assert len(server.received) == 1
    assert (await centre.refused("undoBatch", batchId=await batch_of(centre)))["code"] == "WRONG_STATE"
    assert await verify(store) == []
    await centre.close()


async def test_a_batch_is_sent_to_all_who_have_an_address_once(store: Store, server: KindMailServer) -> None:
    centre, _ = await opened(store)
    made_by, _ = await made(centre, store, **MONTH, accounts="ALL")
    job = f"jo_{made_by}"
    preview = (await centre.do("sendDocuments", jobId=job, dryRun=True))["job"]
    assert (preview["state"], preview["total"], len(preview["errors"])) == ("DONE", 2, 1)
    assert "no e-mail address" in preview["errors"][0]["message"]
    assert await listed(centre) == []
    for total in (2, 1):  # asked again, only the account that had no address is tried once more
        shown = (await centre.do("sendDocuments", jobId=job))["job"]
        assert (shown["state"], shown["total"]) == ("QUEUED", total)
        await run_job(store, int((await Centre(store).rows("select max(id) from jobs"))[0][0]))
    async with sending(store, server):
        (mail,) = await become(centre, "SENT")
    assert (mail["account"]["number"], mail["job"]["kind"]) == ("2002", "DOCUMENTS")
    (attached,) = server.received[0].iter_attachments()
    assert attached.get_filename() == "statement-2002-2026-01-01-to-2026-01-31.pdf"
    counts = (await centre.api.data(JOB, id=job))["job"]["documents"]["mails"]
    assert counts == {"waiting": 0, "sent": 1, "failed": 0, "unknown": 0}
    await centre.close()


async def test_nothing_is_sent_without_a_mail_server_or_an_address(store: Store) -> None:
    centre, known = await family(store)
    asked = {"accountId": centre.account, **MONTH}
    assert (await centre.refused("sendDocument", **asked))["code"] == "WRONG_STATE"
    store.context = replace(store.context, mail_sender=SENDER)
    for wrong, field in (
        ({}, "toEmail"),
        ({"toEmail": "zoë@example.org"}, "toEmail"),
        ({"toEmail": "a@b.org\r\nBcc: c@d.org"}, "toEmail"),
        ({"toEmail": "a@b.org>x"}, "toEmail"),
        ({"toEmail": "a@b.org", "kind": "RECEIPT"}, "transactionId"),
        ({"toEmail": "a@b.org", "kind": "YEARLY_RECEIPT"}, "period"),
        ({"toEmail": "a@b.org", "memberId": known["Leo"]}, "memberId"),
    ):
        assert (await centre.refused("sendDocument", **{**asked, **wrong}))["field"] == ["input", field], wrong
    (mail,) = [(await sent(centre, **MONTH, toEmail="a@b.org", subject="Hi\r\nBcc: c@d.org"))["mail"]]
    assert mail["subject"] == "Hi Bcc: c@d.org"
    await centre.close()


async def test_erasing_a_person_takes_their_address_off_every_e_mail(store: Store, server: KindMailServer) -> None:
    centre, _ = await opened(store)
    async with sending(store, server):
        await sent(centre, **MONTH, message="For Zacharias")
        await become(centre, "SENT")
    made_by, _ = await made(centre, store, **MONTH)
    await centre.do("sendDocuments", jobId=f"jo_{made_by}", message="For Zacharias")
    await run_job(store, int((await Centre(store).rows("select max(id) from jobs"))[0][0]))
    await centre.pay(4_456, "CASH", date="2026-01-30")
    await centre.do("reconcileAccount", accountId=centre.account)
    await run(store, ErasePerson(row_id(centre.account, "Account")))
    async with sending(store, server):
        mails = await become(centre, "FAILED", "SENT")
        assert {each["toEmail"] for each in mails} == {"erased #2002"}
        await execute(store, "update mails set state = 'WAITING' where sent_at is null")  # as a try for now would
        await become(centre, "FAILED", "SENT")
    assert (await centre.refused("sendMailAgain", mailId=mails[1]["id"]))["code"] == "WRONG_STATE"
    texts = str([await Centre(store).rows(f"select * from {name}") for name in ("mails", "audit_texts", "jobs")])
    assert "families.example" not in texts
    assert "Zacharias" not in texts
    assert len(server.received) == 1
    assert await verify(store) == []
    await centre.close()
