"""Sheets as people make them: separators, encodings, headers, dates, several sessions; refusals say row and column."""

import tracemalloc
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from xlsxwriter import Workbook

from bot.events.catalogue import Catalogue
from bot.events.importers.csv_table import CsvTable
from bot.events.intake.importer import Setting
from bot.events.intake.material import Material
from bot.events.intake.refusal import Refused
from bot.events.intake.run import Intake, Outcome
from bot.events.model import Event, Session
from bot.exporting import make_template
from tests.events.intake.conftest import HEAD, Importing


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2025, 11, day, hour, minute)


def whole(first: int, last: int) -> Session:
    return Session(start=at(first, 0), end=at(last, 23, 59), all_day=True)


def by_title(catalogue: Catalogue) -> dict[str, Event]:
    return {event.title: event for event in catalogue.events}


def told(outcome: Outcome, level: str = "doubtful") -> list[str]:
    """Where and what, without the lists of what is accepted."""
    return [f"{d.where} : {d.text.partition(' ; admis')[0]}" for d in outcome.doubts if d.level == level]


@pytest.fixture
def source(files: Path) -> Path:
    return files / "sources" / "chambre.csv"


def test_a_sheet_of_a_chamber(imported: Importing, source: Path) -> None:
    """Titles above, a header in two rows with merged cells, an empty row, one that goes on with the one above."""
    _, catalogue = imported(source)
    events = by_title(catalogue)
    assert list(events) == ["Visite de la verrerie", "Conférence hydrogène", "Forum des métiers", "Atelier robotique"]
    visit = events["Visite de la verrerie"]
    assert [(session.start, session.end) for session in visit.sessions] == [
        (at(18, 9), at(18, 11, 30)),
        (at(18, 14), at(18, 16)),
        (at(19, 9), at(19, 11, 30)),
    ]
    assert visit.place is not None
    assert (visit.place.name, visit.place.city, visit.place.insee) == ("Verrerie d'essai", "Aubagne", "13005")
    assert (visit.kind, visit.audiences) == ("visite", ("collegiens", "lyceens"))
    conditions = visit.conditions
    assert (conditions.min_age, conditions.capacity, conditions.price_eur) == (12, 20, 0)
    assert conditions.registration_required is True
    assert (visit.registration.email, visit.registration.phone) == ("visites@exemple.fr", "04 00 00 00 01")
    talk = events["Conférence hydrogène"]
    assert (talk.sectors, talk.audiences) == (("hydrogene", "energie"), ("grand-public",))
    assert events["Forum des métiers"].sessions == (Session(start=at(18, 10), end=at(18, 17)),)
    assert events["Forum des métiers"].audiences == ("demandeurs-emploi",)
    assert len(events["Atelier robotique"].sessions) == 2


