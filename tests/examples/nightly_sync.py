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
FEED = """query ($after: String, $mark: String) { changes(after: $after, fingerprint: $mark, first: 500) {
  fingerprint pageInfo { hasNextPage endCursor } nodes { position kind objectId data } } }"""
GONE = ("_WITHDRAWN", "_RELEASED")


def ask(query, **variables):
    """The data of an answer, or None if the database was restored; what passes is tried again."""
    body = json.dumps({"query": query, "variables": variables}).encode()
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
    for pause in (1, 2, 4, 8, 16, 32):
        try:
            with urllib.request.urlopen(urllib.request.Request(URL, body, headers), timeout=60) as response:
                answer, wait = json.load(response), pause
        except urllib.error.HTTPError as refused:
            try:
                answer, wait = json.load(refused), refused.headers.get("Retry-After")
            except ValueError:  # a proxy's page: the server is away
                answer, wait = {"errors": [{"message": str(refused)}]}, pause
        except OSError as failure:
            answer, wait = {"errors": [{"message": str(failure)}]}, pause
        if not answer.get("errors"):
            return answer["data"]
        if answer["errors"][0].get("extensions", {}).get("code") == "FEED_RESTORED":
            return None
        if wait is None:
            sys.exit(f"Stopped: {answer['errors'][0]['message']}")
        time.sleep(int(wait))
    sys.exit("Stopped: no answer. Nothing is lost; run it again.")


def take(change):
    """Bring one change into the copy."""
    data = change["data"] or {}
    if change["kind"].endswith(GONE) or data.get("withdrawnAt") or data.get("releasedAt"):
        copy.execute("delete from objects where id = ?", (change["objectId"],))
        return
    row = copy.execute("select data from objects where id = ?", (change["objectId"],)).fetchone()
    known = json.loads(row[0]) if row else {}  # a transaction's items come with its recording alone
    merged = json.dumps({**known, **data})
    copy.execute("insert or replace into objects values (?, ?)", (change["objectId"], merged))


copy = sqlite3.connect(sys.argv[1] if len(sys.argv) > 1 else "copy.db")
copy.execute("create table if not exists read_up_to (position text, mark text, erased_at integer)")
copy.execute("create table if not exists objects (id text primary key, data text not null)")
after, mark, erased_at = copy.execute("select position, mark, erased_at from read_up_to").fetchone() or (None, None, 0)
read = 0
while True:
    answer = ask(FEED, after=after, mark=mark)
    if answer is None:  # what was read is not what happened any more: make the copy anew
        with copy:
            copy.execute("delete from objects")
            copy.execute("delete from read_up_to")
        after, mark, erased_at = None, None, 0
        continue
    page = answer["changes"]
    after, mark = page["pageInfo"]["endCursor"], page["fingerprint"]
    erased = [int(each["position"]) for each in page["nodes"] if each["kind"] == "PERSON_ERASED"]
    with copy:  # what was read, and how far it was read, are stored together
        if erased and max(erased) > erased_at:  # earlier changes do not show this person any more: read them again
            copy.execute("delete from objects")
            after, mark, erased_at = None, None, max(erased)
        else:
            for change in page["nodes"]:
                take(change)
            read += len(page["nodes"])
        copy.execute("delete from read_up_to")
        copy.execute("insert into read_up_to values (?, ?, ?)", (after, mark, erased_at))
    if after is not None and not page["pageInfo"]["hasNextPage"]:
        break
print(f"{read} changes")
