"""Setting a document as a tagged PDF, in a thread: the server answers meanwhile.

typst is loaded with the first document, since its library would delay a server's start.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import orjson

from domain.errors import Busy

_FOLDER = Path(__file__).parent
_TEMPLATE, _MAIN, _LOGO = "document.typ", "main.typ", "logo"
ACCESSIBLE = ["ua-1"]
"""PDF/UA, which asks for a glyph of every sign: a name in a script that no font here has is set without it."""


class Typesetter:
    """Sets documents one after the other; whoever waits longer than ``wait_s`` for its turn gets ``Busy``."""

    def __init__(self, wait_s: float) -> None:
        self._turn = asyncio.Semaphore(1)
        self._wait_s = wait_s

    async def pdf(self, data: Mapping[str, Any], logo: Path | None) -> bytes:
        """Return the PDF of a document's data. A caller who goes away leaves the thread its turn until it is done."""
        return await asyncio.shield(asyncio.ensure_future(self._set(data, logo)))

    async def _set(self, data: Mapping[str, Any], logo: Path | None) -> bytes:
        async with self._turn_within():
            return await asyncio.to_thread(typeset, data, logo)

    @contextlib.asynccontextmanager
    async def _turn_within(self) -> AsyncIterator[None]:
        try:
            async with asyncio.timeout(self._wait_s):
                await self._turn.acquire()
        except TimeoutError:
            raise Busy from None
        try:
            yield
        finally:
            self._turn.release()


def typeset(data: Mapping[str, Any], logo: Path | None) -> bytes:
    """Return the PDF of a document's data, which the template reads as JSON and never as markup."""
    typst, fonts = _loaded()
    files = {_MAIN: (_FOLDER / _TEMPLATE).read_bytes()}
    name = None
    if logo is not None:
        name = f"{_LOGO}{logo.suffix.lower()}"
        files[name] = logo.read_bytes()
    inputs = {"data": orjson.dumps({**data, "logo": name}).decode()}
    try:
        made = typst.compile(files, font_paths=fonts, sys_inputs=inputs, pdf_standards=ACCESSIBLE)
    except typst.TypstError:
        made = typst.compile(files, font_paths=fonts, sys_inputs=inputs)
    assert isinstance(made, bytes)
    return made


@cache
def _loaded() -> tuple[Any, Any]:
    """Return typst, and its fonts: those of this folder, its own, and the system's for other scripts."""
    typst = import_module("typst")
    return typst, typst.Fonts(include_system_fonts=True, font_paths=[str(_FOLDER / "fonts")])
