"""Journals for the ledger: what a period posts, exported once, and corrected by a journal of its own (domain R46b)."""

import csv
import io
from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import pytest

from domain.permissions import BILLING, Permission, Principal, PrincipalKind
from domain.store.store import Store
from domain.verifying import verify
from tests.stress.journals import play
from tests.support import journals
from tests.support.api_centre import ApiCentre
from tests.support.centre import execute
from tests.support.contradictions import contradictions_of
from tests.support.graphql import Api

JANUARY, FEBRUARY = (date(2026, 1, 1), date(2026, 1, 31)), (date(2026, 2, 1), date(2026, 2, 28))
ACCOUNTS = "query ($p: PeriodInput!) { journal(period: $p) { lines { nodes { account } } } }"
LISTED = "{ journals { totalCount nodes { id number firstDay lastDay debitCents recordedBy recordedAt correction } } }"


@pytest.fixture
async def centre(store: Store) -> AsyncIterator[ApiCentre]:
    opened = await ApiCentre.open(store)
    yield opened
    assert await contradictions_of(store) == []
    await opened.close()


async def of_period(centre: ApiCentre, period: tuple[date, date] = JANUARY, **more: object) -> dict[str, Any]:
    return await journals.read(centre.api, journals.OF_PERIOD, p=journals.days(period), **more)


async def january(centre: ApiCentre) -> tuple[dict[str, Any], str]:
    """An invoice, a payment by cash, and an eCheck on its way; the cash payment and the eCheck's id."""
    await centre.invoice(5_000, 500, date="2026-01-05")
    paid = await centre.pay(900, date="2026-01-06")
    check = await centre.pay(2_000, "ECHECK", date="2026-01-20")
    return paid, check["transaction"]["id"]


async def test_a_period_posts_its_invoices_and_the_money_that_arrived(centre: ApiCentre) -> None:
    await january(centre)
    found = await of_period(centre)
    assert (found["number"], found["firstDay"], found["lastDay"]) == (None, "2026-01-01", "2026-01-31")
    posted = journals.by_account(found["lines"])
    assert posted == {journals.RECEIVABLES: 4_600, "SWIM": -5_500, "Cash clearing": 900}
    accounts = (await centre.api.data(ACCOUNTS, p=journals.days(JANUARY)))["journal"]["lines"]["nodes"]
    assert accounts == [{"account": each["account"]} for each in found["lines"]]
    assert (await centre.balances())["balanceCents"] == 4_600
    assert (await centre.api.data(LISTED))["journals"]["totalCount"] == 0


async def test_a_period_is_exported_once_under_a_number_and_then_corrected(centre: ApiCentre) -> None:
    paid, check = await january(centre)
    first = await journals.export(centre.api, JANUARY)
    assert first is not None
    assert (first["number"], first["correction"]) == ("J-1", False)
    assert await journals.export(centre.api, JANUARY) is None
    await centre.do("closeBooks", through="2026-01-31")
    await centre.do("confirmPayment", transactionId=check)
    await centre.do("failPayment", transactionId=paid["transaction"]["id"], reason="Wrong entry", date="2026-02-03")
    second = await journals.export(centre.api, JANUARY)
    assert second is not None
    assert (second["number"], second["correction"]) == ("J-2", True)
    lines = (await journals.read(centre.api, journals.BY_ID, id=second["id"]))["lines"]
    assert {(each["date"], each["account"], each["debitCents"], each["creditCents"]) for each in lines} == {
        ("2026-02-01", "eCheck clearing", 2_000, 0),
        ("2026-02-01", journals.RECEIVABLES, 0, 2_000),
    }
    assert all("2026-01-20" in each["description"] and each["reference"] == "J-2-20260201" for each in lines)
    assert await journals.export(centre.api, JANUARY) is None
    third = await journals.export(centre.api, FEBRUARY)
    assert third is not None
    assert not third["correction"]
    both = await journals.exported_lines(centre.api, [first, second, third])
    assert journals.by_account(both) == {journals.RECEIVABLES: 3_500, "SWIM": -5_500, "eCheck clearing": 2_000}
    listed = (await centre.api.data(LISTED))["journals"]
    assert [each["number"] for each in listed["nodes"]] == ["J-3", "J-2", "J-1"]
    assert listed["nodes"][0]["recordedBy"] == "command line"


async def test_what_was_undone_or_restated_is_taken_back_on_its_own_day_while_that_is_open(centre: ApiCentre) -> None:
    await centre.invoice(5_000, date="2026-01-05")
    paid = await centre.pay(900, date="2026-01-06")
    wrong = await centre.pay(40, date="2026-01-06")
    assert await journals.export(centre.api, JANUARY)
    await centre.do("undoBatch", batchId=wrong["batch"]["id"])
    await centre.do("updateTransaction", transactionId=paid["transaction"]["id"], method="CARD")
    made = await journals.export(centre.api, JANUARY)
    assert made is not None
    assert made["correction"]
    lines = await journals.exported_lines(centre.api, [made])
    assert {each["date"] for each in lines} == {"2026-01-06"}
    assert journals.by_account(lines) == {"Cash clearing": -940, "Card clearing": 900, journals.RECEIVABLES: 40}


async def test_as_of_an_instant_a_period_posts_what_was_recorded_then(centre: ApiCentre) -> None:
    _, check = await january(centre)
    before = await of_period(centre)
    at = (await centre.api.data("{ auditLog(first: 1) { nodes { recordedAt } } }"))["auditLog"]["nodes"][0][
        "recordedAt"
    ]
    await centre.do("confirmPayment", transactionId=check)
    await centre.invoice(70, date="2026-01-09")
    assert await of_period(centre) != before
    assert (await of_period(centre, t=at))["lines"] == before["lines"]


