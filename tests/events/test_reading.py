"""The programme file: what the loader reads, and every sentence it refuses one with."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml

from bot.events.catalogue import load
from bot.events.communes import Communes
from bot.events.model import Conditions, Event, MeetingPoint, Place, Registration, Session
from bot.events.problems import ProgrammeErrors
from bot.events.vocabularies import ACCESSIBILITY, AUDIENCES, KINDS, SECTORS, STATUSES, THEMES

_FILES = Path(__file__).parents[1] / "files"
_CASES = yaml.safe_load((_FILES / "programme_errors.yaml").read_text(encoding="utf-8"))


def _errors(path: Path, communes: Communes) -> list[str]:
    with pytest.raises(ProgrammeErrors) as refused:
        load(path, communes)
    assert str(refused.value) == "\n".join(map(str, refused.value.problems))
    return [str(problem) for problem in refused.value.problems]


def test_a_file_is_read_whole(communes: Communes, files: Path) -> None:
    programme = load(files / "programme.yaml", communes).programme
    assert (programme.id, programme.start, programme.end) == ("essai", date(2021, 11, 22), date(2021, 11, 28))
    assert (programme.timezone, programme.areas) == (ZoneInfo("Europe/Paris"), ("reg:93",))
    assert [(fact.topic, fact.text) for fact in programme.facts] == [("offres-emploi", "Neuf mille offres.")]
    assert programme.events[0] == Event(
        id="iter-visite",
        title="Visite du site ITER",
        kind="visite",
        sectors=("nucleaire",),
        audiences=("etudiants", "rh"),
        sessions=(Session(start=datetime(2021, 11, 22, 14), end=datetime(2021, 11, 22, 16, 30)),),
        place=Place(
            name="ITER",
            city="Saint-Paul-lez-Durance",
            insee="13099",
            postal_code="13115",
            lat=43.7085,
            lon=5.7702,
            approximate=False,
        ),
        meeting_point=MeetingPoint(city="Manosque", insee="04112", note="Visite en bus"),
        conditions=Conditions(min_age=16, registration_until=date(2021, 11, 20), price_eur=0),
        registration=Registration(url="https://exemple.fr/iter", email="nom@exemple.fr", phone="04 00 00 00 01"),
        accessibility=("moteur",),
        status="full",
    )


def test_daily_hours_are_one_session_a_day_and_a_city_gives_its_position(communes: Communes, files: Path) -> None:
    event = load(files / "programme.yaml", communes).event("confitures")
    assert event
    assert event.place
    assert [(s.start.isoformat(), s.end.isoformat(), s.all_day) for s in event.sessions] == [
        *((f"2021-11-{day}T09:30:00", f"2021-11-{day}T11:00:00", False) for day in range(22, 27)),
        ("2021-11-28T00:00:00", "2021-11-28T23:59:00", True),
    ]
    assert (event.place.insee, event.place.city, event.place.approximate) == ("04149", "peyruis", True)
    assert (event.place.lat, event.place.lon) == communes.position("04149")


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case["by"].strip() or case["replace"].strip())
def test_errors(case: dict[str, str], communes: Communes, files: Path, tmp_path: Path) -> None:
    text = (files / "programme.yaml").read_text(encoding="utf-8")
    assert text.count(case["replace"]) == 1
    path = tmp_path / "programme.yaml"
    path.write_text(text.replace(case["replace"], case["by"]), encoding="utf-8")
    assert _errors(path, communes) == [line.replace("{file}", str(path)) for line in case["says"]]


def test_all_errors_come_in_one_run(communes: Communes, files: Path, tmp_path: Path) -> None:
    text = (files / "programme.yaml").read_text(encoding="utf-8")
    for case in _CASES[:4]:
        text = text.replace(case["replace"], case["by"])
    path = tmp_path / "programme.yaml"
    path.write_text(text, encoding="utf-8")
    said = [line.replace("{file}", str(path)) for case in _CASES[:4] for line in case["says"]]
    assert _errors(path, communes) == sorted(said, key=lambda line: int(line.split(":")[1].split()[0]))


_HERE = "un ensemble de champs est attendu ici ; champs admis"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, [" : ce fichier n'existe pas"]),
        (b"programme: \xff", [" : le fichier n'est pas encodé en UTF-8"]),
        (b"", [":1 : le fichier doit contenir « programme » et « events »"]),
        (b"- a", [f":1 : {_HERE} : programme, events"]),
        (
            b"programme: a\nevents:\n- b\n",
            [
                f":1 : programme : {_HERE} : id, name, theme, start, end, timezone, region, departements, website, "
                "organiser, facts",
                f":3 : événement n° 1 : {_HERE} : id, title, summary, kind, sectors, themes, audiences, sessions, "
                "place, meeting_point, online, organiser, conditions, registration, accessibility, url, status, "
                "reserved",
            ],
        ),
    ],
)
def test_what_is_no_programme(content: bytes | None, says: list[str], communes: Communes, tmp_path: Path) -> None:
    path = tmp_path / "programme.yaml"
    if content is not None:
        path.write_bytes(content)
    assert _errors(path, communes) == [f"{path}{line}" for line in says]


def test_a_folder_is_no_programme(communes: Communes, tmp_path: Path) -> None:
    assert _errors(tmp_path, communes) == [f"{tmp_path} : ce n'est pas un fichier que l'on peut lire"]


@pytest.mark.parametrize(
    ("place", "insee"),
    [
        ('{city: Marseille, postal_code: "13008"}', "13208"),
        ('{city: Marseille, insee: "13208"}', "13208"),
        ('{city: Marseille Cedex 20, postal_code: "13233"}', "13055"),
        ('{city: Marseille, insee: "13055", postal_code: "13233"}', "13055"),
        ('{city: ST PAUL LES DURANCE, postal_code: "13115"}', "13099"),
        ("{city: Grasse}", "06069"),
        ('{insee: "84007"}', "84007"),
    ],
)
def test_a_commune_is_found(place: str, insee: str, communes: Communes, files: Path, tmp_path: Path) -> None:
    path = tmp_path / "programme.yaml"
    text = (files / "programme.yaml").read_text(encoding="utf-8")
    path.write_text(text.replace("{city: peyruis}", place), encoding="utf-8")
    event = load(path, communes).event("confitures")
    assert event
    assert event.place
    assert event.place.insee == insee


def test_json_is_a_programme_too(communes: Communes, tmp_path: Path) -> None:
    path = tmp_path / "programme.json"
    path.write_text(
        '{"programme": {"id": "a", "name": "A", "start": "2021-11-22", "end": "2021-11-28", "timezone": "Europe/Paris",'
        ' "departements": ["13"]}, "events": [{"id": "b", "title": "B", "kind": "forum", "status": "moved-online"}]}'
    )
    catalogue = load(path, communes)
    assert catalogue.programme.areas == ("dep:13",)
    assert catalogue.events == (Event(id="b", title="B", kind="forum", status="moved-online", online=True),)


def test_lines_are_right_far_into_a_long_file(communes: Communes, files: Path, tmp_path: Path) -> None:
    head, events = (files / "programme.yaml").read_text(encoding="utf-8").split("events:\n")
    blocks = [events.replace("id: ", f"id: n{i}-") for i in range(100)]
    text = f"{head}events:\n" + "  # une remarque\n\n".join(blocks)
    text = text.replace("id: n99-plateforme\n", "id: n99-plateforme\n    genre: jeu\n")
    path = tmp_path / "programme.yaml"
    path.write_text(text, encoding="utf-8")
    line = text[: text.index("    genre:")].count("\n") + 1
    assert [error.split(" ; ")[0] for error in _errors(path, communes)] == [
        f"{path}:{line} : n99-plateforme : « genre » n'est pas un champ connu"
    ]


def test_the_page_on_the_format_names_every_slug() -> None:
    page = (_FILES.parents[1] / "docs" / "events-format.md").read_text(encoding="utf-8")
    slugs = {*KINDS, *SECTORS, *THEMES, *AUDIENCES, *ACCESSIBILITY, *STATUSES}
    assert [slug for slug in sorted(slugs) if f"`{slug}`" not in page] == []
