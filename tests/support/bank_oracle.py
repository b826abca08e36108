"""Level: a store with rows. What contradicts itself on the bank's side, by rows alone: no stored sum is believed."""

from collections import defaultdict

from domain.store.program import Program, Sql
from tests.support.centre import fetched

_LINES = Sql(
    "select id, bank_account_id, amount_cents, explained_cents, ignored_reason is not null, withdrawn_at is not null "
    "from bank_lines"
)
_PARTS = Sql("select id, line_id, transaction_id, amount_cents from bank_line_parts where withdrawn_at is null")
_TRANSACTIONS = Sql(
    "select t.id, t.kind, t.amount_cents, t.banked_cents, a.currency, t.withdrawn_at is not null from transactions t "
    "join accounts a on a.id = t.account_id"
)
_ACCOUNTS = Sql("select id, currency from bank_accounts")
_NAMED = Sql(
    "select n.line_id, s.id, s.bank_account_id, s.opening_cents, s.closing_cents from bank_statement_lines n "
    "join bank_statements s on s.id = n.statement_id where s.withdrawn_at is null"
)
MONEY_IN = {"PAYMENT", "DEPOSIT"}


def bank_contradictions() -> Program[list[str]]:
    """Lines, parts, transactions and statements against each other (domain R42, R43, R43b)."""
    found = []
    lines = {row[0]: row for row in (yield from fetched(_LINES))}
    parts = yield from fetched(_PARTS)
    transactions = {row[0]: row for row in (yield from fetched(_TRANSACTIONS))}
    currencies = dict((yield from fetched(_ACCOUNTS)))
    named = yield from fetched(_NAMED)
    of_lines: defaultdict[int, int] = defaultdict(int)
    of_transactions: defaultdict[int, int] = defaultdict(int)
    for part, line, transaction, cents in parts:
        of_lines[line] += cents
        _, account, *_, withdrawn = lines[line]
        if withdrawn or lines[line][4]:
            found.append(f"part {part} of a line that is ignored or withdrawn")
        if transaction is not None:
            of_transactions[transaction] += abs(cents)
            _, kind, _, _, currency, undone = transactions[transaction]
            if undone or currency != currencies[account] or (kind in MONEY_IN) != (cents > 0):
                found.append(f"part {part} does not fit transaction {transaction}")
    for line, _, amount, explained, _, _ in lines.values():
        if explained != of_lines[line] or not min(0, amount) <= of_lines[line] <= max(0, amount):
            found.append(f"line {line} of {amount}: {explained} stored, {of_lines[line]} by its parts")
    for transaction, _, amount, banked, *_ in transactions.values():
        if banked != of_transactions[transaction] or banked > amount:
            found.append(
                f"transaction {transaction} of {amount}: {banked} stored, {of_transactions[transaction]} on lines"
            )
    statements: defaultdict[tuple[int, int | None, int | None], list[int]] = defaultdict(list)
    for line, statement, account, opening, closing in named:
        statements[statement, opening, closing].append(lines[line][2])
        if lines[line][1] != account or lines[line][5]:
            found.append(f"statement {statement} names line {line} of another account, or withdrawn")
    for (statement, opening, closing), amounts in statements.items():
        if opening is not None and closing is not None and opening + sum(amounts) != closing:
            found.append(f"statement {statement} does not add up")
    alone = {line for line, *_, withdrawn in lines.values() if not withdrawn} - {row[0] for row in named}
    return found + [f"line {line} belongs to no statement" for line in alone]
