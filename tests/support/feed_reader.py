"""Level: HTTP. A program that keeps tables by the feed alone; killed at any moment, it goes on where it was.

    TOKEN=… python feed_reader.py mirror.db http://127.0.0.1:8000 [another server]…

Needs nothing but Python, so that it starts at once. ``objects`` holds what the feed showed last of each object, as the
handbook's nightly sync does, and each part of a bank line by itself; ``arrivals`` each change in the order in which it came.
What was read and the position up to which it was read are stored together.
"""

import http.client
import itertools
import json
import os
import pathlib
import sqlite3
import sys
import time
from collections.abc import Iterator, Sequence
from typing import Any

FEED = """query ($after: String) { changes(after: $after, first: 1000) {
  pageInfo { hasNextPage endCursor } nodes { position recordedAt kind objectId data } } }"""
TABLES = """
create table if not exists read_up_to (position text, erased_at integer);
create table if not exists objects (id text primary key, data text not null);
create table if not exists arrivals
  (n integer primary key, position integer unique, object text, kind text, recorded_at text, arrived_at real);
create table if not exists faults (text text)
"""
PAUSE_S = 0.1
"""How long it waits once it has read everything."""
AGAIN_S = 0.02
"""How long it waits before it asks the next server."""
TIMEOUT_S = 30
GONE = ("_WITHDRAWN", "_RELEASED")


class NoAnswer(Exception):
    """A server that is away or says that it cannot answer now."""


class Servers:
    """The servers, one of which is asked until it does not answer."""

    def __init__(self, addresses: Sequence[str], token: str) -> None:
        self._addresses: Iterator[str] = itertools.cycle(addresses)
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        self._connection: http.client.HTTPConnection | None = None

    def page(self, after: str | None) -> dict[str, Any]:
        """The changes after a position; raises ``NoAnswer``, and ``ValueError`` for a refusal that stays."""
        if self._connection is None:
            self._connection = http.client.HTTPConnection(
                next(self._addresses).removeprefix("http://"), timeout=TIMEOUT_S
            )
        body = json.dumps({"query": FEED, "variables": {"after": after}})
        try:
            self._connection.request("POST", "/graphql", body, self._headers)
            answer = json.load(self._connection.getresponse())
        except (OSError, http.client.HTTPException, json.JSONDecodeError) as error:
            self._connection.close()
            self._connection = None
            raise NoAnswer from error
        if not answer.get("errors"):
            page: dict[str, Any] = answer["data"]["changes"]
            return page
        code = answer["errors"][0]["extensions"]["code"]
        if code in {"BUSY", "UNAVAILABLE", "RATE_LIMITED"}:
            raise NoAnswer(code)
        raise ValueError(answer["errors"])


class Mirror:
    """The tables, in a file."""

    def __init__(self, path: pathlib.Path) -> None:
        self._tables = sqlite3.connect(path, isolation_level=None, timeout=TIMEOUT_S)
        self._tables.execute("pragma journal_mode = wal")
        self._tables.execute("pragma synchronous = off")  # its process is killed, not its machine
        self._tables.executescript(TABLES)
        found = self._tables.execute("select position, erased_at from read_up_to").fetchone()
        self.position, self._erased_at = found or (None, 0)

    def take(self, page: dict[str, Any]) -> None:
        """Store a page and the position after it; or begin anew, if it erases a person."""
        changes, end = page["nodes"], page["pageInfo"]["endCursor"]
        if end == self.position and not changes:
            return
        self._tables.execute("begin immediate")
        erased = [int(each["position"]) for each in changes if each["kind"] == "PERSON_ERASED"]
        if erased and max(erased) > self._erased_at:  # earlier changes do not show this person any more
            self._tables.execute("delete from objects")
            end, self._erased_at = None, max(erased)
        else:
            self._check(changes)
            for change in changes:
                self._take(change)
        self._tables.execute("delete from read_up_to")
        self._tables.execute("insert into read_up_to values (?, ?)", (end, self._erased_at))
        self._tables.execute("commit")
        self.position = end

    def close(self) -> None:
        """Close the file."""
        self._tables.close()

    def _check(self, changes: Sequence[dict[str, Any]]) -> None:
        """Note what comes again or out of order."""
        before = int(self.position or 0)
        for each in changes:
            if int(each["position"]) <= before:
                text = f"{each['position']} came after {before}"
                self._tables.execute("insert into faults values (?)", (text,))
            before = int(each["position"])

    def _take(self, change: dict[str, Any]) -> None:
        data = change["data"] or {}
        part = data.pop("part", None)
        if part is not None:
            self._keep(part["id"], part, gone=part["withdrawnAt"] is not None)
        gone = change["kind"].endswith(GONE) or bool(data.get("withdrawnAt") or data.get("releasedAt"))
        self._keep(change["objectId"], data, gone=gone)
        came = (int(change["position"]), change["objectId"], change["kind"], change["recordedAt"], time.time())
        self._tables.execute(
            "insert or ignore into arrivals (position, object, kind, recorded_at, arrived_at) values (?, ?, ?, ?, ?)",
            came,
        )

    def _keep(self, object_id: str, data: dict[str, Any], *, gone: bool) -> None:
        if gone:
            self._tables.execute("delete from objects where id = ?", (object_id,))
            return
        row = self._tables.execute("select data from objects where id = ?", (object_id,)).fetchone()
        known = json.loads(row[0]) if row else {}  # a transaction's items come with its recording alone
        self._tables.execute("insert or replace into objects values (?, ?)", (object_id, json.dumps({**known, **data})))


def main() -> None:
    """Read until it is killed."""
    path, *addresses = sys.argv[1:]
    servers, mirror = Servers(addresses, os.environ["TOKEN"]), Mirror(pathlib.Path(path))
    while True:
        try:
            page = servers.page(mirror.position)
        except NoAnswer:
            time.sleep(AGAIN_S)
            continue
        mirror.take(page)
        if not page["pageInfo"]["hasNextPage"]:
            time.sleep(PAUSE_S)


if __name__ == "__main__":
    main()
