"""Who pays by bank: remembered for the accounts that a person chose (domain R44a)."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.core.folding import folded
from domain.errors import InvalidValue
from domain.permissions import MANAGE
from domain.queries.bank import accounts_of_payers, payers_by_account, payers_by_name
from domain.services.checks import held_row, present
from domain.services.rows import check_bound, first_places
from domain.store.commands import Command, service
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import BankLineRow, PayerAccountRow, PayerRow
from domain.texts import say


@dataclass(frozen=True, slots=True)
class PayerResult:
    """The changed payer; None once it is forgotten."""

    payer: int | None


@dataclass(frozen=True, slots=True)
class UpdatePayer(Command[PayerResult]):
    """For which accounts a payer pays, None to leave that; or that they are forgotten."""

    NEEDS = MANAGE
    payer_id: int
    account_ids: Sequence[int] | None = None
    forget: bool = False


def is_remembered(line: BankLineRow) -> bool:
    """Return True if a line tells who paid, so that explaining it remembers them: only for money that comes in."""
    return line.amount_cents > 0 and bool(folded(line.payer_account or "") or folded(line.payer_name or ""))


def remember_payer(unit: UnitOfWork, line: BankLineRow, account_ids: Sequence[int]) -> Program[None]:
    """Remember the payer of a line for these accounts; the organisation is locked.

    They are known by the number of their account, by their name where the bank gives none.
    """
    if not account_ids or not is_remembered(line):
        return
    payer = yield from _payer_of(line)
    known: set[int] = set()
    if payer is None:
        name, number = line.payer_name, line.payer_account
        payer = unit.changes.add(PayerRow(unit.new_id(), name, number, unit.recorded_at(None)))
    else:
        known = {each.account_id for each in (yield from accounts_of_payers([payer.id]))[payer.id]}
    for account_id in account_ids:
        if account_id not in known:
            _link(unit, payer, account_id)


def _payer_of(line: BankLineRow) -> Program[PayerRow | None]:
    number = folded(line.payer_account or "")
    if number:
        return (yield from payers_by_account([number])).get(number)
    name = folded(line.payer_name or "")
    return (yield from payers_by_name([name])).get(name)


def _link(unit: UnitOfWork, payer: PayerRow, account_id: int) -> None:
    unit.changes.add(PayerAccountRow(unit.new_id(), payer.id, account_id, unit.recorded_at(None)))


@service
def update_payer(unit: UnitOfWork, cmd: UpdatePayer) -> Program[PayerResult]:
    """Correct for which accounts a payer pays, or forget them. Raises ``NotFound`` and ``InvalidValue``."""
    if cmd.forget == (cmd.account_ids is not None):
        raise InvalidValue(say("payer-accounts-missing"), "accountIds")
    yield from unit.lock_organisation()
    check_bound(cmd.account_ids or (), "accountIds")
    wanted = first_places(cmd.account_ids or ())
    accounts = yield from unit.lock_accounts(wanted)
    for account_id, place in wanted.items():
        present(accounts.get(account_id), "Account", "accountIds", str(place))
    payer = yield from held_row(PayerRow, cmd.payer_id, "Payer", "payerId")
    links = (yield from accounts_of_payers([payer.id]))[payer.id]
    at = unit.recorded_at(None)
    for link in links:
        if link.account_id not in wanted:
            unit.changes.change(link, withdrawn_at=at)
    for account_id in wanted.keys() - {each.account_id for each in links}:
        _link(unit, payer, account_id)
    if cmd.forget:
        unit.changes.change(payer, withdrawn_at=at)
    return PayerResult(None if cmd.forget else payer.id)