def test_each_doubt_says_its_row_and_its_column(imported: Importing, source: Path) -> None:
    outcome, _ = imported(source)
    assert told(outcome) == [
        "chambre.csv, ligne 5, colonne M « Filière » : « Filière » vaut « verrerie », qui ne se lit pas",
        "chambre.csv, ligne 7, colonne F « Date » : « Date » : l'heure de fin n'est pas donnée ; 20/11/2025 18:30 : "
        "une heure est comptée en attendant",
        "chambre.csv, ligne 9, colonne D « Lieu Ville » : « Lieu Ville » vaut « Saint-Denis » : plusieurs communes "
        "portent ce nom ; laissé vide, indiquez le code postal",
        "chambre.csv, ligne 11, colonne I « Nb places » : « Nb places » vaut « douze », qui ne se lit pas",
        "chambre.csv, ligne 11, colonne L « Tarif » : « Tarif » vaut « prix libre », qui ne se lit pas",
        "chambre.csv, ligne 11, colonne J « Inscription » : « Inscription » vaut « peut-être », qui ne se lit pas",
    ]
    assert told(outcome, "note") == [
        "chambre.csv, ligne 5, colonne N « Suivi interne » : cette colonne n'est pas reconnue : elle n'est pas reprise",
        "chambre.csv, ligne 7, colonne F « Date » : « Date » vaut « jeudi 20 novembre à 18h30 », sans l'année ; 2025 "
        "est retenu d'après les dates du programme",
    ]
    assert told(outcome, "refused") == [
        "chambre.csv, ligne 10, colonne A « Intitulé » : cette ligne n'a qu'un titre : elle est prise pour un "
        "intertitre et laissée de côté"
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "mac_roman", "cp850"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_whatever_it_is_saved_in(
    imported: Importing, source: Path, tmp_path: Path, encoding: str, separator: str
) -> None:
    rows = [
        ["Titre", "Commune", "Date de l'événement", "Public visé"],
        ["Découverte des métiers à l'usine d'été", "Pélissanne", "18/11/2025 9h-12h", "lycéens"],
        ["Où sont fabriqués les câbles ?", "Sénas", "19/11/2025 9h-12h", "collégiens et étudiants"],
    ]
    text = "\r\n".join(separator.join(f'"{cell}"' for cell in row) for row in rows)
    path = tmp_path / "export.csv"
    path.write_bytes(text.encode(encoding))
    _, catalogue = imported(path)
    assert [(e.title, e.place and e.place.city, e.audiences) for e in catalogue.events] == [
        ("Découverte des métiers à l'usine d'été", "Pélissanne", ("lyceens",)),
        ("Où sont fabriqués les câbles ?", "Sénas", ("collegiens", "etudiants")),
    ]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Date de debut", "start"),
        ("DATE DÉBUT", "start"),
        ("Date de début *", "start"),
        ("Date début (jj/mm/aaaa)", "start"),
        ("Date de dbut", "start"),
        ("startDate", "start"),
    ],
)
def test_headers_are_spelt_in_many_ways(imported: Importing, tmp_path: Path, heading: str, field: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"Intitulé de l'action;{heading};ville\nVisite;18/11/2025;Aubagne\n", encoding="utf-8")
    _, catalogue = imported(path)
    assert catalogue.events[0].sessions == (whole(18, 18),)


@pytest.mark.parametrize("postal_code", ["CP", "C.P.", "C. P.", "Le code postal"])
@pytest.mark.parametrize("places", ["Nb places", "Nb de places", "Le nombre de places", "Capacité accueil"])
def test_letters_and_little_words_of_headers(
    imported: Importing, tmp_path: Path, postal_code: str, places: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"Titre;Ville;{postal_code};{places}\nVisite;Valence;26000;12\n", encoding="utf-8")
    _, catalogue = imported(path)
    (event,) = catalogue.events
    assert event.place
    assert (event.place.insee, event.place.postal_code, event.conditions.capacity) == ("26362", "26000", 12)


