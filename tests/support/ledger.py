"""Two accounts with invoices and payments under numbers of their own, as files name them."""

from collections.abc import Sequence
from typing import Any

from domain.core.kinds import PaymentMethod
from domain.jobs.importing import ImportFile, ImportKind, ImportOutcome, import_file
from domain.services.accounts import AccountOutcome, CreateAccount, create_account
from domain.services.bulk import CreateInvoices, MakePayments, RecordedRows, create_invoices, make_payments
from domain.services.invoices import CreateInvoice
from domain.services.payments import MakePayment, Money
from domain.services.reconciliations import (
    CreatedOutcome,
    CreateReconciliations,
    DeleteReconciliations,
    EdgeWish,
    ModifiedOutcome,
    create_reconciliations,
    delete_reconciliations,
)
from domain.services.recording import ItemWish
from domain.store.steps import Fetch, Sql
from domain.store.store import Done, Store
from tests.support.billing import Centre

HEADER = "credit_number,credit_position,debit_number,debit_position,amount\n"


class Ledger:
    """Rivera owes I-1 (75.00 and 20.00) and paid P-1 (50.00) and P-2 (100.00); Bo owes J-1 (30.00) and paid Q-1 (30.00).

    Kenji's account is in yen: he owes Y-1 (3000).
    """

    def __init__(self, centre: Centre) -> None:
        self.centre = centre

    @classmethod
    async def open(cls, store: Store) -> "Ledger":
        centre = await Centre.open(store)
        bo = await centre.account("1002", "Bo")
        yen = CreateAccount("1003", "Kenji", "JPY")
        kenji = (await centre.do("createAccount", create_account, yen, AccountOutcome)).outcome.account
        bills = [
            CreateInvoice(account, [ItemWish("Swim lessons", "SWIM", cents) for cents in amounts], number=number)
            for account, number, amounts in (
                (centre.rivera, "I-1", (7_500, 2_000)),
                (bo, "J-1", (3_000,)),
                (kenji, "Y-1", (3_000,)),
            )
        ]
        await centre.do("createInvoices", create_invoices, CreateInvoices(bills), RecordedRows)
        paid = [
            MakePayment(account, Money(cents, PaymentMethod.CASH, number=number))
            for account, number, cents in (
                (centre.rivera, "P-1", 5_000),
                (centre.rivera, "P-2", 10_000),
                (bo, "Q-1", 3_000),
            )
        ]
        await centre.do("makePayments", make_payments, MakePayments(paid), RecordedRows)
        return cls(centre)

    async def load(self, *rows: str, keep: bool = False, skip: bool = False) -> Done[ImportOutcome]:
        """Imports rows such as ``P-1,1,I-1,1,50``."""
        wish = ImportFile(ImportKind.RECONCILIATIONS, (HEADER + "\n".join(rows)).encode(), skip, keep)
        return await self.centre.do("importRecords", import_file, wish, ImportOutcome)

    async def edges(self) -> Sequence[tuple[Any, ...]]:
        """The active edges: their ends, their cents, whether they are faulty; oldest first."""
        return await self.centre.rows(
            "select c.number, ci.position, d.number, di.position, r.amount_cents, r.faulty from reconciliations r "
            "join transactions c on c.id = r.credit_transaction_id join items ci on ci.id = r.credit_item_id "
            "join transactions d on d.id = r.debit_transaction_id join items di on di.id = r.debit_item_id "
            "where r.released_at is null order by r.id"
        )

    async def item(self, number: str, position: int = 1) -> int:
        """An item's id."""
        rows = await self.centre.rows(
            f"select i.id from items i join transactions t on t.id = i.transaction_id "
            f"where t.number = '{number}' and i.position = {position}"
        )
        return int(rows[0][0])

    async def transaction(self, number: str) -> int:
        """A transaction's id."""
        return int((await self.centre.rows(f"select id from transactions where number = '{number}'"))[0][0])

    async def delete(self, *ids: int, transaction: int | None = None) -> Done[ModifiedOutcome]:
        """Deletes edges by their ids, or all of a transaction."""
        wish = DeleteReconciliations(ids, transaction)
        return await self.centre.do("deleteReconciliations", delete_reconciliations, wish, ModifiedOutcome)

    async def reconcile(self, credit: int, debit: int, cents: int) -> Done[CreatedOutcome]:
        """Makes an edge by hand."""
        wish = CreateReconciliations([EdgeWish(credit, debit, cents)])
        return await self.centre.do("createReconciliations", create_reconciliations, wish, CreatedOutcome)

    async def sql(self, text: str) -> None:
        """Does something to the database that nothing in the product does."""

        def change():
            yield Fetch(Sql(text))

        await self.centre.store.backend.run_block(change)

    async def unguard(self, table: str, name: str) -> None:
        """Takes a constraint (or an index) away, as only damage does."""
        if self.centre.store.backend.dialect == "sqlite":
            await self.sql("pragma ignore_check_constraints = on")
            await self.sql(f"drop index if exists {name}")
        else:
            await self.sql(f"alter table {table} drop constraint if exists {name}")
            await self.sql(f"drop index if exists {name}")

    async def fail(self, number: str) -> None:
        """Lets a payment be failed money, as a file of an older system may know it."""
        await self.sql(f"update transactions set payment_state = 'FAILED', failed_at = 1 where number = '{number}'")


BAD: dict[str, tuple[tuple[str, ...], str, str, tuple[str, int, str, int]]] = {
    "beyond the item": (("P-2,1,I-1,2,20.01",), "OVER_RECONCILED", "amount", ("P-2", 1, "I-1", 2)),
    "beyond the money": (("P-1,1,I-1,1,50.01",), "OVER_RECONCILED", "amount", ("P-1", 1, "I-1", 1)),
    "the same pair twice": (
        ("P-1,1,I-1,1,20", "P-1,1,I-1,1,20"),
        "ALREADY_RECONCILED",
        "credit_number",
        ("P-1", 1, "I-1", 1),
    ),
    "another account": (("Q-1,1,I-1,1,10",), "WRONG_ACCOUNT", "debit_number", ("Q-1", 1, "I-1", 1)),
    "another currency": (("P-1,1,Y-1,1,1000",), "WRONG_CURRENCY", "debit_number", ("P-1", 1, "Y-1", 1)),
    "failed money": (("Q-1,1,J-1,1,10",), "WRONG_STATE", "credit_number", ("Q-1", 1, "J-1", 1)),
}
"""Rows that break the rules, of which the last one is at fault: its code and column, and its pair."""


async def broken(store: Store, name: str, *, keep: bool = True) -> tuple[Ledger, Done[ImportOutcome]]:
    """A ledger with a file of ``BAD`` imported into it."""
    ledger = await Ledger.open(store)
    if name == "failed money":
        await ledger.fail("Q-1")
    return ledger, await ledger.load(*BAD[name][0], keep=keep)
