"""Erasing a person on the bank's side: who paid, what they wrote, and what is remembered of them (domain R44a, R49)."""

import pathlib

from domain.services.bank.recording import ShareInput
from domain.services.erasing import ErasePerson
from domain.services.marks import MarkInput
from domain.store.migrate import migrate
from domain.store.store import Store
from domain.verifying.verify import verify
from tests.integration.test_erasing import texts_of
from tests.support.bank import Bank, movement
from tests.support.centre import Centre
from tests.support.replay import read_log, replay

OWN = {"payer_name": "Zebulon Quist", "payer_account": "ZZ123456", "structured_reference": "Zref 1"}


async def settled_line(bank: Bank, account: int, text: str, **fields: str) -> int:
    """A line from which a payment is recorded that settles an invoice, so that nothing is open."""
    invoice = await bank.centre.invoice(5_000, account=account)
    line = await bank.line(5_000, text, **fields)
    await bank.record(line, ShareInput(account, apply_to=[MarkInput(invoice_id=invoice.result.transaction)]))
    return line


async def test_lines_of_the_person_alone_and_their_payer_are_erased(centre: Centre, store: Store) -> None:
    bank = await Bank.open(centre)
    account = await centre.account("7001", "Zebulon Quist")
    other = await centre.account("7002", "Bo Chen")
    await settled_line(bank, account, "Zither lessons", **OWN)
    await settled_line(bank, other, "Chen pays", payer_name="Bo Chen")
    done = await centre.do(ErasePerson(account, free_texts=True))
    assert done.batch_id is not None
    for word in ("Quist", "quist", "zz123456", "ZZ123456", "Zither", "Zref"):
        assert word not in await texts_of(store), word
    rows = await centre.rows("select text, payer_account, payer_name from bank_lines order by id")
    assert rows == [("erased #7001",) * 3, ("Chen pays", None, "Bo Chen")]
    assert await centre.rows("select name from payers where withdrawn_at is null") == [("Bo Chen",)]
    assert await verify(store) == []
    assert (await centre.do(ErasePerson(account, free_texts=True))).batch_id is None


async def test_a_line_of_several_accounts_is_erased_only_if_it_names_the_person(centre: Centre, store: Store) -> None:
    bank = await Bank.open(centre)
    account = await centre.account("7001", "Zebulon Quist")
    for text in ("School board", "For zebulon quist and others"):
        line = await bank.line(300, text, payer_name="School Board")
        await bank.record(line, ShareInput(account, 100), ShareInput(centre.rivera, 200))
    for (payment,) in await centre.rows(f"select id from transactions where account_id = {account}"):
        invoice = await centre.invoice(100, account=account)
        await centre.reconcile((await centre.items(payment))[0], (await centre.items(invoice))[0], 100)
    await centre.do(ErasePerson(account))
    assert await centre.rows("select text from bank_lines order by id") == [("School board",), ("erased #7001",)]
    assert len(await centre.rows("select 1 from payers where withdrawn_at is null")) == 1
    assert await verify(store) == []


async def test_a_line_that_was_erased_is_known_again(centre: Centre) -> None:
    bank = await Bank.open(centre)
    account = await centre.account("7001", "Zebulon Quist")
    await settled_line(bank, account, "Zither lessons", **OWN)
    await centre.do(ErasePerson(account))
    again = await bank.give(movement(5_000, "Zither lessons", **OWN))
    assert (again.result.created, again.result.unchanged) == (0, 1)


async def test_an_erased_log_is_replayed_without_the_persons_texts(
    centre: Centre, store: Store, tmp_path: pathlib.Path
) -> None:
    bank = await Bank.open(centre)
    account = await centre.account("7001", "Zebulon Quist")
    await settled_line(bank, account, "Zither lessons", **OWN)
    await bank.ignore(await bank.line(-300, "own transfer"))
    await centre.do(ErasePerson(account))
    url = f"sqlite:///{tmp_path / 'replayed.db'}"
    await migrate(url)
    other = await Store.open(url)
    batches, events = await store.read(read_log())
    await other.backend.run_unit(lambda: replay(batches, events))
    state = await Centre(other).state()
    assert state == await centre.state()
    assert len(state["bank_lines"]) == len(state["bank_statements"]) == 2
    assert await verify(other) == []
    await other.close()
