"""A sign-in provider (OpenID Connect) on loopback that demands what the standard demands, and misbehaves on request."""

import asyncio
import base64
import contextlib
import hashlib
import hmac
import json
import secrets
import time
from collections.abc import AsyncIterator, Callable
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from tests.support.site import serving

CLIENT, SECRET = "tieout", "a secret of the client & more"
_KEY, _OTHER_KEY = (RSAKey.generate_key(2048, {"kid": name}) for name in ("first", "second"))


class SignInProvider:
    """What it publishes, says and does; ``person`` is who signs in there next, without being asked."""

    def __init__(self) -> None:
        self.address = ""
        self.published: dict[str, Any] = {}
        self.person: dict[str, Any] = {
            "sub": "248289761001",
            "email": "Ann@Example.org",
            "email_verified": True,
            "name": "Ann",
        }
        self.in_token: Callable[[dict[str, Any]], dict[str, Any]] = dict
        self.header: dict[str, Any] = {"alg": "RS256", "kid": "first"}
        self.key = _KEY
        self.signs_with: str | None = None
        """A shared secret to sign with, in place of the key."""
        self.shown_key: RSAKey | None = None
        """The key to publish, in place of the one that signs."""
        self.claims_apart = False
        """True: the ID token has no e-mail address; the userinfo endpoint has."""
        self.answer: Response | None = None
        """What it answers whatever it is asked, if anything."""
        self.stuck = asyncio.Event()
        self.hangs = False
        self.asked: list[str] = []
        self._begun: dict[str, dict[str, str]] = {}

    def rotate_key(self) -> None:
        """Sign with another key from now on, and forget the one before."""
        self.key = _OTHER_KEY
        self.header["kid"] = "second"

    def app(self) -> Starlette:
        """Return its endpoints."""
        routes = {
            "/.well-known/openid-configuration": self._discovery,
            "/authorize": self._authorize,
            "/token": self._token,
            "/jwks": self._jwks,
            "/userinfo": self._userinfo,
        }
        return Starlette(
            routes=[Route(path, self._answered(answer), methods=["GET", "POST"]) for path, answer in routes.items()]
        )

    def _answered(self, answer: Callable[[Request], Any]) -> Callable[[Request], Any]:
        async def answered(request: Request) -> Response:
            self.asked.append(request.url.path)
            if self.hangs:
                await self.stuck.wait()
            found: Response = self.answer or await answer(request)
            return found

        return answered

    async def _discovery(self, _request: Request) -> Response:
        endpoints = {"authorization": "authorize", "token": "token", "userinfo": "userinfo", "end_session": "leave"}
        found = {f"{name}_endpoint": f"{self.address}/{path}" for name, path in endpoints.items()}
        return JSONResponse({"issuer": self.address, "jwks_uri": f"{self.address}/jwks", **found, **self.published})

    async def _authorize(self, request: Request) -> Response:
        asked = dict(request.query_params)
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        assert "openid" in asked["scope"].split()
        code = secrets.token_urlsafe()
        self._begun[code] = asked
        back = {"code": code, "state": asked["state"]}
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode(back)}", 302)

    async def _token(self, request: Request) -> Response:
        form = parse_qs((await request.body()).decode())
        given = {name: value[0] for name, value in form.items()}
        begun = self._begun.pop(given.get("code", ""), None)
        sent = request.headers.get("authorization", "")
        right = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        digest = hashlib.sha256(given.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if begun is None or not hmac.compare_digest(sent, f"Basic {right}"):
            return JSONResponse({"error": "invalid_grant"}, 400)
        if begun["code_challenge"] != challenge or begun["redirect_uri"] != given.get("redirect_uri"):
            return JSONResponse({"error": "invalid_grant"}, 400)
        now = int(time.time())
        own = {"sub": self.person["sub"]} if self.claims_apart else self.person
        when = {"auth_time": now} if "max_age" in begun else {}
        claims = {
            "iss": self.address,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": begun["nonce"],
            **when,
            **own,
        }
        if self.header["alg"] == "none":
            token = ".".join((_packed(self.header), _packed(self.in_token(claims)), ""))
        else:
            key = self.key if self.signs_with is None else OctKey.import_key(self.signs_with)
            token = jwt.encode(self.header, self.in_token(claims), key, algorithms=["RS256", "HS256"])
        return JSONResponse({"access_token": "for userinfo", "token_type": "Bearer", "id_token": token})

    async def _jwks(self, _request: Request) -> Response:
        return JSONResponse(KeySet([self.shown_key or self.key]).as_dict(private=False))

    async def _userinfo(self, request: Request) -> Response:
        assert request.headers["authorization"] == "Bearer for userinfo"
        return JSONResponse(self.person)


def _packed(part: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()


def came_back(address: str) -> dict[str, str]:
    """What stands in the address that the provider sends a browser back to."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


@contextlib.asynccontextmanager
async def serving_provider() -> AsyncIterator[SignInProvider]:
    """A provider at an address of its own."""
    provider = SignInProvider()
    async with serving(provider.app()) as address:
        provider.address = address
        try:
            yield provider
        finally:
            provider.stuck.set()
