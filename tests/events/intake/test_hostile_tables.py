"""Sheets, workbooks and pages that are broken, hostile or of any types: refused in French, or what is written loads."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook

from bot.events.communes import Communes
from bot.events.intake.run import Intake
from bot.events.intake.tables.columns import columns
from tests.events.intake.test_hostile import import_bytes

_FUZZED = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
    max_examples=60,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
_cells = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        [
            *("oui", "non", "-", "exemple", "18/11/2025", "18/11/2025 9h-12h", "du 18/11/2025 au 18/11/9999", "45979"),
            *("mardi 18 novembre", "31/02/2025", "99h99", "9h", "1e999", "٣", "²", "Aubagne", "13400", "Saint-Denis"),
            *("lycéens, tous", "=1+1", "'=1", "<b>", "visite ; forum", "nom@exemple.fr", "https://", "12 €", "0/0/0"),
            *("2025-11-18T09:00:00+99:00", "9999-12-31", "0001-01-01 00:00 - 9999-12-31 23:59", "gratuit", "43,2 5,5"),
        ]
    ),
)
_headings = st.lists(st.sampled_from([column.label for column in columns()]), max_size=9, unique=True)
_values = st.one_of(_cells, st.none(), st.booleans(), st.integers(), st.floats(), st.lists(_cells, max_size=3))


@pytest.mark.parametrize("form", ["csv", "xlsx", "json", "jsonld"])
@_FUZZED
@given(data=st.binary(max_size=200))
def test_any_bytes(intake: Intake, communes: Communes, form: str, data: bytes) -> None:
    import_bytes(data, intake, communes, form)


@_FUZZED
@given(
    headings=_headings,
    rows=st.lists(st.lists(_cells, max_size=10), max_size=5),
    encoding=st.sampled_from(["utf-8", "utf-16", "cp1252"]),
    separator=st.sampled_from([";", ",", "\t"]),
)
def test_any_table(
    intake: Intake, communes: Communes, headings: list[str], rows: list[list[str]], encoding: str, separator: str
) -> None:
    lines = [separator.join(row) for row in (["Titre", *headings], *rows)]
    import_bytes("\n".join(lines).encode(encoding, "replace"), intake, communes, "csv")


@_FUZZED
@given(
    records=st.lists(
        st.dictionaries(st.sampled_from([column.field for column in columns()]), _values, max_size=9), max_size=4
    ),
    sessions=st.one_of(_values, st.lists(st.dictionaries(st.sampled_from(["start", "end", "all_day"]), _values))),
)
def test_any_records(intake: Intake, communes: Communes, records: list[dict[str, Any]], sessions: Any) -> None:
    listed = [{"title": "Visite", **record, "sessions": sessions} for record in records]
    import_bytes(json.dumps({"events": listed}).encode(), intake, communes, "json")


_schema = st.recursive(
    st.one_of(
        _values, st.sampled_from(["2025-11-18T09:00", "2025-11-18", "P1D", "https://schema.org/Monday", "FR", "12-"])
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(
                [
                    *("@type", "@id", "@value", "@language", "name", "address", "geo", "latitude", "price", "url"),
                    *("startDate", "endDate", "startTime", "repeatFrequency", "byDay", "repeatCount", "exceptDate"),
                ]
            ),
            inner,
            max_size=4,
        ),
    ),
    max_leaves=8,
)
_schema_event = st.dictionaries(
    st.sampled_from(
        [
            *("name", "description", "keywords", "startDate", "endDate", "eventStatus", "eventSchedule", "subEvent"),
            *("location", "offers", "organizer", "audience", "identifier", "url", "typicalAgeRange", "superEvent"),
            *("eventAttendanceMode", "maximumAttendeeCapacity", "isAccessibleForFree", "dateModified"),
        ]
    ),
    _schema,
    max_size=10,
)


@_FUZZED
@given(events=st.lists(_schema_event, max_size=3))
def test_any_schema(intake: Intake, communes: Communes, events: list[dict[str, Any]]) -> None:
    listed = [{"@type": "Event", "name": "Visite", **event} for event in events]
    import_bytes(json.dumps({"@context": "https://schema.org", "@graph": listed}).encode(), intake, communes, "jsonld")


@pytest.mark.parametrize("name", ["chambre.csv", "page.html"])
@_FUZZED
@given(share=st.floats(0, 0.999), put=st.binary(max_size=4))
def test_a_file_that_breaks_off(
    intake: Intake, communes: Communes, files: Path, name: str, share: float, put: bytes
) -> None:
    data = (files / "sources" / name).read_bytes()
    import_bytes(data[: int(len(data) * share)] + put, intake, communes, "csv" if name.endswith("csv") else "jsonld")


@pytest.fixture(scope="module")
def parts() -> dict[str, bytes]:
    """The parts of a workbook."""
    file = io.BytesIO()
    with Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Titre", "Date", "Commune", "Places"])
        sheet.write_row(1, 0, ["Visite", "18/11/2025", "Aubagne", 20])
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


_holes = st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=5)), min_size=1, max_size=4)


def with_holes(data: bytes, holes: list[tuple[float, bytes]]) -> bytes:
    for where, put in holes:
        at = int(len(data) * where)
        data = data[:at] + put + data[at + len(put) :]
    return data


@_FUZZED
@given(holes=_holes, which=st.integers(0, 20))
def test_a_workbook_with_holes(
    intake: Intake, communes: Communes, parts: dict[str, bytes], holes: list[tuple[float, bytes]], which: int
) -> None:
    """Holes in one of its parts, then in the file itself."""
    broken = sorted(parts)[which % len(parts)]
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, with_holes(data, holes) if name == broken else data)
    import_bytes(file.getvalue(), intake, communes, "xlsx")
    import_bytes(with_holes(file.getvalue(), holes), intake, communes, "xlsx")


@pytest.mark.parametrize("depth", [50, 900, 100_000])
def test_a_deep_nest(intake: Intake, communes: Communes, depth: int) -> None:
    nested = '{"@type": "Event", "name": "Visite", "location": ' + "[" * depth + "]" * depth + "}"
    import_bytes(nested.encode(), intake, communes, "jsonld")
    import_bytes(nested.encode(), intake, communes, "json")
