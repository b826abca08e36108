"""Scripts that are needed together, joined into one file: a request for each would add a third to their bytes.

Which they are, the document says itself: its script, and what it names by ``modulepreload``, are the file of a first visit;
what it names with ``data-file`` is another file, such as a screen's. Each module becomes a function of its own, so that what
it does not export stays its own; its lines stay as they are, and a source map leads to its file.
"""

import json
import posixpath
import re
from collections.abc import Callable, Collection, Mapping
from typing import Any, NamedTuple

SCRIPT = "page.js"
ENTRY = re.compile(r'<script type="module" src="/web/([^"]+)">')
PRELOADED = re.compile(r'\s*<link rel="modulepreload" href="/web/([^"]+)"(?: data-file="([^"]+)")? />')

OURS, SHOWN = "js/", "js/queries/"
"""Our own scripts; those of them whose texts of several lines people read as they were written, in the explorer. All others
are HTML."""
INDENT = re.compile(r"^[ \t]+", re.MULTILINE)

_IMPORT = re.compile(r'(?:^|(?<=;))import\s*\{([^}]*)\}\s*from\s*"([^"]+)"', re.MULTILINE)
_DYNAMIC = re.compile(r'\bimport\("(\.[^"]+)"\)')
_TYPES = re.compile(r"/\*\*.*?\*/", re.DOTALL)
_EXPORTED = re.compile(r"^export (?:async )?(?:function|const|class) (\w+)", re.MULTILINE)
_EXPORT_WORD = re.compile(r"^export (?=async |function|const|class)", re.MULTILINE)
_EXPORT_LIST = re.compile(r"(?:^|(?<=[;}]))export\s*\{([^}]*)\}", re.MULTILINE)
_SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)
_WAITS = re.compile(r"^await\b", re.MULTILINE)
_NOT_JOINED = re.compile(r"^(?:import|export)\b(?!\()|\bimport\.meta\b(?!\.resolve\([`\"']/)", re.MULTILINE)

_STAYS, _NEXT_LINE = "AAAA", "AACA"
"""Mappings of a line (source map, version 3): the first of its source, and the one after the line before."""


class JoinedScript(NamedTuple):
    """A joined file, its source map, and the paths of the modules in it, each after those that it imports."""

    name: str
    body: str
    source_map: str
    members: list[str]


def join_scripts(document: str, texts: Mapping[str, str]) -> list[JoinedScript]:
    """Join the modules that a document names, file by file; ``texts`` holds the scripts by their path below ``web/``.

    Raises ValueError for what cannot be joined: an import of the first visit that the document does not name, two exports of
    one name in a file, or a form of import or export that the page has not used so far.
    """
    named = {SCRIPT: set(ENTRY.findall(document))}
    for path, name in PRELOADED.findall(document):
        named.setdefault(name or SCRIPT, set()).add(path)
    return [_joined(name, paths, texts) for name, paths in named.items()]


def _joined(name: str, named: set[str], texts: Mapping[str, str]) -> JoinedScript:
    joining = _Joining(name, named, texts)
    for path in sorted(named):
        joining.add(path)
    return joining.finish()


def unindented(path: str, text: str) -> str:
    """Return one of our scripts without its indentation, which is a thirtieth of what it takes compressed."""
    return INDENT.sub("", text) if path.startswith(OURS) and not path.startswith(SHOWN) else text


def imported_whole(members: Collection[str], texts: Mapping[str, str]) -> set[str]:
    """Return the joined modules that other scripts import by ``import()``, all that they export as one object.

    The joined file cannot stand for them: it exports what all of its modules do.
    """
    others = texts.keys() - set(members)
    found = {path: _DYNAMIC.findall(_TYPES.sub("", texts[path])) for path in others}
    return {_path(path, each) for path, imported in found.items() for each in imported} & set(members)


