"""The sheet for a class: always one page, all that is said on it, whatever organisers write."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.documents.sheet import Block, Sheet
from bot.documents.sheet_page import sheet_page
from tests.documents.pages import lowest, read_pages
from tests.documents.scenes import SCENES, outlines

SHEET = Sheet(
    kicker="Semaine d'essai",
    title="Visite du chantier",
    subtitle="Visite · nucléaire",
    facts=(Block(heading="QUAND", lines=("Lundi 22 novembre, de 14 h à 16 h 30",)), Block(heading="QUOI", lines=())),
    scene=SCENES["one"],
    caption="Le repère montre le centre de la commune.",
    contacts=Block(heading="CONTACTS", lines=("CCI d'essai", "04 00 00 00 00")),
    lists=(Block(heading="À EMPORTER", lines=("Une pièce d'identité", "L'œuf & le <b>bœuf</b>"), ticked=True),),
    blanks=(("Classe", "3e"), ("Élèves", ""), ("Retour", "")),
    footer="Fiche préparée le lundi 15 novembre.",
)


def test_all_is_on_one_page() -> None:
    (page,) = read_pages(sheet_page(SHEET, outlines()))
    for text in (
        "Visite du chantier",
        "de 14 h à 16 h 30",
        "CCI d'essai",
        "L'œuf & le <b>bœuf</b>",
        "Classe 3e",
        "Retour",
    ):
        assert text in page
    assert "QUOI" not in page
    assert "Manosque" in page  # the map's letters are letters


@pytest.mark.parametrize("scene", [None, *(SCENES[name] for name in ("close", "ten on one spot", "la réunion"))])
def test_with_any_map_or_none(scene: object) -> None:
    (page,) = read_pages(sheet_page(replace(SHEET, scene=scene), outlines()))  # type: ignore[arg-type]  # scenes, or none
    assert ("50 km" in page or "20 km" in page or "10 km" in page) == (scene is not None)


@pytest.mark.parametrize("length", [10, 300, 3000, 30_000])
def test_letters_grow_smaller_then_texts_are_cut(length: int) -> None:
    words = ("Une visite d'usine pas comme les autres. " * 800)[:length]
    long = replace(
        SHEET,
        title=words[:400],
        facts=tuple(Block(heading=f"PARTIE {i}", lines=(words,)) for i in range(5)),
        footer=words,
    )
    pdf = sheet_page(long, outlines())
    (page,) = read_pages(pdf)
    assert lowest(pdf) > 25
    assert all(f"PARTIE {i}" in page for i in range(5))
    assert ("…" in page) == (length > 700)


TEXTS = st.text(alphabet=st.characters(codec="utf-8"), max_size=400)


@given(TEXTS, TEXTS, st.lists(TEXTS, max_size=8))
@settings(max_examples=25, deadline=None)
def test_whatever_is_written_gives_one_page(title: str, line: str, items: list[str]) -> None:
    sheet = replace(
        SHEET,
        title=title,
        warning=line,
        scene=None,
        lists=(Block(heading=line, lines=tuple(items), ticked=True),) * 3,
        blanks=((line[:20], line[:20]),),
    )
    pdf = sheet_page(sheet, outlines())
    assert len(read_pages(pdf)) == 1
    assert lowest(pdf) > 25
