"""External ids and metadata of records: validated, and each id given to one present record of its kind (domain R48)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol

from domain.core.labels import NO_LABELS, Labels, MetadataEntry, clean_external_id, clean_metadata
from domain.core.text import number_form, quoted
from domain.core.unchanged import UNCHANGED, Unchanged
from domain.errors import DuplicateNumber
from domain.queries.labels import holders_of
from domain.store.program import Program
from domain.store.unit_of_work import UnitOfWork
from domain.tables import AccountRow, ItemRow, LedgerCodeRow, MemberRow, PlannedPaymentRow, Record, TransactionRow
from domain.texts import say

LABELLED: Sequence[type[Record]] = (AccountRow, MemberRow, LedgerCodeRow, TransactionRow, ItemRow, PlannedPaymentRow)
"""Records that may have an external id, in the order in which the ids of a command are looked up."""


class Labelled(Protocol):
    """A command, or the part of one, that gives a new record its external id and metadata."""

    @property
    def external_id(self) -> str | None:
        """The requested external id."""

    @property
    def metadata(self) -> Sequence[MetadataEntry]:
        """The requested metadata."""


class Relabelled(Protocol):
    """A command that changes a record's external id or metadata."""

    @property
    def external_id(self) -> str | Unchanged | None:
        """The new external id; None takes it away."""

    @property
    def metadata(self) -> Sequence[MetadataEntry] | Unchanged:
        """The new metadata, in place of all that is there."""


class ExternalIds:
    """Gives records their external ids, as far as ``load_external_ids`` has looked them up."""

    def __init__(self, unit: UnitOfWork, in_use: Mapping[type[Record], Collection[str]]) -> None:
        self._unit = unit
        self._in_use = in_use

    def labels(self, cls: type[Record], given: Labelled, *field: str) -> Labels:
        """Return what a new record of ``cls`` gets. Raises ``InvalidValue`` and ``DuplicateNumber``.

        The id is used up once the record is added (``use``).
        """
        if given.external_id is None and not given.metadata:
            return NO_LABELS
        external_id = clean_external_id(given.external_id, *field, "externalId")
        if external_id is not None:
            self.check_free(cls, external_id, *field)
        return Labels(external_id, clean_metadata(given.metadata, *field, "metadata"))

    def check_free(self, cls: type[Record], external_id: str, *field: str) -> None:
        """Raise ``DuplicateNumber`` if another record of ``cls`` has an external id."""
        if external_id in self._in_use.get(cls, ()) or (cls, external_id) in self._unit.external_ids:
            message = say("external-id-taken", noun=cls.NOUN, external_id=quoted(external_id))
            raise DuplicateNumber(message, *field, "externalId")


def use(unit: UnitOfWork, cls: type[Record], labels: Labels) -> None:
    """Keep later records of the unit from an external id that it gives."""
    if labels.external_id is not None:
        unit.external_ids.add((cls, labels.external_id))


def load_external_ids(unit: UnitOfWork, requested: Iterable[tuple[type[Record], str | None]]) -> Program[ExternalIds]:
    """Look up which of the requested external ids are in use: one statement a kind of which any is requested."""
    wanted: dict[type[Record], set[str]] = {}
    for cls, text in requested:
        if text is not None:
            wanted.setdefault(cls, set()).add(number_form(text))
    in_use: dict[type[Record], Collection[str]] = {}
    for cls in LABELLED if wanted else ():
        if cls in wanted:
            in_use[cls] = (yield from holders_of(cls, wanted[cls])).keys()
    return ExternalIds(unit, in_use)


def labels_for(unit: UnitOfWork, cls: type[Record], given: Labelled, *field: str) -> Program[Labels]:
    """Look up the external id of one new record, and return its labels. Raises as ``ExternalIds.labels`` does."""
    return (yield from load_external_ids(unit, [(cls, given.external_id)])).labels(cls, given, *field)


def changed_labels(unit: UnitOfWork, row: Record, given: Relabelled) -> Program[dict[str, str | Unchanged | None]]:
    """Return a record's new external id and metadata by column. Raises as ``ExternalIds.labels`` does."""
    external_id = given.external_id
    if external_id is not UNCHANGED:
        external_id = clean_external_id(external_id, "externalId")
        if external_id is not None and external_id != row.external_id:  # type: ignore[attr-defined]  # each of ``LABELLED`` has one
            cls = type(row)
            (yield from load_external_ids(unit, [(cls, external_id)])).check_free(cls, external_id)
            unit.external_ids.add((cls, external_id))
    metadata = given.metadata
    return {
        "external_id": external_id,
        "metadata": metadata if metadata is UNCHANGED else clean_metadata(metadata, "metadata"),
    }
