"""Asks the organisation's sign-in provider who somebody is (OpenID Connect, authorization code flow with PKCE).

What the provider publishes is kept for an hour. It is asked within bounds of time and size, at addresses of its own scheme
alone; redirects and the environment's proxies are ignored. A provider that is away delays nobody else. This module is
imported when it is first needed, since its libraries would delay a server's start.
"""

import asyncio
import ssl
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import httpx2
import orjson
from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.httpx_client import AsyncOAuth2Client
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import BadSignatureError, InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from api.auth.vouching import NotVouchedFor, ProviderAway, Secrets
from api.setting_addresses import LOOPBACK
from api.settings import Settings
from domain.services.identities import Claims, checked_claims
from domain.services.sign_in import SESSION_US

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519")
"""How an ID token may be signed: by a key that only the provider has. Never ``none``, nor by the shared secret."""
SCOPE = "openid email profile"
ANSWER_S = 10.0
"""How long the provider may take for all that one sign-in asks of it."""
ANSWER_BYTES_MAX = 1_000_000
KEPT_S = 3_600.0
AWAY_S = 5.0
"""How long a failure is remembered, so that a provider that is away is not asked by each who waits."""
KEYS_AGAIN_S = 10.0
"""How old keys must be before an unknown one makes us fetch them anew."""
LEEWAY_S = 60
SECOND_MAX = 2**40


@dataclass(frozen=True, slots=True)
class Published:
    """What a provider publishes of itself (OpenID Connect Discovery 1.0)."""

    authorization: str
    token: str
    jwks: str
    userinfo: str | None
    end_session: str | None
    token_auth: str
    names_issuer: bool


