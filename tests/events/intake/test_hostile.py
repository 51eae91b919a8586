"""What is broken, huge or of the wrong types is refused in French or left out; what is written loads."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.events.catalogue import load
from bot.events.communes import Communes
from bot.events.intake.refusal import Refused
from bot.events.intake.run import Intake
from tests.events.intake.conftest import HEAD

_HEAD = f"{HEAD}events: []\n"
_FUZZED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)

_words = st.sampled_from(
    [
        "Visite",
        "dès 12 ans",
        "gratuit",
        "- ",
        ": ",
        " #",
        "'",
        '"',
        "\n",
        "é",
        "🏭",
        "<b>",
        "{",
        "\\",
        "\u2028",
        "\ud800",
        "\x85",
        "null",
        "~",
        "2025-11-18",
        "0x1F",
        "12:30",
        "&nbsp;",
        "**",
        "[a](b)",
        "*",
        "!",
        "%",
        "@",
        "`",
        "|",
        ">",
        "?",
    ]
)
_texts = st.one_of(st.text(max_size=40), st.lists(_words, max_size=12).map("".join), st.just("x" * 5000))
_json = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), _texts),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(_texts, inner, max_size=3)),
    max_leaves=8,
)
_moments = st.one_of(
    _json,
    st.sampled_from(
        [
            "2025-11-18T09:00:00+01:00",
            "2025-11-18T11:00:00Z",
            "0001-01-01T00:00:00Z",
            "9999-12-31T23:59:59-12:00",
            "2025-11-18",
        ]
    ),
)
_timings = st.one_of(_json, st.lists(st.fixed_dictionaries({"begin": _moments, "end": _moments}), max_size=4))
_cities = st.one_of(_json, st.sampled_from(["Valence", "Saint-Denis", "Paris", "Nulle-Part", "LYON 3E CEDEX 03"]))
_codes = st.one_of(_json, st.sampled_from(["26000", "75015", "26362", "75056", "99999", "2A004", "26 000"]))
_location = st.one_of(
    _json,
    st.fixed_dictionaries(
        {},
        optional={
            "name": _texts,
            "address": _texts,
            "city": _cities,
            "postalCode": _codes,
            "insee": _codes,
            "latitude": _json,
            "longitude": _json,
            "countryCode": st.sampled_from(["FR", "BE", ""]),
        },
    ),
)
_contacts = st.one_of(
    _json,
    st.lists(
        st.fixed_dictionaries({"type": st.sampled_from(["link", "email", "phone", "x"]), "value": _texts}), max_size=3
    ),
)
_openagenda = st.fixed_dictionaries(
    {
        "uid": st.one_of(st.integers(), _texts),
        "title": st.dictionaries(st.sampled_from(["fr", "en"]), _texts),
        "timings": _timings,
    },
    optional=dict.fromkeys(
        (
            "description",
            "longDescription",
            "keywords",
            "age",
            "status",
            "attendanceMode",
            "accessibility",
            "conditions",
        ),
        _json,
    )
    | dict.fromkeys(("onlineAccessLink", "slug"), _texts)
    | {
        "location": _location,
        "registration": _contacts,
        "state": st.sampled_from([2, 2, 1, None]),
        "removed": _json,
        "originAgenda": _json,
        "updatedAt": _moments,
    },
)
_opendatasoft = st.fixed_dictionaries(
    {"uid": _texts, "title_fr": _texts, "location_city": _cities},
    optional=dict.fromkeys(
        ("longdescription_fr", "keywords_fr", "location_coordinates", "status", "attendancemode", "accessibility"),
        _json,
    )
    | dict.fromkeys(("registration", "age_min", "conditions_fr"), _json)
    | dict.fromkeys(("location_postalcode", "location_insee"), _codes)
    | dict.fromkeys(("first_date", "last_date"), _moments)
    | {"timings": _timings.map(lambda value: json.dumps(value) if value else value)},
)


def import_bytes(data: bytes, intake: Intake, communes: Communes, form: str | None = None) -> bool:
    """Import some bytes: what is written loads; what is refused leaves the programme as it was. True when written."""
    with TemporaryDirectory() as folder:
        source, into = Path(folder) / "source", Path(folder) / "programme.yaml"
        source.write_bytes(data)
        into.write_text(_HEAD, encoding="utf-8")
        try:
            intake.run([str(source)], into, form=form)
        except Refused:
            assert into.read_text(encoding="utf-8") == _HEAD
            assert len(list(Path(folder).iterdir())) == 2
            return False
        load(into, communes)
        return True


@_FUZZED
@given(st.lists(_openagenda, min_size=1, max_size=3))
def test_openagenda_of_any_types(intake: Intake, communes: Communes, events: list[dict[str, Any]]) -> None:
    import_bytes(json.dumps({"events": events}).encode(), intake, communes, "openagenda")


@_FUZZED
@given(st.lists(_opendatasoft, min_size=1, max_size=3))
def test_opendatasoft_of_any_types(intake: Intake, communes: Communes, records: list[dict[str, Any]]) -> None:
    import_bytes(json.dumps({"results": records}).encode(), intake, communes, "opendatasoft")


@pytest.mark.parametrize("form", ["openagenda", "opendatasoft", "ics", None])
@_FUZZED
@given(st.one_of(st.binary(max_size=200), _json.map(lambda value: json.dumps(value).encode())))
def test_any_bytes(intake: Intake, communes: Communes, form: str | None, data: bytes) -> None:
    import_bytes(data, intake, communes, form)


@pytest.mark.parametrize("name", ["openagenda_pages.json", "opendatasoft_v21.json"])
@_FUZZED
@given(share=st.floats(0, 0.999))
def test_a_document_that_breaks_off(intake: Intake, communes: Communes, files: Path, name: str, share: float) -> None:
    whole = (files / "sources" / name).read_bytes().rstrip()
    assert not import_bytes(whole[: int(len(whole) * share)], intake, communes)


@_FUZZED
@given(
    st.lists(
        st.tuples(
            st.floats(0, 1),
            st.one_of(
                st.binary(max_size=4),
                st.sampled_from(
                    [
                        b"\r\nRRULE:FREQ=YEARLY\r\n",
                        b"\r\nDTSTART:",
                        b"BEGIN:VEVENT",
                        b"\x00",
                        b"99999999",
                        b"\r\nRDATE:20251118\r\n",
                    ]
                ),
            ),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_a_calendar_with_holes(
    intake: Intake, communes: Communes, files: Path, holes: list[tuple[float, bytes]]
) -> None:
    data = (files / "sources" / "calendar.ics").read_bytes()
    for where, put in holes:
        at = int(len(data) * where)
        data = data[:at] + put + data[at + len(put) :]
    import_bytes(data, intake, communes, "ics")


_EVENT = {
    "uid": 1,
    "title": {"fr": "Visite"},
    "timings": [{"begin": "2025-11-18T09:00:00Z", "end": "2025-11-18T10:00:00Z"}],
}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "est vide"),
        (b" \r\n\t ", "est vide"),
        (b"PK\x03\x04" + b"\x00" * 100, "format inconnu"),
        (b"\xff\xfe{\x00}\x00", "format inconnu"),
        (b'{"bonjour": 1}', "format inconnu"),
        (b'{"a": 1, ' * 200_000, "pas du JSON"),
        (b"{" + b'"a": "xxxxxxxxxxxxxxx", ' * 500_000 + b'"b": 1}', "dépasse 8 Mo"),
        (b"[" * 100_000, "pas du JSON"),
        (b'{"events": [' + b'{"a":' * 100_000, "pas du JSON"),
        (b'{"events": [{"uid": ' + b"9" * 100_000 + b', "title": {}}]}', "pas du JSON"),
        (json.dumps({"events": [{**_EVENT, "description": "x" * 9_000_000}]}).encode(), "dépasse 8 Mo"),
        (json.dumps({"events": [_EVENT]}).encode() + b"]", "pas du JSON complet"),
        (json.dumps({"events": [_EVENT]}).encode()[:-2], "pas du JSON complet"),
        (b'{"events": [{"uid": 1, "title": {"fr": " "}, "timings": []}]}', "aucun événement à importer"),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "aucun événement à importer"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:" + b"x" * 2_000_000, "dépasse 1 Mo"),
    ],
)  # fmt: skip
def test_what_cannot_be_imported_says_why(intake: Intake, tmp_path: Path, data: bytes, said: str) -> None:
    source, into = tmp_path / "source", tmp_path / "programme.yaml"
    source.write_bytes(data)
    into.write_text(_HEAD, encoding="utf-8")
    with pytest.raises(Refused, match=said):
        intake.run([str(source)], into)
    assert into.read_text(encoding="utf-8") == _HEAD


def test_a_programme_that_is_none_is_left_alone(intake: Intake, files: Path, tmp_path: Path) -> None:
    into = tmp_path / "programme.yaml"
    into.write_text("Mes notes\n", encoding="utf-8")
    with pytest.raises(Refused, match="n'est pas un programme lisible"):
        intake.run([str(files / "sources" / "opendatasoft_v21.json")], into)
    assert into.read_text(encoding="utf-8") == "Mes notes\n"
