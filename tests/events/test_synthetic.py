"""The programmes that benchmarks are run on."""

from pathlib import Path

from benchmarks.programmes import programme, write
from bot.events.catalogue import load
from bot.events.communes import Communes


def test_same_size_and_seed_same_file(communes: Communes, tmp_path: Path) -> None:
    assert "".join(programme(20, "53")) == "".join(programme(20, "53"))
    assert "".join(programme(20, seed=1)) != "".join(programme(20, seed=2))
    write(tmp_path / "programme.yaml", 1_000)
    catalogue = load(tmp_path / "programme.yaml", communes)
    held = {event.place.insee for event in catalogue.events if event.place}
    assert (len(catalogue.events), len(held)) == (1_000, 946)
