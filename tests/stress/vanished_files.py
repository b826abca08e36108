"""The file of a SQLite database deleted, replaced or overwritten while clients pay: nothing more is acknowledged.

    python -m tests.stress.vanished_files [rounds]

Each round does one of several things to the files of a database that is in use, such as deleting them or putting a backup
in their place. Prints what clients got, and how often it was untrue. What was acknowledged before stands in the copy that
the server makes of what it still has open; what is sent afterwards must not be acknowledged. What was overwritten is gone,
and is counted apart; what was put there must stay as it was put.
"""

import asyncio
import contextlib
import filecmp
import itertools
import pathlib
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from domain.store.migrate import migrate
from domain.store.program import Sql
from domain.store.store import Store
from domain.verifying.verify import verify
from tests.support.centre import Centre, rows
from tests.support.graphql import Api

CLIENTS = 8
AFTERWARDS = 4 * CLIENTS
"""So much of what is sent after a deed is answered before the clients end."""
SEEN_S = 0.2
"""The server looks at the file with each request; what another process did must be seen before it is undone."""

STORED = Sql("select number from transactions where kind = 'PAYMENT'")
PAY = "mutation ($i: MakePaymentInput!) { makePayment(input: $i) { userErrors { code } transaction { number } } }"

Deed = Callable[[pathlib.Path, pathlib.Path], object]


def _delete(*endings: str) -> Deed:
    return lambda path, _backup: [pathlib.Path(f"{path}{ending}").unlink() for ending in endings]


def _replace(*deleted: str) -> Deed:
    return lambda path, backup: (backup.replace(path), _delete(*deleted)(path, backup))


def _copy(source: pathlib.Path, target: pathlib.Path) -> None:
    subprocess.run(["cp", source, target], check=True)


def _backup_over(path: pathlib.Path, backup: pathlib.Path) -> None:
    """Back up what is in use, and put that over it at once."""
    backup.unlink()
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("VACUUM INTO ?", (str(backup),))
    _copy(backup, path)


def _older_over(path: pathlib.Path, backup: pathlib.Path) -> None:
    """Put a copy over the file from which it was made, when the log has been copied into the file since."""
    _copy(path, backup)
    with contextlib.closing(sqlite3.connect(path)) as connection:
        copied = 0
        while not copied:
            _, _, copied = connection.execute("PRAGMA wal_checkpoint(passive)").fetchone()
    time.sleep(SEEN_S)
    _copy(backup, path)


def _other_over(path: pathlib.Path, backup: pathlib.Path) -> None:
    """Put another database over the file."""
    with contextlib.closing(sqlite3.connect(backup)) as connection:
        connection.execute("PRAGMA application_id=7")
    _copy(backup, path)


def _empty(path: pathlib.Path, backup: pathlib.Path) -> None:
    backup.write_bytes(b"")
    _copy(backup, path)


OVERWRITING: dict[str, Deed] = {
    "a backup over it": _backup_over,
    "an older copy over it": _older_over,
    "another database over it": _other_over,
    "nothing left in it": _empty,
}

DEEDS: dict[str, Deed] = {
    "the file deleted": _delete(""),
    "all files deleted": _delete("", "-wal", "-shm"),
    "the log deleted": _delete("-wal"),
    "the index deleted": _delete("-shm"),
    "a backup in its place": _replace(),
    "a backup in the place of all": _replace("-wal", "-shm"),
    "moved away": lambda path, _backup: path.rename(path.with_suffix(".away")),
    **OVERWRITING,
}


@dataclass
class Vanished:
    """What clients got, and how much of it was untrue."""

    rounds: int = 0
    got: Counter[str] = field(default_factory=Counter)
    after: Counter[str] = field(default_factory=Counter)
    acknowledged_and_lost: int = 0
    acknowledged_after: int = 0
    failed_and_stored: int = 0
    contradictions: int = 0
    spoilt: int = 0
    """Files that were put in place and did not stay so."""
    overwritten: int = 0
    """What was acknowledged before its file was overwritten, and is not in the copy of what could still be read."""

    @property
    def untrue(self) -> int:
        """How often something untrue was reported, or is stored."""
        lost = self.acknowledged_and_lost + self.acknowledged_after
        return lost + self.failed_and_stored + self.contradictions + self.spoilt

    def __str__(self) -> str:
        return (
            f"{self.rounds} rounds: {dict(self.got.most_common())}; sent afterwards {dict(self.after.most_common())}; "
            f"acknowledged and lost {self.acknowledged_and_lost}, acknowledged afterwards {self.acknowledged_after}, "
            f"reported as failed and stored {self.failed_and_stored}, contradictions {self.contradictions}, "
            f"files spoilt {self.spoilt}; acknowledged before and overwritten {self.overwritten}"
        )


