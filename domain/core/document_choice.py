"""What a job that makes documents was asked for (domain R46d)."""

from dataclasses import dataclass
from datetime import date

import orjson

from domain.core.kinds import DocumentKind, StatementAccounts
from domain.core.periods import Period


@dataclass(frozen=True, slots=True)
class DocumentChoice:
    """Which papers, of which days, and for statements of which accounts."""

    kind: DocumentKind
    period: Period
    accounts: StatementAccounts = StatementAccounts.ALL

    @property
    def text(self) -> str:
        """Return it as the job's row has it."""
        return orjson.dumps({"kind": self.kind, "days": [*self.period], "accounts": self.accounts}).decode()

    @classmethod
    def parse(cls, text: str) -> "DocumentChoice":
        """Return what a job's row has."""
        stored = orjson.loads(text)
        first, last = map(date.fromisoformat, stored["days"])
        return cls(DocumentKind(stored["kind"]), Period(first, last), StatementAccounts(stored["accounts"]))

    def is_wanted(self, transactions: int, closing_cents: int) -> bool:
        """Return whether an account gets a statement that has so many transactions and this closing balance."""
        if self.accounts is StatementAccounts.WITH_ACTIVITY:
            return transactions > 0
        if self.accounts is StatementAccounts.WITH_BALANCE:
            return closing_cents != 0
        return self.accounts is StatementAccounts.ALL or closing_cents > 0
