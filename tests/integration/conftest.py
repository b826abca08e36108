"""What many tests begin with: a centre, its bank and its API. A test file that wants another has its own by that name."""

from collections.abc import AsyncIterator

import pytest

from domain.store.store import Store
from tests.support.bank import Bank
from tests.support.centre import Centre
from tests.support.graphql import Api
from tests.support.mail_server import KindMailServer
from tests.support.mailing import shorten_pauses


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


@pytest.fixture
def short_pauses_between_mails(monkeypatch: pytest.MonkeyPatch) -> None:
    shorten_pauses(monkeypatch)


@pytest.fixture
async def mail_server(short_pauses_between_mails: None) -> AsyncIterator[KindMailServer]:
    """A mail server, to which what waits is sent, and sent again, after milliseconds."""
    async with KindMailServer() as opened:
        yield opened
