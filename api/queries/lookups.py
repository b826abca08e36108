"""The query root's fields that are not pages: one object by its id or number, many by their ids, short lists."""

from collections import Counter
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from api.errors import Code, failure
from api.graph.ids import NodeKey, parse, row_id
from api.graph.loading import FieldPlan, Loading, Rows
from api.graph.relations import ByIds, attach, partly
from api.types.nodes import NODES, NODES_BY_EXTERNAL_ID, may_see, visible_nodes
from api.types.principals import shown_principal
from domain.core.text import storable
from domain.queries import graph
from domain.queries.reports.scope import currencies_in_use
from domain.queries.undone import undone_by_number
from domain.store.program import Program
from domain.tables import Record

_KEYS = ("id", "number", "externalId")


@dataclass(frozen=True, slots=True)
class ByIdOrNumber:
    """One row by its id, or by its number or external id where it has these; null if it is not found (domain R35).

    Of a number that an undo made free, the answer's extensions say so (domain R37b).
    """

    type_name: str
    by_number: ByIds | None = None
    by_external_id: ByIds | None = None
    row_class: type[Record] | None = None

    def load(self, loading: Loading, plan: FieldPlan, level: Rows) -> Program[None]:
        """Load the row by what is given; raises BAD_USER_INPUT for nothing and for more than one."""
        given = {name: value for name in _KEYS if (value := plan.arguments.get(name)) is not None}
        if self.by_number is not None and len(given) != 1:
            what = " and ".join(f"`{name}`" for name in given) if given else "none"
            message = f"Give one of `id`, `number` and `externalId` to look up {self.type_name.lower()}s; got {what}."
            raise failure(Code.BAD_USER_INPUT, message)
        attributes = loading.attributes(plan.named_type, plan.below)
        if self.by_number is not None and self.row_class is not None and "number" in given:
            found = yield from partly(self.by_number, attributes)(storable([given["number"]]))
            if not found:
                undone = yield from undone_by_number(self.row_class, [given["number"]])
                loading.undone += [(plan.key, each) for each in undone.values()]
        elif self.by_external_id is not None and "externalId" in given:
            found = yield from partly(self.by_external_id, attributes)(storable([given["externalId"]]))
        else:
            found = yield from partly(NODES[self.type_name], attributes)([row_id(plan.arguments["id"], self.type_name)])
        yield from attach(loading, plan, level, next(iter(found.values()), None))


def load_nodes_by_ids(loading: Loading, plan: FieldPlan, level: Rows) -> Program[None]:
    """Load rows of any type by their ids, in the ids' order, by one statement a type; null for those that are not there."""
    one = "id" in plan.arguments
    ids = [plan.arguments["id"]] if one else plan.arguments["ids"]
    loading.count_rows(Rows([None] * len(ids)))
    parsed = [parse(each) for each in ids]
    times = Counter(parsed)
    found: dict[tuple[str, NodeKey], Any] = {}
    for type_name in dict.fromkeys(each[0] for each in parsed if each is not None):
        wanted = {each[1] for each in parsed if each is not None and each[0] == type_name}
        rows = yield from visible_nodes(type_name, loading, wanted)
        if rows:
            found |= {(type_name, key): row for key, row in rows.items()}
            below = Rows(list(rows.values()), {id(row): times[type_name, key] for key, row in rows.items()})
            yield from loading.fill(loading.schema.type_map[type_name], plan.below, below)
    answer = [found.get(each) if each is not None else None for each in parsed]
    for row in level.rows:
        row.related[plan.key] = answer[0] if one else answer


def load_by_external_id(loading: Loading, plan: FieldPlan, level: Rows) -> Program[None]:
    """Load what another system calls by one id, at most one row a type, by a look in each type's index."""
    wanted = storable([plan.arguments["externalId"]])
    answer: list[Any] = []
    for type_name, by_external_id in NODES_BY_EXTERNAL_ID.items():
        if may_see(type_name, loading.principal):
            found = list((yield from by_external_id(wanted)).values())
            loading.count_rows(Rows(found))
            yield from loading.fill(loading.schema.type_map[type_name], plan.below, Rows(found))
            answer += found
    for row in level.rows:
        row.related[plan.key] = answer


def load_viewer(loading: Loading, plan: FieldPlan, level: Rows) -> Program[None]:
    """Load the viewer from the principal, without the database."""
    principal = loading.principal
    viewer = SimpleNamespace(
        id=principal.user_id,
        kind=principal.kind,
        name=principal.name,
        principal=shown_principal(principal.key),
        permissions=sorted(principal.permissions),
        support_contact=loading.request_info.support_contact,
        time_zone=loading.request_info.time_zone,
        max_body_bytes=loading.request_info.max_body_bytes,
        mail_from=None if loading.request_info.mail_sender is None else loading.request_info.mail_sender.email,
        account_id=principal.account_id,
    )
    yield from attach(loading, plan, level, viewer)


def load_ledger_codes(loading: Loading, plan: FieldPlan, level: Rows) -> Program[None]:
    """Load every ledger code, by code."""
    include = bool(plan.arguments.get("includeArchived"))
    rows = yield from graph.ledger_codes(loading.left_rows, include_archived=include)
    yield from attach(loading, plan, level, rows)


def load_currencies(loading: Loading, plan: FieldPlan, level: Rows) -> Program[None]:
    """Load the currencies that accounts have, that of most accounts first."""
    found = yield from currencies_in_use()
    loading.count_rows(Rows([None] * len(found)))
    for row in level.rows:
        row.related[plan.key] = found
