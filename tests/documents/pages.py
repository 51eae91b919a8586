"""PDF pages as their readers see them."""

import pypdfium2


def read_pages(pdf: bytes) -> list[str]:
    """The text of each page, in one line each."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


def lowest(pdf: bytes) -> float:
    """How far the lowest letter of the first page is from its foot, in points."""
    with pypdfium2.PdfDocument(pdf) as document:
        text = document[0].get_textpage()
        return float(min(text.get_charbox(i)[1] for i in range(text.count_chars())))
