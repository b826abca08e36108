"""Ids as callers see them: opaque texts of the type and the row's key, such as tr_7190.

A row's key is its number. A suggestion is not a row: its key is its credit item, or its bank line, and a digest of what it
proposes.
Callers must not read them: their form may change.
"""

import re
from typing import TypeAlias

from domain.core.matching import SuggestionKey

UNKNOWN_ID = 0
"""No row has this id. It replaces an id that cannot be parsed, so that it is answered like an unknown one (domain R35)."""

SUGGESTION = "Suggestion"
BANK_LINE_SUGGESTION = "BankLineSuggestion"
COMPUTED = frozenset({SUGGESTION, BANK_LINE_SUGGESTION})
NodeKey: TypeAlias = int | SuggestionKey

PREFIXES = {
    "Account": "ac",
    "ApiToken": "to",
    "AuditEvent": "ev",
    "BankAccount": "bk",
    "BankLine": "bl",
    "BankLinePart": "bp",
    BANK_LINE_SUGGESTION: "bg",
    "BankStatement": "bs",
    "BankStatementLine": "bn",
    "Batch": "ba",
    "BillingSubscription": "su",
    "BooksClosing": "bc",
    "FileMapping": "fm",
    "Job": "jo",
    "Journal": "jn",
    "LedgerCode": "lc",
    "Mail": "ml",
    "Member": "me",
    "Identity": "id",
    "Passkey": "pk",
    "Authenticator": "au",
    "Payer": "py",
    "PayerAccount": "pa",
    "PlannedPayment": "pl",
    "Reconciliation": "re",
    "Role": "ro",
    "Session": "se",
    SUGGESTION: "sg",
    "Transaction": "tr",
    "TransactionItem": "it",
    "User": "us",
    "Webhook": "wh",
    "WebhookDelivery": "wd",
}
"""What the ids of each type begin with. Few letters: a page of a list shows hundreds of ids."""
_TYPES = {prefix: type_name for type_name, prefix in PREFIXES.items()}

_NUMBER = re.compile(r"[0-9]{1,19}")
_SUGGESTION = re.compile(r"([0-9]{1,19})-([0-9a-f]{16})")


def opaque(type_name: str, key: NodeKey) -> str:
    """Return the opaque id of a row or a suggestion."""
    return f"{PREFIXES[type_name]}_{key}"


def parse(text: str) -> tuple[str, NodeKey] | None:
    """Return the type and key in an opaque id, or None if it is not one."""
    prefix, _, key_text = text.partition("_")
    type_name = _TYPES.get(prefix)
    if type_name is None:
        return None
    key = _suggestion_key(key_text) if type_name in COMPUTED else _number(key_text)
    if key is None or opaque(type_name, key) != text:
        return None
    return type_name, key


def _number(text: str) -> int | None:
    number = int(text) if _NUMBER.fullmatch(text) else UNKNOWN_ID
    return number if 0 < number < 2**63 else None


def _suggestion_key(text: str) -> SuggestionKey | None:
    found = _SUGGESTION.fullmatch(text)
    credit_item_id = _number(found[1]) if found is not None else None
    return SuggestionKey(credit_item_id, found[2]) if found is not None and credit_item_id is not None else None


def row_id(text: str, type_name: str) -> int:
    """Return the row id in an opaque id of one type; ``UNKNOWN_ID`` for any other text."""
    parsed = parse(text)
    return parsed[1] if parsed is not None and parsed[0] == type_name and isinstance(parsed[1], int) else UNKNOWN_ID


def suggestion_key(text: str, type_name: str = SUGGESTION) -> SuggestionKey | None:
    """Return the suggestion's key in an opaque id of one type; None for any other text."""
    parsed = parse(text)
    return parsed[1] if parsed is not None and parsed[0] == type_name and isinstance(parsed[1], SuggestionKey) else None
