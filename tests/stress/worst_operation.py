"""The dearest queries that are accepted: their CPU and memory, by the compiled functions and by graphql-core.

    python -m tests.stress.worst_operation [ACCOUNTS [INVOICES [STEPS]]] [--only sqlite|postgresql]

Queries are drawn from the schema: a list of the root or of an account, up to three within one another, with fields of its
rows under any number of names, any page sizes, one filter or order, and the whole repeated. Each field of each list is
asked for in small first. From the dearest of these the program climbs: a random change is kept if the query is accepted and
took more CPU. Prints the dearest of each climb, the least that it took of ``AGAIN`` more tries, as others may disturb one;
``!`` marks what is beyond ``TOTAL_S`` or ``TOTAL_MIB``. On SQLite the CPU is all there is; on PostgreSQL it is this
process's.
"""

import argparse
import asyncio
import gc
import pathlib
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
    is_list_type,
    is_required_argument,
)

from api.graph.budget import ROW_BUDGET
from api.schema import core_schema
from domain.store.store import Store
from tests.bench.reading import fill
from tests.support.databases import both_databases
from tests.support.graphql import Api, interpreting

TOTAL_S, TOTAL_MIB = 0.25, 64
"""What no accepted query should exceed."""
PAGE = 1_000
SMALL = 50
CLIMBS = 12
AGAIN = 3
"""How often the dearest of a climb is asked again."""
DEEPEST = 3
"""How many lists stand within one another."""
STATUS, CLEAR = pathlib.Path("/proc/self/status"), pathlib.Path("/proc/self/clear_refs")
LITERALS = {
    "String": ('"zz9"', '"a"'),
    "Int": ("1",),
    "Boolean": ("true",),
    "Date": ('"2026-01-15"',),
    "DateTime": ('"2026-01-01T00:00:00Z"',),
    "Year": ("2026",),
    "Cents": ("1000",),
}
"""What stands for an argument of a type; others are left out. Of texts, a search finds nothing, and very much."""


@dataclass(frozen=True, slots=True)
class Path:
    """The way to a list: the fields that lead there, and the type of its rows."""

    fields: tuple[str, ...]
    of: GraphQLObjectType
    below: GraphQLField
    account: bool


@dataclass(frozen=True, slots=True)
class Question:
    """A query of one list: page sizes from the outermost, fields with how often each, and how often all of it."""

    path: Path
    sizes: tuple[int, ...]
    fields: tuple[tuple[str, int], ...]
    argument: str = ""
    times: int = 1
    counted: bool = False

    @property
    def text(self) -> str:
        """The query."""
        number = iter(range(1_000))
        inner = " ".join(f"a{next(number)}: {field}" for field, times in self.fields for _ in range(times))
        for at in reversed(range(len(self.sizes))):
            last = at == len(self.sizes) - 1
            argument = self.argument if last else ""
            count = "totalCount " if last and self.counted else ""
            inner = f"{self.path.fields[at]}(first: {self.sizes[at]}{argument}) {{ {count}nodes {{ {inner} }} }}"
        repeated = " ".join(f"r{at}: {inner}" for at in range(self.times)) if self.times > 1 else inner
        return f'{{ account(number: "A5") {{ {repeated} }} }}' if self.path.account else f"{{ {repeated} }}"

    @property
    def short(self) -> str:
        """What it asks for, in a line."""
        names = ", ".join(f"{times} x {field}" for field, times in self.fields)
        where = " > ".join(f"{name}({size})" for name, size in zip(self.path.fields, self.sizes, strict=True))
        counted = " counted" if self.counted else ""
        return f"{self.times} x {'account > ' if self.path.account else ''}{where}{self.argument}{counted}: {names}"


@dataclass(frozen=True, slots=True)
class Taken:
    """What a query took; ``error`` is empty where it was accepted."""

    question: Question
    cpu_s: float
    mib: float
    rows: int
    values: int
    error: str

    def __str__(self) -> str:
        beyond = "!" if self.cpu_s > TOTAL_S or self.mib > TOTAL_MIB else " "
        took = f"{beyond} {self.cpu_s * 1000:6.0f} ms {self.mib:6.1f} MiB"
        return f"{took}, {self.rows:,} rows, {self.values:,} values: {self.question.short[:200]}"


