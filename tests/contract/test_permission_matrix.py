"""Every root field for every set of permissions, template and kind of caller (domain R33, R33b, R34).

The table states what each needs; it is written by hand, so that a change of the schema's directives shows here. Only the
reports of money are found in the schema: all of them need the same.
"""

from itertools import chain, combinations

import pytest
from graphql import GraphQLError

from api.permissions.check import check
from domain.permission_templates import ROLE_TEMPLATES, TOKEN_TEMPLATES
from domain.permissions import ALL_PERMISSIONS, MUTATION_PERMISSIONS, Permission, Principal, PrincipalKind
from tests.support.graphql import documents
from tests.support.root_fields import reports_of_money, root_operations, subscriptions

NEEDS = {
    "": """
        viewer node nodes ledgerCodes
        endSession endSessions addPasskey removePasskey addAuthenticator removeAuthenticator renewRecoveryCodes
        removeIdentity
    """,
    "VIEW": "account accounts byExternalId",
    "VIEW BILLING": """
        transaction transactions reconciliations unreconciledItems processingPayments plannedPayments job jobs bankAccounts
        bankLines payers changes live:changes statement
        reconcileAccount reconcileAllAccounts cancelJob makeDocuments mails
    """,
    "VIEW BILLING RECORD": """
        createAccount updateAccount createLedgerCode updateLedgerCode createInvoice createInvoices checkout makePayment
        makePayments payBalance createDeposit createCredit cancelItems recordRefund confirmPayment failPayment
        updateTransaction createPlannedPayments modifyPlannedPayment deletePlannedPayment processPlannedPayments
        createSubscription updateSubscription cancelSubscription chargeSubscriptions createBankAccount recordFromBankLine
        sendDocument sendDocuments sendMailAgain
    """,
    "VIEW BILLING MANAGE": """
        createReconciliations modifyReconciliations applySuggestion applySuggestions matchBankLine ignoreBankLine updatePayer
    """,
    "VIEW BILLING DELETE": "deleteReconciliations unmatchBankLine undoBatch",
    "VIEW BILLING RECORD MANAGE": "writeOff applyBankLineSuggestions",
    "VIEW BILLING RECORD DELETE": "movePayment",
    "VIEW BILLING REPORTS": "suggestionQuality",
    "REPORTS": f"currencies {' '.join(reports_of_money())} booksClosings journal journals",
    "IMPORT": "fileMappings importRecords importBankStatement",
    "CLOSE": "closeBooks reopenBooks exportJournal",
    "ACCESS": """
        roleTemplates tokenTemplates integrityReport roles users apiTokens webhooks auditLog
        createRole updateRole deleteRole createUser updateUser createApiToken revokeApiToken rotateApiToken
        endApiTokenOverlap resetSecondFactor erasePerson createWebhook updateWebhook rotateWebhookSecret replayWebhook
    """,
}
NAMES = {
    "VIEW": Permission.VIEW_CLIENT_ACCOUNTS,
    "BILLING": Permission.CLIENT_BILLING,
    "RECORD": Permission.RECORD_TRANSACTIONS,
    "MANAGE": Permission.MANAGE_RECONCILIATIONS,
    "DELETE": Permission.DELETE_RECONCILIATIONS,
    "REPORTS": Permission.VIEW_REPORTS,
    "IMPORT": Permission.IMPORT_DATA,
    "CLOSE": Permission.CLOSE_BOOKS,
    "ACCESS": Permission.MANAGE_ACCESS,
}
OPEN_TO_CLIENTS = {"viewer", "payBalance"}
HELD = {
    "desk": "VIEW BILLING RECORD MANAGE",
    "bank": "VIEW BILLING RECORD MANAGE IMPORT",
    "import": "IMPORT",
    "reports": "REPORTS",
    "reading": "VIEW BILLING REPORTS",
    "web-shop": "VIEW BILLING RECORD",
    "bookkeeper": "VIEW BILLING RECORD MANAGE DELETE REPORTS IMPORT CLOSE",
    "auditor": "VIEW BILLING REPORTS",
    "administrator": " ".join(NAMES),
}
"""What each template holds."""
RECONCILES = {"reconcileAccount", "reconcileAllAccounts", "cancelJob", "makeDocuments"}
"""What all may do who see transactions: R33 wants no more for it, and papers show only what they see."""
UNDOING = {"undoBatch", "deleteReconciliations", "unmatchBankLine", "movePayment", "closeBooks", "reopenBooks"}
OWN = set(NEEDS[""].split())


