"""What a check is: rules that must hold, and one statement that finds the rows which break them (domain R22).

Each statement covers a range of accounts and returns the rows that contradict, none if all is well. So a database of any
size is checked page by page, in bounded memory.
"""

from dataclasses import dataclass
from typing import NamedTuple

from domain.store.program import Program, Query, Sql
from domain.texts import Message, say

RECREATE = say("remedy-recreate")
RESTORE = say("remedy-restore")


@dataclass(frozen=True, slots=True)
class Fault:
    """What a contradiction means: the rule that it breaks, the fault in words, and the way to mend it."""

    rule: str
    text: Message
    way: Message = RESTORE


class Contradiction(NamedTuple):
    """Where something contradicts, as far as it has such a place; ``fault`` is an index of the check's faults."""

    account_id: int | None
    transaction_id: int | None
    item_id: int | None
    reconciliation_id: int | None
    fault: int


@dataclass(frozen=True, slots=True)
class Check:
    """Rules that must hold, and the statement that finds what breaks them in accounts after ``:low`` up to ``:high``.

    The statement selects the columns of ``Contradiction``. If a row has several faults, it reports the first.
    """

    faults: tuple[Fault, ...]
    sql: Sql


def contradictions(check: Check, low: int = 0, high: int = 2**63 - 1) -> Program[list[Contradiction]]:
    """Return what breaks a check in the accounts after ``low`` up to ``high``, in the order of their rows."""
    rows = yield Query(check.sql, low=low, high=high)
    return [Contradiction(*row) for row in rows]


def single_fault(fault: Fault, statement: str) -> Check:
    """Return a check of one fault, whose statement selects 0 as its index."""
    return Check((fault,), Sql(statement))


def first_fault_of(faults: dict[str, Fault], statement: str) -> Check:
    """Return a check of several faults of the same rows, each given by its SQL condition.

    ``statement`` has ``{which}`` where the fault's index goes, and ``{some}`` where the condition goes that any holds.
    """
    conditions = list(faults)
    which = " ".join(f"when {condition} then {index}" for index, condition in enumerate(conditions))
    some = " or ".join(f"({condition})" for condition in conditions)
    return Check(tuple(faults.values()), Sql(statement.format(which=f"case {which} end", some=f"({some})")))


def in_range(alias: str) -> str:
    """Return the SQL condition that a row's account is in the range."""
    return f"{alias}.account_id > :low and {alias}.account_id <= :high"


def place(*, transaction: str = "null", item: str = "null", reconciliation: str = "null") -> str:
    """Return the SQL columns that say where a contradiction is."""
    return ", ".join(f"cast({each} as bigint)" for each in (transaction, item, reconciliation))
