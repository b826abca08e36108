"""What ``verify`` proves of each table, and what it does not, with the reason (domain R16).

A table is in ``PROVEN``, or a gap of ``GAPS`` holds all of it. Columns of a proven table are proven but for its gaps. A test
compares both with the tables that there are, and ``tests.stress.tampering`` changes all of them.
"""

from dataclasses import dataclass
from typing import Literal

from domain.tables.texts import TEXT_INDEXES, UNINDEXED

Way = Literal["changed", "deleted", "added"]
WAYS: tuple[Way, ...] = ("changed", "deleted", "added")
ALL = ("*",)

EVENTS = "each row is what its last audit event says, and each event that made one has it"
SUMS = "each sum is that of the rows"

PROVEN: dict[str, str] = {
    **dict.fromkeys(
        (
            *("accounts", "api_tokens", "authenticators", "bank_accounts", "bank_line_parts", "bank_lines"),
            *("bank_statement_lines", "bank_statements", "books_closings", "file_mappings", "identities", "items"),
            *(
                "journals",
                "ledger_codes",
                "mails",
                "members",
                "passkeys",
                "payer_accounts",
                "payers",
                "planned_payments",
            ),
            *("reconciliations", "roles", "subscriptions", "transactions", "users", "webhooks"),
        ),
        EVENTS,
    ),
    "audit_events": "each unit's events are sealed with the hash before them, up to the head on its account",
    "audit_texts": "each has a commitment in its event",
    "batches": "each is sealed with its events, and has some",
    "book_sum_changes": SUMS,
    "book_sums": SUMS,
    "feed_ranges": "each event is in one range or waits, in the order of its chain, and positions have no gap",
    "feed_waiting": "each event is in one range or waits",
    "hidden_book_sums": SUMS,
    "idempotency_keys": "each is sealed with its batch",
    "job_errors": "each job counts its own",
    "jobs": "who began it is who made its batch; signed heads hold it once it has ended",
    "journal_lines": "each journal has the hash of its own, in order",
    "organisations": "there is one; its audit log ends at its head; signed heads hold its secret",
    "tortoise_migrations": "they are those of this version, each once",
    "transaction_versions": "each is what the event says that ended it, and each such event has one",
}
"""Tables whose rows are proven, with what proves them."""
PROVEN_ON: dict[str, dict[str, str]] = {
    "sqlite": {UNINDEXED: "each is a row that the index of searched texts lacks"},
    "postgres": {index.name: "each is of a row, and has its texts" for index in TEXT_INDEXES},
}
"""As ``PROVEN``, of tables that one database has; SQLite's index itself is in none."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that may be done to a table without being found, and why it is left so.

    ``columns`` are ``ALL`` or some; ``rows`` is an SQL condition of an alias ``x``, empty for all rows.
    """

    table: str
    columns: tuple[str, ...]
    ways: tuple[Way, ...]
    reason: str
    rows: str = ""


_PASSING = "It says what is going on at the moment, changes at any time without an event, and is soon deleted."
_SESSION = (
    "Signing in and out changes no record. Whoever can write here can sign in as anybody; what they do then stands in the "
    "log."
)
_NUMBER = "Nothing refers to it."
_PROGRESS = "It is how far unfinished work has come, which changes without an event."
COUNTERS = tuple(
    f"{each}_seq" for each in ("invoice", "payment", "deposit", "credit", "cancellation", "refund", "correction")
)