@dataclass(slots=True)
class Provider:
    """The sign-in provider of the settings; ``clock`` tells seconds of any beginning, ``now`` those of the epoch."""

    settings: Settings
    clock: Callable[[], float] = time.monotonic
    now: Callable[[], float] = time.time
    _published: Published | None = None
    _until: float = 0.0
    _keys: KeySet | None = None
    _keys_at: float = 0.0
    _asking: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def issuer(self) -> str:
        """The provider's name for itself."""
        return self.settings.oidc_issuer or ""

    @property
    def known(self) -> Published | None:
        """What it published, if that is at hand."""
        return self._published

    async def address(self, secrets: Secrets, redirect_uri: str) -> str:
        """Return where to send the browser. Raises ``ProviderAway``."""
        published = await self.published()
        async with self._client(published, redirect_uri) as client:
            url, _ = client.create_authorization_url(
                published.authorization,
                state=secrets.state,
                nonce=secrets.nonce,
                code_verifier=secrets.verifier,
                max_age=SESSION_US // 1_000_000,  # asked so, it must also say when that person proved who they are
            )
        return str(url)

    async def published(self) -> Published:
        """Return what the provider publishes. Raises ``ProviderAway``."""
        async with self._asking:
            if self.clock() >= self._until:
                try:
                    found = await self._get(f"{self.issuer.rstrip('/')}/.well-known/openid-configuration")
                    self._published, self._until = self._read(found), self.clock() + KEPT_S
                except ProviderAway:
                    self._published, self._until = None, self.clock() + AWAY_S
        if self._published is None:
            raise ProviderAway
        return self._published

    async def claims(self, code: str, issuer: str | None, secrets: Secrets, redirect_uri: str) -> Claims:
        """Return who it is that came back with a code. ``issuer`` is who the answer says it is from (RFC 9207).

        Raises ``ProviderAway`` and ``NotVouchedFor``.
        """
        published = await self.published()
        if issuer != self.issuer and (issuer is not None or published.names_issuer):
            raise NotVouchedFor("the answer is from another issuer")
        async with _within_bounds(), self._client(published, redirect_uri) as client:
            try:
                token = await client.fetch_token(
                    published.token, grant_type="authorization_code", code=code, code_verifier=secrets.verifier
                )
            except OAuthError as refused:
                raise NotVouchedFor(f"the code was refused: {refused.error}") from None
        id_token = token.get("id_token")
        if not isinstance(id_token, str):
            raise NotVouchedFor("there is no ID token")
        claims = await self._verified(published, id_token, secrets.nonce, token.get("access_token"))
        return await self._person(published, claims, token)

    async def _verified(self, published: Published, id_token: str, nonce: str, access: object) -> dict[str, Any]:
        """Return what an ID token says; keys are fetched anew if none of those at hand has signed it."""
        for again in (False, True):
            keys = await self._current_keys(published, again=again)
            try:
                return verified_claims(id_token, keys, self.settings, nonce, access, int(self.now()))
            except (BadSignatureError, InvalidKeyIdError) as unknown:
                if again or self.clock() < self._keys_at + KEYS_AGAIN_S:
                    raise NotVouchedFor(f"the ID token is not signed by the provider: {unknown.error}") from None
        raise AssertionError

    async def _current_keys(self, published: Published, *, again: bool) -> KeySet:

        if self._keys is None or again or self.clock() >= self._keys_at + KEPT_S:
            found = await self._get(published.jwks)
            try:
                self._keys = KeySet.import_key_set(found)  # type: ignore[arg-type]  # any JSON object
            except (JoseError, ValueError, KeyError, TypeError, AttributeError):  # of whatever JSON came
                raise ProviderAway from None
            self._keys_at = self.clock()
        return self._keys

    async def _person(self, published: Published, claims: dict[str, Any], token: Mapping[str, Any]) -> Claims:
        """Return the person behind an ID token, after asking for what it lacks."""
        by = self.settings.oidc_email_claim
        signed_s = _second(claims.get("auth_time"))  # of the ID token alone: nobody signs the rest
        if (by not in claims or "email_verified" not in claims) and published.userinfo is not None:
            more = await self._get(published.userinfo, {"authorization": f"Bearer {token.get('access_token')}"})
            if more.get("sub") != claims["sub"]:
                raise NotVouchedFor("the claims are another person's")
            claims = {**more, **claims}
        if claims.get("email_verified") not in {True, "true"}:
            raise NotVouchedFor("the e-mail address is not verified")
        person = checked_claims(
            self.issuer, claims["sub"], claims.get(by), claims.get("name"), self.settings.oidc_domain_names
        )
        if person is None:
            raise NotVouchedFor("there is no e-mail address of a domain that may sign in")
        methods = claims.get("amr")
        several = isinstance(methods, list) and "mfa" in methods
        return replace(person, several_factors=several, authenticated_s=signed_s)

    async def _get(self, url: str, headers: Mapping[str, str] | None = None) -> dict[str, Any]:
        """Return the JSON object at an address. Raises ``ProviderAway``."""
        async with _within_bounds(), httpx2.AsyncClient(**_http_options()) as client:
            answer = await client.get(url, headers={"accept": "application/json", **(headers or {})})
            if answer.status_code != 200:  # noqa: PLR2004 - OK; a redirect is none
                raise ProviderAway
            try:
                found = orjson.loads(answer.content)
            except orjson.JSONDecodeError:
                raise ProviderAway from None
        if not isinstance(found, dict):
            raise ProviderAway
        return found

    def _read(self, found: Mapping[str, Any]) -> Published:
        """Return what a discovery document says. Raises ``ProviderAway`` if it is another's or names no safe address."""
        if found.get("issuer") != self.issuer:
            raise ProviderAway
        methods = found.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        usable = [each for each in ("client_secret_basic", "client_secret_post") if each in methods]
        token_auth = "none" if self.settings.oidc_client_secret is None else (usable or ["client_secret_basic"])[0]
        return Published(
            self._safe(found.get("authorization_endpoint")),
            self._safe(found.get("token_endpoint")),
            self._safe(found.get("jwks_uri")),
            self._safe(found["userinfo_endpoint"]) if "userinfo_endpoint" in found else None,
            self._safe(found["end_session_endpoint"]) if "end_session_endpoint" in found else None,
            token_auth,
            found.get("authorization_response_iss_parameter_supported") is True,
        )

    def _safe(self, address: object) -> str:
        """Return an address of https, or on this machine where the provider is one of this machine."""
        parts = urlsplit(address if isinstance(address, str) else "")
        own = urlsplit(self.issuer)
        here = own.hostname in LOOPBACK and own.scheme == "http"
        if parts.scheme == "https" or (here and parts.scheme == "http" and parts.hostname in LOOPBACK):
            return parts.geturl()
        raise ProviderAway

    def _client(self, published: Published, redirect_uri: str) -> AsyncOAuth2Client:

        return AsyncOAuth2Client(
            self.settings.oidc_client_id,
            self.settings.oidc_client_secret,
            token_endpoint_auth_method=published.token_auth,
            code_challenge_method="S256",
            scope=SCOPE,
            redirect_uri=redirect_uri,
            **_http_options(),
        )


