"""The feed of changes in the graph (domain R47)."""

from collections.abc import Collection, Mapping
from copy import copy
from dataclasses import dataclass, field, replace
from typing import Annotated, Any, ClassVar, TypeAlias

import strawberry
from graphql import GraphQLError, GraphQLObjectType
from strawberry.scalars import JSON

from api.errors import Code, failure
from api.graph.budget import CHARACTERS_A_VALUE, TEXTS_A_LOGGED_ROW
from api.graph.cursors import length_argument
from api.graph.ids import opaque
from api.graph.loaders import accounts, batches
from api.graph.loading import FieldPlan, Loading, Rows
from api.graph.relations import By
from api.graph.scalars import DateTime
from api.permissions.directives import OpenToClient
from api.types.accounts import Account
from api.types.audit_snapshots import TYPE_BY_NOUN
from api.types.change_data import data_of
from api.types.connections import Edge, Node, PageInfo
from api.types.fields import computed, loaded, plain, referenced, related
from api.types.history import Batch
from api.types.kinds import ChangeKind
from api.types.nodes import visible_nodes
from domain.permissions import Permission
from domain.queries.feed import (
    AnotherFeed,
    BeyondTheEnd,
    FeedChange,
    FeedPage,
    check_fingerprint,
    feed_page,
    feed_page_back,
    fingerprint_at,
    kinds_seen_by,
    names_of_recorders,
)
from domain.store.program import Program
from domain.texts import say

DEFAULT_FIRST = 100
"""How many changes a page has if neither `first` nor `last` is given."""
POSITION_DIGITS = 18


@dataclass(frozen=True, slots=True)
class NodesOfChanges:
    """The objects of changes as they are now."""

    reads: ClassVar[frozenset[str]] = frozenset({"noun", "object_id"})

    def load(self, loading: Loading, plan: FieldPlan, level: Rows) -> Program[None]:
        """Load by one statement for each type of object."""
        by_type: dict[str, dict[int, list[FeedChange]]] = {}
        for change in level.rows:
            change.related[plan.key] = None
            by_type.setdefault(TYPE_BY_NOUN[change.noun], {}).setdefault(change.object_id, []).append(change)
        for type_name, changes in by_type.items():
            found = yield from visible_nodes(type_name, loading, list(changes))
            pairs = [(change, found[key]) for key, of_one in changes.items() if key in found for change in of_one]
            for change, row in pairs:
                change.related[plan.key] = row
            below = level.below(pairs)
            loading.count_rows(below)
            yield from loading.fill(loading.schema.type_map[type_name], plan.below, below)


def load_recorded_by(_loading: Loading, plan: FieldPlan, level: Rows) -> Program[None]:
    """Load who recorded changes, by one statement."""
    names = yield from names_of_recorders(level.rows)
    for each in level.rows:
        each.related[plan.key] = names[each.batch_id]


@strawberry.type
class Change:
    """Something that happened, with the object as it was then. Changes are never changed or removed."""

    position: str = computed(
        "Its place in the feed: pass it as `after` to go on behind it.", lambda row, _: str(row.position)
    )
    fingerprint: str = plain(
        "Tells it from any other change that could stand at its position: pass it as `fingerprint` with the position."
    )
    recorded_at: DateTime = plain("When it was recorded.")
    kind: ChangeKind = plain("What happened.")
    object_id: strawberry.ID = computed(
        "The id of what it happened to, also if that is gone.",
        lambda row, _: opaque(TYPE_BY_NOUN[row.noun], row.object_id),
    )
    node: Node | None = related(NodesOfChanges(), "The object as it is now; null if it was withdrawn since.")
    data: JSON | None = computed(
        "The object as it was after the change, under the names of its fields in the graph; other objects by their ids, as "
        "`accountId`. `withdrawnAt` says since when it counts no more. A change of what explains a bank line has the line, "
        "with `part`, which was added or taken back.",
        lambda row, _: data_of(row),
    )
    account: Account | None = referenced(
        accounts,
        "account_id",
        "The account that it belongs to; null for what is the organisation's, such as ledger codes.",
    )
    batch: Batch = referenced(batches, "batch_id", "Everything that the same mutation or job changed.")
    recorded_by: str = related(By(load_recorded_by), "The name of who did it; names need not be unique.")


