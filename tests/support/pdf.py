"""Level: any. What stands in a PDF."""

import io

from pypdf import PdfReader


def words_in(document: bytes) -> str:
    """The words of all pages, with single spaces."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(document)).pages).split())
