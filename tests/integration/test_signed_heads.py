"""Signed heads show even a forgery whose chain was hashed anew, by whoever holds the database (domain R16b)."""

import pathlib
import random
from collections import Counter

import pytest

from domain.jobs.daily_heads import DailyHeads, export_to
from domain.services.access import CreateUser, UpdateUser
from domain.services.erasing import ErasePerson
from domain.store.program import Query, Sql
from domain.store.store import Store
from domain.tables import JobRow
from domain.verifying.heads import gaps_between
from domain.verifying.heads_file import HeadsFile, files_in, read_heads
from domain.verifying.sealed_rows import SEALED_TABLES
from domain.verifying.signing import BadKey, existing_key, key_at, text_of
from domain.verifying.verify import Exported, Verification, verify
from tests.support.centre import Centre
from tests.support.every_table import fill_every_table
from tests.support.forging import Log, forgeries, replaced, rewrite, secrets_to_keep
from tests.support.jobs import reconcile_all
from tests.support.profile import by_profile
from tests.support.proven import GAPS
from tests.support.replay import read_log
from tests.support.shell import Shell
from tests.support.tampering import damaging, opened

FORGED = by_profile(
    suite={"sqlite": 12, "postgres": 3}, ci={"sqlite": 24, "postgres": 6}, long={"sqlite": 24, "postgres": 6}
)
"""``tests.stress.forgeries`` makes 200 on either."""
DAY_US = 86_400_000_000


class Folder:
    """A folder with a key and files of heads."""

    def __init__(self, path: pathlib.Path) -> None:
        self.path = path
        self.key = path / "key.pem"

    async def export(self, store: Store, name: str = "heads-1.jsonl", *, in_order: bool = False) -> HeadsFile:
        await export_to(store, self.path / name, self.key, in_order=in_order)
        return read_heads(self.path / name)


@pytest.fixture
def folder(tmp_path: pathlib.Path) -> Folder:
    return Folder(tmp_path)


def compared_with(*files: HeadsFile) -> Exported:
    return Exported(files, files[0].public_key)


async def heads_found(store: Store, *files: HeadsFile) -> list[str]:
    """What the heads alone show."""
    return [each.message for each in await verify(store, compared_with(*files)) if each.rule == "R16b"]


async def test_a_payment_forged_with_its_chain_hashed_anew_is_found(
    store: Store, database_url: str, folder: Folder
) -> None:
    """75.00 become 1,075.00, in rows, sums, events and hashes: the database agrees with itself."""
    centre = await Centre.open(store)
    payment = (await centre.payment(7_500)).result.transaction
    exported = compared_with(await folder.export(store))
    log, kept = Log.of(*await store.read(read_log())), await store.read(secrets_to_keep())
    assert rewrite(log, payment, "amount_cents", lambda cents: cents + 100_000)
    log.chain_anew({chain: log.units(chain) for chain in log.chains})
    async with damaging(database_url) as database:
        await database.run(replaced(kept, log))
        assert [row[0] for row in await database.rows("select amount_cents from transactions")] == [107_500]
        assert (await database.verified()).findings == []
        (found,) = (await database.verified(exported)).findings
        assert (found.rule, found.account_number) == ("R16b", "1001")
        assert found.message.startswith("The account's audit log has another entry 4, unlike at ")
    assert await verify(store, exported) == []


async def test_forgeries_of_all_kinds_are_found(store: Store, database_url: str, folder: Folder) -> None:
    await fill_every_table(store, seed=3, accounts=3, steps=15)
    exported = compared_with(await folder.export(store))
    batches, events = await store.read(read_log())
    kept = await store.read(secrets_to_keep())
    async with opened(database_url) as database:

        async def places(log: Log, heads: Exported | None) -> Counter[str]:
            await database.begin()
            try:
                await database.run(replaced(kept, log))
                return rules_of(await database.verified(heads))
            finally:
                await database.rollback()

        at_first = await places(Log.of(batches, events), exported)
        assert "R16b" not in at_first
        forged = 0
        for what, log in forgeries(batches, events, random.Random(3)):
            try:
                alone = await places(log, None)
            except (AssertionError, LookupError):  # the forger's replay fails: rows refer to what is gone
                continue
            if alone != at_first:
                continue
            assert "R16b" in await places(log, exported), what
            forged += 1
            if forged == FORGED[store.backend.dialect]:
                break


def rules_of(found: Verification) -> Counter[str]:
    return Counter(f"{each.rule} {each.account_id}" if each.rule != "R16b" else each.rule for each in found.findings)


