"""Which texts have an index of their parts: the three characters that stand side by side anywhere in them (domain R37a).

Migrations make the tables of these indexes, and triggers fill them; ``store/text_parts.py`` asks them. They are no tables
of records, and differ between databases: SQLite has FTS5's and ``unindexed_texts``, PostgreSQL those of the texts.
"""

from typing import NamedTuple

from domain.tables.accounts import AccountRow, MemberRow
from domain.tables.bank import BankLineRow, PayerRow
from domain.tables.billing import ItemRow, TransactionRow
from domain.tables.record import Record


class TextIndex(NamedTuple):
    """The index over some texts of a table's rows; ``kind`` begins the names of all that belongs to it."""

    kind: str
    rows: type[Record]
    texts: tuple[str, ...]

    @property
    def name(self) -> str:
        """The table by which it is asked."""
        return f"{self.kind}_texts"

    def texts_of(self, alias: str, line_break: str) -> str:
        """Return in SQL what is indexed of a row: the keys of its texts with a line break behind each, and one at the end.

        ``line_break`` is one in the database's own SQL. No key has any.
        """
        keys = [f"{alias}.{name}_key" for name in self.texts]
        return f" || {line_break} || ".join([*keys, line_break])


TEXT_INDEXES = (
    TextIndex("account", AccountRow, ("number", "owner_name", "email")),
    TextIndex("member", MemberRow, ("name",)),
    TextIndex("transaction", TransactionRow, ("number", "reference", "description")),
    TextIndex("item", ItemRow, ("description",)),
    TextIndex("bank_line", BankLineRow, ("payer_name", "payer_account", "text", "structured_reference")),
    TextIndex("payer", PayerRow, ("name", "payer_account")),
)


def text_index(kind: str) -> TextIndex:
    """Return the index that has this kind."""
    (found,) = (each for each in TEXT_INDEXES if each.kind == kind)
    return found


UNINDEXED = "unindexed_texts"
"""On SQLite, the table of the rows that are not indexed yet, by the names of their tables and their ids."""