async def test_each_currency_has_its_own_journals_in_one_series(centre: ApiCentre) -> None:
    await centre.invoice(5_000, date="2026-01-05")
    euro = await centre.new_account("1002", "Bo Chen", currency="EUR")
    await centre.do("makePayment", accountId=euro, amountCents=30, method="CARD", date="2026-01-05")
    refused = (await centre.api.data(journals.EXPORT, p=journals.days(JANUARY), c=None))["exportJournal"]
    assert [each["code"] for each in refused["userErrors"]] == ["WRONG_CURRENCY"]
    made = [await journals.export(centre.api, JANUARY, each) for each in ("USD", "EUR")]
    assert [each and each["number"] for each in made] == ["J-1", "J-2"]
    assert journals.by_account(await journals.exported_lines(centre.api, made[1:])) == {  # type: ignore[arg-type]  # both are new
        "Card clearing": 30,
        journals.RECEIVABLES: -30,
    }


@pytest.mark.parametrize("period", [{"year": 0}, {"fiscalYear": 0}, {"month": ""}, {"quarter": ""}], ids=str)
@pytest.mark.parametrize(("mutation", "also"), [("exportJournal", {}), ("makeDocuments", {"kind": "STATEMENT"})])
async def test_a_period_that_says_nothing_is_refused(
    centre: ApiCentre, mutation: str, also: dict[str, str], period: dict[str, object]
) -> None:
    error = await centre.refused(mutation, period=period, **also)
    assert (error["code"], error["field"]) == ("INVALID_DATE", ["input", "period"])


async def test_a_dry_run_shows_the_journal_and_exports_nothing(centre: ApiCentre) -> None:
    await january(centre)
    tried = await centre.do("exportJournal", period={"month": "2026-01"}, dryRun=True)
    assert (tried["journal"]["number"], tried["journal"]["debitCents"]) == ("J-1", 6_400)
    assert (await centre.api.data(LISTED))["journals"]["totalCount"] == 0
    error = await centre.refused("exportJournal", period={"month": "2026-13"})
    assert (error["code"], error["field"]) == ("INVALID_DATE", ["input", "period"])


async def test_an_export_is_not_undone_and_the_database_keeps_it(centre: ApiCentre, store: Store) -> None:
    await january(centre)
    done = await centre.do("exportJournal", period={"month": "2026-01"})
    assert (await centre.refused("undoBatch", batchId=done["batch"]["id"]))["code"] == "WRONG_STATE"
    for damage in (
        "update journals set amount_cents = 1",
        "delete from journals",
        "update journal_lines set cents = 1",
        "delete from journal_lines",
    ):
        with pytest.raises(Exception, match=r"never changes|changed by others"):
            await execute(store, damage)


async def test_verify_finds_lines_that_are_not_those_exported(store: Store) -> None:
    centre = await ApiCentre.open(store)
    await january(centre)
    await centre.do("exportJournal", period={"month": "2026-01"})
    on_postgres = store.backend.dialect == "postgres"
    await execute(store, "drop trigger journal_line_never_changed" + (" on journal_lines" if on_postgres else ""))
    await execute(store, "update journal_lines set account = 'Other' where position = 1")
    assert "The lines of the journal J-1 are not those that were exported." in {
        each.message for each in await verify(store)
    }
    await centre.close()


async def test_exporting_needs_closing_and_reading_needs_reports(store: Store) -> None:
    centre = await ApiCentre.open(store)
    await january(centre)
    export = 'mutation { exportJournal(input: {period: {month: "2026-01"}}) { journal { id number } } }'
    made = (await centre.api.data(export))["exportJournal"]["journal"]
    reads = ('{ journal(period: {month: "2026-01"}) { debitCents } }', "{ journals { totalCount } }")
    for allowed, may in (({*BILLING, Permission.VIEW_REPORTS}, "read"), ({Permission.CLOSE_BOOKS}, "export")):
        api = Api(store, Principal(PrincipalKind.USER, "user:1", "Dana", frozenset(allowed)))
        for question, needs in (*((each, "read") for each in reads), (export, "export")):
            answer = await api(question)
            code = answer["errors"][0]["extensions"]["code"] if answer.get("errors") else None
            assert (code == "FORBIDDEN") == (needs != may), (question, answer)
        node = await api.data("query ($id: ID!) { node(id: $id) { id } }", id=made["id"])
        assert (node["node"] is not None) == (may == "read")
        await api.http.aclose()
    await centre.close()


async def test_the_file_of_a_journal_balances_and_is_that_of_its_lines(centre: ApiCentre) -> None:
    await january(centre)
    forms = "csv: file xero: file(format: XERO) canada: file(format: SAGE50_CANADA)"
    ask = f'{{ journal(period: {{month: "2026-01"}}) {{ {forms} }} }}'
    files = (await centre.api.data(ask))["journal"]
    rows = list(csv.DictReader(io.StringIO(files["csv"])))
    assert [(each["date"], each["account"], each["debit"], each["credit"]) for each in rows] == [
        ("2026-01-05", journals.RECEIVABLES, "55.00", ""),
        ("2026-01-05", "SWIM", "", "55.00"),
        ("2026-01-06", journals.RECEIVABLES, "", "9.00"),
        ("2026-01-06", "Cash clearing", "9.00", ""),
    ]
    assert files["xero"].count("\r\n") == 5
    assert files["canada"].count("\r\n") == 6


async def test_journals_of_random_histories_balance_and_come_to_the_reports(database_url: str) -> None:
    counts = await play(database_url, 1, 6, mutations=40)
    assert counts["journals"] >= 4
