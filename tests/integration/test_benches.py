"""Benchmarks that make large books of small ones still can: the tables have what they copy."""

from domain.queries.feed import end_of_feed
from domain.store.store import Store
from tests.bench import feed, flat
from tests.support.centre import Centre, fetched


async def test_books_are_enlarged_by_copies_of_them(store: Store) -> None:
    centre = await Centre.open(store)
    (account,) = await centre.accounts(["1"])
    await centre.payment(100, account=account)
    ((low, high, _),) = await store.read(fetched(flat.RANGE))
    before = await centre.rows("select count(*) from items")
    await flat.copy(store, 1, low, high)
    assert await centre.rows("select count(*) from items") == [(2 * before[0][0],)]


async def test_a_feed_is_made_longer_by_copies_of_its_events(store: Store) -> None:
    await feed.fill(store, 100, payments=5)
    assert await store.read(end_of_feed()) >= 100
