"""Statements by e-mail, the process that sends them killed again and again: none arrives twice, and none is lost silently.

    python -m tests.stress.mail_kills [accounts] [kills]

The mail server takes its time after it has all of a text, so that many a kill comes while nobody knows whether the e-mail
was taken. On both databases. Prints how many e-mails arrived, how many of them twice, and how many may have been sent; fails
where one arrived twice, or did not and is not among these.
"""

import asyncio
import pathlib
import random
import sys
import tempfile
import time
from collections import Counter
from dataclasses import replace
from typing import NamedTuple

from domain.core.kinds import DocumentKind
from domain.core.mail import MailSender
from domain.core.periods import year_period
from domain.services.mail import SendDocument
from domain.store.program import Sql
from tests.stress.killed_commands import KilledCommand, opened
from tests.support import send_mails
from tests.support.centre import rows, run
from tests.support.databases import databases_of_each_kind
from tests.support.mail_server import KindMailServer
from tests.support.random_commands.books import crowd
from tests.support.started import SCRIPT

SENT = Sql("select count(*) from mails where state not in ('WAITING', 'SENDING')")
TAKES_S = 0.02
STATES = Sql("select message_id, state from mails")


class KilledMails(NamedTuple):
    """What e-mails came to whose sender was killed so often."""

    mails: int
    kills: int
    seconds: float
    arrived: int
    twice: int
    unknown: int
    lost: int

    @property
    def is_right(self) -> bool:
        """Whether each e-mail arrived once, or may not have arrived."""
        return not self.twice and not self.lost and self.arrived + self.unknown >= self.mails

    def __str__(self) -> str:
        return (
            f"{self.mails:,} e-mails, {self.kills} kills, {self.seconds:.1f} s: {self.arrived:,} arrived, {self.twice} of "
            f"them twice; {self.unknown} may have been sent; {self.lost} did not arrive and are not among these"
        )


async def killed_mails(url: str, accounts: int, kills: int, seed: int = 1) -> KilledMails:
    """Send a statement to each account, by processes that are killed, and compare the mail server's box with the rows."""
    chance = random.Random(seed)
    async with KindMailServer(takes_s=TAKES_S) as server, opened(url) as store:
        store.context = replace(store.context, mail_sender=MailSender("billing@example.org", "Harbourview"))
        for account in await crowd(store, accounts):
            await run(
                store,
                SendDocument(account, DocumentKind.STATEMENT, year_period(2026), to_email=f"a{account}@example.org"),
            )
        began = time.perf_counter()
        with tempfile.TemporaryDirectory() as folder:
            program = (*SCRIPT, pathlib.Path(send_mails.__file__))
            command = KilledCommand(store, url, folder, [str(server.port)], SENT, program=program)
            await command.run_and_kill(accounts, kills, chance)
        seconds = time.perf_counter() - began
        arrived = Counter(server.ids)
        states = dict(await rows(store, STATES))
    return KilledMails(
        len(states),
        kills,
        seconds,
        len(arrived),
        sum(count > 1 for count in arrived.values()),
        sum(state == "UNKNOWN" for state in states.values()),
        sum(state != "UNKNOWN" and each not in arrived for each, state in states.items()),
    )


async def main(accounts: int, kills: int) -> None:
    """Kill the sender so often on each database and print."""
    async with databases_of_each_kind("mails") as databases:
        for name, (url,) in databases.items():
            done = await killed_mails(url, accounts, kills)
            print(f"{name:<10} {done}", flush=True)
            if not done.is_right:
                raise SystemExit(1)


if __name__ == "__main__":
    numbers = [int(each) for each in sys.argv[1:]]
    asyncio.run(main(*([*numbers, *(200, 20)[len(numbers) :]])))
