"""Mutations of the bank's side: bank accounts, what explains their lines, and payers."""

from collections.abc import Mapping
from typing import Any

import strawberry

from api.graph.ids import BANK_LINE_SUGGESTION, suggestion_key
from api.graph.relations import By
from api.graph.scalars import Cents
from api.mutations.duplicates import possible_duplicates
from api.mutations.inputs import Input, MutationInput, error_policy
from api.mutations.jobs import load_job
from api.mutations.labels import MetadataEntryInput, external_id, metadata
from api.mutations.payloads import ErrorPolicy, MutationPayload, result_count, result_row, result_rows
from api.mutations.perform import mutation
from api.mutations.suggestions import load_batch
from api.mutations.transaction_inputs import PaymentMarkInput, apply_to
from api.types.bank import BankAccount, BankLine, Payer
from api.types.fields import optional, related, required
from api.types.history import Batch
from api.types.jobs import Job
from api.types.kinds import PaymentMethod, TransactionKind
from api.types.transactions import Transaction
from domain.queries import bank_graph, graph
from domain.services.bank.accounts import CreateBankAccount
from domain.services.bank.lines import IgnoreBankLine, MatchBankLine, PartInput, UnmatchBankLine
from domain.services.bank.payers import UpdatePayer
from domain.services.bank.recording import RecordFromBankLine, ShareInput
from domain.services.bank.suggestions import ApplyBankLineSuggestions, are_applied_by_job
from domain.store.program import Program


@strawberry.input
class CreateBankAccountInput(MutationInput):
    """An account of the organisation itself, at a bank or a payment processor."""

    makes = CreateBankAccount

    name: str = required("Its name, unique in the organisation.")
    currency: str = required("The ISO 4217 code of its currency, which never changes.")
    iban: str | None = optional("Its IBAN: of a file with several accounts, only its own statements are imported.")
    number: str | None = optional("Its number, where it has no IBAN.")


@strawberry.type
class CreateBankAccountPayload(MutationPayload):
    """The bank account that was created."""

    bank_account: BankAccount | None = result_row(
        bank_graph.bank_accounts, "bank_account", "The bank account; null when refused."
    )


@strawberry.input
class BankLinePartInput(Input):
    """What explains a line, or some of it: a transaction, a fee, or something else; one of the three.

    Amounts are signed as money moves on the bank account: a fee of 9.00 that the bank kept is -900.
    """

    makes = PartInput

    transaction_id: strawberry.ID | None = optional(
        "A payment, deposit, refund or payment correction.", of="Transaction"
    )
    amount_cents: Cents | None = optional(
        "How much of the transaction; if not given, as much as it and the line have left."
    )
    returned: bool | None = optional(
        "True: the bank returned this payment, whole. It fails, and its correction explains the line. Needs a reason, and "
        "RECORD_TRANSACTIONS.",
        default=False,
    )
    fee_cents: Cents | None = optional("What the bank or the processor kept.")
    other_cents: Cents | None = optional(
        "What is not a client's, such as a transfer between own accounts. Needs a reason."
    )
    reason: str | None = optional("Why, for whoever reads it later.")


@strawberry.input
class MatchBankLineInput(MutationInput):
    """A bank line, and what explains it."""

    makes = MatchBankLine

    bank_line_id: strawberry.ID = required("The bank line.", of="BankLine")
    parts: list[BankLinePartInput] = required(
        "What explains it, beside what does already; together at most its amount. At most 1,000."
    )


@strawberry.type
class BankLinePayload(MutationPayload):
    """The bank line that was changed."""

    bank_line: BankLine | None = result_row(bank_graph.bank_lines, "bank_line", "The bank line; null when refused.")


@strawberry.type
class MatchBankLinePayload(BankLinePayload):
    """The bank line that was explained."""


@strawberry.input
class UnmatchBankLineInput(MutationInput):
    """A bank line of which all parts end, or single parts of one line."""

    makes = UnmatchBankLine

    bank_line_id: strawberry.ID | None = optional("The bank line whose parts all end.", of="BankLine")
    part_ids: list[strawberry.ID] | None = optional(
        "Single parts of one bank line instead, at most 1,000.", of="BankLinePart"
    )


@strawberry.type
class UnmatchBankLinePayload(BankLinePayload):
    """The bank line that is open again by so much."""


@strawberry.input
class BankLineShareInput(Input):
    """What a bank line means for one account."""

    makes = ShareInput

    account_id: strawberry.ID = required("The account on which it is recorded.", of="Account")
    amount_cents: Cents | None = optional(
        "The amount, without a sign; one share may leave it out and takes what is left."
    )
    kind: TransactionKind | None = optional(
        "PAYMENT or DEPOSIT where money came in (PAYMENT if not given), REFUND where it went out."
    )
    method: PaymentMethod | None = optional("How the money came or went.", default=PaymentMethod.TRANSFER)
    apply_to: list[PaymentMarkInput] | None = apply_to()
    external_id: str | None = external_id()
    metadata: list[MetadataEntryInput] | None = metadata()


