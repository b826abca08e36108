"""What a family was billed and paid in a period, and which payment paid for what, as a text.

    TOKEN=… python family_statement.py 1001 2026-01-01 2026-03-31

The token needs the template ``reading``.
"""

import json
import os
import sys
import urllib.error
import urllib.request

URL = os.environ.get("TIEOUT_API", "http://127.0.0.1:8000/graphql")
TOKEN = os.environ.get("TOKEN") or sys.exit("TOKEN is not set: make one with `tieout token create`")
ACCOUNT = "query ($number: String!) { account(number: $number) { id ownerName currency currencyExponent } }"
LINES = """query ($id: ID!, $period: PeriodInput!, $after: String) { statement(accountId: $id, period: $period) {
  openingCents closingCents
  lines(first: 50, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes { date debitCents creditCents balanceCents transaction { number kind items {
      description reconciliations(first: 20) { edges { node { amountCents } counterpart { transaction { number } } } }
    } } }
  } } }"""


def ask(query, **variables):
    body = json.dumps({"query": query, "variables": variables}).encode()
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
    try:
        with urllib.request.urlopen(urllib.request.Request(URL, body, headers), timeout=30) as response:
            answer = json.load(response)
    except urllib.error.HTTPError as refused:
        answer = json.load(refused)
    if answer.get("errors"):
        sys.exit(f"Stopped: {answer['errors'][0]['message']}")
    return answer["data"]


number, first, last = sys.argv[1:4]
account = ask(ACCOUNT, number=number)["account"] or sys.exit(f"There is no account {number}.")
decimals = account["currencyExponent"]


def money(cents):
    whole, rest = divmod(abs(cents), 10**decimals)
    return f"{'-' if cents < 0 else ''}{whole:,}{f'.{rest:0{decimals}}' if decimals else ''}"


after, shown = None, 0
while True:
    period = {"range": {"from": first, "to": last}}
    statement = ask(LINES, id=account["id"], period=period, after=after)["statement"]
    if after is None:
        print(f"{account['ownerName']}, {first} to {last}, {account['currency']}")
        print(f"{'Opening balance':40}{money(statement['openingCents']):>14}")
    for line in statement["lines"]["nodes"]:
        of = line["transaction"]
        amount = line["debitCents"] - line["creditCents"]
        name = f"{line['date']} {of['kind'].replace('_', ' ').capitalize()} {of['number']}"
        print(f"{name:40}{money(amount):>14}{money(line['balanceCents']):>14}")
        for item in of["items"]:
            print(f"    {item['description']}")
            for edge in item["reconciliations"]["edges"]:
                other = edge["counterpart"]
                if other is not None:
                    print(f"        {money(edge['node']['amountCents'])} with {other['transaction']['number']}")
    page = statement["lines"]["pageInfo"]
    if not page["hasNextPage"]:
        break
    after = page["endCursor"]
print(f"{'Closing balance':40}{money(statement['closingCents']):>14}")