async def test_what_is_recorded_later_leaves_earlier_heads_true(store: Store, folder: Folder) -> None:
    centre = await Centre.open(store)
    user = (await centre.do(CreateUser("nora@example.org", "Nora Quinn", "hash"))).result.user
    before = await folder.export(store)
    await centre.payment(7_500)
    await centre.account("1002")
    await reconcile_all(store)
    await centre.do(UpdateUser(user, password_hash="another"))
    after = await folder.export(store, "heads-2.jsonl")
    someone = await centre.account("1003", "Somebody Gone")
    client = CreateUser("gone@example.org", "Somebody Gone", "hash", client_account_id=someone)
    await centre.do(client)
    last = await folder.export(store, "heads-3.jsonl")
    await centre.do(ErasePerson(someone))
    assert await heads_found(store, before, after, last) == []


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("delete from jobs", "of jobs, which was there at"),
        ("update jobs set recorded_at = recorded_at - 1", "of jobs holds something else"),
        ("update users set password_hash = 'mine'", "of users holds something else"),
        ("update organisations set bank_secret = 'mine'", "The row 1 of organisations holds something else"),
    ],
)
async def test_rows_beside_the_audit_log_are_compared(
    store: Store, database_url: str, folder: Folder, statement: str, words: str
) -> None:
    centre = await Centre.open(store)
    await centre.do(CreateUser("nora@example.org", "Nora Quinn", "hash"))
    await reconcile_all(store)
    exported = compared_with(await folder.export(store))
    async with damaging(database_url) as database:
        await database.execute(statement)
        assert [each for each in (await database.verified(exported)).findings if words in each.message]


async def test_a_log_that_lost_its_end_is_found(store: Store, database_url: str, folder: Folder) -> None:
    centre = await Centre.open(store)
    await centre.payment(7_500)
    other = await centre.account("1002")
    exported = compared_with(await folder.export(store))
    kept = await store.read(secrets_to_keep())
    log = Log.of(*await store.read(read_log()))
    units = {chain: log.units(chain) for chain in log.chains}
    units[centre.rivera].pop()
    del units[other], log.chains[other]
    log.chain_anew(units)
    async with damaging(database_url) as database:
        await database.run(replaced(kept, log))
        assert (await database.verified()).findings == []
        messages = sorted(each.message for each in (await database.verified(exported)).findings)
        assert messages[0].startswith("The account with id ")
        assert messages[1].startswith("The account's audit log no longer has its entry 4, unlike at ")


async def test_a_changed_or_cut_file_is_not_believed(store: Store, folder: Folder) -> None:
    await Centre.open(store)
    file = await folder.export(store)
    lines = file.path.read_text().splitlines(keepends=True)
    forms = {
        "changed": lines[0] + lines[1].replace('"seq":', '"seq":1') + "".join(lines[2:]),
        "end is missing": "".join(lines[:-1]),
        "no file of signed heads": "nothing\n",
    }
    for words, text in forms.items():
        file.path.write_text(text)
        (message,) = await heads_found(store, read_heads(file.path))
        assert words in message
    file.path.write_text("".join(lines))
    assert await heads_found(store, read_heads(file.path)) == []
    other = Folder(folder.path / "other")
    other.path.mkdir()
    strange = await other.export(store)
    found = await verify(store, Exported([strange], file.public_key))
    assert ["is signed by another key" in each.message for each in found] == [True]


async def test_files_of_a_folder_name_the_one_before_them(store: Store, folder: Folder) -> None:
    await Centre.open(store)
    files = [await folder.export(store, f"heads-{number}.jsonl", in_order=True) for number in (1, 2, 3)]
    assert [each.previous for each in files] == [None, files[0].digest, files[1].digest]
    assert gaps_between(files) == []
    assert gaps_between(files[1:]) == []
    (line,) = gaps_between([files[0], files[2]])
    assert line.startswith("The file before heads-3.jsonl is not among those")


async def test_a_server_exports_once_a_day_whatever_the_number_of_processes(store: Store, folder: Folder) -> None:
    await Centre.open(store)
    now = store.clock()
    store.clock = lambda: now
    days = folder.path / "days"
    first, second = (DailyHeads(store, days, folder.key) for _ in range(2))
    for day in range(3):
        now += DAY_US * (day > 0)
        for each in (first, second, first):
            await each._once()
    files = [read_heads(path) for path in files_in(days)]
    assert len(files) == 3
    assert gaps_between(files) == []
    assert await heads_found(store, *files) == []
    first.start()
    await first.stop()
    assert len(files_in(days)) == 3


async def test_what_keeps_the_server_from_exporting_is_logged(
    sqlite_store: Store, folder: Folder, caplog: pytest.LogCaptureFixture
) -> None:
    folder.key.write_text("no key")
    folder.key.chmod(0o600)
    await DailyHeads(sqlite_store, folder.path / "days", folder.key)._once()
    (folder.path / "file").touch()
    await DailyHeads(sqlite_store, folder.path / "file", folder.path / "new.pem")._once()
    first, second = caplog.messages
    assert "holds no signing key" in first
    assert second.startswith("signed heads were not exported: ")
    assert files_in(folder.path / "days") == []