def verified_claims(
    id_token: str, keys: KeySet, settings: Settings, nonce: str, access: object, now: int
) -> dict[str, Any]:
    """Return what an ID token says once its signature, issuer, audience, times and nonce are right.

    Raises ``NotVouchedFor``, and joserfc's errors of an unknown key and a wrong signature.
    """
    essential = {"iss": settings.oidc_issuer, "aud": settings.oidc_client_id, "nonce": nonce}
    try:
        signed = jwt.decode(id_token, keys, algorithms=list(ALGORITHMS))
        claims = CodeIDToken(
            signed.claims,
            signed.header,
            {name: {"essential": True, "value": value} for name, value in essential.items()},
            {"nonce": nonce, "client_id": settings.oidc_client_id, "access_token": access},
        )
        claims.validate(now, LEEWAY_S)
    except (BadSignatureError, InvalidKeyIdError):
        raise
    except (JoseError, ValueError, KeyError, TypeError, AttributeError) as wrong:
        raise NotVouchedFor(f"the ID token is not valid: {wrong}") from None
    return dict(claims)


def _second(claimed: object) -> int | None:
    """Return a time that a token names, in seconds of the epoch; None if it names none."""
    if not isinstance(claimed, int | float) or isinstance(claimed, bool) or not 0 < claimed < SECOND_MAX:
        return None
    return int(claimed)


def _http_options() -> dict[str, Any]:
    return {
        "timeout": ANSWER_S,
        "trust_env": False,
        "follow_redirects": False,
        "event_hooks": {"response": [_bounded]},
        "verify": _trusted(),
    }


@cache
def _trusted() -> ssl.SSLContext:
    """Return the machine's certificates, which take 25 ms to read: read once, for all that is asked."""
    return httpx2.create_ssl_context(trust_env=False)


@asynccontextmanager
async def _within_bounds() -> AsyncIterator[None]:
    """Bound the time of what is asked, and raise ``ProviderAway`` for whatever goes wrong on the way."""
    try:
        async with asyncio.timeout(ANSWER_S):
            yield
    except (httpx2.HTTPError, httpx2.InvalidURL, OSError, ValueError):  # OSError: TimeoutError is one
        raise ProviderAway from None


async def _bounded(answer: httpx2.Response) -> None:
    """Have an answer end with ``ProviderAway`` where it gets too long, before more of it is read."""
    if isinstance(answer.stream, httpx2.AsyncByteStream):
        answer.stream = _Bounded(answer.stream)


class _Bounded(httpx2.AsyncByteStream):
    def __init__(self, whole: httpx2.AsyncByteStream) -> None:
        self._whole = whole

    async def __aiter__(self) -> AsyncIterator[bytes]:
        read = 0
        async for part in self._whole:
            read += len(part)
            if read > ANSWER_BYTES_MAX:
                raise ProviderAway
            yield part

    async def aclose(self) -> None:
        await self._whole.aclose()
