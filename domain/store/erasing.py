"""Erasing a person: their texts give way to one word, in rows and beside the log, and the salts go (domain R49).

Rows and logged texts are replaced alike, so that each row still equals its last event; the log itself does not change.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeVar

import orjson

from domain.core.folding import folded
from domain.core.text import SHOWN_MAX, form_by_name
from domain.store.program import ExecuteMany, Program, Query, Sql
from domain.store.snapshots import LOGGED, USUAL
from domain.store.statements import reader_of, update_sql
from domain.tables import (
    AccountRow,
    AuditTextsRow,
    BankLinePartRow,
    BankLineRow,
    ItemRow,
    MemberRow,
    PayerRow,
    PlannedPaymentRow,
    Record,
    SubscriptionRow,
    TransactionRow,
    TransactionVersionRow,
    UserRow,
)
from domain.tables.billing import VERSIONED
from domain.tables.record import personal_columns
from domain.texts.stored import in_stored

R = TypeVar("R", bound=Record)

ERASED = "erased"
"""What happened to a row, as its audit event says; no undo takes it back."""
TEXTS_AT_ONCE = 1_000
LABELS = ("external_id", "metadata")
"""Columns that are null once they are erased: an external id is one record's alone, and metadata is no plain text."""
KEPT = ("", *USUAL.values())
"""Texts that say nothing of anybody."""


@dataclass(slots=True)
class Erasure:
    """Whom a unit of work erases: an account with all members and users, or one member of it.

    ``free_texts``: also what transactions and subscriptions say, all of the account's or those that are for the member.
    ``parts`` are words that stand in messages of failed work, such as the person's names. ``lines`` and ``payers`` are the
    bank lines that tell of nobody else, and who paid by them.
    """

    account: AccountRow
    member: MemberRow | None
    users: Sequence[UserRow]
    free_texts: bool
    parts: Sequence[str] = field(default_factory=tuple)
    lines: Sequence[BankLineRow] = ()
    payers: Sequence[PayerRow] = ()

    @property
    def word(self) -> str:
        """What stands in the place of what is erased."""
        return f"erased #{self.account.number}"

    def erased_account(self) -> AccountRow:
        """Return the account as it is afterwards."""
        email = None if self.account.email is None else email_of(self.word)
        return self.account.copy(owner_name=self.word, email=email, external_id=None, metadata=None)

    def erased_member(self) -> MemberRow | None:
        """Return the member as they are afterwards, if one alone is erased."""
        return None if self.member is None else self.member.copy(name=self.word, external_id=None, metadata=None)

    def erased_users(self) -> list[UserRow]:
        """Return the users as they are afterwards: nobody signs in as one of them again."""
        return [
            user.copy(
                name=self.word,
                email=email_of(self.word if number == 1 else f"{self.word} {number}"),
                disabled=True,
                password_hash=None,
            )
            for number, user in enumerate(self.users, 1)
        ]

    def erased_lines(self) -> list[BankLineRow]:
        """Return the bank lines as they are afterwards."""
        return [self._without_texts(line, folded(self.word)) for line in self.lines]

    def erased_payers(self, now: int) -> list[PayerRow]:
        """Return the payers as they are afterwards: forgotten."""
        rows = [self._without_texts(payer, folded(self.word)) for payer in self.payers]
        return [row if row.withdrawn_at is not None else row.copy(withdrawn_at=now) for row in rows]

    def _without_texts(self, row: R, key: str) -> R:
        """Return a row with the word in place of each personal text, and its search keys."""
        names = [name for name in row.PERSONAL if getattr(row, name) not in {None, *KEPT}]
        keys = {column: key for column, name in row.KEYS.items() if name in names}
        return row.copy(**dict.fromkeys(names, self.word), **keys)


def email_of(word: str) -> str:
    """Return the word in the form of an e-mail address."""
    return form_by_name("email")(word).lower()


def _sets(row_class: type[Record], texts: Sequence[str]) -> str:
    """Return what an update sets to erase ``texts`` of rows, and their search keys."""
    kept = ", ".join(f"'{each}'" for each in KEPT)
    sets = []
    for text in texts:
        if text in LABELS:
            sets.append(f"{text} = null")
            continue
        sets.append(f"{text} = case when {text} is null or {text} in ({kept}) then {text} else :word end")
        for key, of in row_class.KEYS.items():
            if of == text:
                sets.append(f"{key} = case when coalesce({text}, '') in ({kept}) then {key} else :key end")
    return ", ".join(sets)


