"""Eight clients at once who want the same, round after round, on both databases: what such runs have in common."""

import asyncio
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Sequence
from typing import Any, TypeAlias

from domain.store.commands import Command
from domain.store.store import Store
from tests.support.centre import Centre, refusal_codes, run
from tests.support.contradictions import contradictions_of
from tests.support.databases import both_databases

CLIENTS = 8
ROUNDS = 200
Round: TypeAlias = Callable[[Centre, Sequence[Store], int], Awaitable[Counter[str]]]
"""One round on a centre, by several stores of one database, with a seed; returns what the clients were answered."""


async def at_once(stores: Sequence[Store], commands: Sequence[Command[Any]], expected: Collection[str]) -> Counter[str]:
    """Run commands at once, by several stores of one database in turn, and count what they were answered.

    Raises whatever is neither done nor a refusal with an ``expected`` code.
    """
    return await answers_of([run(stores[turn % len(stores)], each) for turn, each in enumerate(commands)], expected)


async def answers_of(calls: Sequence[Awaitable[Any]], expected: Collection[str]) -> Counter[str]:
    """Make calls at once, and count what they were answered, as ``at_once`` does."""
    answered: Counter[str] = Counter()
    for answer in await asyncio.gather(*calls, return_exceptions=True):
        codes = refusal_codes(answer) if isinstance(answer, BaseException) else ["done"]
        assert {"done", *expected}.issuperset(codes), codes
        answered.update(codes)
    return answered


async def play(url: str, a_round: Round, rounds: int, *, stores: int = 2, **settings: Any) -> Counter[str]:
    """Play rounds on open stores of one database, one for each process; then check that nothing contradicts."""
    opened = [await Store.open(url, **settings) for _ in range(stores)]
    try:
        centre = await Centre.open(opened[0])
        answered: Counter[str] = Counter()
        for seed in range(rounds):
            answered += await a_round(centre, opened, seed)
        found = await contradictions_of(opened[0])
        assert not found, found[:5]
        return answered
    finally:
        for store in opened:
            await store.close()


def main(play_on: Callable[[str, int], Awaitable[Counter[str]]], beyond: str) -> None:
    """Play as many rounds as the command line says on both databases, and print what came of it.

    ``beyond`` names what would have failed the run.
    """
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS

    async def on_both() -> None:
        async with both_databases() as urls:
            for name, url in urls.items():
                began = time.perf_counter()
                answered = await play_on(url, rounds)
                seconds = time.perf_counter() - began
                print(
                    f"{name:<10} {rounds} rounds of {CLIENTS} clients in {seconds:.1f} s: 0 {beyond}, {dict(answered)}"
                )

    asyncio.run(on_both())
