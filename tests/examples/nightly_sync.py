"""A nightly sync: a copy of everything in a SQLite file, kept by the feed. If it is killed, it goes on where it was.

    TOKEN=… python nightly_sync.py [copy.db]

The token needs the template ``reading``.
"""

import json
import os
import sqlite3
import sys
import time
import urllib.error
import urllib.request

URL = os.environ.get("TIEOUT_API", "http://127.0.0.1:8000/graphql")
TOKEN = os.environ.get("TOKEN") or sys.exit("TOKEN is not set: make one with `tieout token create`")
FEED = """query ($after: String) { changes(after: $after, first: 500) {
  pageInfo { hasNextPage endCursor } nodes { kind objectId data } } }"""
GONE = ("_WITHDRAWN", "_RELEASED")


def ask(query, **variables):
    """The data of an answer; what passes is tried again."""
    body = json.dumps({"query": query, "variables": variables}).encode()
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
    for _ in range(10):
        try:
            with urllib.request.urlopen(urllib.request.Request(URL, body, headers), timeout=60) as response:
                answer = json.load(response)
                wait = response.headers.get("Retry-After")
        except urllib.error.HTTPError as refused:
            answer, wait = json.load(refused), refused.headers.get("Retry-After")
        if not answer.get("errors"):
            return answer["data"]
        if wait is None:
            sys.exit(f"Stopped: {answer['errors'][0]['message']}")
        time.sleep(int(wait))
    sys.exit("Stopped: the server is busy. Nothing is lost; run it again.")


copy = sqlite3.connect(sys.argv[1] if len(sys.argv) > 1 else "copy.db")
copy.execute("create table if not exists read_up_to (position text)")
copy.execute("create table if not exists objects (id text primary key, data text not null)")
row = copy.execute("select position from read_up_to").fetchone()
after = row[0] if row else None
read = 0
while True:
    page = ask(FEED, after=after)["changes"]
    after = page["pageInfo"]["endCursor"]
    with copy:  # what was read, and how far it was read, are stored together
        for change in page["nodes"]:
            if change["kind"].endswith(GONE):
                copy.execute("delete from objects where id = ?", (change["objectId"],))
            else:
                data = json.dumps(change["data"])
                copy.execute("insert or replace into objects values (?, ?)", (change["objectId"], data))
        copy.execute("delete from read_up_to")
        copy.execute("insert into read_up_to values (?)", (after,))
    read += len(page["nodes"])
    if not page["pageInfo"]["hasNextPage"]:
        break
print(f"{read} changes")
