"""Sends e-mails as a process of its own, which may be killed, until none waits; its argument is the mail server's port.

What a process that dies leaves behind is taken over after half a second.
"""

import asyncio
import os
import sys

from api.exporting.papers.making import Maker
from api.exporting.papers.typesetting import Typesetter
from api.mail_server import MailServer
from api.mailing import outbox
from api.mailing.outbox import Outbox
from domain.core.mail import MailSender
from domain.core.organisation import Organisation
from domain.jobs import lease, leased
from domain.store.program import Program, Query, Sql
from domain.store.store import Store

WAITING = Sql("select count(*) from mails where state in ('WAITING', 'SENDING')")


def waiting() -> Program[int]:
    """How many e-mails are not sent yet."""
    return int((yield Query(WAITING))[0][0])


async def main() -> None:
    outbox.LOOK_S = 0.01
    outbox.LEFT_AFTER_US = lease.LEASE_US = 500_000
    leased.LEASE_S = 0.5  # type: ignore[assignment]
    store = await Store.open(os.environ["TIEOUT_DATABASE_URL"])
    sender, server = MailSender("billing@example.org", "Harbourview"), MailServer("127.0.0.1", int(sys.argv[1]), "none")
    running = Outbox(store, server, sender, Maker(store, Organisation("Harbourview")), Typesetter(wait_s=60))
    running.start()
    try:
        while await store.read(waiting()):  # noqa: ASYNC110 - what it waits for is in the database
            await asyncio.sleep(0.05)
    finally:
        await running.stop()
        await store.close()


if __name__ == "__main__":
    asyncio.run(main())
