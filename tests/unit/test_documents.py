"""Papers as PDF: texts stay texts, fonts are part of them, and whoever goes on is served meanwhile (domain R46c)."""

import asyncio
import hashlib
import io
import pathlib
import threading
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader

from api.exporting.papers import typesetting
from api.exporting.papers.content import Paper, PaperColumn, PaperTable
from api.exporting.papers.typesetting import Typesetter, typeset
from api.setting_values import BadSettings
from api.settings import read_settings
from domain.core.organisation import Organisation
from domain.errors import Busy
from domain.tables import AccountRow
from domain.texts import Language
from tests.support.pdf import words_in
from tests.support.sources import ROOT

FONTS = ROOT / "api/exporting/papers/fonts"
LOGO = ROOT / "web/icon.svg"
HOSTILE = '#panic("x") *b* _i_ $x$ `r` @a <b> \\ ] ) #{ "'


def paper(owner: str = "Maria Rivera", currency: str = "USD") -> Paper:
    account = AccountRow(1, "1001", owner, None, currency, 0)
    return Paper(Organisation("Harbourview Centre", ("12 River Street",)), account, date(2026, 1, 31))


def made(owner: str, logo: pathlib.Path | None = None) -> bytes:
    table = PaperTable([PaperColumn("Date"), PaperColumn("What", wide=True)])
    table.add("Jan 1, 2026", owner, notes=[(owner, "5.00")])
    return typeset(paper(owner).data("Receipt", None, [("For", owner)], tables=[table.data], notes=[owner]), logo)


def test_a_name_is_never_read_as_markup() -> None:
    assert words_in(made(HOSTILE)).count(HOSTILE) == 5


def test_a_document_is_tagged_has_a_title_and_its_fonts() -> None:
    reader = PdfReader(io.BytesIO(made("Zoë Núñez", LOGO)))
    root = reader.trailer["/Root"].get_object()
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert reader.metadata is not None
    assert reader.metadata.title == "Receipt"
    fonts = [each.get_object() for each in reader.pages[0]["/Resources"]["/Font"].values()]
    descriptors = [each["/DescendantFonts"][0]["/FontDescriptor"] for each in fonts]
    assert descriptors
    assert all({"/FontFile2", "/FontFile3"} & set(each) for each in descriptors)
    assert any("Inter" in each["/FontName"] for each in descriptors)
    assert "Zoë Núñez" in words_in(made("Zoë Núñez"))


def test_a_script_that_no_font_has_still_makes_a_document() -> None:
    assert made("\U00012000 Sumer").startswith(b"%PDF")


def test_amounts_and_dates_are_written_as_people_read_them() -> None:
    assert [paper().money(each) for each in (0, 5, -123_456_789)] == ["0.00", "0.05", "-1,234,567.89"]
    assert [paper(currency=each).money(1_234) for each in ("JPY", "KWD")] == ["1,234", "1.234"]
    assert paper().day(date(2026, 1, 5)) == "Jan 5, 2026"
    assert paper().days(date(2026, 1, 5), date(2026, 2, 1)) == "Jan 5, 2026 \N{EN DASH} Feb 1, 2026"


def test_a_french_paper_writes_amounts_and_dates_as_in_quebec() -> None:
    french = replace(paper(), language=Language.FRENCH)
    space = "\N{NO-BREAK SPACE}"
    assert [french.money(each) for each in (0, -123_456_789)] == ["0,00", f"-1{space}234{space}567,89"]
    assert french.money_with_currency(123_450) == f"1{space}234,50{space}$" + f"{space}US"
    assert french.days(date(2026, 2, 5), date(2026, 7, 1)) == "5 févr. 2026 \N{EN DASH} 1er juill. 2026"
    assert [french.day(date(2026, 1, each)) for each in (1, 11)] == ["1er janv. 2026", "11 janv. 2026"]
    made_french = typeset(french.data("Reçu", None, []), None)
    assert PdfReader(io.BytesIO(made_french)).trailer["/Root"].get_object()["/Lang"] == "fr"
    assert "Page 1 sur 1" in words_in(made_french)
    assert "Établi le 31 janv. 2026" in words_in(made_french)


def test_the_fonts_are_those_that_were_published() -> None:
    sums = dict(reversed(line.split()) for line in (FONTS / "SHA256SUMS").read_text().splitlines())
    assert {path.name for path in FONTS.glob("*.otf")} == set(sums)
    assert {name: hashlib.sha256((FONTS / name).read_bytes()).hexdigest() for name in sums} == sums


async def test_others_run_while_a_document_is_set_and_nobody_waits_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    may_end = threading.Event()

    def slowly(_data: object, _logo: object) -> bytes:
        assert may_end.wait(timeout=60)
        return b"%PDF"

    monkeypatch.setattr(typesetting, "typeset", slowly)
    typesetter = Typesetter(wait_s=0.01)
    first = asyncio.ensure_future(typesetter.pdf({}, None))
    gone = asyncio.ensure_future(Typesetter(wait_s=60).pdf({}, None))
    await asyncio.sleep(0)
    gone.cancel()
    with pytest.raises(Busy):
        await typesetter.pdf({}, None)
    may_end.set()
    assert await first == b"%PDF"
    assert await typesetter.pdf({}, None) == b"%PDF"


def test_a_logo_that_is_not_there_or_no_picture_is_refused_at_start(tmp_path: pathlib.Path) -> None:
    for given in (tmp_path / "logo.png", tmp_path / "logo.txt"):
        with pytest.raises(BadSettings, match="TIEOUT_ORGANISATION_LOGO"):
            read_settings(organisation_logo=str(given))