def test_the_key_is_made_once_for_its_owner_alone(folder: Folder) -> None:
    made = key_at(folder.key)
    assert key_at(folder.key).secret == made.secret
    assert folder.key.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in folder.path.iterdir()] == ["key.pem"]
    folder.key.chmod(0o640)
    with pytest.raises(BadKey, match="chmod 600"):
        existing_key(folder.key)


async def test_keys_of_before_the_seals_are_left_and_later_ones_are_not(store: Store) -> None:
    """As the migration leaves a database: ``unsealed_until`` is its last batch."""
    centre = await Centre.open(store)
    await centre.payment(7_500)
    last = (await centre.rows("select max(id) from batches"))[0][0]
    key = (
        "insert into idempotency_keys (id, principal, key, mutation, arguments_hash, batch_id, outcome, recorded_at) "
        f"values (7, 'user:1', 'k', 'makePayment', 'x', {last}, 'null', 1)"
    )

    def work():
        yield Query(Sql(key))

    await store.backend.run_unit(work)
    assert [each.rule for each in await verify(store)] == ["R36"]

    def migrated():
        yield Query(Sql("update organisations set unsealed_until = :last"), last=last)

    await store.backend.run_unit(migrated)
    assert await verify(store) == []


def test_each_column_of_jobs_is_sealed_or_a_gap_says_why_not() -> None:
    """A new one cannot join those that exported files have digests of: it is listed, or sealed under another name."""
    gaps = {column for gap in GAPS if gap.table == "jobs" for column in gap.columns}
    assert {"id", *SEALED_TABLES["jobs"].columns} | gaps - {"*"} == set(JobRow.columns())


class Till:
    """The command line in a folder, with the heads of a small database."""

    def __init__(self, tieout: Shell) -> None:
        self.tieout = tieout
        assert tieout("migrate").returncode == 0
        assert tieout("import", "ledger-codes", tieout.file("c.csv", "code,title\nSWIM,Swimming\n")).returncode == 0

    def last_line(self, *arguments: str) -> tuple[int, str]:
        ran = self.tieout(*arguments)
        return ran.returncode, ran.stderr.splitlines()[-1]


@pytest.fixture
def till(database_url: str, tmp_path: pathlib.Path) -> Till:
    (tmp_path / "heads").mkdir()
    return Till(Shell(tmp_path, database_url))


def test_exports_and_compares_on_the_command_line(till: Till, tmp_path: pathlib.Path) -> None:
    status, line = till.last_line("heads", "export", "heads")
    assert (status, line.startswith("The heads of 1 audit log are written to heads/heads-")) == (0, True)
    assert till.last_line("heads", "export", "one.jsonl")[0] == 0
    assert till.last_line("heads", "export", "one.jsonl") == (1, "tieout: one.jsonl already exists. Name a new file.")
    assert till.last_line("verify", "--heads", "heads", "one.jsonl") == (0, "Everything adds up.")
    key = till.tieout("heads", "key").stdout.strip()
    assert "BEGIN PUBLIC KEY" in till.tieout("heads", "key", "--pem").stdout
    (tmp_path / "tieout-signing-key.pem").rename(tmp_path / "elsewhere.pem")
    assert (
        f"Compare the key by yourself that signed the heads: {key}." in till.tieout("verify", "--heads", "heads").stderr
    )
    assert till.last_line("verify", "--heads", "heads", "--public-key", key) == (0, "Everything adds up.")
    strange = text_of(bytes(32))
    assert till.last_line("verify", "--heads", "heads", "--public-key", strange) == (
        1,
        "tieout: 1 contradiction found.",
    )
    assert till.last_line("verify", "--heads", "heads", "--public-key", "?")[0] == 1
    assert till.last_line("verify", "--heads")[0] == 2
    assert till.last_line("verify", "heads")[0] == 2
    (tmp_path / "empty").mkdir()
    status, line = till.last_line("verify", "--heads", "empty")
    assert (status, "There are no files of heads in these folders." in line) == (1, True)


def test_an_export_that_cannot_be_done_leaves_nothing(till: Till, tmp_path: pathlib.Path) -> None:
    assert till.last_line("heads", "key")[1].startswith(
        "tieout: The signing key tieout-signing-key.pem cannot be read: "
    )
    assert till.last_line("heads", "export", "nowhere/one.jsonl")[0] == 1
    key = tmp_path / "tieout-signing-key.pem"
    key.chmod(0o644)
    assert "chmod 600" in till.last_line("heads", "export", "one.jsonl")[1]
    assert not (tmp_path / "one.jsonl").exists()
