"""PDF pages → pictures."""

from io import BytesIO

import pypdfium2


def png_of(pdf: bytes, scale: float = 1.0, colours: int = 0) -> bytes:
    """The first page as PNG, `scale` pixels a point; `colours`: no more of them, which makes it smaller."""
    with pypdfium2.PdfDocument(pdf) as document:
        picture = document[0].render(scale=scale, rev_byteorder=True).to_pil()
    if colours:
        picture = picture.quantize(colours, method=2, dither=0)
    out = BytesIO()
    picture.save(out, "PNG", compress_level=6, dpi=(72 * scale, 72 * scale))
    return out.getvalue()
