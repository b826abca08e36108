"""Documents by e-mail: each is sent once, or its state is why not, or that it may have been (domain R46e)."""

from dataclasses import replace

from api.graph.ids import row_id
from domain.services.erasing import ErasePerson
from domain.store.store import Store
from domain.verifying.verify import verify
from tests.support.centre import Centre, execute, run
from tests.support.mail_server import KindMailServer
from tests.support.mailing import SENDER, batch_of, become, listed, opened, sending, sent
from tests.support.papers import HOSTILE, MONTH, family, made
from tests.support.pdf import words_in
from tests.support.run_jobs import run_job

JOB = "query ($id: ID!) { job(id: $id) { documents { mails { waiting sent failed unknown } } } }"


async def test_a_document_is_sent_once_as_the_preview_says(store: Store, mail_server: KindMailServer) -> None:
    centre, _ = await opened(store)
    asked = {"kind": "STATEMENT", "period": {"month": "2026-01"}, "message": "As promised, Ann."}
    preview = (await sent(centre, **asked, dryRun=True))["mail"]
    assert await listed(centre) == []
    for _ in range(2):  # the second time, the first answer is given again
        mail = (await sent(centre, **asked, idempotencyKey="a"))["mail"]
        assert {**mail, "id": None} == {**preview, "id": None}
    async with sending(store, mail_server), sending(store, mail_server):
        (mail,) = await become(centre, "SENT")
    (message,) = mail_server.received
    assert mail_server.recipients == ["nunez@families.example"]
    assert message["From"] == '"Harbourview, Inc." <billing@example.org>'
    assert (message["Reply-To"], message["Subject"]) == ("desk@example.org", preview["subject"])
    body = message.get_body()
    assert body is not None
    assert "As promised, Ann." in body.get_content()
    (attached,) = message.iter_attachments()
    assert attached.get_filename() == "statement-2002-2026-01-01-to-2026-01-31.pdf"
    assert HOSTILE in words_in(attached.get_content())
    assert (mail["attempts"], mail["status"], mail["failure"], mail["recordedBy"]) == (1, 250, None, "command line")
    assert await verify(store) == []
    await centre.close()


async def test_receipts_are_sent_by_payment_and_by_member(store: Store, mail_server: KindMailServer) -> None:
    centre, known = await opened(store)
    payment = (await centre.api.data(f'{{ transaction(number: "{known["payment"]}") {{ id }} }}'))["transaction"]["id"]
    await sent(centre, kind="RECEIPT", transactionId=payment, toEmail="Other@Families.example")
    await sent(centre, kind="YEARLY_RECEIPT", period={"year": 2026}, memberId=known["Leo"])
    async with sending(store, mail_server):
        mails = await become(centre, "SENT", "SENT")
    assert [(each["member"], each["transaction"]) for each in mails] == [
        ({"name": "Leo"}, None),
        (None, {"number": known["payment"]}),
    ]
    names = {part.get_filename() for message in mail_server.received for part in message.iter_attachments()}
    assert names == {f"receipt-{known['payment']}.pdf", "receipt-2026-2002-Leo.pdf"}
    assert sorted(mail_server.recipients) == ["nunez@families.example", "other@families.example"]
    await centre.close()


async def test_an_undo_takes_back_what_waits_and_nothing_else(store: Store, mail_server: KindMailServer) -> None:
    centre, _ = await opened(store)
    await sent(centre, **MONTH)
    undone = await centre.do("undoBatch", batchId=await batch_of(centre))
    assert (await listed(centre))[0]["withdrawnAt"]
    assert (await centre.refused("undoBatch", batchId=undone["batch"]["id"]))["code"] == "WRONG_STATE"
    mail_server.answers = {"RCPT": [554]}
    await sent(centre, **MONTH)
    async with sending(store, mail_server):
        await become(centre, "FAILED", "WAITING")
    await centre.do("undoBatch", batchId=await batch_of(centre))
    assert (await listed(centre))[0]["withdrawnAt"]
    await sent(centre, **MONTH)
    async with sending(store, mail_server):
        await become(centre, "SENT", "FAILED", "WAITING")
    assert len(mail_server.received) == 1
    assert (await centre.refused("undoBatch", batchId=await batch_of(centre)))["code"] == "WRONG_STATE"
    assert await verify(store) == []
    await centre.close()


async def test_a_batch_is_sent_to_all_who_have_an_address_once(store: Store, mail_server: KindMailServer) -> None:
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
    async with sending(store, mail_server):
        (mail,) = await become(centre, "SENT")
    assert (mail["account"]["number"], mail["job"]["kind"]) == ("2002", "DOCUMENTS")
    (attached,) = mail_server.received[0].iter_attachments()
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


async def test_erasing_a_person_takes_their_address_off_every_e_mail(store: Store, mail_server: KindMailServer) -> None:
    centre, _ = await opened(store)
    async with sending(store, mail_server):
        await sent(centre, **MONTH, message="For Zacharias")
        await become(centre, "SENT")
    made_by, _ = await made(centre, store, **MONTH)
    await centre.do("sendDocuments", jobId=f"jo_{made_by}", message="For Zacharias")
    await run_job(store, int((await Centre(store).rows("select max(id) from jobs"))[0][0]))
    await centre.pay(4_456, "CASH", date="2026-01-30")
    await centre.do("reconcileAccount", accountId=centre.account)
    await run(store, ErasePerson(row_id(centre.account, "Account")))
    async with sending(store, mail_server):
        mails = await become(centre, "FAILED", "SENT")
        assert {each["toEmail"] for each in mails} == {"erased #2002"}
        await execute(store, "update mails set state = 'WAITING' where sent_at is null")  # as a try for now would
        await become(centre, "FAILED", "SENT")
    assert (await centre.refused("sendMailAgain", mailId=mails[1]["id"]))["code"] == "WRONG_STATE"
    texts = str([await Centre(store).rows(f"select * from {name}") for name in ("mails", "audit_texts", "jobs")])
    assert "families.example" not in texts
    assert "Zacharias" not in texts
    assert len(mail_server.received) == 1
    assert await verify(store) == []
    await centre.close()
