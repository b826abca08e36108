"""Level: a store with rows. Books in which hardly a table is empty: random ones, and what random commands do not come to."""

import datetime

import pyotp

from domain.core.change_kinds import ChangeKind
from domain.core.kinds import DocumentKind, PaymentMethod, SignInPurpose
from domain.importing import ImportKind, ImportRecords
from domain.jobs.lease import Lease, take_lease
from domain.permissions import OPERATOR, Permission, Principal, PrincipalKind
from domain.services.access import CreateUser
from domain.services.bank.recording import ShareInput
from domain.services.credentials import hash_secret, new_webhook_secret
from domain.services.factors import AddAuthenticator, AddPasskey, BeginStep
from domain.services.identities import Claims, LinkIdentity
from domain.services.one_time_codes import new_recovery_codes
from domain.services.payments import MakePayment, Money
from domain.services.roles import CreateRole
from domain.services.sign_in import OpenSession
from domain.services.tokens import CreateApiToken
from domain.services.undo.batch import UndoBatch
from domain.services.webhooks import CreateWebhook
from domain.store.program import ExecuteMany, Program, Query, Sql
from domain.store.statements import insert_sql
from domain.store.store import Store
from domain.tables import (
    DocumentRow,
    JobErrorRow,
    SessionRow,
    SignInCodeRow,
    SignInTryRow,
    StagedFileRow,
    StagedRowsRow,
    UndonePartRow,
    WebhookDeliveryRow,
)
from domain.tables.documents import document_content
from tests.support.bank import Bank, movement
from tests.support.centre import Centre
from tests.support.jobs import ask, reconcile_all
from tests.support.passkey_device import PasskeyDevice
from tests.support.random_commands.books import random_books

FILE = b"account_number,date,amount\n1001,2026-01-09,5\n1001,2026-01-10,7\n"
_COUNTED = Sql("update jobs set error_count = 1 where id = :id")


async def fill_every_table(store: Store, seed: int, accounts: int = 4, steps: int = 20) -> Centre:
    """Fill a fresh database; equal for equal seeds but for ids."""
    commands = await random_books(store, seed, accounts, steps)
    centre = commands.centre
    for number in range(4):
        payment = MakePayment(centre.rivera, Money(1_000 + number, PaymentMethod.CASH))
        done = await store.run(payment, OPERATOR, key=f"key {number}", arguments={"number": number})
    await store.run(UndoBatch(done.batch_id or 0), OPERATOR, key="undo", arguments={})
    await _bank(centre)
    await centre.do(ImportRecords(ImportKind.PAYMENTS, FILE, save_mapping_as="Till"))
    await centre.do(CreateApiToken("Till", (), "tieout_secret"))
    role = (await centre.do(CreateRole("Desk", (Permission.CLIENT_BILLING,)))).result.role
    user = (await centre.do(CreateUser("nora@example.org", "Nora Quinn", "hash", role_id=role))).result.user
    await _factors(store, user)
    job = await reconcile_all(store)
    waiting = await ask(store)
    made = await centre.do(CreateWebhook("https://example.org/hook", new_webhook_secret()))
    webhook = made.result.webhook
    new_id, now = store.context.new_id, store.clock()
    later = now + 10**12
    batch = (await centre.rows("select max(id) from batches"))[0][0]

    def beside() -> Program[None]:
        for row in (
            SessionRow(new_id(), user, "session", now, later),
            SignInCodeRow(new_id(), user, "code", later),
            SignInTryRow(new_id(), "network", "email", now, later),
            JobErrorRow(new_id(), job.id, centre.rivera, "NOT_FOUND", "Not found."),
            StagedFileRow(new_id(), waiting, "PAYMENTS", "csv", False, False, "[]", 1, 0, 0, 0),
            StagedRowsRow(new_id(), waiting, centre.rivera, 0, 1, "[]"),
            _document(new_id(), job.id, centre.rivera, now),
            UndonePartRow(new_id(), batch, centre.rivera, 3),
            WebhookDeliveryRow(new_id(), webhook, 1, ChangeKind.ACCOUNT_CREATED, 2, 500, "failed", now, None, later),
        ):
            yield ExecuteMany(insert_sql(type(row)), [row.values()])
        yield Query(_COUNTED, id=job.id)
        yield from take_lease(Lease.LOOK_FOR_JOBS, 1, now)

    await store.backend.run_unit(beside)
    return centre


def _document(row_id: int, job: int, account: int, now: int) -> DocumentRow:
    day, content = datetime.date(2026, 1, 1), document_content(b"%PDF")
    return DocumentRow(
        row_id, job, account, None, DocumentKind.STATEMENT, day, day, "paper", 4, content, now, now + 10**12
    )


async def _factors(store: Store, user: int) -> None:
    """A passkey and an authenticator app, with recovery codes, and an identity at the sign-in provider."""
    origin, app, challenge = "https://books.example.org", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", "c3dpbW1pbmcgcG9vbA"
    await store.run(OpenSession(user, "nora", "hash"), OPERATOR)
    (session,) = await Centre(store).rows("select id from sessions where secret_hash = 'nora'")
    nora = Principal(PrincipalKind.USER, f"user:{user}", "Nora Quinn", frozenset(), user, session_id=session[0])
    for purpose, asked in ((SignInPurpose.NEW_AUTHENTICATOR, app), (SignInPurpose.NEW_PASSKEY, challenge)):
        step = BeginStep(purpose, hash_secret(purpose), asked, "books.example.org", origin, user)
        await store.run(step, OPERATOR)
    code = pyotp.TOTP(app).at(store.clock() // 1_000_000)
    await store.run(AddAuthenticator(SignInPurpose.NEW_AUTHENTICATOR, code, new_recovery_codes()), nora)
    made = PasskeyDevice(origin).make({"rp": {"id": "books.example.org"}, "challenge": challenge})
    await store.run(AddPasskey(SignInPurpose.NEW_PASSKEY, made, "Laptop"), nora)
    await store.run(LinkIdentity(Claims("https://login.example.org", "248289761001", "nora@example.org")), nora)


async def _bank(centre: Centre) -> None:
    bank = await Bank.open(centre, iban="CH9300762011623852957")
    line = await bank.line(5_000, "thank you", payer_name="Ann Rivera", payer_account="CH5604835012345678009")
    await bank.record(line, ShareInput(centre.rivera))
    await bank.ignore(await bank.line(-300, "fee", day=datetime.date(2026, 1, 12)))
    await bank.give(movement(700, "unknown"), movement(-70, "charge"), opening=0, closing=630)
