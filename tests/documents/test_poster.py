"""Posters: one page, its texts within their room, and a code that a telephone reads."""

from io import BytesIO

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.documents.poster import Poster, poster_page
from bot.documents.raster import png_of
from tests.documents.pages import read_pages

LINK = "https://t.me/GuideTestBot?start=e-" + "a" * 40


def poster(
    title: str = "Visite du site ITER", *lines: str, kicker: str = "Semaine d'essai", link: str = LINK
) -> Poster:
    """A poster with the usual words."""
    told = lines or ("Lundi 22 novembre, de 14 h à 16 h 30", "ITER, Saint-Paul-lez-Durance")
    return Poster(
        kicker=kicker,
        title=title,
        lines=told,
        call="Une question ?",
        help="Scannez ce code.",
        link=link,
        address="@GuideTestBot",
    )


def scanned(png: bytes) -> list[str]:
    """What the codes of a picture say."""
    return [code.text for code in zxingcpp.read_barcodes(Image.open(BytesIO(png)))]


@pytest.mark.parametrize("scale", [1, 300 / 72])
def test_the_code_is_read(scale: float) -> None:
    assert scanned(png_of(poster_page(poster()), scale, colours=64)) == [LINK]


def test_a_stained_code_is_read() -> None:
    picture = Image.open(BytesIO(png_of(poster_page(poster()), 2))).convert("RGB")
    picture.paste("#7a4a1c", (250, 1300, 320, 1370))  # a tenth of the code
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [LINK]


def test_a_picture_for_printers_says_how_large_it_is() -> None:
    picture = Image.open(BytesIO(png_of(poster_page(poster()), 300 / 72, colours=64)))
    assert picture.size == (2481, 3508)  # A4
    assert picture.info["dpi"] == pytest.approx((300, 300), abs=0.1)


def test_all_is_on_the_page() -> None:
    (page,) = read_pages(poster_page(poster()))
    for text in (
        "Semaine d'essai",
        "Visite du site ITER",
        "de 14 h à 16 h 30",
        "Saint-Paul-lez-Durance",
        "Une question ?",
        "@GuideTestBot",
    ):
        assert text in page


TEXTS = st.text(alphabet=st.characters(codec="utf-8"), max_size=600)


@given(TEXTS, st.lists(TEXTS, min_size=1, max_size=4), TEXTS)
@settings(max_examples=25, deadline=None)
def test_whatever_is_written_leaves_the_code_readable(title: str, lines: list[str], kicker: str) -> None:
    pdf = poster_page(poster(title, *lines, kicker=kicker))
    assert len(read_pages(pdf)) == 1
    assert scanned(png_of(pdf, 1)) == [LINK]