@strawberry.type
class ChangeConnection:
    """A part of the feed, in the order of positions."""

    edges: list[Edge[Change]] = loaded("The changes with their cursors, which are their positions.", client=False)
    nodes: list[Change] = loaded("The changes, without their cursors.", client=False)
    page_info: PageInfo = plain(
        "Where to go on: `endCursor` is the position up to which all was read, also where the page is empty."
    )
    fingerprint: str = plain(
        "The fingerprint of what stands at `endCursor`: keep both, and pass it as `fingerprint` when you go on. Then a "
        "database that was restored to an earlier state is noticed, and refused with FEED_RESTORED."
    )


@dataclass(frozen=True, slots=True)
class ChangePageInfo:
    """Where a part of the feed begins and ends, of all positions after ``oldest`` up to ``newest``."""

    found: FeedPage
    oldest: int
    newest: int
    from_end: bool

    @property
    def has_next_page(self) -> bool:
        """Whether positions follow, of whatever kind."""
        return self.found.last < self.newest

    @property
    def has_previous_page(self) -> bool:
        """Whether positions come before."""
        return self.found.after > self.oldest

    @property
    def start_cursor(self) -> str | None:
        """The position of the first change; if read from the end, the first position that was read."""
        if self.from_end:
            return str(self.found.after + 1)
        return str(self.found.changes[0].position) if self.found.changes else None

    @property
    def end_cursor(self) -> str:
        """The position up to which all was read."""
        return str(self.found.last)


@dataclass(slots=True, eq=False)
class ChangePage:
    """A part of the feed in memory."""

    page_info: ChangePageInfo
    fingerprint: str = ""
    related: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class ChangeEdge:
    """A change with its cursor."""

    node: FeedChange
    related: dict[str, Any] = field(default_factory=dict)

    @property
    def cursor(self) -> str:
        """Its position."""
        return str(self.node.position)


@dataclass(frozen=True, slots=True)
class Feed:
    """The relation of the feed; all that is committed before it is read has its position by then."""

    reads_feed: ClassVar[bool] = True
    default_length: ClassVar[int] = DEFAULT_FIRST

    def load(self, loading: Loading, plan: FieldPlan, level: Rows) -> Program[None]:
        """Load by a few statements, whatever the length of the feed."""
        assert isinstance(plan.named_type, GraphQLObjectType)
        page = ChangePage((yield from _page(loading, plan.arguments)))
        if "fingerprint" in plan.below.of(plan.named_type):
            page.fingerprint = yield from fingerprint_at(page.page_info.found.last)
        for row in level.rows:
            row.related[plan.key] = page
        yield from _fill(loading, plan, page, level)


def _page(loading: Loading, arguments: Mapping[str, Any]) -> Program[ChangePageInfo]:
    first = length_argument(arguments, "first", "after")
    last = length_argument(arguments, "last", "before")
    after, before = _position(arguments, "after") or 0, _position(arguments, "before")
    seen = kinds_seen_by(manages_access=loading.principal.may(Permission.MANAGE_ACCESS))
    asked: Collection[ChangeKind] | None = arguments.get("kinds")
    kinds = seen if asked is None else seen & set(asked)
    fingerprint: str | None = arguments.get("fingerprint")
    try:
        if fingerprint is not None and arguments.get("after") is not None:
            yield from check_fingerprint(after, fingerprint)
        if first is None and last is not None:
            found = yield from feed_page_back(before, min(last, loading.left_rows + 1), kinds, after=after)
            return ChangePageInfo(found, after, found.end, from_end=True)
        most = min(first or DEFAULT_FIRST, loading.left_rows + 1)
        found = yield from feed_page(after, most, kinds, before=before)
    except AnotherFeed as error:
        raise another_feed(error, max(after, before or 0)) from None
    newest = found.end if before is None else max(after, before - 1)
    if last is not None and len(found.changes) > last:
        loading.budget.count_rows(len(found.changes) - last)
        shown = found.changes[-last:]
        found = replace(found, changes=shown, after=shown[0].position - 1)
    return ChangePageInfo(found, 0, newest, from_end=False)