_OF_MEMBER = "(select i.transaction_id from items i where i.member_id = :id)"
_TRANSACTIONS = {"account": "t.account_id = :id", "member": f"t.id in {_OF_MEMBER}"}
_SUBSCRIPTIONS = {"account": "account_id = :id", "member": "member_id = :id"}
_PARTS = {"account": "account_id = :id", "member": "transaction_id in " + _OF_MEMBER}
_PLANNED_FOR_MEMBER = (
    "(select r.planned_payment_id from reconciliations r join items i on i.id = r.debit_item_id "
    "where i.member_id = :id and r.planned_payment_id is not null)"
)
_PLANNED = {"account": "account_id = :id", "member": f"id in {_PLANNED_FOR_MEMBER}"}
_MEMBERS = {
    scope: Sql(
        f"update members set name = :word, name_key = :key, external_id = null, metadata = null where {condition}"
    )
    for scope, condition in {"account": "account_id = :id", "member": "id = :id"}.items()
}
_VERSIONED = [each for each in personal_columns(TransactionRow) if each in VERSIONED]
_ACCOUNT = Sql(
    "update accounts set owner_name = :owner, owner_name_key = :owner_key, email = :email, email_key = :email_key, "
    "external_id = null, metadata = null where id = :id"
)
_USER = Sql(
    "update users set name = :name, name_key = :key, email = :email, disabled = :disabled, password_hash = :hash "
    "where id = :id"
)
_LOGGED = (
    f"select {AuditTextsRow.select_list('x')}, e.action from audit_events e join audit_texts x on x.id = e.id where"
)
_PAGE = "x.id > :after order by x.id limit :most"
_NAMES_LOGGED = {
    "account": Sql(
        f"{_LOGGED} e.account_id = :id and (e.action like 'account.%' or e.action like 'member.%' "
        f"or e.action like 'mail.%') and {_PAGE}"
    ),
    "member": Sql(
        f"{_LOGGED} e.entity_id in (select :id union select m.id from mails m where m.member_id = :id) and {_PAGE}"
    ),
}
_MAILS = {
    scope: Sql(
        "update mails set to_email = :word, subject = :word, message = :word, "
        f"state = case state when 'WAITING' then 'FAILED' else state end where {condition}"
    )
    for scope, condition in {"account": "account_id = :id", "member": "member_id = :id"}.items()
}
"""What waits is not sent any more."""
_FREE_LOGGED = {
    "account": (Sql(f"{_LOGGED} e.account_id = :id and {_PAGE}"),),
    "member": (
        Sql(f"{_LOGGED} e.entity_id in {_OF_MEMBER} and {_PAGE}"),
        Sql(f"{_LOGGED} e.entity_id in {_PLANNED_FOR_MEMBER} and {_PAGE}"),
        Sql(f"{_LOGGED} e.entity_id in (select s.id from subscriptions s where s.member_id = :id) and {_PAGE}"),
        Sql(
            f"{_LOGGED} e.entity_id in (select p.id from bank_line_parts p where p.transaction_id in {_OF_MEMBER}) "
            f"and {_PAGE}"
        ),
    ),
}
_LOGGED_OF_ROW = Sql(f"{_LOGGED} e.entity_id = :id and {_PAGE}")
_ERASE_TEXTS = Sql("update audit_texts set salt = '', before = :before, after = :after where id = :id")
_BESIDE = (
    Sql(
        "update idempotency_keys set arguments_hash = '', outcome = '{}' "
        "where batch_id in (select e.batch_id from audit_events e where e.account_id = :id)"
    ),
    Sql("delete from imported_rows where account_id = :id"),
    Sql("delete from documents where account_id = :id"),
    Sql("update job_errors set message = :word where account_id = :id"),
    Sql("update jobs set documents = null where kind = 'SEND_DOCUMENTS' and ended_at is not null"),
    Sql(
        "delete from staged_rows where job_id in (select j.id from jobs j where j.ended_at is not null "
        "and j.leased_until < :now)"
    ),
)
_OF_USER = (Sql("delete from sessions where user_id = :id"), Sql("delete from sign_in_codes where user_id = :id"))
_STORED_OF_USER = Sql(
    "update idempotency_keys set arguments_hash = '', outcome = '{}' "
    "where batch_id in (select e.batch_id from audit_events e where e.entity_id = :id)"
)
_FAILURES = (
    Sql("update jobs set failure = :word where failure contains :part"),
    Sql("update job_errors set message = :word where message contains :part"),
)


def erase(erasure: Erasure, now: int) -> Program[None]:
    """Replace the texts of whom a unit erases, everywhere but in its own audit events, which hold none of them."""
    whole = erasure.member is None
    scope = "account" if whole else "member"
    row_id = erasure.account.id if erasure.member is None else erasure.member.id
    word, key = erasure.word, folded(erasure.word)
    if whole:
        yield from _erase_account(erasure)
    yield Query(_MEMBERS[scope], word=word, key=key, id=row_id)
    yield Query(_MAILS[scope], word=word, id=row_id)
    for sql in _free_texts(scope) if erasure.free_texts else ():
        yield Query(sql, **{name: {"word": word, "key": key, "id": row_id}[name] for name in sql.names})
    for sql in (_NAMES_LOGGED[scope], *(_FREE_LOGGED[scope] if erasure.free_texts else ())):
        yield from _erase_logged(sql, row_id, word)
    arguments = {"id": erasure.account.id, "word": word, "now": now}
    for sql in _BESIDE:
        yield Query(sql, **{name: arguments[name] for name in sql.names})
    yield from _erase_rows(erasure.erased_lines(), word)
    yield from _erase_rows(erasure.erased_payers(now), word)
    for part in parts_in_messages(erasure.parts):
        for sql in _FAILURES:
            yield Query(sql, word=word, part=part)


