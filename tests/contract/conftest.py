"""Somebody who talks to the miniature."""

from collections.abc import AsyncIterator

import httpx
import pytest_asyncio

from tests.contract.caller import talk
from tests.contract.miniature import ENDPOINT


@pytest_asyncio.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with talk(ENDPOINT) as talking:
        yield talking