def _position(arguments: Mapping[str, Any], name: str) -> int | None:
    text: str | None = arguments.get(name)
    return None if text is None else position_from(text, name)


def _fill(loading: Loading, plan: FieldPlan, page: ChangePage, parents: Rows) -> Program[None]:
    assert isinstance(plan.named_type, GraphQLObjectType)
    loading.count_values(plan.below.of(plan.named_type), parents.beside([page for _ in parents.rows]))
    changes = page.page_info.found.changes
    used = False
    for each in plan.below.of(plan.named_type).fields:
        if each.name not in {"nodes", "edges"}:
            continue
        assert isinstance(each.named_type, GraphQLObjectType)
        rows = [copy(change) for change in changes] if used else list(changes)
        used = True  # what is loaded for a selection stands in the rows, so each has its own
        level = Rows(rows)
        loading.count_rows(level)
        if each.name == "nodes":
            page.related[each.key] = rows
            yield from fill_changes(loading, each.named_type, each.below, level)
            continue
        edges = page.related[each.key] = [ChangeEdge(change) for change in rows]
        selected = each.below.of(each.named_type)
        loading.count_values(selected, Rows(edges))
        for node in selected.named("node"):
            for edge in edges:
                edge.related[node.key] = edge.node
            yield from fill_changes(loading, node.named_type, node.below, level)


def fill_changes(loading: Loading, named_type: Any, below: Any, level: Rows) -> Program[None]:
    """Load what is selected of changes, and count how long their objects are, as often as they are asked for."""
    times = len([*below.of(named_type).named("data")])
    if times:
        loading.budget.count_values(times * sum(each.characters for each in level.rows) // CHARACTERS_A_VALUE)
        loading.budget.count_written_texts(times * level.total * TEXTS_A_LOGGED_ROW)
    yield from loading.fill(named_type, below, level)


def another_feed(error: AnotherFeed, position: int) -> GraphQLError:
    """Return the refusal of a position that is not one of this feed."""
    what = "feed-not-reached" if isinstance(error, BeyondTheEnd) else "feed-of-another"
    return failure(Code.FEED_RESTORED, say(what, position=str(position)))


def position_from(text: str, argument: str = "after") -> int:
    """Return the position in a text. Raises BAD_USER_INPUT."""
    if not (text.isascii() and text.isdecimal() and len(text) <= POSITION_DIGITS):
        source = "endCursor" if argument == "after" else "startCursor"
        raise failure(Code.BAD_USER_INPUT, say("feed-position-invalid", argument=argument, source=source))
    return int(text)


ChangesAfter: TypeAlias = Annotated[
    str | None,
    strawberry.argument(
        description="The position after which to read: a change's `position`, or `endCursor`. Null: from the beginning.",
        directives=[OpenToClient()],
    ),
]
Fingerprint: TypeAlias = Annotated[
    str | None,
    strawberry.argument(
        description="The `fingerprint` that you got with the position in `after`: if another change stands there now, the "
        "request is refused with FEED_RESTORED."
    ),
]
ChangeKinds: TypeAlias = Annotated[
    list[ChangeKind] | None, strawberry.argument(description="Only changes of these kinds; null: all that you may see.")
]
ChangesFirst: TypeAlias = Annotated[
    int | None,
    strawberry.argument(
        description="How many changes at most, 1 to 1,000; 100 if neither `first` nor `last` is given. There may be fewer "
        "although more follow.",
        directives=[OpenToClient()],
    ),
]
ChangesLast: TypeAlias = Annotated[
    int | None,
    strawberry.argument(
        description="Reads the newest changes, or those just before `before`, 1 to 1,000, oldest first. There may be fewer "
        "although others come before: go on with `before: startCursor`, which is there also where the page is empty.",
        directives=[OpenToClient()],
    ),
]
ChangesBefore: TypeAlias = Annotated[
    str | None,
    strawberry.argument(
        description="The position before which to read: a change's `position`, or `startCursor`. Null: to the end.",
        directives=[OpenToClient()],
    ),
]
