"""Which accounts are chosen: as a list of accounts is searched and filtered, so is what a job is asked to do them all."""

from dataclasses import dataclass
from typing import Any, TypeVar

from domain.core.folding import folded
from domain.queries.graph import ACCOUNTS
from domain.queries.pages import Listing, compiled
from domain.queries.search import ACCOUNT_SEARCH, search_condition
from domain.store.program import Program, Query

R = TypeVar("R", bound=Any)

_OPEN = "a.unreconciled_debit_cents + a.unreconciled_credit_cents"


@dataclass(frozen=True, slots=True)
class AccountChoice:
    """What a chosen account has: all that is given. ``has_unreconciled`` is whether anything is open on either side."""

    has_unreconciled: bool | None = None
    currency: str | None = None
    external_id: str | None = None


def filtered(listing: Listing[R], choice: AccountChoice) -> Listing[R]:
    """Return a list of accounts narrowed to the chosen ones."""
    if choice.has_unreconciled is not None:
        listing = listing.filtered(f"{_OPEN} > 0" if choice.has_unreconciled else f"{_OPEN} = 0")
    if choice.currency is not None:
        listing = listing.filtered("a.currency = :currency", currency=choice.currency)
    if choice.external_id is not None:
        listing = listing.where(
            "a.external_id = :external_id and a.external_id is not null", external_id=choice.external_id
        )
    return listing


def chosen_accounts(choice: AccountChoice, search: str, most: int, *, money: bool) -> Program[list[int]]:
    """Return the ids of the first ``most`` chosen accounts, in rising order; ``search`` is as of a list (domain R37a).

    Without ``money`` nothing is found by a transaction or an amount.
    """
    listing = filtered(ACCOUNTS, choice)
    if folded(search):
        condition, values = search_condition(ACCOUNT_SEARCH, search, money=money)
        listing = listing.where(condition, **values)
    where = " and ".join(listing.conditions)
    ids = compiled(f"select a.id from {listing.tables} where {where} order by a.id limit :most")
    return [row_id for (row_id,) in (yield Query(ids, most=most, **listing.arguments))]
