"""Level: HTTP. A browser that signs in by the sign-in provider of ``sign_in_provider``."""

from typing import Any

import httpx

from api.app import create_app
from api.settings import Settings
from domain.services.credentials import hash_password
from domain.store.store import Store
from tests.support.sign_in_provider import CLIENT, SECRET, SignInProvider, came_back

PASSWORD = "correct horse battery"
HASH = hash_password(PASSWORD)
ORIGIN = "https://books.example.org"
X = {"X-Tieout": "1"}
VIEWER = "{ viewer { name identities { id email issuer } sessions { method } } }"


def settings_of(provider: SignInProvider) -> Settings:
    return Settings(
        public_url=ORIGIN,
        oidc_issuer=provider.address,
        oidc_client_id=CLIENT,
        oidc_client_secret=SECRET,
        oidc_name="Rivera SSO",
    )


class Browser:
    """A browser that knows the page, and keeps its cookies."""

    def __init__(self, store: Store, settings: Settings) -> None:
        transport = httpx.ASGITransport(app=create_app(settings, store))
        self.page = httpx.AsyncClient(transport=transport, base_url=ORIGIN, headers=X)

    async def begin(self, **sent: Any) -> httpx.Response:
        return await self.page.post("/session/provider", json=sent)

    async def go(self, **sent: Any) -> dict[str, str]:
        """Go to the provider; return what the address has to which it sends the browser back."""
        begun = await self.begin(**sent)
        assert begun.status_code == 200, begun.text
        async with httpx.AsyncClient(verify=False, trust_env=False) as there:
            answer = await there.get(begun.json()["url"])
        assert answer.headers["location"].startswith(f"{ORIGIN}/oidc/callback?")
        return came_back(answer.headers["location"])

    async def finish(self, back: dict[str, str]) -> httpx.Response:
        return await self.page.post("/session/provider/finish", json=back)

    async def sign_in(self, **sent: Any) -> httpx.Response:
        return await self.finish(await self.go(**sent))

    async def password(self) -> int:
        return (await self.page.post("/session", json={"email": "ann@example.org", "password": PASSWORD})).status_code

    async def viewer(self) -> dict[str, Any] | None:
        answer = await self.page.post("/graphql", json={"query": VIEWER})
        data: dict[str, Any] | None = answer.json().get("data")
        return data["viewer"] if data is not None else None

    async def change(self, name: str, **given: Any) -> list[str]:
        title = name[0].upper() + name[1:]
        query = f"mutation ($input: {title}Input!) {{ {name}(input: $input) {{ userErrors {{ message }} }} }}"
        answer = (await self.page.post("/graphql", json={"query": query, "variables": {"input": given}})).json()
        return [each["message"] for each in answer["data"][name]["userErrors"]]
