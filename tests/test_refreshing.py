"""The programme is read again from its sources, and says when it is old."""

import logging
import sys
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.conversation.handlers import programme_info, search_events
from bot.conversation.message import IncomingMessage, Kind
from bot.conversation.session import Session
from bot.conversation.turn import Guide, Turn
from bot.events.freshness import Freshness
from bot.events.intake.provenance import Provenance, Reading, keep_provenance, read_provenance
from bot.refreshing import Refresher
from intents import Criteria, Understanding
from tests.conversation.guide import NOW, guide, plain

_HEAD = """\
programme: {id: essai, name: Essai, start: 2027-11-22, end: 2027-11-28, timezone: Europe/Paris, departements: ["26"]}
events: []
"""
_CSV = "Identifiant;Titre;Date;Heure de début;Heure de fin;Commune\nfour;Visite du four;22/11/2027;9h;12h;Crest\n"


async def test_sources_are_read_again_and_a_bad_one_harms_none(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    programme, good, bad = (tmp_path / name for name in ("programme.yaml", "bon.csv", "mauvais.json"))
    programme.write_text(_HEAD, encoding="utf-8")
    good.write_text(_CSV, encoding="utf-8")
    bad.write_text('{"events": [', encoding="utf-8")
    refresher = Refresher(programme=programme, sources=(str(bad), str(good)))
    with caplog.at_level(logging.INFO, logger="bot.refreshing"):
        await refresher.refresh()
    assert "title: Visite du four" in programme.read_text(encoding="utf-8")
    refused, read = (record.getMessage() for record in caplog.records)
    assert refused.startswith(f"source not read again: {bad}: « mauvais.json » n'est pas du JSON complet")
    assert read == f"source read again: {good}"
    read_well, failed = reversed(refresher.states())
    assert (read_well.name, read_well.count, read_well.failure) == ("bon.csv", 1, "")
    assert (failed.name, failed.read) == ("mauvais.json", None)
    assert failed.failure.startswith("« mauvais.json » n'est pas du JSON complet")
    assert list(read_provenance(programme).sources) == ["bon.csv"]
    assert Freshness(programme, (str(good),)).read_at() is not None
    assert Freshness(programme, (str(good), str(bad))).read_at() is None


async def test_a_failure_that_is_no_refusal_is_told_in_french(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    command = (sys.executable, "-c", "raise MemoryError")
    refresher = Refresher(programme=tmp_path / "programme.yaml", sources=("a.csv",), command=command)
    await refresher.refresh()
    (state,) = refresher.states()
    assert state.failure == "l'importation s'est arrêtée sur une erreur, que le journal du guide détaille"
    assert "MemoryError" in caplog.text


def test_the_age_is_that_of_the_oldest_source(tmp_path: Path) -> None:
    programme = tmp_path / "programme.yaml"
    freshness = Freshness(programme, ("a.csv", "https://exemple.fr/b"))
    assert freshness.read_at() is None
    times = {"a.csv": datetime(2021, 11, 10, 9), "https://exemple.fr/b": datetime(2021, 11, 12, 9)}
    sources = {name: Reading(read=when) for name, when in times.items()}
    keep_provenance(programme, Provenance(sources=sources))
    assert freshness.read_at() == datetime(2021, 11, 10, 9)
    assert Freshness(programme, ()).read_at() is None


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        (timedelta(hours=47), ""),
        (
            timedelta(days=5),
            "J'ai lu le programme pour la dernière fois le mercredi 10 novembre : ce qui a changé depuis peut manquer.",
        ),
    ],
)
def test_an_old_programme_says_so(ago: timedelta, said: str) -> None:
    old = replace(guide(), read_at=lambda: NOW - ago)
    listed = search_events.handle(_turn(old, Kind.TEXT))
    told = programme_info.handle(_turn(old, Kind.COMMAND))
    for reply in (listed, told):
        last = plain(str(reply.text)).splitlines()[-1]
        assert last == said if said else "lu le programme" not in last


def _turn(about: Guide, kind: Kind) -> Turn:
    said = Understanding(text="visites", intent="search_events", confidence=1.0, criteria=Criteria(kinds=("visite",)))
    return Turn(
        guide=about, message=IncomingMessage(kind=kind), session=Session(), now=NOW, text="visites", understanding=said
    )
