"""The outbox: what it tries again, what it leaves, and to whom it gives a password (domain R46e)."""

import datetime
import pathlib
import ssl
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from api.exporting.papers.making import Maker
from api.mail_server import MailServer
from api.mailing import outbox
from domain.errors import Busy, OutcomeUnknown
from domain.jobs.lease import Lease
from domain.store.program import Sql
from domain.store.store import Store
from tests.support.centre import rows
from tests.support.mail_server import KindMailServer
from tests.support.mailing import batch_of, become, listed, opened, outbox_of, sending, sent
from tests.support.papers import MONTH
from tests.support.waiting import until


async def test_what_fails_for_now_is_tried_again_and_what_fails_for_good_is_not(
    store: Store, mail_server: KindMailServer, caplog: pytest.LogCaptureFixture
) -> None:
    mail_server.answers = {"MAIL": [451], "RCPT": [450], "TEXT": [452, 554], "DATA": ["close"]}
    centre, _ = await opened(store)
    await sent(centre, **MONTH)
    async with sending(store, mail_server):
        (mail,) = await become(centre, "UNKNOWN")  # closed after the e-mail was claimed: nobody knows
        assert (mail_server.received, mail["attempts"], bool(mail["sentAt"])) == ([], 3, True)
        assert mail["failure"] == "NO_ANSWER"
        assert "no e-mail can be sent: SENDER_REFUSED" in caplog.text
        await centre.do("sendMailAgain", mailId=mail["id"])
        (mail,) = await become(centre, "FAILED")
        assert (mail["status"], mail["attempts"], mail_server.received) == (554, 5, [])
        again = await centre.do("sendMailAgain", mailId=mail["id"], toEmail="new@families.example")
        (mail,) = await become(centre, "SENT")
    assert (mail["attempts"], mail["failure"], mail["toEmail"]) == (6, None, "new@families.example")
    assert (await centre.refused("undoBatch", batchId=again["batch"]["id"]))["code"] == "WRONG_STATE"
    assert len(set(mail_server.ids)) == len(mail_server.received) == 1
    await centre.close()


async def test_what_was_sent_is_noted_once_the_database_is_free(
    sqlite_store: Store, mail_server: KindMailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    centre, _ = await opened(sqlite_store)
    await sent(centre, **MONTH)
    note, busy = outbox.note_mail, iter([Busy, OutcomeUnknown])

    def noting(*arguments: Any) -> Any:
        for error in busy:
            raise error
        return note(*arguments)

    monkeypatch.setattr(outbox, "note_mail", noting)
    async with sending(sqlite_store, mail_server):
        await become(centre, "SENT")
    assert len(mail_server.received) == 1
    await centre.close()


async def test_an_e_mail_that_cannot_be_made_keeps_no_other_one_waiting(
    sqlite_store: Store, mail_server: KindMailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    centre, known = await opened(sqlite_store)
    await sent(centre, **MONTH)
    await sent(centre, kind="YEARLY_RECEIPT", period={"year": 2026}, memberId=known["Leo"])
    monkeypatch.setattr(Maker, "statement", property(lambda _: 1 // 0))
    async with sending(sqlite_store, mail_server):
        mails = await become(centre, "SENT", "WAITING")
        assert mails[1]["failure"] == "NO_DOCUMENT"
    await centre.close()


async def test_a_server_that_is_away_is_waited_for(store: Store, mail_server: KindMailServer) -> None:
    centre, _ = await opened(store)
    await sent(centre, **MONTH)
    away = outbox_of(store, MailServer("127.0.0.1", 9, "none"))
    away.start()

    async def failed() -> bool:
        return (await listed(centre))[0]["attempts"] > 1

    await until(failed)
    await away.stop()
    (mail,) = await listed(centre)
    assert (mail["state"], mail["failure"]) == ("WAITING", "UNREACHABLE")
    async with sending(store, mail_server):
        await become(centre, "SENT")
    await centre.close()


@pytest.mark.usefixtures("short_pauses_between_mails")
async def test_nothing_is_sent_after_three_days(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "GIVEN_UP_AFTER_US", 0)
    centre, _ = await opened(store)
    await sent(centre, **MONTH)
    away = outbox_of(store, MailServer("127.0.0.1", 9, "none"))
    away.start()
    await become(centre, "FAILED")
    await away.stop()
    await centre.close()


async def test_what_was_being_handed_over_when_the_process_died_is_not_sent_again(
    store: Store, mail_server: KindMailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail_server.answers = {"TEXT": ["hang"]}
    centre, _ = await opened(store)
    await sent(centre, **MONTH)
    async with sending(store, mail_server):
        (mail,) = await become(centre, "SENDING")  # and the process ends before the server has answered
    held = await rows(store, Sql(f"select l.held_until from leases l where l.id = {Lease.SEND_MAIL:d}"))
    assert held == [(0,)]  # another process need not wait
    assert (await listed(centre))[0]["state"] == "SENDING"
    assert (await centre.refused("undoBatch", batchId=(await batch_of(centre))))["code"] == "WRONG_STATE"
    monkeypatch.setattr(outbox, "LEFT_AFTER_US", 0)
    async with sending(store, mail_server):
        await become(centre, "UNKNOWN")
        await sent(centre, **MONTH)
        await become(centre, "SENT", "UNKNOWN")
        assert len(mail_server.received) == 1
        await centre.do("sendMailAgain", mailId=mail["id"])
        await become(centre, "SENT", "SENT")
    assert len(set(mail_server.ids)) == 2
    await centre.close()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """A certificate of localhost that nobody has signed but its own key; the key stands in the same file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    until = now + datetime.timedelta(days=1)
    built = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, until)
    alternative = x509.SubjectAlternativeName([x509.DNSName("localhost")])
    signed = built.add_extension(alternative, critical=False).sign(key, hashes.SHA256())
    path = tmp_path_factory.mktemp("tls") / "localhost.pem"
    unencrypted = serialization.NoEncryption()
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, unencrypted)
    path.write_bytes(signed.public_bytes(serialization.Encoding.PEM) + private)
    return path


async def test_a_password_goes_over_tls_to_a_server_that_proves_its_name(
    sqlite_store: Store, mail_server: KindMailServer, certificate: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = sqlite_store
    centre, _ = await opened(store)
    await sent(centre, **MONTH)
    named = MailServer("localhost", mail_server.port, "starttls", "billing", "p@ss")

    async def failing() -> str:
        """Why the e-mail waits, once that was tried anew."""
        before = (await listed(centre))[0]["attempts"]

        async def tried() -> bool:
            return (await listed(centre))[0]["attempts"] > before

        running = outbox_of(store, named)
        running.start()
        await until(tried)
        await running.stop()
        return str((await listed(centre))[0]["failure"])

    assert await failing() == "UNSUPPORTED"
    mail_server.tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    mail_server.tls.load_cert_chain(certificate)
    assert await failing() == "UNREACHABLE"
    assert mail_server.signed_in == []
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    running = outbox_of(store, named)
    running.start()
    await become(centre, "SENT")
    await running.stop()
    assert mail_server.signed_in == ["billing p@ss"]
    await centre.close()