GAPS: tuple[Gap, ...] = (
    Gap("sessions", ALL, WAYS, _SESSION),
    Gap("sign_in_codes", ALL, WAYS, _SESSION),
    Gap("sign_in_steps", ALL, WAYS, _SESSION),
    Gap("recovery_codes", ALL, WAYS, _SESSION),
    Gap("factor_uses", ALL, WAYS, _SESSION),
    Gap("authenticators", ("secret",), ("changed",), _SESSION),
    Gap(
        "webhooks",
        ("secret", "former_secret", "position", "failing_since", "attempts", "next_attempt_at", "gave_up_at"),
        ("changed",),
        "It is how far an endpoint has come, and what signs; it changes without an event, and no record follows from it.",
    ),
    Gap(
        "mails",
        ("state", "attempts", "due_since", "next_attempt_at", "attempted_at", "sent_at", "status", "failure"),
        ("changed",),
        "It is what became of an e-mail, which changes without an event; no record follows from it.",
    ),
    Gap("webhook_deliveries", ALL, WAYS, "It tells what became of deliveries, and is deleted after thirty days."),
    Gap("sign_in_tries", ALL, WAYS, "Wrong guesses are counted for an hour; they change no record."),
    Gap("leases", ALL, WAYS, _PASSING),
    Gap("commit_marks", ALL, WAYS, _PASSING),
    Gap(
        "staged_files", ALL, WAYS, "A file waits there to be published; what becomes of it is proven with its records."
    ),
    Gap("staged_rows", ALL, WAYS, "A file waits there to be published; what becomes of it is proven with its records."),
    Gap("documents", ALL, WAYS, "It is a copy of what the records say, and is deleted after thirty days."),
    Gap("undone_parts", ALL, WAYS, _PROGRESS),
    Gap(
        "imported_rows",
        ALL,
        WAYS,
        "It tells whether a row of a file comes again, and erasing a person deletes it. Where it is lost, the same file can "
        "be imported again, which the list of possible duplicates shows.",
    ),
    Gap(
        "idempotency_keys",
        ALL,
        WAYS,
        "A request that changed nothing, or only began a job, has no batch to be sealed with. Sent again, it is done again.",
        "x.batch_id is null",
    ),
    Gap(
        "idempotency_keys",
        ALL,
        ("added",),
        "An undo that left accounts out may go on under another key, with which its batch cannot be sealed again.",
        "exists (select 1 from batches b where b.id = x.batch_id and b.undoes_id is not null)",
    ),
    Gap("jobs", ALL, ("changed", "deleted"), _PROGRESS, "x.ended_at is null"),
    Gap("jobs", ("documents",), ("changed",), "It says which copies on paper a job made; no record follows from it."),
    Gap("jobs", ALL, ("added",), "What it changed would be proven by its batch; a job without one changed nothing."),
    Gap(
        "jobs",
        ("last_account_id", "leased_until", "tries", "failure"),
        ("changed",),
        "It says nothing once the job has ended, or erasing a person replaces it.",
    ),
    Gap(
        "job_errors",
        ("id", "account_id", "code", "message"),
        ("changed",),
        "It is why a job left an account as it was; erasing a person replaces it.",
    ),
    Gap(
        "accounts", COUNTERS, ("changed",), "Where a counter is wrong, numbers are left out, or taken ones passed over."
    ),
    Gap("accounts", ("recording_seq",), ("changed",), "It may be too high: numbers of refused changes are left out."),
    Gap(
        "api_tokens",
        ("last_used_at", "former_used_at"),
        ("changed",),
        "It is written without an event, to save one with each request.",
    ),
    Gap(
        "api_tokens",
        ("former_secret_hash",),
        ("changed",),
        "It lets in no longer than an event says, and whoever can write here can sign in as anybody.",
    ),
    Gap("batches", ("partly_undone",), ("changed",), "Whether an undo left accounts out follows from no other value."),
    Gap("organisations", ("last_worker",), ("changed",), "It counts how often the database was opened."),
    Gap(
        "tortoise_migrations",
        ("id", "applied_at"),
        ("changed",),
        "When a migration was applied says nothing of records.",
    ),
    Gap("feed_ranges", ("shown_at",), ("changed",), "The records themselves say when they were shown."),
    Gap("feed_waiting", ("id", "batch_id", "shown_at"), ("changed",), _PASSING),
    Gap("book_sums", ("id",), ("changed",), _NUMBER),
    Gap("book_sum_changes", ("id",), ("changed",), _NUMBER),
    Gap("hidden_book_sums", ("id",), ("changed",), _NUMBER),
)


def gap_of(table: str, column: str, way: Way) -> Gap | None:
    """Return the gap that holds all rows of a table or of a column of it, None if it is proven."""
    for gap in GAPS:
        if gap.table == table and way in gap.ways and not gap.rows and (gap.columns == ALL or column in gap.columns):
            return gap
    return None
