"""The addresses of the handbook, which anybody may read: it says nothing about this installation."""

import asyncio
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.page_files import WEB
from api.pages import HEADERS

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
)
COLLECTION = "tieout.postman_collection.json"
"""A request for each root field, for Postman, Bruno and Insomnia."""
ASKED_MAX = 200
"""How much of what is searched for is looked at."""


def handbook_routes() -> list[Route]:
    """Return the handbook's contents, its search, the collection of requests, and each of its pages."""
    return [
        Route("/help", _page, methods=["GET"]),
        Route("/help/search", _search, methods=["GET"]),
        Route(f"/help/{COLLECTION}", _collection, methods=["GET"]),
        Route("/help/{name}", _page, methods=["GET"]),
    ]


async def _page(request: Request) -> Response:
    name = request.path_params.get("name", "index").removesuffix(".md")
    return _answer(*await asyncio.to_thread(_document, name))


async def _search(request: Request) -> Response:
    return _answer(await asyncio.to_thread(_results, request.query_params.get("q", "")[:ASKED_MAX]))


async def _collection(_request: Request) -> Response:
    text = await asyncio.to_thread((WEB / "help" / COLLECTION).read_bytes)
    headers = {**HEADERS, "content-disposition": f'attachment; filename="{COLLECTION}"'}
    return Response(text, HTTPStatus.OK, headers, "application/json")


def _document(name: str) -> tuple[str, HTTPStatus]:
    """Return a page, or what says that there is none of that name."""
    from api.handbook.frame import missing_page, page_named  # noqa: PLC0415 - it would delay a server's start

    found = page_named(name)
    return (missing_page(), HTTPStatus.NOT_FOUND) if found is None else (found, HTTPStatus.OK)


def _results(asked: str) -> str:
    from api.handbook.frame import results  # noqa: PLC0415 - as above
    from api.handbook.search import find  # noqa: PLC0415

    return results(asked, find(asked))


def _answer(document: str, status: HTTPStatus = HTTPStatus.OK) -> Response:
    headers = {**HEADERS, "content-security-policy": POLICY}
    return Response(document, status, headers, "text/html; charset=utf-8")
