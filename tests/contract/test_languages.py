"""In which language people read an answer: what they asked for, otherwise English."""

import httpx

from domain.permissions import BILLING, Permission
from domain.services.jobs import ReconcileAllAccounts
from domain.store.store import Store
from domain.texts import say, to_stored
from tests.support.api_centre import ApiCentre
from tests.support.app_client import client_of, token_for
from tests.support.centre import execute, run

FRENCH = {"accept-language": "fr-FR, en;q=0.5"}
SPACE = "\N{NO-BREAK SPACE}"
APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"


async def test_a_refusal_and_a_reason_are_in_the_language_that_was_asked_for(store: Store) -> None:
    centre = await ApiCentre.open(store)
    invoice = await centre.invoice(7_500)
    await centre.pay(123_400)
    token = await token_for(store, *BILLING, Permission.RECORD_TRANSACTIONS)
    pay = """mutation Pay($account: ID!) { makePayment(input: {accountId: $account, amountCents: 0, method: CASH}) {
        userErrors { code message field } } }"""
    read = """query Read($account: ID!) { account(id: $account) {
        suggestions { reason counterEvidence } transactions { nodes { kind statusReason } } } }"""
    async with client_of(store) as client:

        async def ask(query: str, **headers: str) -> httpx.Response:
            headers["authorization"] = f"Bearer {token}"
            body = {"query": query, "variables": {"account": centre.account}}
            return await client.post("/graphql", json=body, headers=headers)

        english = await ask(pay)
        french = await ask(pay, **FRENCH)
        again = await ask(pay)
        assert english.json() == again.json()
        assert "content-language" not in english.headers
        assert french.headers["content-language"] == "fr-CA"
        (refused,) = english.json()["data"]["makePayment"]["userErrors"]
        assert refused["message"] == "The amount must be more than 0."
        (refused_french,) = french.json()["data"]["makePayment"]["userErrors"]
        assert refused_french == {**refused, "message": "Le montant doit être supérieur à 0."}
        account = (await ask(read, **FRENCH)).json()["data"]["account"]
        (invoiced,) = [each["statusReason"] for each in account["transactions"]["nodes"] if each["kind"] == "INVOICE"]
        assert invoiced == f"Aucune partie de ses 75,00{SPACE}${SPACE}US n{APOSTROPHE}est rapprochée."
        (suggestion,) = account["suggestions"]
        assert suggestion["reason"].startswith(
            f"Aucun montant ouvert n{APOSTROPHE}est exactement de 1{SPACE}234,00{SPACE}$"
        )
        assert suggestion["counterEvidence"] == [
            "Ni le texte ni le montant ne disent que c" + APOSTROPHE + "est pour cela."
        ]
        unknown = await client.post("/graphql", json={"query": pay}, headers={**FRENCH, "authorization": "Bearer x"})
        assert unknown.json()["errors"][0]["message"].startswith("Ce jeton est inconnu")
        assert invoice["items"]


async def test_a_jobs_failure_is_in_the_language_that_was_asked_for_also_one_of_an_earlier_version(
    store: Store,
) -> None:
    await run(store, ReconcileAllAccounts())
    token = await token_for(store, *BILLING, Permission.MANAGE_RECONCILIATIONS)
    headers = {**FRENCH, "authorization": f"Bearer {token}"}
    failure = to_stored(say("job-failed", message=say("account-number-taken", number="1001")))
    shown = []
    async with client_of(store) as client:
        for stored in (failure, "It failed."):
            await execute(store, f"update jobs set failure = '{stored}', state = 'FAILED', ended_at = recorded_at")
            answer = await client.post("/graphql", json={"query": "{ jobs { nodes { failure } } }"}, headers=headers)
            shown += [each["failure"] for each in answer.json()["data"]["jobs"]["nodes"]]
    assert shown == [
        "Le numéro de compte 1001 est déjà utilisé. Choisissez-en un autre. Tout est retiré.",
        "It failed.",
    ]


async def test_findings_of_the_integrity_report_are_in_the_language_that_was_asked_for(store: Store) -> None:
    centre = await ApiCentre.open(store)
    await centre.pay(1_000)
    await execute(store, "update accounts set balance_cents = 7")
    token = await token_for(store, Permission.MANAGE_ACCESS)
    read = "{ integrityReport { findings { rule message remedy where } } }"
    found = {}
    async with client_of(store) as client:
        for language, headers in (("en", {}), ("fr", FRENCH)):
            answer = await client.post(
                "/graphql", json={"query": read}, headers={**headers, "authorization": f"Bearer {token}"}
            )
            found[language] = answer.json()["data"]["integrityReport"]["findings"]
    english, french = ({each["message"]: each for each in found[language]} for language in found)
    assert english.keys().isdisjoint(french)
    assert "An account's stored balance or processing money differs from its transactions." in english
    differs = "Le solde ou le montant en traitement enregistré pour un compte diffère de ses opérations."
    assert french[differs]["remedy"].startswith("Rien dans le produit ne peut causer cela.")
