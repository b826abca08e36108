"""All open lines of a bank are judged at once, each as if it were alone, by a fixed number of statements (domain R44)."""

from collections import Counter
from collections.abc import Collection

from domain.core.payer_proposals import LineProposal
from domain.queries.bank_suggestions import suggestions_of_lines
from domain.queries.records import by_ids
from domain.services.bank.recording import ShareInput
from domain.store.program import Program
from domain.store.store import Store
from domain.tables import BankLineRow
from tests.support.bank import Bank
from tests.support.centre import Centre
from tests.support.counting import counted
from tests.support.many_lines import DAY, ManyLines, fill_lines

STATEMENTS = 19
LINES, ACCOUNTS, FEW = 120, 60, 12


async def judge(store: Store, lines: Collection[int], count: Counter[str]) -> dict[int, list[LineProposal]]:
    def read() -> Program[dict[int, list[LineProposal]]]:
        rows = yield from by_ids(BankLineRow, lines)
        return (yield from counted(suggestions_of_lines(rows.values(), 1_000_000), count)).proposals

    return await store.read(read())


async def recorded(store: Store, filled: ManyLines) -> None:
    """Money on no line, in amounts that lines have, and payers who paid before."""
    centre = Centre(store)
    (bank,) = await centre.rows("select id from bank_accounts")
    lines = await centre.rows("select amount_cents, payer_name from bank_lines order by id limit 10")
    for cents, _ in lines:
        for account in filled.accounts[:2]:
            await centre.payment(cents, account=account, date=DAY)
    for place, (_, name) in enumerate(lines[:3]):
        earlier = await Bank(centre, bank[0]).line(100, f"earlier {place}", payer_name=name or "Granny Smith")
        await Bank(centre, bank[0]).record(earlier, ShareInput(filled.accounts[place]))


async def test_many_lines_take_as_many_statements_as_few_and_the_same_answers(store: Store) -> None:
    filled = await fill_lines(store, ACCOUNTS, LINES)
    await recorded(store, filled)
    few, many = Counter[str](), Counter[str]()
    alone: dict[int, list[LineProposal]] = {}
    for line in filled.lines[:FEW]:
        alone |= await judge(store, [line], Counter())
    assert await judge(store, filled.lines[:FEW], few) == alone
    together = await judge(store, filled.lines, many)
    assert {line: together[line] for line in alone} == alone
    assert few.total() == many.total() == STATEMENTS
    assert any(each[0].sure for each in together.values() if each)
    assert any(each[0].transaction_id for each in together.values() if each)
