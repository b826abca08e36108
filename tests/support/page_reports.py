"""The reports of the page, as ``web/js/reports.js`` lists them."""

import pathlib
import re

_LIST = pathlib.Path(__file__).parents[2] / "web/js/reports.js"
REPORT_NAMES: list[str] = re.findall(r'\{ name: "([\w-]+)"', _LIST.read_text(encoding="utf-8"))