async def vanish(template: pathlib.Path, folder: pathlib.Path, rounds: int, seed: int = 1) -> Vanished:
    """Do each of ``DEEDS`` in turn, so many in all, each to a fresh copy of a migrated file."""
    vanished, chance = Vanished(), random.Random(seed)
    for number, deed in zip(range(rounds), itertools.cycle(DEEDS.values()), strict=False):
        place = folder / f"round-{number}"
        place.mkdir()
        for name in ("tieout.db", "backup.db"):
            shutil.copyfile(template, place / name)
        await _round(place / "tieout.db", place / "backup.db", deed, vanished, chance.random() * 0.2)
        vanished.rounds += 1
    return vanished


async def _round(path: pathlib.Path, backup: pathlib.Path, deed: Deed, vanished: Vanished, before_s: float) -> None:
    store = await Store.open(f"sqlite:///{path}")
    await Centre.open(store)
    sent_at: dict[str, float] = {}
    got: dict[str, str] = {}
    clients = [asyncio.create_task(_client(Api(store), each, sent_at, got)) for each in range(CLIENTS)]
    await asyncio.sleep(before_s)
    await asyncio.to_thread(deed, path, backup)
    done_at = time.perf_counter()
    while sum(sent_at[number] > done_at for number in got) < AFTERWARDS:  # noqa: ASYNC110 - counted by others
        await asyncio.sleep(0.005)
    for client in clients:
        client.cancel()
    await asyncio.wait(clients)
    await store.close()
    stored: set[str] = set()
    for rescued in path.parent.glob("tieout.db.rescued-*"):
        copy = await Store.open(f"sqlite:///{rescued}", read_only=True)
        stored = {number for (number,) in await rows(copy, STORED)}
        vanished.contradictions += len(await verify(copy))
        await copy.close()
    lost = sum(code == "done" and number not in stored for number, code in got.items())
    if deed in OVERWRITING.values():
        vanished.overwritten += lost
        vanished.spoilt += not filecmp.cmp(path, backup, shallow=False)
    else:
        vanished.acknowledged_and_lost += lost
    vanished.got.update(got.values())
    vanished.after.update(code for number, code in got.items() if sent_at[number] > done_at)
    vanished.acknowledged_after += sum(code == "done" and sent_at[number] > done_at for number, code in got.items())
    failed = {number for number, code in got.items() if code not in {"done", "OUTCOME_UNKNOWN"}}
    vanished.failed_and_stored += len(failed & stored)


async def _client(api: Api, client: int, sent_at: dict[str, float], got: dict[str, str]) -> None:
    async with api:
        account = (await api.data('{ account(number: "1001") { id } }'))["account"]["id"]
        for count in itertools.count():
            number = f"P-{client}-{count}"
            sent_at[number] = time.perf_counter()
            answer = await api(PAY, i={"accountId": account, "amountCents": 100, "method": "CASH", "number": number})
            errors = answer.get("errors") or answer["data"]["makePayment"]["userErrors"]
            got[number] = (errors[0].get("extensions") or errors[0])["code"] if errors else "done"
            if errors:
                await asyncio.sleep(0.01)


async def main(rounds: int) -> None:
    """Do so many rounds and print."""
    with tempfile.TemporaryDirectory() as name:
        template = pathlib.Path(name) / "template.db"
        await migrate(f"sqlite:///{template}")
        vanished = await vanish(template, pathlib.Path(name), rounds)
    print(vanished)
    assert not vanished.untrue, "what was reported is not what is stored"


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 220))
