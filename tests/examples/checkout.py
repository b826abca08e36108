"""A web shop's checkout: what an order sold and what was paid for it, recorded once, whatever happens on the way.

    TOKEN=… python checkout.py order.json

The order says whose it is, what it sells and what was paid. It is tried first, and nothing is charged if it
would be refused. The token needs the template ``web-shop``.
"""

import json
import os
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

URL = os.environ.get("TIEOUT_API", "http://127.0.0.1:8000/graphql")
TOKEN = os.environ.get("TOKEN") or sys.exit("TOKEN is not set: make one with `tieout token create`")
ACCOUNT = "query ($number: String!) { account(number: $number) { id } }"
KNOWN = "query ($id: String!) { transaction(externalId: $id) { number } }"
CHECKOUT = """mutation ($input: CheckoutInput!) { checkout(input: $input) {
  userErrors { message field } replayed invoice { number } payment { number unreconciledCents } } }"""


def ask(query, **variables):
    """The data of an answer; what passes is tried again, which the key makes safe."""
    body = json.dumps({"query": query, "variables": variables}).encode()
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
    for pause in (1, 2, 4, 8, 16):
        try:
            with urllib.request.urlopen(urllib.request.Request(URL, body, headers), timeout=30) as response:
                answer, wait = json.load(response), response.headers.get("Retry-After")
        except urllib.error.HTTPError as refused:
            answer, wait = json.load(refused), refused.headers.get("Retry-After")
        except OSError:  # no answer came: it may be stored or not
            time.sleep(pause)
            continue
        if not answer.get("errors"):
            return answer["data"]
        if wait is None:
            sys.exit(f"Stopped: {answer['errors'][0]['message']}")
        time.sleep(int(wait))
    sys.exit("Stopped: no answer. The same order can be sent again.")


def checkout(order, **more):
    account = ask(ACCOUNT, number=order["account"])["account"] or sys.exit(f"There is no account {order['account']}.")
    paid = {"amountCents": order["paidCents"], "method": "CARD", "reference": order["number"]}
    sold = {
        "accountId": account["id"],
        "externalId": order["number"],  # the shop's own name for it
        "items": order["items"],
        "payment": paid if order["paidCents"] else None,
    }
    done = ask(CHECKOUT, input={**sold, **more})["checkout"]
    for each in done["userErrors"]:
        print(f"{'.'.join(each['field'] or [])}: {each['message']}", file=sys.stderr)
    return sys.exit(1) if done["userErrors"] else done


order = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
if ask(KNOWN, id=order["number"])["transaction"] is None:  # otherwise it was sent before, and no answer came
    checkout(order, dryRun=True)
    # here the shop charges the card
done = checkout(order, idempotencyKey=f"order {order['number']}")
print(json.dumps(done))
