"""What the feed says of each kind of record, from its beginning to its end (domain R47)."""

import datetime

from api.graph.ids import opaque
from domain.core.change_kinds import ChangeKind
from domain.permissions import BILLING, Principal, PrincipalKind
from domain.services.bank.accounts import CreateBankAccount
from domain.store.store import Store
from tests.integration.test_feed import CHANGES, changes, here, kinds
from tests.support.api_centre import ApiCentre
from tests.support.bank import Bank, movement, paid
from tests.support.centre import Centre
from tests.support.graphql import Api

CLERK = Principal(PrincipalKind.USER, "user:7", "Clerk", frozenset(BILLING))


async def test_users_and_tokens_are_for_those_who_manage_access(store: Store) -> None:
    centre = await ApiCentre.open(store)
    before = await here(centre.api)
    user = await centre.do(
        "createUser",
        email="nora@example.org",
        name="Nora",
        permissions=["CLIENT_BILLING"],
        password="a long enough one",
    )
    (user,) = await changes(centre.api, before)
    await centre.do("updateUser", id=user["objectId"], disabled=True)
    await centre.do("createApiToken", name="Till", permissions=[])
    (token,) = await changes(centre.api, before, kinds=["TOKEN_CREATED"])
    await centre.do("revokeApiToken", id=token["objectId"])
    found = await changes(centre.api, before)
    assert kinds(found) == ["USER_CREATED", "USER_UPDATED", "TOKEN_CREATED", "TOKEN_REVOKED"]
    assert found[0]["data"]["ownPermissions"] == ["CLIENT_BILLING"]
    assert "passwordHash" not in found[0]["data"]
    assert "secretHash" not in found[2]["data"]

    clerk = Api(store, CLERK)
    assert await changes(clerk, before) == []
    answer = await clerk(CHANGES, kinds=["USER_CREATED"])
    assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    for lacking in BILLING:
        reader = Api(store, Principal(PrincipalKind.USER, "user:8", "Half", frozenset(BILLING) - {lacking}))
        answer = await reader(CHANGES)
        assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"
        await reader.http.aclose()
    await clerk.http.aclose()
    await centre.close()


async def test_the_life_of_accounts_members_and_ledger_codes(store: Store) -> None:
    centre = await ApiCentre.open(store)
    before = await here(centre.api)
    created = await centre.do("createAccount", number="2002", ownerName="Paul", currency="USD", members=["Ida"])
    account = created["account"]["id"]
    changed = await centre.do("updateAccount", id=account, ownerName="Paula", addMembers=["Tom"])
    await centre.undo(changed)
    await centre.undo(created)
    await centre.do("createLedgerCode", code="ART", title="Art")
    (created_code,) = await changes(centre.api, before, kinds=["LEDGER_CODE_CREATED"])
    await centre.do("updateLedgerCode", id=created_code["objectId"], title="Arts")
    other = await centre.do("createLedgerCode", code="BAR", title="Bar")
    await centre.undo(await centre.undo(other))
    found = await changes(centre.api, before)
    assert kinds(found) == [
        *("ACCOUNT_CREATED", "MEMBER_ADDED", "ACCOUNT_UPDATED", "MEMBER_ADDED"),
        *("ACCOUNT_UPDATED", "MEMBER_UPDATED"),
        *("ACCOUNT_WITHDRAWN", "MEMBER_UPDATED"),
        *("LEDGER_CODE_CREATED", "LEDGER_CODE_UPDATED", "LEDGER_CODE_CREATED", "LEDGER_CODE_WITHDRAWN"),
        "LEDGER_CODE_CREATED",
    ]
    assert [each["data"]["ownerName"] for each in found if each["kind"] == "ACCOUNT_UPDATED"] == ["Paula", "Paul"]
    (withdrawn,) = [each for each in found if each["kind"] == "ACCOUNT_WITHDRAWN"]
    assert withdrawn["node"] is None
    assert withdrawn["objectId"] == account
    assert withdrawn["data"]["withdrawnAt"] is not None
    await centre.close()


async def test_the_life_of_money(store: Store) -> None:
    centre = await ApiCentre.open(store)
    invoice = await centre.invoice(7_500)
    before = await here(centre.api)
    echeck = await centre.pay(7_500, "ECHECK", {"itemId": invoice["items"][0]["id"]})
    await centre.do("confirmPayment", transactionId=echeck["transaction"]["id"])
    await centre.do("updateTransaction", transactionId=echeck["transaction"]["id"], reference="A 1")
    found = await changes(centre.api, before)
    assert kinds(found) == [
        *("TRANSACTION_RECORDED", "RECONCILIATION_CREATED", "RECONCILIATION_UPDATED", "PAYMENT_CONFIRMED"),
        "TRANSACTION_UPDATED",
    ]
    assert [each["data"]["processing"] for each in found if "processing" in each["data"]] == [True, False]

    before = await here(centre.api)
    await centre.do("failPayment", transactionId=echeck["transaction"]["id"], reason="Returned")
    failed = kinds(await changes(centre.api, before))
    assert sorted(failed) == sorted(
        ["PAYMENT_FAILED", "RECONCILIATION_RELEASED", "TRANSACTION_RECORDED", "RECONCILIATION_CREATED"]
    )

    before = await here(centre.api)
    await centre.undo(await centre.pay(100))
    found = await changes(centre.api, before)
    assert kinds(found) == ["TRANSACTION_RECORDED", "TRANSACTION_WITHDRAWN"]
    assert len({each["objectId"] for each in found}) == 1
    assert [each["node"] for each in found] == [None, None]
    await centre.close()


