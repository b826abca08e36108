"""Level: a store with rows. Two accounts whose invoices and payments have the numbers that files name."""

from collections.abc import Sequence
from typing import Any

from domain.core.kinds import PaymentMethod
from domain.importing import ImportKind, ImportRecords, ImportResult
from domain.services.accounts import CreateAccount
from domain.services.bulk import CreateInvoices, MakePayments
from domain.services.invoices import CreateInvoice
from domain.services.payments import MakePayment, Money
from domain.services.reconciliations import (
    CreatedReconciliations,
    CreateReconciliations,
    DeleteReconciliations,
    ModifiedReconciliations,
    ReconciliationInput,
)
from domain.services.recording import ItemInput
from domain.store.store import Committed, Store
from tests.support.centre import Centre, execute

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
        kenji = (await centre.do(yen)).result.account
        bills = [
            CreateInvoice(account, [ItemInput("Swim lessons", "SWIM", cents) for cents in amounts], number=number)
            for account, number, amounts in (
                (centre.rivera, "I-1", (7_500, 2_000)),
                (bo, "J-1", (3_000,)),
                (kenji, "Y-1", (3_000,)),
            )
        ]
        await centre.do(CreateInvoices(bills))
        paid = [
            MakePayment(account, Money(cents, PaymentMethod.CASH, number=number))
            for account, number, cents in (
                (centre.rivera, "P-1", 5_000),
                (centre.rivera, "P-2", 10_000),
                (bo, "Q-1", 3_000),
            )
        ]
        await centre.do(MakePayments(paid))
        return cls(centre)

    @classmethod
    async def reopen(cls, store: Store) -> "Ledger":
        """The ledger that is in a database already."""
        centre = Centre(store)
        centre.rivera = int((await centre.rows("select id from accounts where number = '1001'"))[0][0])
        return cls(centre)

    async def load(self, *rows: str, keep: bool = False, skip: bool = False) -> Committed[ImportResult]:
        """Imports rows such as ``P-1,1,I-1,1,50``."""
        command = ImportRecords(ImportKind.RECONCILIATIONS, (HEADER + "\n".join(rows)).encode(), skip, keep)
        return await self.centre.do(command)

    async def reconciliations(self) -> Sequence[tuple[Any, ...]]:
        """The active reconciliations: their ends, their cents, whether they are invalid; oldest first."""
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

    async def delete(self, *ids: int, transaction: int | None = None) -> Committed[ModifiedReconciliations]:
        """Deletes reconciliations by their ids, or all of a transaction."""
        command = DeleteReconciliations(ids, transaction)
        return await self.centre.do(command)

    async def reconcile(self, credit: int, debit: int, cents: int) -> Committed[CreatedReconciliations]:
        """Makes a reconciliation by hand."""
        command = CreateReconciliations([ReconciliationInput(credit, debit, cents)])
        return await self.centre.do(command)

    async def sql(self, text: str) -> None:
        """Run a statement that no service would."""
        await execute(self.centre.store, text)

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


async def broken(ledger: Ledger, name: str, *, keep: bool = True) -> Committed[ImportResult]:
    """Import a file of ``BAD`` into a ledger."""
    if name == "failed money":
        await ledger.fail("Q-1")
    return await ledger.load(*BAD[name][0], keep=keep)