@cache
def _free_texts(scope: str) -> tuple[Sql, ...]:
    """Return what erases all that transactions and subscriptions of an ``account`` or for a ``member`` say."""
    transactions = f"(select t.id from transactions t where {_TRANSACTIONS[scope]})"
    return tuple(
        Sql(f"update {row_class.TABLE} set {_sets(row_class, texts)} where {of}")
        for row_class, texts, of in (
            (TransactionRow, personal_columns(TransactionRow), f"id in {transactions}"),
            (ItemRow, personal_columns(ItemRow), f"transaction_id in {transactions}"),
            (PlannedPaymentRow, personal_columns(PlannedPaymentRow), _PLANNED[scope]),
            (TransactionVersionRow, _VERSIONED, f"transaction_id in {transactions}"),
            (SubscriptionRow, personal_columns(SubscriptionRow), _SUBSCRIPTIONS[scope]),
            (BankLinePartRow, personal_columns(BankLinePartRow), _PARTS[scope]),
        )
    )


def parts_in_messages(parts: Iterable[str]) -> list[str]:
    """Return what a stored message has of some words, as it stands there: a message cuts long ones short."""
    shown = [each[: SHOWN_MAX - 1] for each in parts]
    return list(dict.fromkeys(form for each in shown for form in (each, in_stored(each))))


def _erase_rows(rows: Sequence[Record], word: str) -> Program[None]:
    """Write erased rows of one table, and replace their logged texts."""
    if not rows:
        return
    cls = type(rows[0])
    columns = (*sorted(cls.PERSONAL), *sorted(cls.KEYS), "withdrawn_at")
    yield ExecuteMany(update_sql(cls.TABLE, columns), list(map(reader_of((*columns, "id")), rows)))
    for row in rows:
        yield from _erase_logged(_LOGGED_OF_ROW, row.id, word)


def _erase_account(erasure: Erasure) -> Program[None]:
    account = erasure.erased_account()
    keys = (folded(account.owner_name), folded(account.email or ""))
    yield ExecuteMany(_ACCOUNT, [(account.owner_name, keys[0], account.email, keys[1], account.id)])
    users = erasure.erased_users()
    if users:
        yield ExecuteMany(
            _USER, [(each.name, folded(each.name), each.email, each.disabled, None, each.id) for each in users]
        )
    for user in users:
        for sql in (*_OF_USER, _STORED_OF_USER):
            yield Query(sql, id=user.id)
        yield from _erase_logged(_LOGGED_OF_ROW, user.id, erasure.word)


def _erase_logged(sql: Sql, row_id: int, word: str) -> Program[None]:
    """Replace the texts of which audit events speak, and destroy their salts."""
    after = 0
    while rows := (yield Query(sql, id=row_id, after=after, most=TEXTS_AT_ONCE)):
        texts = AuditTextsRow.load_all(rows)
        after = texts[-1].id
        erased = []
        for each, row in zip(texts, rows, strict=True):
            cls = LOGGED[row[-1].partition(".")[0]]
            erased.append((_erased(cls, each.before, word), _erased(cls, each.after, word), each.id))
        yield ExecuteMany(_ERASE_TEXTS, erased)


def _erased(cls: type[Record], text: str | None, word: str) -> str | None:
    """Return one side of an event about a row of ``cls``, erased; a transaction's may hold its items' texts as well."""
    if text is None:
        return None
    values = orjson.loads(text)
    if not values or not isinstance(values[0], list):
        return orjson.dumps(_each_erased(cls, values, word)).decode()
    classes: list[type[Record]] = [cls, *[ItemRow] * (len(values) - 1)]
    return orjson.dumps([_each_erased(*each, word) for each in zip(classes, values, strict=True)]).decode()


def _each_erased(cls: type[Record], values: Sequence[Any], word: str) -> list[Any]:
    of_columns = zip(personal_columns(cls), values, strict=False)
    return [None if name in LABELS else value if value is None or value in KEPT else word for name, value in of_columns]


def logged_texts(text: str | None) -> set[str]:
    """Return the texts of one side of an event that are not kept as they are."""
    if text is None:
        return set()
    found: list[Any] = [orjson.loads(text)]
    flat: set[str] = set()
    while found:
        value = found.pop()
        if isinstance(value, list):
            found += value
        elif value is not None and value not in KEPT:
            flat.add(str(value))
    return flat