async def test_the_life_of_planned_payments_and_subscriptions(store: Store) -> None:
    centre = await ApiCentre.open(store)
    item = (await centre.invoice(9_000))["items"][0]["id"]
    before = await here(centre.api)
    day = (datetime.datetime.now(datetime.UTC) + datetime.timedelta(40)).date().isoformat()
    planned = await centre.do(
        "createPlannedPayments",
        accountId=centre.account,
        installments=[
            {"dueOn": day, "amountCents": 9_000, "method": "CARD", "items": [{"itemId": item, "amountCents": 9_000}]}
        ],
    )
    one = planned["plannedPayments"][0]["id"]
    await centre.do("modifyPlannedPayment", id=one, method="CASH")
    await centre.do("deletePlannedPayment", id=one)
    found = await changes(centre.api, before, kinds=[each for each in ChangeKind if each.startswith("PLANNED")])
    assert kinds(found) == ["PLANNED_PAYMENT_CREATED", "PLANNED_PAYMENT_UPDATED", "PLANNED_PAYMENT_ENDED"]

    before = await here(centre.api)
    begun = await centre.do(
        "createSubscription",
        accountId=centre.account,
        description="Club",
        ledgerCode="SWIM",
        amountCents=500,
        interval="MONTH",
        method="CARD",
        startsOn=day,
    )
    changed = await centre.do("updateSubscription", subscriptionId=begun["subscription"]["id"], amountCents=600)
    await centre.undo(changed)
    await centre.undo(begun)
    assert kinds(await changes(centre.api, before)) == [
        *("SUBSCRIPTION_CREATED", "SUBSCRIPTION_UPDATED", "SUBSCRIPTION_UPDATED", "SUBSCRIPTION_WITHDRAWN")
    ]
    await centre.close()


async def test_the_life_of_bank_lines(store: Store) -> None:
    centre = await Centre.open(store)
    api = Api(store)
    before = await here(api)
    bank = await Bank.open(centre)
    imported = await bank.give(movement(5_000, "half"), movement(-300, "transfer"))
    line, other = sorted(await bank.lines(), key=lambda each: -each.amount)
    await bank.match(line.id, paid(await centre.payment(5_000)))
    await bank.unmatch(line.id)
    await bank.ignore(other.id, "own transfer")
    await bank.ignore(other.id, None)
    found = await changes(api, before, kinds=[each for each in ChangeKind if each.startswith("BANK")])
    assert kinds(found) == [
        *("BANK_ACCOUNT_CREATED", "BANK_LINE_IMPORTED", "BANK_LINE_IMPORTED", "BANK_LINE_EXPLAINED"),
        *("BANK_LINE_REOPENED", "BANK_LINE_EXPLAINED", "BANK_LINE_REOPENED"),
    ]
    explained, reopened = found[3:5]
    assert explained["objectId"] == reopened["objectId"] == found[1]["objectId"] == opaque("BankLine", line.id)
    assert explained["data"]["part"] == {**reopened["data"]["part"], "withdrawnAt": None}
    assert explained["data"]["part"]["amountCents"] == 5_000
    assert [each["data"]["ignoredReason"] for each in found[5:]] == ["own transfer", None]

    before = await here(api)
    await centre.undo(imported)
    assert kinds(await changes(api, before)) == ["BANK_LINE_WITHDRAWN", "BANK_LINE_WITHDRAWN"]
    await api.http.aclose()


async def test_an_undone_bank_account_is_withdrawn(store: Store) -> None:
    centre = await Centre.open(store)
    api = Api(store)
    before = await here(api)
    await centre.undo(await centre.do(CreateBankAccount("Main", "USD")))
    assert kinds(await changes(api, before)) == ["BANK_ACCOUNT_CREATED", "BANK_ACCOUNT_WITHDRAWN"]
    await api.http.aclose()


async def test_erasing_is_a_change_and_takes_names_from_earlier_ones(store: Store) -> None:
    centre = await ApiCentre.open(store)
    await centre.do("erasePerson", accountId=centre.account)
    found = await changes(centre.api)
    assert kinds(found)[-1] == "PERSON_ERASED"
    assert found[-1]["data"]["ownerName"] == "erased #1001"
    assert "Rivera" not in str(found)
    assert "Leo" not in str(found)
    await centre.close()
