"""A random walk over every mutation: the same seed, the same story, on either database."""

import random
from collections.abc import Sequence
from typing import Any

from domain.core.kinds import PaymentMethod, TransactionKind
from domain.errors import Refusal, Refusals
from domain.services.accounts import AccountOutcome, UpdateAccount, update_account
from domain.services.checkout import Checkout, CheckoutOutcome, checkout
from domain.services.invoices import CreateCredit, create_credit
from domain.services.ledger_codes import LedgerCodeOutcome, UpdateLedgerCode, update_ledger_code
from domain.services.marks import MarkWish
from domain.services.payments import MakePayment, Money, make_payment
from domain.services.reconcile import ALLOWED_KINDS, ReconcileAccount, ReconcileOutcome, reconcile_account
from domain.services.reconciliations import (
    CreatedOutcome,
    CreateReconciliations,
    DeleteReconciliations,
    EdgeWish,
    ModifiedOutcome,
    ModifyReconciliations,
    create_reconciliations,
    delete_reconciliations,
    modify_reconciliations,
)
from domain.services.recording import ItemWish, RecordedOutcome
from domain.services.undo import UndoBatch, UndoOutcome, undo_batch
from domain.store.store import Done, Store
from tests.support.billing import Centre

METHODS = [*PaymentMethod, PaymentMethod.CASH, PaymentMethod.CARD, PaymentMethod.CARD]


class Walk:
    """A centre with two accounts, and what was done to it so far."""

    def __init__(self, centre: Centre, chance: random.Random) -> None:
        self.centre = centre
        self.chance = chance
        self.batches: list[int] = []
        self.refused = 0
        self.done = 0

    @classmethod
    async def open(cls, store: Store, seed: int) -> "Walk":
        walk = cls(await Centre.open(store), random.Random(seed))
        walk.accounts = [walk.centre.rivera, await walk.centre.account("1002", "Bo Rivera")]
        return walk

    accounts: list[int]

    async def step(self) -> Done[Any] | None:
        """One random mutation; None where the rules turned it down."""
        wish = await self.wish()
        if wish is None:
            return None
        mutation, service, wished, outcome_type = wish
        try:
            done = await self.centre.do(mutation, service, wished, outcome_type)
        except (Refusal, Refusals):
            self.refused += 1
            return None
        self.done += 1
        if done.batch_id is not None:
            self.batches.append(done.batch_id)
        return done

    async def wish(self) -> tuple[str, Any, Any, Any] | None:
        """A random mutation: its name, service, wish and outcome."""
        account = self.chance.choice(self.accounts)
        match self.chance.randint(0, 11):
            case 0 | 1:
                money = Money(self.cents(), self.chance.choice(METHODS)) if self.chance.random() < 0.7 else None
                return "checkout", checkout, Checkout(account, self.items(), None, money), CheckoutOutcome
            case 2 | 3 | 4:
                kind = self.chance.choice([TransactionKind.PAYMENT, TransactionKind.DEPOSIT])
                money = Money(self.cents(), self.chance.choice(METHODS))
                wish = MakePayment(account, money, kind, await self.marks(account))
                return "makePayment", make_payment, wish, RecordedOutcome
            case 5:
                credit = CreateCredit(account, self.items(smallest=1), apply_to=await self.marks(account))
                return "createCredit", create_credit, credit, RecordedOutcome
            case 6:
                edges = [await self.edge(account) for _ in range(self.chance.randint(1, 3))]
                if None in edges:
                    return None
                create = CreateReconciliations(edges, keep_good_rows=self.chance.random() < 0.5)  # type: ignore[arg-type]
                return "createReconciliations", create_reconciliations, create, CreatedOutcome
            case 7:
                return await self.modification(account)
            case 8:
                ids = await self.centre.rows(
                    f"select id from reconciliations where released_at is null and account_id = {account}"
                )
                if not ids:
                    return None
                delete = DeleteReconciliations([self.chance.choice(sorted(ids))[0]])
                return "deleteReconciliations", delete_reconciliations, delete, ModifiedOutcome
            case 9:
                kinds = self.chance.sample(ALLOWED_KINDS, self.chance.randint(1, 4))
                return "reconcileAccount", reconcile_account, ReconcileAccount(account, kinds), ReconcileOutcome
            case 10:
                if not self.batches:
                    return None
                undo = UndoBatch(self.chance.choice(self.batches[-6:]))
                return "undoBatch", undo_batch, undo, UndoOutcome
            case _:
                return await self.renaming(account)

    async def renaming(self, account: int) -> tuple[str, Any, Any, Any]:
        if self.chance.random() < 0.5:
            update = UpdateAccount(account, f"Owner {self.chance.randint(1, 9)}", add_members=["Mia"])
            return "updateAccount", update_account, update, AccountOutcome
        code = (await self.centre.rows("select id from ledger_codes where code = 'CAMP'"))[0][0]
        wish = UpdateLedgerCode(code, f"Camps {self.chance.randint(1, 9)}")
        return "updateLedgerCode", update_ledger_code, wish, LedgerCodeOutcome

    def cents(self) -> int:
        return self.chance.randint(1, 12) * 500 + self.chance.randint(0, 1) * 33

    def items(self, smallest: int = 0) -> list[ItemWish]:
        amounts = [self.chance.choice([smallest, 500, 2_000, 7_500, 3_333]) for _ in range(self.chance.randint(1, 3))]
        return [ItemWish("Swim lessons", "SWIM", amount) for amount in amounts]

    async def open_items(self, account: int, side: str) -> Sequence[tuple[int, int]]:
        rows = await self.centre.rows(
            "select id, amount_cents - reconciled_cents from items where withdrawn_at is null "
            f"and account_id = {account} and side = '{side}' order by recording_seq, position"
        )
        return [(row[0], row[1]) for row in rows]

    async def marks(self, account: int) -> list[MarkWish]:
        open_ = [each for each in await self.open_items(account, "DEBIT") if each[1] > 0]
        if not open_ or self.chance.random() < 0.4:
            return []
        chosen = self.chance.sample(open_, min(len(open_), self.chance.randint(1, 3)))
        return [
            MarkWish(item_id=item_id, amount_cents=self.chance.choice([None, None, max(1, cents // 2), cents + 1]))
            for item_id, cents in chosen
        ]

    async def edge(self, account: int) -> EdgeWish | None:
        sources, debits = await self.open_items(account, "CREDIT"), await self.open_items(account, "DEBIT")
        if not sources or not debits:
            return None
        return EdgeWish(self.chance.choice(sources)[0], self.chance.choice(debits)[0], self.cents())

    async def modification(self, account: int) -> tuple[str, Any, Any, Any] | None:
        edges = await self.centre.rows(
            "select credit_transaction_id, credit_item_id, debit_item_id, amount_cents from reconciliations "
            f"where released_at is null and account_id = {account} order by id"
        )
        if not edges:
            return None
        transaction = self.chance.choice(edges)[0]
        kept = [edge for edge in edges if edge[0] == transaction and self.chance.random() < 0.8]
        listed = [EdgeWish(edge[1], edge[2], self.chance.choice([edge[3], max(1, edge[3] // 2)])) for edge in kept]
        wish = ModifyReconciliations(transaction, listed)
        return "modifyReconciliations", modify_reconciliations, wish, ModifiedOutcome