@strawberry.input
class RecordFromBankLineInput(MutationInput):
    """A bank line to record, on one account or on several."""

    makes = RecordFromBankLine

    bank_line_id: strawberry.ID = required("The bank line.", of="BankLine")
    shares: list[BankLineShareInput] = required(
        "The accounts, at most 1,000. The text of the line becomes the reference of what is recorded on one account; it is "
        "not copied to several."
    )


@strawberry.type
class RecordFromBankLinePayload(BankLinePayload):
    """The bank line and what was recorded from it."""

    transactions: list[Transaction] = result_rows(
        graph.transactions, "transactions", "The first 100 transactions that were recorded, in the order of the shares."
    )
    possible_duplicates: list[Transaction] = possible_duplicates()


@strawberry.input
class IgnoreBankLineInput(MutationInput):
    """A bank line that needs no explanation, or needs one again."""

    makes = IgnoreBankLine

    bank_line_id: strawberry.ID = required("The bank line, which nothing explains.", of="BankLine")
    reason: str | None = optional("Why it needs no explanation; null: one that is ignored needs one again.")


@strawberry.type
class IgnoreBankLinePayload(BankLinePayload):
    """The bank line that is ignored, or open again."""


@strawberry.input
class UpdatePayerInput(MutationInput):
    """Correct for which accounts a payer pays, or forget them."""

    makes = UpdatePayer

    payer_id: strawberry.ID = required("The remembered payer.", of="Payer")
    account_ids: list[strawberry.ID] | None = optional("All accounts for which they pay, at most 10,000.", of="Account")
    forget: bool | None = optional("True: forget the payer.", default=False)


@strawberry.type
class UpdatePayerPayload(MutationPayload):
    """The payer that was corrected."""

    payer: Payer | None = result_row(bank_graph.payers, "payer", "The payer; null when refused, and once forgotten.")


@strawberry.input
class ApplyBankLineSuggestionsInput(MutationInput):
    """The suggestions to apply, of one bank line or of many."""

    makes = ApplyBankLineSuggestions

    suggestion_ids: list[strawberry.ID] = required(
        "1 to 10,000 suggestions, from `BankLine.suggestions`, applied in this order; each is checked again, and counts "
        "what the earlier ones took.",
        of=BANK_LINE_SUGGESTION,
        to="keys",
    )
    error_policy: ErrorPolicy | None = error_policy()


@strawberry.type
class ApplyBankLineSuggestionsPayload(MutationPayload):
    """What was explained and recorded, or the job that does it."""

    batch: Batch | None = related(
        By(load_batch), "Everything that was changed, which can be undone as one; null while nothing was."
    )
    bank_line_count: int | None = result_count(
        "bank_lines", "How many lines were explained at once; 0 if a job does it, null if all was refused."
    )
    transaction_count: int | None = result_count(
        "transactions", "How many of them were explained by recording their money; null if all was refused."
    )
    job: Job | None = related(
        By(load_job),
        "The job that applies them account by account, if there are more than 100 or on more than 25 accounts. Its errors "
        "are the accounts with suggestions that no longer hold. For a dry run it is DONE. Null if no job is needed.",
    )


def goes_on_as_job(sent: Mapping[str, Any]) -> Program[bool]:
    """Return True if applying suggestions, as they were sent, takes a job."""
    return are_applied_by_job([suggestion_key(each, BANK_LINE_SUGGESTION) for each in sent["suggestionIds"]])


@strawberry.type
class BankMutations:
    """What changes the bank's side."""

    create_bank_account = mutation(
        CreateBankAccountInput,
        CreateBankAccountPayload,
        "Creates a bank account, whose statements can then be imported.",
    )
    match_bank_line = mutation(
        MatchBankLineInput,
        MatchBankLinePayload,
        "Explains a bank line by recorded transactions, fees and other parts. A processing eCheck is confirmed so, a "
        "payment that the bank returned fails; both need RECORD_TRANSACTIONS too, and stay when the match is undone.",
    )
    unmatch_bank_line = mutation(
        UnmatchBankLineInput,
        UnmatchBankLinePayload,
        "Ends what explains a bank line. What was recorded, confirmed or failed stays.",
    )
    record_from_bank_line = mutation(
        RecordFromBankLineInput,
        RecordFromBankLinePayload,
        "Records the money of a bank line on its day and explains the line by it, all in one batch. What a payment "
        "processor kept is a fee of the gross amount.",
    )
    apply_bank_line_suggestions = mutation(
        ApplyBankLineSuggestionsInput,
        ApplyBankLineSuggestionsPayload,
        "Explains bank lines as suggestions propose: by the transaction, or by recording the money with its edges, in one "
        "batch. One that no longer applies is refused with CONFLICT; by default it refuses all. Payers are not remembered "
        "for it. Very many are applied by a job, which checks all of them first; a dry run of so many must be the only "
        "mutation of its operation.",
        long_trial=goes_on_as_job,
    )
    ignore_bank_line = mutation(
        IgnoreBankLineInput, IgnoreBankLinePayload, "Notes why a bank line needs no explanation, or opens it again."
    )
    update_payer = mutation(
        UpdatePayerInput, UpdatePayerPayload, "Corrects for which accounts a payer pays, or forgets the payer."
    )