def test_a_day_is_kept_without_the_hour_that_cannot_be_read(imported: Importing, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Titre;Date;Horaires\nVisite;18/11/2025;en journée\n", encoding="utf-8")
    outcome, catalogue = imported(path)
    assert catalogue.events[0].sessions == (whole(18, 18),)
    assert "« Horaires » vaut « en journée », qui ne se lit pas ; admis : 9h, 14h30, 9h-12h ; laissé vide" in [
        doubt.text for doubt in outcome.doubts
    ]


@pytest.mark.parametrize(
    ("headings", "cells", "sessions"),
    [
        ("Date", ["11h"], []),
        ("Date", ["18/11/2025 9h-12h"], [(18, 9, 18, 12)]),
        ("Date", ["18/11/2025 9h-10h ; 14h-15h ; 19/11/2025 9h"],
         [(18, 9, 18, 10), (18, 14, 18, 15), (19, 9, 19, 10)]),
        ("Date", ["du 18/11/2025 au 20/11/2025, 9h à 12h"], [(d, 9, d, 12) for d in (18, 19, 20)]),
        ("Date", ["mardi 18 novembre 2025 de 9h à midi"], [(18, 9, 18, 12)]),
        ("Date", ["45979,375"], [(18, 9, 18, 10)]),
        ("Date;Heure de début;Heure de fin", ["18/11/2025", "9h", "12h"], [(18, 9, 18, 12)]),
        ("Date;Heure de début;Durée", ["18/11/2025", "9:00", "1h30"], [(18, 9, 18, 10.5)]),
        ("Date;Début;Fin", ["18/11/2025", "9h", "12h"], [(18, 9, 18, 12)]),
        ("Date;Horaires", ["18/11/2025", "à partir de 14h"], [(18, 14, 18, 15)]),
        ("Date", ["18/11/2025 à partir de 14h"], [(18, 14, 18, 15)]),
        ("Date", ["à partir du 18/11/2025"], []),
        ("Date de début;Date de fin;Horaires", ["18/11/2025", "19/11/2025", "9h-12h"],
         [(18, 9, 18, 12), (19, 9, 19, 12)]),
        ("Début;Fin", ["18/11/2025 9h", "20/11/2025 17h"], [(18, 9, 20, 17)]),
        ("Start date;End date", ["2025-11-18T09:00:00+0100", "2025-11-18T12:00:00+0100"], [(18, 9, 18, 12)]),
        ("Date;Autres séances", ["18/11/2025 9h-12h", "19/11/2025 14h-16h"], [(18, 9, 18, 12), (19, 14, 19, 16)]),
        ("Date", ["31/11/2025"], []),
        ("Horaires", ["9h-12h"], []),
        ("Début;Fin", ["20/11/2025", "18/11/2025"], []),
    ],
)  # fmt: skip
def test_when_it_is_held(
    imported: Importing, tmp_path: Path, headings: str, cells: Sequence[str], sessions: list[tuple[float, ...]]
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("\t".join(["Titre", *headings.split(";")]) + "\nVisite\t" + "\t".join(cells), encoding="utf-8")
    outcome, catalogue = imported(path)
    expected = [(at(int(a), int(b), int(b % 1 * 60)), at(int(c), int(d), int(d % 1 * 60))) for a, b, c, d in sessions]
    assert [(session.start, session.end) for session in catalogue.events[0].sessions] == expected
    if not expected:
        assert [doubt.what for doubt in outcome.doubts if "colonne" in doubt.where] != []


def test_an_event_without_an_id_keeps_the_one_it_is_given(imported: Importing, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    head = "id;Titre;Ville;Date\n"
    rows = ";Visite;Aubagne;18/11/2025\n;Visite;Aubagne;19/11/2025\nv-1;Visite;Apt;18/11/2025\n;Forum;Apt;\n"
    path.write_text(head + rows, encoding="utf-8")
    _, catalogue = imported(path)
    ids = [event.id for event in catalogue.events]
    assert len(set(ids)) == 4
    assert ids[2] == "v-1"
    path.write_text(head + rows + ";Atelier;Apt;\n", encoding="utf-8")
    assert [event.id for event in imported(path)[1].events][:4] == ids


def workbook(path: Path, sheets: dict[str, list[list[Any]]]) -> Path:
    with Workbook(str(path), {"default_date_format": "dd/mm/yyyy hh:mm"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for rank, row in enumerate(rows, start=1):  # the first row and column stay empty
                for place, value in enumerate(row, start=1):
                    if value is not None:
                        sheet.write(rank, place, value)
    return path


def test_a_workbook(imported: Importing, tmp_path: Path) -> None:
    head = ["Titre", "Date", "Heure début", "Heure fin", "CP", "Commune", "Places", "Téléphone"]
    path = workbook(
        tmp_path / "a.xlsx",
        {
            "À lire": [["Merci de remplir les feuilles suivantes"]],
            "13": [head, ["Visite", datetime(2025, 11, 18), 0.375, 0.5, 13400, "Aubagne", 20, 400000001]],
            "04": [head, ["Atelier", 45980, "14h", "16h", 4000, "Digne-les-Bains", "beaucoup", None]],
        },
    )
    outcome, catalogue = imported(path)
    events = by_title(catalogue)
    assert [(s.start, s.end) for s in events["Visite"].sessions] == [(at(18, 9), at(18, 12))]
    assert [(s.start, s.end) for s in events["Atelier"].sessions] == [(at(19, 14), at(19, 16))]
    assert events["Visite"].conditions.capacity == 20
    assert events["Visite"].registration.phone == "0400000001"
    assert [e.place and e.place.postal_code for e in catalogue.events] == ["13400", "04000"]
    assert told(outcome) == [
        "a.xlsx, feuille « 04 », ligne 3, colonne H « Places » : « Places » vaut « beaucoup », qui ne se lit pas"
    ]


def test_the_template_is_read_without_its_example(imported: Importing, tmp_path: Path) -> None:
    path = tmp_path / "programme.xlsx"
    make_template(path)
    with pytest.raises(Refused, match="aucun événement à importer"):
        imported(path)


def test_the_example_of_the_template_would_be_an_event(imported: Importing, tmp_path: Path) -> None:
    """All that it shows is read, and nothing is doubted."""
    import python_calamine  # only here

    path = tmp_path / "programme.xlsx"
    make_template(path)
    head, example = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    filled = workbook(tmp_path / "filled.xlsx", {"Événements": [head, ["visite-1", *example[1:]]]})
    outcome, catalogue = imported(filled)
    assert [str(doubt) for doubt in outcome.doubts] == []
    event = catalogue.events[0]
    assert (event.id, event.kind, event.sectors) == ("visite-1", "visite", ("electronique", "robotique"))
    assert len(event.sessions) == 3
    assert event.conditions.registration_until == date(2027, 11, 19)
    assert event.place is not None
    assert event.place.insee == "13005"


def test_what_is_said_not_to_be_completed_is_not(imported: Importing, tmp_path: Path) -> None:
    said = "Deux heures devant les fours. Inscription obligatoire, dès 12 ans."
    path = tmp_path / "a.csv"
    path.write_text(
        f"Titre;Résumé;Type;Compléter avec le texte\nForum;{said};forum;oui\nVisite;{said};visite;non\n",
        encoding="utf-8",
    )
    _, catalogue = imported(path)
    assert [event.conditions.min_age for event in catalogue.events] == [12, None]


def test_records_of_a_site_in_lists_by_month(imported: Importing, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(
        '{"11": [{"title": "Visite d\'été", "city": "2 rue Basse, 84000 Avignon", "start_date": "18/11/2025"}],'
        ' "12": [{"title": "Forum", "city": "Apt", "start_date": "19/11/2025", "cheval": 1}]}'.encode("cp1252")
    )
    _, catalogue = imported(path)
    assert [(e.title, e.place and e.place.city) for e in catalogue.events] == [
        ("Visite d'été", "Avignon"),
        ("Forum", "Apt"),
    ]


def rezipped(path: Path, **changes: bytes) -> Path:
    """A workbook some of whose parts are others."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (parts | {f"xl/{key}.xml": data for key, data in changes.items()}).items():
            archive.writestr(name, data)
    return path


_SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)
_ROW = '<row r="1"><c r="A1" t="inlineStr"><is><t>{}</t></is></c></row>'
_ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha" * 50}">' for n in range(12))


@pytest.mark.parametrize(
    ("part", "data", "said"),
    [
        ("media/bomb", b"\x00" * 201_000_000, "une fois décompressé"),
        ("worksheets/sheet1", b" " * 60_000_000, "une fois décompressé"),
        (
            "worksheets/sheet1",
            _SHEET.format('<row r="1"><c r="A1"/></row><row r="1048576"><c r = "XFD1048576"/></row>').encode(),
            "s'étend sur 1048576 lignes et 16384 colonnes",
        ),
        ("worksheets/sheet1", b"<worksheet><sheetData>", "n'est pas un classeur Excel|aucune ligne de titres"),
        (
            "anything",
            _SHEET.format('<row r="1048576"><c r="XFD1048576"/></row>').encode(),
            "s'étend sur 1048576 lignes et 16384 colonnes",
        ),
        ("worksheets/sheet1", _SHEET.format(f"<row>{'<c/>' * 11_000_000}</row>").encode(), "c'est trop"),
        (
            "sharedStrings",
            f'<!DOCTYPE sst [{_ENTITIES}]><sst><si><t>&e11;</t></si></sst>'.encode(),
            "n'est pas un classeur Excel|aucune ligne de titres",
        ),
        (
            "worksheets/sheet1",
            f'<!DOCTYPE w [<!ENTITY f SYSTEM "file:///etc/hostname">]>{_SHEET.format(_ROW.format("&f;"))}'.encode(),
            "n'est pas un classeur Excel|aucune ligne de titres",
        ),
    ],
)  # fmt: skip
def test_hostile_workbooks_are_refused(imported: Importing, tmp_path: Path, part: str, data: bytes, said: str) -> None:
    path = rezipped(workbook(tmp_path / "a.xlsx", {"A": [["Titre", "Date"], ["Visite", "18/11/2025"]]}), **{part: data})
    with pytest.raises(Refused, match=said):
        imported(path)
    assert (tmp_path / "programme.yaml").read_text(encoding="utf-8") == f"{HEAD}events: []\n"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"date,vacances_zone_a\n1990-01-01,False\n", "aucune ligne de titres de colonnes"),
        (b'Titre;Date\nVisite;"18/11/2025\n' + b"x;y\n" * 100_000, "un guillemet n'est pas fermé"),
        (b"Titre;Date\n" + b";" * 2_000_000, "une ligne dépasse 1 Mo"),
        (b"Titre;Date\n;\n;\n", "aucun événement à importer"),
    ],
)
def test_tables_that_are_none_are_refused(imported: Importing, tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    with pytest.raises(Refused, match=said):
        imported(path)
    assert (tmp_path / "programme.yaml").read_text(encoding="utf-8") == f"{HEAD}events: []\n"


@pytest.mark.parametrize(
    ("row", "said"), [("{};Apt\n", "plus de 20 événements"), ("{};\n", "plus de 20 enregistrements n'y sont pas")]
)
def test_a_table_without_end_is_refused(intake: Intake, tmp_path: Path, row: str, said: str) -> None:
    path, into = tmp_path / "a.csv", tmp_path / "programme.yaml"
    path.write_text("Titre;Ville\n" + "".join(row.format(f"Visite {n}") for n in range(30)), encoding="utf-8")
    into.write_text(f"{HEAD}events: []\n", encoding="utf-8")
    with pytest.raises(Refused, match=said):
        replace(intake, most_events=20, most_refused=20).run([str(path)], into)
    assert into.read_text(encoding="utf-8") == f"{HEAD}events: []\n"


def test_a_long_table_is_never_in_memory_whole(intake: Intake, tmp_path: Path) -> None:
    path, rows = tmp_path / "a.csv", 6_000
    row = f"Visite {{}};18/11/2025;{'Le four, les moules, le sable. ' * 80};Apt\n"
    path.write_text("Titre;Date;Résumé;Ville\n" + "".join(map(row.format, range(rows))), encoding="cp1252")
    tracemalloc.start()
    try:
        drafts = CsvTable().drafts(Material.of_file(path), Setting(reader=intake.reader))
        assert sum(1 for _ in drafts) == rows
        assert tracemalloc.get_traced_memory()[1] < path.stat().st_size / 2 > 7_000_000
    finally:
        tracemalloc.stop()


def test_several_files_of_several_formats(imported: Importing, files: Path) -> None:
    sources = [files / "sources" / name for name in ("chambre.csv", "calendar.ics", "page.html")]
    outcome, _ = imported(*sources)
    assert outcome.written == 4 + 6 + 6
