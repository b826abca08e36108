"""Statements and receipts over HTTP: what stands in them, and who gets them (domain R46c)."""

from collections import Counter

import httpx
import pytest

from api.graph.ids import opaque
from domain.permissions import BILLING, Permission
from domain.store.store import Store
from tests.support.app_client import client_of, token_for
from tests.support.papers import HOSTILE, family
from tests.support.pdf import words_in


async def asked(client: httpx.AsyncClient, token: str, path: str, **query: str) -> httpx.Response:
    headers = {"authorization": f"Bearer {token}"} if token else {}
    return await client.get(f"/documents/{path}.pdf", params=query, headers=headers)


def words_of(answer: httpx.Response) -> str:
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["cache-control"] == "no-store"
    return words_in(answer.content)


async def test_a_statement_says_what_was_charged_for_whom_and_what_paid_for_it(store: Store) -> None:
    centre, known = await family(store)
    token = await token_for(store, *BILLING)
    async with client_of(
        store, organisation_name="Harbourview", organisation_address="12 River St; Montréal"
    ) as client:
        text = words_of(await asked(client, token, "statement", account="2002", period="2026-01"))
        by_id = await asked(client, token, "statement", accountId=centre.account, period="2026-01-01..2026-01-31")
    assert words_of(by_id) == text
    for each in ("Harbourview", "12 River St", "Montréal", "Núñez & Co", f"Swim, for {HOSTILE}", "Camp, for Leo"):
        assert each in text, each
    assert f"Invoice {known['invoice']}" in text
    assert f"Payment {known['payment']}, card" in text
    assert f"Camp, for Leo · {known['invoice']} 5.44" in text
    assert "Opening balance 0.00 Charged 1,284.56 Paid and credited 1,240.00 Closing balance 44.56" in text
    await centre.close()


async def test_a_paper_is_in_the_language_that_is_asked_for_or_the_organisations(store: Store) -> None:
    centre, known = await family(store)
    token = await token_for(store, *BILLING)
    query = {"account": "2002", "period": "2026-01"}
    async with client_of(store, organisation_language="fr-CA") as client:
        answer = await asked(client, token, "statement", **query)
        text = words_of(answer)
        english = await asked(client, token, "statement", **query, language="en")
        client.headers["accept-language"] = "en-GB"
        assert words_of(await asked(client, token, "statement", **query)) == words_of(english)
        receipt = words_of(await asked(client, token, "receipt", number=known["payment"], language="fr"))
    assert answer.headers["content-language"] == "fr-CA"
    assert english.headers["content-language"] == "en"
    for each in (
        "Relevé de compte 1er janv. 2026 \N{EN DASH} 31 janv. 2026",
        f"Facture {known['invoice']}",
        f"Paiement {known['payment']}, carte",
        f"Swim, pour {HOSTILE}",
        "Solde de clôture",
        "1 284,56",
        "44,56",
    ):
        assert each in text, each
    assert "Opening" not in text
    assert "1 240,00 $ US" in receipt
    assert "Mode de paiement Carte" in receipt
    await centre.close()


async def test_a_receipt_says_what_a_payment_paid_for(store: Store) -> None:
    centre, known = await family(store)
    token = await token_for(store, *BILLING)
    async with client_of(store) as client:
        text = words_of(await asked(client, token, "receipt", number=known["payment"]))
        assert (await asked(client, token, "receipt", number=known["invoice"])).status_code == 404
        left = await centre.pay(900, "ECHECK", date="2026-01-22")
        waiting = words_of(await asked(client, token, "receipt", transactionId=left["transaction"]["id"]))
    assert f"Swim, for {HOSTILE} {known['invoice']} Jan 5, 2026 1,234.56" in text
    assert f"Camp, for Leo {known['invoice']} Jan 5, 2026 5.44" in text
    assert "1,240.00 USD" in text
    assert "Order 77" in text
    assert "has not arrived yet" in waiting
    assert "Kept on the account 9.00" in waiting
    await centre.close()


async def test_a_yearly_receipt_is_a_members_payments_by_ledger_code(store: Store) -> None:
    centre, known = await family(store)
    token = await token_for(store, *BILLING)
    async with client_of(store) as client:
        leo = words_of(await asked(client, token, "yearly-receipt", account="2002", year="2026", memberId=known["Leo"]))
        other = words_of(
            await asked(client, token, "yearly-receipt", account="2002", year="2025", memberId=known["Leo"])
        )
        strange = await asked(client, token, "yearly-receipt", account="1001", year="2026", memberId=known["Leo"])
    assert f"Jan 20, 2026 Camp {known['payment']} 5.44" in leo
    assert "5.44 USD" in leo
    assert "Swim" not in leo
    assert "0.00 USD" in other
    assert strange.status_code == 404
    await centre.close()


async def test_documents_need_both_view_permissions_and_name_what_is_wrong(store: Store) -> None:
    centre, _ = await family(store)
    some = await token_for(store, Permission.VIEW_CLIENT_ACCOUNTS, Permission.VIEW_REPORTS)
    full = await token_for(store, *BILLING)
    async with client_of(store) as client:
        answers: Counter[int] = Counter()
        for path, query in (("statement", {"account": "2002", "period": "2026"}), ("receipt", {"number": "x"})):
            answers[(await asked(client, "", path, **query)).status_code] += 1
            answers[(await asked(client, some, path, **query)).status_code] += 1
        assert answers == {401: 2, 403: 2}
        for status, path, query in (
            (404, "statement", {"account": "no such", "period": "2026"}),
            (404, "statement", {"accountId": opaque("Account", 12), "period": "2026"}),
            (400, "statement", {"account": "2002"}),
            (400, "statement", {"account": "2002", "period": "2026-13"}),
            (400, "yearly-receipt", {"account": "2002", "year": "²026"}),
            (400, "yearly-receipt", {"account": "2002", "year": "99999"}),
            (404, "receipt", {}),
            (404, "invoice", {"number": "x"}),
        ):
            answer = await asked(client, full, path, **query)
            assert answer.status_code == status, (path, query, answer.text)
            assert answer.json()["errors"][0]["message"]
    await centre.close()


async def test_too_long_a_document_is_refused(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.exporting.papers.making.LINES_MAX", 1)
    centre, _ = await family(store)
    async with client_of(store) as client:
        answer = await asked(client, await token_for(store, *BILLING), "statement", account="2002", period="2026")
    assert answer.status_code == 400
    assert "Choose a shorter period" in answer.json()["errors"][0]["message"]
    await centre.close()