class _Joining:
    """The modules of a file that are joined so far."""

    def __init__(self, name: str, named: set[str], texts: Mapping[str, str]) -> None:
        self._name = name
        self._named = named
        self._texts = texts
        self._imported: list[str] = []
        self._exporters: dict[str, str] = {}
        self._members: list[str] = []
        self._lines: list[str] = []
        self._sections: list[dict[str, Any]] = []

    def add(self, path: str) -> None:
        """Add a module, after those that it imports."""
        if path in self._members or path in self._imported:
            return
        if path not in self._named:
            if self._name == SCRIPT:
                raise ValueError(f'index.html lacks <link rel="modulepreload" href="/web/{path}" />')
            self._imported.append(path)
            return
        text = self._texts[path]
        for _, imported in _IMPORT.findall(text):
            self.add(_path(path, imported))
        self._members.append(path)
        lines = self._function_body(path, text).split("\n")
        waits = bool(_WAITS.search(text))
        self._lines.append(f"const {_variable(path)} = {'await (async ' if waits else '('}() => {{")
        self._sections.append(_section(len(self._lines), path, len(lines)))
        self._lines += [*lines, "})();"]

    def _function_body(self, path: str, text: str) -> str:
        """Return a module's text, line for line, as the body of a function that returns the exports."""
        exports = {name: name for name in _EXPORTED.findall(text)}
        for listed in _EXPORT_LIST.findall(text):
            exports |= {name: own for own, name in map(_renamed, listed.split(","))}
        for name in exports:
            if self._exporters.setdefault(name, path) != path:
                raise ValueError(f"{path} and {self._exporters[name]} both export {name}.")
        text = _IMPORT.sub(lambda found: f"const {{{_pattern(found[1])}}} = {_variable(_path(path, found[2]))}", text)
        text = _SOURCE_MAP.sub("", _EXPORT_LIST.sub("", _EXPORT_WORD.sub("", text)))
        if refused := _NOT_JOINED.search(text):
            raise ValueError(f"{path}: `{refused[0]}` cannot be joined in this form.")
        text = _addressed(path, text)
        returned = ", ".join(name if name == own else f"{name}: {own}" for name, own in exports.items())
        text = unindented(path, text)
        return f"{text.rstrip()}\nreturn {{ {returned} }};"

    def finish(self) -> JoinedScript:
        """Return the whole, which exports all that its modules do."""
        modules = ", ".join(f"...{_variable(path)}" for path in self._members)
        exports = f"export const {{ {', '.join(self._exporters)} }} = {{ {modules} }};"
        imports = [f'import * as {_variable(path)} from "./{path}";' for path in self._imported]
        body = "\n".join([*imports, *self._lines, exports, f"//# sourceMappingURL={self._name}.map", ""])
        for section in self._sections:
            section["offset"] = {"line": section.pop("line") + len(imports), "column": 0}
        source_map = {"version": 3, "file": self._name, "sections": self._sections}
        return JoinedScript(self._name, body, json.dumps(source_map, separators=(",", ":")), self._members)


def _addressed(path: str, text: str) -> str:
    """Return a script with what it names in ``import()`` as the joined file must name it; types stay as they are."""
    parts = re.split(f"({_TYPES.pattern})", text, flags=re.DOTALL)
    found = [part if part.startswith("/**") else _DYNAMIC.sub(_named_from(path), part) for part in parts]
    return "".join(found)


def _named_from(path: str) -> Callable[[re.Match[str]], str]:
    return lambda found: f'import("./{_path(path, found[1])}")'


def _path(importer: str, imported: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(importer), imported))


def _variable(path: str) -> str:
    return "$" + re.sub(r"\W", "$", path.removesuffix(".js"))


def _renamed(item: str) -> tuple[str, str]:
    """Return both names of ``a as b``; of ``a``, the same twice."""
    own, _, other = item.strip().partition(" as ")
    return own, other or own


def _pattern(imports: str) -> str:
    """Return imported names as a destructuring pattern: ``a: b`` of ``a as b``."""
    return re.sub(r"\s+as\s+", ": ", imports)


def _section(line: int, path: str, lines: int) -> dict[str, Any]:
    """Return the source map of a module whose first line is at ``line``, from 0, among the file's modules."""
    mappings = ";".join([_STAYS, *[_NEXT_LINE] * (lines - 1)])
    section = {"version": 3, "sources": [path], "names": [], "mappings": mappings}
    return {"line": line, "map": section}
