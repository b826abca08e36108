"""Level: the GraphQL API. The only random generator of commands: mostly sensible ones, sometimes not; a seed repeats them.

The state machine, the storm, the identities and the job kills all draw from it.
"""

from collections.abc import Sequence
from typing import Any

from api.graph.ids import opaque, row_id
from domain.services.undo.batch import FACTOR_MUTATIONS
from tests.support.random_commands import (
    access,
    banking,
    closing,
    files,
    mending,
    papers,
    planning,
    reconciling,
    recording,
    webhooks,
)
from tests.support.random_commands.by_type import drawn_by_type
from tests.support.random_commands.draw import DRAWERS, METHODS, Draw, Input
from tests.support.random_commands.publishing import publish_part
from tests.support.selections import mutations

RARE = {
    "createAccount",
    "updateAccount",
    "createLedgerCode",
    "updateLedgerCode",
    "createRole",
    "updateRole",
    "deleteRole",
    "createUser",
    "updateUser",
    "createApiToken",
    "revokeApiToken",
    "rotateApiToken",
    "endApiTokenOverlap",
    "endSession",
    "endSessions",
    *FACTOR_MUTATIONS,
    "createSubscription",
    "updateSubscription",
    "cancelSubscription",
    "cancelJob",
    "createBankAccount",
    "updatePayer",
    "closeBooks",
    "reopenBooks",
    "exportJournal",
    "makeDocuments",
    "sendDocument",
    "sendDocuments",
    "sendMailAgain",
}
"""What happens seldom on a billing page: a caller may want less of it."""
OF_ALL_ACCOUNTS = {"reconcileAllAccounts", "chargeSubscriptions"}
OFTEN = ["createReconciliations", "createCredit", "createDeposit", "recordRefund", "cancelItems", "failPayment"] * 3
OFTEN += ["updateTransaction", "movePayment", "writeOff"] * 3
OFTEN += ["cancelItems", "recordRefund", "recordRefund", "undoBatch"] * 3
"""What random books need more of, so that every kind of credit meets every kind of debit."""

DRAWING = (access, banking, closing, files, recording, mending, papers, planning, reconciling, webhooks)
"""The modules that register who draws for which mutation."""


class RandomCommands(Draw):
    """Random mutations on a centre."""

    @property
    def mutations(self) -> tuple[str, ...]:
        """Return the name of every mutation."""
        return tuple(mutations())

    async def input_for(self, mutation: str) -> Input | None:
        """Return a random input for a mutation, by its drawer or its types; None if there is nothing to do it with."""
        drawer = DRAWERS.get(mutation)
        return await (drawn_by_type(self, mutation) if drawer is None else drawer(self))

    async def send(self, mutation: str, given: Input, selection: str = "") -> dict[str, Any]:
        """Send a mutation; return the whole answer, and remember its batch, or the job that publishes its file."""
        if mutation == "importRecords":
            selection += " job { id }"
        name = mutation[0].upper() + mutation[1:]
        answer = await self.api(
            f"mutation ($input: {name}Input!) {{ {mutation}(input: $input) "
            f"{{ userErrors {{ code message field row }} batch {{ id }} {selection} }} }}",
            input=given,
        )
        payload = (answer.get("data") or {}).get(mutation) or {}
        if payload.get("batch") and not given.get("dryRun"):
            self.done.append((mutation, payload["batch"]["id"]))
        if mutation == "importRecords" and payload.get("job"):
            self.publishing.append(row_id(payload["job"]["id"], "Job"))
        return answer

    async def step(self, mutations: Sequence[str]) -> str:
        """Send one of these mutations with a random input; return ``done``, the code of its refusal, or ``nothing``.

        While a staged file is being published, another part of it takes every other turn.
        """
        if self.publishing and self.maybe(0.5):
            await publish_part(self)
            return "done"
        mutation = self.chance.choice(mutations)
        given = await self.input_for(mutation)
        if given is None:
            return "nothing"
        answer = await self.send(mutation, given)
        assert "errors" not in answer, (mutation, given, answer["errors"])
        errors = answer["data"][mutation]["userErrors"]
        return str(errors[0]["code"]) if errors else "done"

    async def fill(self, accounts: Sequence[int], methods: Sequence[str] = METHODS) -> None:
        """Record one or two invoices and payments for each account, nothing reconciled."""
        many = [opaque("Account", each) for each in accounts for _ in range(self.chance.randint(1, 2))]
        invoices = [{"accountId": each, "date": self.day(), "items": self.lines(500)} for each in many]
        many = [opaque("Account", each) for each in accounts for _ in range(self.chance.randint(1, 2))]
        payments = [{"accountId": each, "date": self.day(), **self.money(methods)} for each in many]
        for line in (line for invoice in invoices for line in invoice["items"]):
            line.pop("externalId", None)  # all of this must be done, and another may have it
        await self._must("createInvoices", {"rows": invoices})
        await self._must("makePayments", {"rows": payments})

    async def _must(self, mutation: str, given: Input) -> None:
        answer = await self.send(mutation, given)
        assert answer["data"][mutation]["userErrors"] == [], answer
