"""What the query root's fields are that are no pages: one thing by its id or number, many by ids, short whole lists."""

from collections import Counter
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from api.graph.loading import Level, Loading, Want
from api.graph.relations import hang
from api.ids import Key, parse, row_id
from api.types.nodes import NODES, seen_nodes
from api.types.principals import shown_principal
from domain.queries import graph
from domain.queries.reports.scope import currencies_in_use
from domain.store.steps import Steps


@dataclass(frozen=True, slots=True)
class ByIdOrNumber:
    """One row by its id or its number; null when neither is given, both are, or there is none (domain R35)."""

    type_name: str
    number_to_id: Any

    def load(self, loading: Loading, want: Want, level: Level) -> Steps[None]:
        """Finds the id where a number is given, then loads as any id."""
        given_id, number = want.arguments.get("id"), want.arguments.get("number")
        ids: list[int] = []
        if given_id is not None and number is None:
            ids = [row_id(given_id, self.type_name)]
        elif number is not None and given_id is None:
            ids = [row.id for row in (yield from self.number_to_id([number.strip()])).values()]
        found = yield from NODES[self.type_name](ids)
        yield from hang(loading, want, level, next(iter(found.values()), None))


@dataclass(frozen=True, slots=True)
class ById:
    """One row by its id; null when there is none (domain R35)."""

    type_name: str

    def load(self, loading: Loading, want: Want, level: Level) -> Steps[None]:
        """One statement."""
        found = yield from NODES[self.type_name]([row_id(want.arguments["id"], self.type_name)])
        yield from hang(loading, want, level, next(iter(found.values()), None))


@dataclass(frozen=True, slots=True)
class ByNodeIds:
    """Any rows by their ids, of any type, in the ids' order; null for those that are not there."""

    def load(self, loading: Loading, want: Want, level: Level) -> Steps[None]:
        """One statement a type, however many ids."""
        one = "id" in want.arguments
        ids = [want.arguments["id"]] if one else want.arguments["ids"]
        loading.take(Level([None] * len(ids)))
        parsed = [parse(each) for each in ids]
        times = Counter(parsed)
        found: dict[tuple[str, Key], Any] = {}
        for type_name in dict.fromkeys(each[0] for each in parsed if each is not None):
            wanted = {each[1] for each in parsed if each is not None and each[0] == type_name}
            rows = yield from seen_nodes(type_name, loading, wanted)
            if rows:
                found |= {(type_name, key): row for key, row in rows.items()}
                below = Level(list(rows.values()), {id(row): times[type_name, key] for key, row in rows.items()})
                yield from loading.fill(loading.schema.type_map[type_name], want.details, below)
        answer = [found.get(each) if each is not None else None for each in parsed]
        for row in level.rows:
            row.related[want.key] = answer[0] if one else answer


@dataclass(frozen=True, slots=True)
class TheViewer:
    """The one who asks: known without the database."""

    def load(self, loading: Loading, want: Want, level: Level) -> Steps[None]:
        """Makes the row, and loads what is selected below it."""
        principal = loading.principal
        viewer = SimpleNamespace(
            kind=principal.kind,
            name=principal.name,
            principal=shown_principal(principal.key),
            permissions=sorted(principal.permissions),
            support_contact=loading.surroundings.support_contact,
            time_zone=loading.surroundings.time_zone,
            max_body_bytes=loading.surroundings.max_body_bytes,
            account_id=principal.account_id,
        )
        yield from hang(loading, want, level, viewer)


@dataclass(frozen=True, slots=True)
class AllLedgerCodes:
    """Every ledger code, by code."""

    def load(self, loading: Loading, want: Want, level: Level) -> Steps[None]:
        """One statement."""
        include = bool(want.arguments.get("includeArchived"))
        rows = yield from graph.ledger_codes(loading.left_rows, include_archived=include)
        below = Level(rows)
        loading.take(below)
        for row in level.rows:
            row.related[want.key] = rows
        yield from loading.fill(want.type, want.details, below)


@dataclass(frozen=True, slots=True)
class CurrenciesInUse:
    """The currencies that accounts have, that of most accounts first."""

    def load(self, loading: Loading, want: Want, level: Level) -> Steps[None]:
        """One statement."""
        found = yield from currencies_in_use()
        loading.take(Level([None] * len(found)))
        for row in level.rows:
            row.related[want.key] = found
