"""A programme whose source has lost most of its events since it was imported."""

import subprocess
import sys
from pathlib import Path

_HEAD = """\
programme: {id: essai, name: Essai, start: 2027-11-22, end: 2027-11-28, timezone: Europe/Paris, departements: ["26"]}
events: []
"""
_TITLES = ("Visite du four", "Visite du moule", "Visite du verre", "Visite du sable")
#: What an organiser reads of it, up to where its source is named, and from there.
NOTICE = "Une importation est retenue (feuille.csv, lue le "
NOTHING = "rien n'est changé tant que vous n'avez pas choisi."
WAITS = f"Elle attend votre accord : {NOTHING}"
NAMED = """\
– Visite du moule
– Visite du verre
– Visite du sable
"""
LOSS = f"""\
Sur 4 événements à venir :
• 3 seraient annulés : leur source ne les a plus
{NAMED}"""


def make(folder: Path) -> tuple[Path, Path]:
    """The programme's file, and its source."""
    programme, source = folder / "programme.yaml", folder / "feuille.csv"
    programme.write_text(_HEAD, encoding="utf-8")
    write(source, len(_TITLES))
    imports(source, programme)
    write(source, 1)
    return programme, source


def imports(source: Path, programme: Path, *options: str) -> int:
    """`python -m bot import`: what it returns."""
    command = (sys.executable, "-m", "bot", "import", str(source), "--into", str(programme), *options)
    return subprocess.run(command, check=False, capture_output=True).returncode


def write(source: Path, count: int = len(_TITLES), hours: str = "9h;12h") -> None:
    """The source with its first events, all at the same hours."""
    rows = [f"e{n};{title};22/11/2027;{hours};Crest" for n, title in enumerate(_TITLES[:count])]
    head = "Identifiant;Titre;Date;Heure de début;Heure de fin;Commune"
    source.write_text("\n".join([head, *rows, ""]), encoding="utf-8")