def paths(schema: GraphQLSchema) -> Iterator[Path]:
    """Yield the lists that a query reaches, from the root and from an account, each once at each depth."""
    account = schema.type_map["Account"]
    assert schema.query_type is not None
    assert isinstance(account, GraphQLObjectType)
    level: list[tuple[tuple[str, ...], GraphQLObjectType, bool]] = [((), schema.query_type, False), ((), account, True)]
    seen: set[tuple[str, str, int]] = set()
    for depth in range(1, DEEPEST + 1):
        below: list[tuple[tuple[str, ...], GraphQLObjectType, bool]] = []
        for fields, parent, of_account in level:
            for name, field in parent.fields.items():
                rows = rows_of(field)
                if rows is not None and (parent.name, name, depth) not in seen:
                    seen.add((parent.name, name, depth))
                    below.append(((*fields, name), rows, of_account))
                    yield Path((*fields, name), rows, field, of_account)
        level = below


def rows_of(field: GraphQLField) -> GraphQLObjectType | None:
    """Return the type of a list's rows, if a field is a list that may be asked for by ``first`` alone."""
    named = get_named_type(field.type)
    if not isinstance(named, GraphQLObjectType) or "nodes" not in named.fields or "first" not in field.args:
        return None
    if any(is_required_argument(each) for each in field.args.values()):
        return None
    found = get_named_type(named.fields["nodes"].type)
    return found if isinstance(found, GraphQLObjectType) else None


def leaves(of: GraphQLObjectType) -> Iterator[str]:
    """Yield what one can ask of a row: each leaf, and each object or list with some of its leaves, or counted."""
    for name, field in of.fields.items():
        named = get_named_type(field.type)
        if any(is_required_argument(each) for each in field.args.values()):
            continue
        if is_leaf_type(named):
            yield name
        elif isinstance(named, GraphQLObjectType):
            inner = [each for each, below in named.fields.items() if is_leaf_type(get_named_type(below.type))]
            if inner:
                yield f"{name} {{ {' '.join(inner[:3])} }}"
            if is_list_type(get_nullable_type(field.type)) and len(inner) > 1:
                yield f"{name} {{ {inner[0]} }}"
            if "totalCount" in named.fields:
                yield f"{name} {{ totalCount }}"


def arguments(field: GraphQLField) -> Iterator[str]:
    """Yield filters and orders of a list, one at a time."""
    for name, argument in field.args.items():
        if name not in {"first", "after", "last", "before"}:
            for literal in literals(argument.type):
                yield f", {name}: {literal}"


def literals(type_: GraphQLInputType, depth: int = 0) -> Iterator[str]:
    """Yield values of a type, objects with one of their fields at a time."""
    named = get_named_type(type_)
    made: list[str] = []
    if isinstance(named, GraphQLEnumType):
        made = list(named.values)
    elif isinstance(named, GraphQLInputObjectType) and depth < 3:
        required = [name for name, each in named.fields.items() if each.type is not get_nullable_type(each.type)]
        made = [
            f"{{{name}: {value}}}"
            for name, each in named.fields.items()
            if not required or required == [name]
            for value in literals(each.type, depth + 1)
        ]
    elif named.name in LITERALS:
        made = list(LITERALS[named.name])
    yield from (f"[{each}]" for each in made) if is_list_type(get_nullable_type(type_)) else made


