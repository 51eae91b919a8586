"""Reports of imports and of programme files: text, JSON, and a workbook with the faulty cells marked."""

import json
import zipfile
from pathlib import Path

from bot.events.editing.report import as_json, write_marked
from bot.events.intake.run import Intake
from bot.events.reading import read_programme
from bot.events.report import check
from intents import Gazetteer
from intents.documents import DocumentReader

_CSV = """\
Titre;Date;Heure de début;Heure de fin;Adresse;Commune;Résumé
Visite de l'usine;21/11/2025;01h30;;1 rue Neuve;Crest;1h30 de visite. <o:p></o:p>Le jeudi 21/11/2025
Visite des fours;jeudi 21/11/2025;9h;8h;;Crest;Organisée par la chambre pour les Terminales du lycée Dupont
"""


def imported(intake: Intake, tmp_path: Path) -> tuple[Path, list[tuple[str, str, str]], str]:
    source, into = tmp_path / "feuille.csv", tmp_path / "programme.yaml"
    source.write_text(_CSV, encoding="utf-8")
    outcome = intake.run([str(source)], into)
    write_marked(tmp_path / "points.xlsx", read_programme(into, intake.communes).events, outcome.doubts)
    rows = [(d.level, d.where.rpartition("ligne ")[2], d.what) for d in outcome.doubts]
    return into, rows, as_json(outcome.doubts)


def test_faults_of_a_sheet_are_told_row_by_row_and_mended(intake: Intake, tmp_path: Path) -> None:
    into, rows, text = imported(intake, tmp_path)
    assert rows == [
        ("note", "2, colonne G « Résumé »", "debris_cleaned"),
        ("note", "2", "postal_code_found"),
        ("note", "2, colonne B « Date »", "length_as_time"),
        ("doubtful", "2, colonne G « Résumé »", "weekday"),
        ("doubtful", "3, colonne B « Date »", "weekday_contradicted"),
        ("doubtful", "3, colonne B « Date »", "end_first"),
        ("note", "3", "reserved_read"),
        ("doubtful", str(into), "head_guessed"),
    ]
    found = json.loads(text)
    assert found["levels"]["refused"] == 0
    assert found["counts"]["weekday"] == 1
    first, second = read_programme(into, intake.communes).events
    assert (first.sessions[0].all_day, first.place and first.place.postal_code) == (True, "26400")
    assert (second.reserved, second.sessions) == (True, ())


def test_faulty_cells_are_marked(intake: Intake, tmp_path: Path) -> None:
    imported(intake, tmp_path)
    with zipfile.ZipFile(tmp_path / "points.xlsx") as book:
        comments = book.read("xl/comments1.xml").decode()
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "or le 21/11/2025 est un vendredi" in comments
    assert 'r="C2" s="' in sheet  # the summary of the first event has a colour


def test_a_programme_file_is_checked_alike(communes: Gazetteer, reader: DocumentReader, tmp_path: Path) -> None:
    path = tmp_path / "programme.yaml"
    path.write_text(
        """\
programme: {id: essai, name: Essai, start: 2025-11-17, end: 2025-11-23, timezone: Europe/Paris, departements: ["26"]}
events:
  - id: usine
    title: Visite de l'usine
    kind: visite
    summary: Le jeudi 21/11/2025, inscription à visites@exemple.fr
    sessions: [{start: "2025-11-21T09:00", end: "2025-11-21T12:00"}]
""",
        encoding="utf-8",
    )
    report = check(path, communes, reader)
    assert [str(point) for point in report.points] == [
        f"{path}:3 : usine : « summary » : « jeudi 21/11/2025 », or le 21/11/2025 est un vendredi ; "
        "le jour ou la date est à corriger",
        f"{path}:3 : usine : « summary » contient une adresse électronique (visites@exemple.fr) ; "
        "sa place est dans « registration.email »",
    ]
    assert str(report).endswith("Points à relire : 0 refusés, 2 à vérifier, 0 notes")
    assert not report.is_refused
