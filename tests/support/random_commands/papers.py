"""Level: the GraphQL API. Random inputs of papers that jobs make, and of those that are sent by e-mail."""

from dataclasses import replace

from api.graph.ids import opaque
from domain.core.mail import MailSender
from domain.store.store import Store
from tests.support.random_commands.draw import Draw, Input, draws


def offer_mail(store: Store) -> None:
    """Let documents be sent, by a mail server that nobody asks."""
    store.context = replace(store.context, mail_sender=MailSender("billing@example.org", "Harbourview"))


@draws("makeDocuments")
async def make_documents(draw: Draw) -> Input | None:
    """Return statements of a month or receipts of a year, now and then of a period that is none for them."""
    kind = draw.chance.choice(("STATEMENT", "YEARLY_RECEIPT"))
    period: Input = draw.chance.choice(({"month": "2026-01"}, {"year": 2026}, {"year": 2026}))
    accounts = draw.chance.choice(("ALL", "WITH_ACTIVITY", "WITH_BALANCE", "OWING"))
    account = await draw.some("accounts")
    some = {"accountIds": [account]} if account and draw.maybe(0.3) else {}
    found: Input = draw.chance.choice(({"search": "F0"}, {"search": "nobody"}, {"filter": {"hasUnreconciled": True}}))
    return {"kind": kind, "period": period, "accounts": accounts, **some, **(found if draw.maybe(0.2) else {})}


@draws("sendDocument")
async def send_document(draw: Draw) -> Input | None:
    """Return a document of an account, now and then one that there is not, or for another address."""
    account = await draw.some("accounts")
    if account is None:
        return None
    asked: Input = {"accountId": account, "kind": draw.chance.choice(("STATEMENT", "YEARLY_RECEIPT", "RECEIPT"))}
    if asked["kind"] == "RECEIPT":
        asked["transactionId"] = await draw.some("transactions", "kind in ('PAYMENT', 'DEPOSIT')")
    elif draw.maybe(0.9):
        asked["period"] = draw.chance.choice(({"month": "2026-01"}, {"year": 2026}))
    to = {"toEmail": f"somebody{draw.chance.randrange(3)}@example.org"} if draw.maybe(0.7) else {}
    return {**asked, **to}


@draws("sendMailAgain")
async def send_again(draw: Draw) -> Input | None:
    """Return an e-mail, which is mostly still waiting."""
    mail = await draw.some("mails")
    return {"mailId": mail} if mail else None


@draws("sendDocuments")
async def send_documents(draw: Draw) -> Input | None:
    """Return a job, mostly one that made documents."""
    rows = await draw.centre.rows("select id from jobs order by kind, id")
    return {"jobId": opaque("Job", draw.chance.choice(rows[:5])[0])} if rows else None
