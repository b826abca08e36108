"""Python clients whose code is generated from the schema, ariadne-codegen and sgqlc, on a running server.

    python -m venv /tmp/generated && /tmp/generated/bin/pip install ariadne-codegen==0.19.0 sgqlc==18
    /tmp/generated/bin/python tests/contract/generated.py http://127.0.0.1:8000/graphql TOKEN

Each generates its code of ``generated/operations.graphql`` and sends what it generated.
"""

import importlib
import json
import pathlib
import subprocess
import sys
import tempfile
from typing import Any

HERE = pathlib.Path(__file__).parent
OPERATIONS = HERE / "generated/operations.graphql"
SCHEMA = HERE.parents[1] / "schema.graphql"
SCALARS = {"Cents": "int", "Date": "datetime.date", "DateTime": "datetime.datetime", "JSON": "typing.Any"}
ITEMS = [{"description": "Camp", "ledgerCode": "CAMP", "amountCents": 1_250}]


def ran(*command: str) -> None:
    """Run a module of this Python, quietly; what it writes is shown where it fails."""
    done = subprocess.run([sys.executable, "-m", *command], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)}: {done.stdout}{done.stderr}")


def ariadne(url: str, token: str, folder: pathlib.Path) -> None:
    """The client of ariadne-codegen: typed by pydantic, so that each answer must be as the schema says."""
    settings = {
        "schema_path": str(SCHEMA),
        "queries_path": str(OPERATIONS),
        "target_package_name": "ariadne_client",
        "target_package_path": str(folder),
        "async_client": False,
    }
    lines = ["[tool.ariadne-codegen]", *(f"{name} = {json.dumps(value)}" for name, value in settings.items())]
    for name, kind in SCALARS.items():
        lines += [f"[tool.ariadne-codegen.scalars.{name}]", f'type = "{kind}"']
    (folder / "ariadne.toml").write_text("\n".join(lines))
    ran("ariadne_codegen", "--config", str(folder / "ariadne.toml"), "client")
    made: Any = importlib.import_module("ariadne_client")
    with made.Client(url=url, headers={"Authorization": f"Bearer {token}"}) as client:
        first = client.first_accounts(first=2).accounts
        assert len(first.edges) == 2 < first.total_count, first
        account = first.edges[0].node
        back = client.last_accounts(last=1, before=first.page_info.end_cursor).accounts
        assert [each.id for each in back.nodes] == [account.id], back
        assert client.any_node(id=account.id).node.number == account.number
        sent = made.CreateInvoiceInput.model_validate({"accountId": account.id, "items": ITEMS, "dryRun": True})
        tried = client.try_invoice(input=sent, number=account.number).create_invoice
        assert tried.user_errors == [], tried.user_errors
        assert tried.query.account.balance_cents == account.balance_cents + 1_250, tried
        assert client.feed().changes.nodes[0].recorded_at.tzinfo is not None
    print("ok ariadne-codegen")


def sgqlc(url: str, token: str, folder: pathlib.Path) -> None:
    """The code of sgqlc, made of what the server says about its own schema."""
    introspected, operations = folder / "schema.json", folder / "sgqlc_operations.py"
    ran("sgqlc.introspection", "-H", f"Authorization: Bearer {token}", url, str(introspected))
    ran("sgqlc.codegen", "schema", str(introspected), str(folder / "sgqlc_schema.py"))
    ran("sgqlc.codegen", "operation", "--schema", str(introspected), "sgqlc_schema", str(operations), str(OPERATIONS))
    known: Any = importlib.import_module("sgqlc_operations").Operations
    endpoint: Any = importlib.import_module("sgqlc.endpoint.http").HTTPEndpoint(
        url, {"Authorization": f"Bearer {token}"}
    )

    def ask(operation: Any, **variables: object) -> Any:
        answer = endpoint(operation, variables)
        assert "errors" not in answer, answer
        return operation + answer

    first = ask(known.query.first_accounts, first=2).accounts
    account = first.edges[0].node
    back = ask(known.query.last_accounts, last=1, before=first.page_info.end_cursor).accounts
    assert [each.id for each in back.nodes] == [account.id], back
    assert ask(known.query.any_node, id=account.id).node.number == account.number
    sent = {"accountId": account.id, "items": ITEMS, "dryRun": True}
    tried = ask(known.mutation.try_invoice, input=sent, number=account.number).create_invoice
    assert tried.query.account.balance_cents == account.balance_cents + 1_250, tried
    assert len(ask(known.query.feed).changes.nodes) == 5
    print("ok sgqlc")


def main() -> None:
    """Run each client."""
    url, token = sys.argv[1:]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        sys.path.insert(0, name)
        ariadne(url, token, folder)
        sgqlc(url, token, folder)


if __name__ == "__main__":
    main()