OPERATIONS = root_operations() | {f"live:{name}": text for name, text in subscriptions().items()}


def permissions(names: str) -> frozenset[Permission]:
    return frozenset(NAMES[each] for each in names.split())


NEEDED = {name: permissions(names) for names, fields in NEEDS.items() for name in fields.split()}


def asked(name: str, principal: Principal | None) -> list[GraphQLError]:
    prepared = documents().prepare(OPERATIONS[name])
    assert prepared.usage, prepared.errors
    return check(prepared.usage, prepared.operation(None).node, principal, {})


def token(held: frozenset[Permission]) -> Principal:
    return Principal(PrincipalKind.TOKEN, "token:1", "token x", held)


def allowed(held: frozenset[Permission]) -> set[str]:
    return {name for name in OPERATIONS if not asked(name, token(held))}


def test_the_table_has_every_root_field_once_and_agrees_with_the_mutations() -> None:
    named = [name for fields in NEEDS.values() for name in fields.split()]
    assert sorted(named) == sorted(OPERATIONS)
    assert {name: NEEDED[name] for name in MUTATION_PERMISSIONS} == MUTATION_PERMISSIONS


def test_the_reports_of_money_are_found() -> None:
    assert {"paymentByItemReport", "agingReport", "bankReconciliationReport"} <= set(reports_of_money())
    assert "integrityReport" not in reports_of_money()


@pytest.mark.parametrize("name", NEEDED)
def test_is_permitted_to_exactly_the_sets_that_have_what_it_needs(name: str) -> None:
    needed = NEEDED[name]
    every = chain.from_iterable(combinations(Permission, count) for count in range(len(Permission) + 1))
    for held in map(frozenset, every):
        refused = asked(name, token(held))
        missing = {each for error in refused for each in (error.extensions or {})["missing"]}
        assert missing == needed - held, sorted(held)
        assert bool(refused) is bool(missing), sorted(held)


@pytest.mark.parametrize("name", NEEDED)
def test_is_open_to_nobody_without_credentials_and_to_clients_where_that_is_meant(name: str) -> None:
    (error,) = asked(name, None)
    assert error.extensions == {"code": "UNAUTHENTICATED"}
    client = Principal(PrincipalKind.CLIENT, "user:1", "Rivera", ALL_PERMISSIONS, 1, account_id=1)
    assert (not asked(name, client)) is (name in OPEN_TO_CLIENTS)


def test_templates_hold_what_is_stated_of_them() -> None:
    assert {name: each.granted for name, each in {**TOKEN_TEMPLATES, **ROLE_TEMPLATES}.items()} == {
        name: permissions(names) for name, names in HELD.items()
    }


def test_templates_allow_no_more_than_what_they_are_for() -> None:
    changes = {name for name, text in OPERATIONS.items() if text.startswith("mutation")} - OWN
    for name, template in TOKEN_TEMPLATES.items():
        reached = allowed(template.granted)
        assert reached.isdisjoint(set(NEEDS["ACCESS"].split())), name
        assert reached.isdisjoint(UNDOING), name
    assert allowed(TOKEN_TEMPLATES["import"].granted) - OWN == {"fileMappings", "importRecords", "importBankStatement"}
    assert allowed(TOKEN_TEMPLATES["reports"].granted) & changes == set()
    for name in ("reading", "auditor"):
        assert allowed({**TOKEN_TEMPLATES, **ROLE_TEMPLATES}[name].granted) & changes == RECONCILES
    shop = allowed(TOKEN_TEMPLATES["web-shop"].granted)
    assert shop.isdisjoint(set(NEEDS["REPORTS"].split()) | set(NEEDS["VIEW BILLING MANAGE"].split()))
    everything = set(OPERATIONS)
    assert allowed(ROLE_TEMPLATES["bookkeeper"].granted) == everything - set(NEEDS["ACCESS"].split())
    assert allowed(ROLE_TEMPLATES["administrator"].granted) == everything