class Search:
    """Asks one in-process API, and climbs."""

    def __init__(self, api: Api, chance: random.Random) -> None:
        self.api = api
        self.chance = chance
        self.asked = self.refused = 0
        self.dearest_refused = 0.0

    async def take(self, question: Question) -> Taken:
        """Ask twice, as the first time compiles the query, and return what the second one took."""
        query = question.text
        answer = await self.api(query)
        gc.collect()
        before, began = _forgotten_peak(), time.process_time()
        if "errors" not in answer:
            answer = await self.api(query)
        cpu_s, mib = time.process_time() - began, _status("VmHWM") - before
        cost = answer.get("extensions", {}).get("cost", {})
        error = str(answer["errors"][0]["message"]) if "errors" in answer else ""
        self.asked += 1
        self.refused += bool(error)
        return Taken(question, cpu_s, mib, cost.get("rows", 0), cost.get("values", 0), error)

    async def beginnings(self) -> list[Taken]:
        """Return the dearest of all fields and arguments of all lists, each asked for in small."""
        found = []
        for path in paths(core_schema()):
            sizes = (*[3] * (len(path.fields) - 1), SMALL)
            asked = [Question(path, sizes, ((field, 1),)) for field in leaves(path.of)]
            plain = Question(path, sizes, (("__typename", 1),))
            asked += [replace(plain, argument=each, counted=True) for each in arguments(path.below)]
            found += [await self.take(each) for each in asked]
        accepted = [each for each in found if not each.error and each.rows]
        return sorted(accepted, key=lambda each: each.cpu_s, reverse=True)

    async def climb(self, begun: Taken, steps: int) -> Taken:
        """Return the dearest query that so many random changes lead to."""
        best = begun
        for step in range(steps):
            changed = self.widened(best.question) if step == 0 else self.changed(best.question)
            taken = await self.take(changed)
            if not taken.error and taken.cpu_s > best.cpu_s:
                best = taken
        again = [best, *[await self.take(best.question) for _ in range(AGAIN)]]
        return min(again, key=lambda each: each.cpu_s)

    def widened(self, question: Question) -> Question:
        """Return the question for as many rows as there may be."""
        outer = 1 if len(question.sizes) == 1 else 9
        inner = min(PAGE, ROW_BUDGET // outer - 10)
        return replace(question, sizes=(outer, *[1] * (len(question.sizes) - 2), inner)[-len(question.sizes) :])

    def changed(self, question: Question) -> Question:
        """Return a question that differs in one thing."""
        chance = self.chance
        fields = list(question.fields)
        at = chance.randrange(len(fields))
        match chance.randrange(6):
            case 0:
                fields[at] = (chance.choice(list(leaves(question.path.of))), fields[at][1])
            case 1 if len(fields) < 10:
                fields.append((chance.choice(list(leaves(question.path.of))), 1))
            case 2:
                fields[at] = (
                    fields[at][0],
                    max(1, min(49, chance.choice((fields[at][1] * 2, fields[at][1] + 1, 10, 45)))),
                )
            case 3:
                sizes = list(question.sizes)
                sizes[chance.randrange(len(sizes))] = chance.choice((1, 2, 5, 10, 20, 50, 99, 200, 499, 999, PAGE))
                return replace(question, sizes=tuple(sizes))
            case 4:
                possible = ["", *arguments(question.path.below)]
                return replace(question, argument=chance.choice(possible), counted=chance.random() < 0.5)
            case _:
                return replace(question, times=chance.choice((1, 2, 3, 5, 9, 10, 20)))
        return replace(question, fields=tuple(fields))


def _forgotten_peak() -> float:
    """Forget the peak of this process's memory, and return what it has now, in MiB."""
    CLEAR.write_text("5")
    return _status("VmRSS")


def _status(name: str) -> float:
    (line,) = (each for each in STATUS.read_text().splitlines() if each.startswith(f"{name}:"))
    return int(line.split()[1]) / 1024


async def searched(store: Store, steps: int, climbs: int = CLIMBS, seed: int = 1) -> dict[str, list[Taken]]:
    """Return the dearest queries by either engine, the dearest first."""
    found = {}
    for engine, options in (("compiled", {}), ("graphql-core", {"compiler": interpreting})):
        async with Api(store, **options) as api:
            search = Search(api, random.Random(seed))
            beginnings = await search.beginnings()
            chosen: dict[tuple[str, ...], Taken] = {}
            for each in beginnings:  # one of each list, so that the climbs differ
                chosen.setdefault(each.question.path.fields, each)
            found[engine] = []
            for each in list(chosen.values())[:climbs]:
                found[engine].append(await search.climb(each, steps))
                print(f"{store.backend.dialect} {engine} {found[engine][-1]}", flush=True)
        print(
            f"{store.backend.dialect} {engine}: {search.asked:,} queries, {search.refused:,} of them refused",
            flush=True,
        )
    return found


async def main(accounts: int, invoices: int, steps: int, only: str | None) -> None:
    """Fill the databases, and search."""
    async with both_databases() as urls:
        for name, url in urls.items():
            if only in {None, name.lower()}:
                store = await Store.open(url)
                try:
                    await fill(store, accounts, invoices)
                    await searched(store, steps)
                finally:
                    await store.close()


if __name__ == "__main__":
    reader = argparse.ArgumentParser(prog="python -m tests.stress.worst_operation")
    for name, default in (("accounts", 60), ("invoices", 1_000), ("steps", 30)):
        reader.add_argument(name, type=int, nargs="?", default=default)
    reader.add_argument("--only", choices=("sqlite", "postgresql"))
    given = reader.parse_args()
    asyncio.run(main(given.accounts, given.invoices, given.steps, given.only))
