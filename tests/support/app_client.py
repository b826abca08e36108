"""Level: HTTP, in this process. A client of the whole app, and tokens for it."""

import httpx

from api.app import create_app
from api.settings import read_settings
from domain.permissions import Permission
from domain.services.credentials import new_token
from domain.services.tokens import CreateApiToken
from domain.store.store import Store
from tests.support.centre import run


async def token_for(store: Store, *permissions: Permission) -> str:
    """The secret of a new token that holds these permissions."""
    secret = new_token()
    await run(store, CreateApiToken("exports", sorted(permissions), secret))
    return secret


def client_of(store: Store, **settings: object) -> httpx.AsyncClient:
    """A client of an app with these settings."""
    app = create_app(read_settings(**settings), store)
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1")
