"""What many tests begin with: a centre, its bank and its API. A test file that wants another has its own by that name."""

from collections.abc import AsyncIterator

import pytest

from domain.store.store import Store
from tests.support.bank import Bank
from tests.support.centre import Centre
from tests.support.graphql import Api


@pytest.fixture
async def centre(store: Store) -> Centre:
    return await Centre.open(store)


@pytest.fixture
async def bank(centre: Centre) -> Bank:
    return await Bank.open(centre)


@pytest.fixture
async def api(store: Store) -> AsyncIterator[Api]:
    async with Api(store) as opened:
        yield opened
