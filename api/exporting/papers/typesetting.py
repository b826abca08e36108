"""Setting a document as a tagged PDF, in a thread: the server answers meanwhile.

typst is loaded with the first document, since its library would delay a server's start.
"""

import asyncio
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import orjson

from domain.store.admission import Slot
from domain.store.occupancy import Gate

_FOLDER = Path(__file__).parent
_TEMPLATE, _MAIN, _LOGO = "document.typ", "main.typ", "logo"
ACCESSIBLE = ["ua-1"]
"""PDF/UA, which asks for a glyph of every sign: a name in a script that no font here has is set without it."""


class Typesetter:
    """Sets documents one after the other; whoever waits longer than ``wait_s`` gets ``Busy``."""

    def __init__(self, wait_s: float) -> None:
        self._gate = Gate("typesetting", 1)
        self._wait_s = wait_s

    async def pdf(self, data: Mapping[str, Any], logo: Path | None) -> bytes:
        """Return the PDF of a document's data. For a caller who goes away, it is set to its end before the next one's."""
        return await asyncio.shield(asyncio.ensure_future(self._set(data, logo)))

    async def _set(self, data: Mapping[str, Any], logo: Path | None) -> bytes:
        slot = await Slot((self._gate,), asyncio.get_running_loop().time() + self._wait_s).acquire()
        try:
            return await asyncio.to_thread(typeset, data, logo)
        finally:
            slot.release()


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
