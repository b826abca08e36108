"""What stands in the way of erasing a person, and what is left of them (domain R49)."""

from collections.abc import Collection

from domain.core.folding import folded
from domain.store.program import Program, Query, Sql
from domain.tables import BankLineRow, PayerRow, UserRow

_OPEN = Sql(
    "select 1 from items i where i.member_id = :id and i.withdrawn_at is null "
    "and (i.reconciled_cents < i.amount_cents or i.processing_cents > 0 or i.planned_cents > 0) limit 1"
)
_SUBSCRIBED = Sql(
    "select distinct s.member_id from subscriptions s where s.account_id = :id and s.member_id is not null "
    "and s.next_on is not null and s.withdrawn_at is null"
)
_USERS = Sql(f"{UserRow.select('u')} where u.account_id = :id order by u.id")
_MEMBERS = Sql("select m.name, m.external_id, m.metadata from members m where m.account_id = :id order by m.id")
_TELLS_OF_OTHERS = (
    "exists (select 1 from bank_line_parts o where o.line_id = l.id and o.account_id is not null "
    "and o.account_id <> :id)"
)
_LINES = Sql(
    f"{BankLineRow.select('l')} where l.id in (select p.line_id from bank_line_parts p where p.account_id = :id) "
    f"and not {_TELLS_OF_OTHERS} order by l.id"
)
_SHARED_LINES = Sql(
    f"{BankLineRow.select('l')} where l.id in (select p.line_id from bank_line_parts p where p.account_id = :id) "
    f"and {_TELLS_OF_OTHERS} order by l.id"
)
_PAYERS = Sql(
    f"{PayerRow.select('y')} where y.id in (select x.payer_id from payer_accounts x where x.account_id = :id) "
    "and not exists (select 1 from payer_accounts o where o.payer_id = y.id and o.account_id <> :id) order by y.id"
)
_IMPORTING = Sql(
    "select 1 from staged_files f join jobs j on j.id = f.job_id where j.ended_at is null or j.leased_until >= :now limit 1"
)
_KEPT = "'', 'Payment', 'Deposit'"
_LEFT = (
    "select 1 from transactions t join items i on i.transaction_id = t.id where {scope} and (t.description not in "
    f"({_KEPT}, :word) or coalesce(t.reference, '') not in ({_KEPT}, :word) or i.description not in ({_KEPT}, :word) "
    "or t.metadata is not null or i.metadata is not null) union all select 1 from planned_payments p where {planned} "
    "and p.metadata is not null union all select 1 from subscriptions s where {subscription} and s.description not in "
    f"({_KEPT}, :word) limit 1"
)
_OF_ACCOUNT = Sql(
    _LEFT.format(scope="t.account_id = :id", subscription="s.account_id = :id", planned="p.account_id = :id")
)
_OF_MEMBER = Sql(
    _LEFT.format(
        scope="t.id in (select m.transaction_id from items m where m.member_id = :id)",
        subscription="s.member_id = :id",
        planned="p.id in (select r.planned_payment_id from reconciliations r join items i on i.id = r.debit_item_id "
        "where i.member_id = :id)",
    )
)


def member_has_open_items(member_id: int) -> Program[bool]:
    """Return whether an item for a member has money to come."""
    return bool((yield Query(_OPEN, id=member_id)))


def subscribed_members(account_id: int) -> Program[set[int]]:
    """Return the members of an account for whom a subscription charges."""
    return {row[0] for row in (yield Query(_SUBSCRIBED, id=account_id))}


def users_of_account(account_id: int) -> Program[list[UserRow]]:
    """Return the clients who sign in for an account, also those who no longer may."""
    return UserRow.load_all((yield Query(_USERS, id=account_id)))


def members_ever_of(account_id: int) -> Program[tuple[list[str], list[str]]]:
    """Return the names of an account's members, also of those who were taken off it; and their external ids and metadata."""
    rows = yield Query(_MEMBERS, id=account_id)
    return [row[0] for row in rows], [text for row in rows for text in row[1:] if text is not None]


def bank_lines_of(account_id: int, names: Collection[str]) -> Program[list[BankLineRow]]:
    """Return the bank lines that transactions of this account alone explain, or that name the person, ended parts too."""
    lines = BankLineRow.load_all((yield Query(_LINES, id=account_id)))
    keys = [folded(each) for each in names if each]
    for line in BankLineRow.load_all((yield Query(_SHARED_LINES, id=account_id))):
        if any(key in text for key in keys for text in (line.text_key, line.payer_name_key)):
            lines.append(line)
    return lines


def payers_for(account_id: int) -> Program[list[PayerRow]]:
    """Return the payers who paid for this account alone, forgotten ones too."""
    return PayerRow.load_all((yield Query(_PAYERS, id=account_id)))


def is_importing(now: int) -> Program[bool]:
    """Return whether a large file waits to be published."""
    return bool((yield Query(_IMPORTING, now=now)))


def has_texts_left(account_id: int, member_id: int | None, word: str) -> Program[bool]:
    """Return whether transactions or subscriptions of an account, or for a member, say anything that is not erased."""
    if member_id is None:
        return bool((yield Query(_OF_ACCOUNT, id=account_id, word=word)))
    return bool((yield Query(_OF_MEMBER, id=member_id, word=word)))
