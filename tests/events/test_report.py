"""What `python -m bot check` says."""

from pathlib import Path

from bot.events.communes import Communes
from bot.events.intake.text_reader import TextReader
from bot.events.report import check


def test_a_right_file_is_summed_up(communes: Communes, reader: TextReader, files: Path) -> None:
    path = files / "programme.yaml"
    report = check(path, communes, reader)
    assert report.points == ()
    assert str(report).splitlines() == [
        f"{path} : Programme d'essai, du 22/11/2021 au 28/11/2021. Aucune erreur.",
        "Événements : 3, dont 3 proposés (ni annulés ni réservés)",
        "Séances : 7, du 22/11/2021 au 28/11/2021",
        "Types : visite 2, immersion 1",
        "Départements : Alpes-de-Haute-Provence 1, Bouches-du-Rhône 1",
        "États : confirmed 2, full 1",
        "Prix : 1 gratuits, 0 payants, 2 inconnus",
        "Sans date : plateforme",
        "En ligne seulement : 1",
        "Sans lieu, et pas en ligne : aucun",
        "Hors du territoire du programme : aucun",
        "Sans position propre (celle de la commune) : 1",
        "Réponses sur le programme : offres-emploi",
        "Points à relire : Rien à vérifier",
    ]


def test_errors_are_said_and_counted(communes: Communes, reader: TextReader, files: Path, tmp_path: Path) -> None:
    path = tmp_path / "programme.yaml"
    text = (files / "programme.yaml").read_text(encoding="utf-8")
    path.write_text(text.replace("online: true", 'online: "oui"'), encoding="utf-8")
    assert str(check(path, communes, reader)).splitlines() == [
        f"{path}:46 : plateforme : « online » vaut « oui » ; valeurs admises : true, false",
        f"{path} : 1 erreur.",
    ]
