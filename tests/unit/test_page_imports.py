"""The page's modules: none imports itself by way of others, neither at once nor later."""

import pathlib
import re
from graphlib import CycleError, TopologicalSorter

import pytest

WEB = pathlib.Path(__file__).parents[2] / "web"
COMMENT = re.compile(r"/\*.*?\*/|^\s*//.*?$", re.DOTALL | re.MULTILINE)
IMPORTED = re.compile(
    r"""(?:^import\s+|^export\s[^;]*?\sfrom\s+|\bfrom\s+|\bimport\()\s*["'](\.[^"']+)["']""", re.MULTILINE
)


def imports(root: pathlib.Path) -> dict[pathlib.Path, set[pathlib.Path]]:
    """Each module below a folder with the modules there that it imports, with ``import`` or with ``import()``."""
    modules = {path.resolve() for path in root.rglob("*.js")}
    graph = {}
    for path in modules:
        code = COMMENT.sub("", path.read_text(encoding="utf-8"))
        graph[path] = {(path.parent / name).resolve() for name in IMPORTED.findall(code)} & modules
    return graph


def test_no_module_of_the_page_imports_itself_by_way_of_others() -> None:
    graph = imports(WEB / "js")
    assert len(graph) > 100
    boot, screens = (WEB / "js/boot.js").resolve(), (WEB / "js/screens").resolve()
    assert graph[boot]
    assert any(screens in each.parents for each in graph[boot.with_name("routes.js")])
    TopologicalSorter(graph).prepare()


@pytest.mark.parametrize(
    "line", ['import { b } from "./b.js";', 'const b = () => import("./b.js");', 'import "./b.js";']
)
def test_a_circle_is_found(tmp_path: pathlib.Path, line: str) -> None:
    (tmp_path / "a.js").write_text(f"/** A. */\n{line}\n", encoding="utf-8")
    (tmp_path / "b.js").write_text('// from "./c.js"\nimport { a } from "./a.js";\n', encoding="utf-8")
    with pytest.raises(CycleError):
        TopologicalSorter(imports(tmp_path)).prepare()
    (tmp_path / "a.js").write_text(f"/** {line} */\n", encoding="utf-8")
    TopologicalSorter(imports(tmp_path)).prepare()
