"""Level: the API. A family whose papers are made, and jobs that make them."""

from typing import Any

from api.graph.ids import opaque
from domain.store.store import Store
from tests.support.api_centre import ApiCentre
from tests.support.centre import Centre
from tests.support.run_jobs import run_job

HOSTILE = "Zoë #panic() *b* $x$ <i>"
"""A name that would be a program to who sets the type."""
MONTH = {"kind": "STATEMENT", "period": {"month": "2026-01"}}
JOB = (
    "query ($id: ID!) { job(id: $id) { state done total errorCount batch { id } documents { kind count keptUntil } } }"
)


async def family(store: Store) -> tuple[ApiCentre, dict[str, str]]:
    """An account with a child of a hostile name, an invoice for both children, and a payment for a part of it."""
    centre = await ApiCentre.open(store)
    made = await centre.api.data(
        "mutation ($i: CreateAccountInput!) { createAccount(input: $i) { account { id members { id name } } } }",
        i={"number": "2002", "ownerName": "Núñez & Co", "currency": "USD", "members": [HOSTILE, "Leo"]},
    )
    account = made["createAccount"]["account"]
    centre.account = account["id"]
    members = {each["name"]: each["id"] for each in account["members"]}
    lines = [
        {"description": "Swim", "ledgerCode": "SWIM", "amountCents": 123_456, "memberId": members[HOSTILE]},
        {"description": "Camp", "ledgerCode": "CAMP", "amountCents": 5_000, "memberId": members["Leo"]},
    ]
    invoice = (await centre.do("createInvoice", accountId=centre.account, items=lines, date="2026-01-05"))[
        "transaction"
    ]
    mark = {"invoiceId": invoice["id"]}
    paid = await centre.pay(124_000, "CARD", mark, date="2026-01-20", reference="Order 77")
    return centre, {**members, "invoice": invoice["number"], "payment": paid["transaction"]["number"]}


async def queued(centre: ApiCentre, store: Store, **asked: object) -> int:
    """Queues a job that makes papers; gives its id."""
    assert (await centre.do("makeDocuments", **asked))["job"]["state"] == "QUEUED"
    return int((await Centre(store).rows("select max(id) from jobs"))[0][0])


async def made(centre: ApiCentre, store: Store, **asked: object) -> tuple[int, dict[str, Any]]:
    """Has a job make papers; gives its id, and the job as the API shows it then."""
    job = await queued(centre, store, **asked)
    await run_job(store, job)
    return job, (await centre.api.data(JOB, id=opaque("Job", job)))["job"]
