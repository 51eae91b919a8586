"""Programme files: what is written reads the same, at once, and the old file is kept."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.events.catalogue import load
from bot.events.communes import Communes
from bot.events.intake.draft import Draft, Found
from bot.events.intake.run import Intake
from bot.events.intake.scalars import scalar
from bot.events.intake.settling import Entry
from bot.events.intake.writing import event_lines, write_whole
from bot.events.model import Session


@given(
    st.one_of(
        st.text(), st.lists(st.sampled_from([" ", "#", ":", "-", "a", "é", "\n", '"', "null", "\x85"])).map("".join)
    )
)
def test_any_text_reads_the_same(text: str) -> None:
    text = text.encode("utf-8", "replace").decode()  # no lone surrogates: there are none in a file
    assert yaml.safe_load(f"a: {scalar(text)}  # lu : « b »")["a"] == text


@pytest.mark.parametrize(
    "value", [True, 16, 5.5, [], ["visite", "no"], "yes", "12:30", "2025-11-18", "é : à", "à la fin:"]
)
def test_values_keep_their_types(value: object) -> None:
    assert yaml.safe_load(f"a: {scalar(value)}") == {"a": value}


def entry(**values: object) -> Entry:
    found = {path.replace("__", "."): Found(value, "") for path, value in values.items()}
    return Entry(id="essai-1", values=found, draft=Draft(source="", key="", where=""))


def test_a_long_text_is_folded_and_reads_the_same() -> None:
    text = " ".join(f"mot{'x' * (n % 130)}" for n in range(200))
    written = "\n".join(event_lines(entry(summary=text)))
    assert max(map(len, written.splitlines())) < 150
    assert yaml.safe_load(written)[0]["summary"] == text


def test_an_event_is_written_as_people_write_it() -> None:
    read = Entry(
        id="oa-1",
        values={
            "title": Found("Visite : l'usine", "title"),
            "kind": Found("visite", "texte", "Visite de l'usine"),
            "sectors": Found(["bois"], "texte", "scierie"),
            "place.city": Found("Valence", "location.city"),
            "conditions.min_age": Found(12, "texte", "dès 12 ans"),
            "sessions": Found(days(17, 4), "timings"),
        },
        draft=Draft(source="oa", key="1", where=""),
    )
    assert list(event_lines(read)) == [
        "  - id: oa-1",
        '    title: "Visite : l\'usine"',
        "    kind: visite  # lu : « Visite de l'usine »",
        "    sectors: [bois]  # lu : « scierie »",
        "    sessions:",
        '      - {days: "2025-11-17/2025-11-20", hours: "09:00-10:00"}',
        "    place:",
        "      city: Valence",
        "    conditions:",
        "      min_age: 12  # lu : « dès 12 ans »",
    ]


def days(first: int, count: int, hour: int = 9) -> list[Session]:
    start = datetime(2025, 11, first, hour)
    slots = [(start + timedelta(days=n), start + timedelta(days=n, hours=1)) for n in range(count)]
    return [Session(start=begin, end=end) for begin, end in slots]


_moments = st.datetimes(datetime(2025, 11, 1), datetime(2025, 11, 9)).map(
    lambda m: m.replace(minute=0, second=0, microsecond=0)
)
_sessions = st.builds(
    lambda start, hours, all_day: Session(start=start, end=start + timedelta(hours=hours), all_day=all_day),
    _moments,
    st.sampled_from([1, 2, 30]),
    st.booleans(),
)


@given(st.sets(_sessions, min_size=1, max_size=30))
def test_sessions_read_the_same(
    communes: Communes, tmp_path_factory: pytest.TempPathFactory, sessions: set[Session]
) -> None:
    path = tmp_path_factory.mktemp("p") / "programme.yaml"
    head = "programme: {id: e, name: E, start: 2025-11-01, end: 2025-11-09, timezone: Europe/Paris, region: '84'}\n"
    lines = event_lines(entry(title="E", kind="visite", sessions=sorted(sessions)))
    path.write_text(head + "events:\n" + "\n".join(lines) + "\n", encoding="utf-8")
    assert set(load(path, communes).events[0].sessions) == sessions


def test_the_head_of_a_programme_is_kept_as_it_stands(intake: Intake, files: Path, tmp_path: Path) -> None:
    head = (
        "# Notre semaine\nprogramme:\n  id: semaine  # ne pas changer\n  name: Semaine\n  start: 2025-11-17\n"
        "  end: 2025-11-23\n  timezone: Europe/Paris\n  region: '84'\n\n"
    )
    into = tmp_path / "programme.yaml"
    into.write_text(
        head + "events:\n  - id: a\n    title: A\n    kind: visite\n    sessions: []\n# fin\n", encoding="utf-8"
    )
    before = into.read_text(encoding="utf-8")
    outcome = intake.run([str(files / "sources" / "opendatasoft_v21.json")], into)
    own = "events:\n  - id: a\n    title: A\n    kind: visite\n    sessions: []\n# fin\n"
    assert into.read_text(encoding="utf-8").startswith(f"{head}{own}  - id: oa-10000001\n")
    assert outcome.kept is not None
    assert outcome.kept.read_text(encoding="utf-8") == before


def test_the_same_import_changes_nothing(intake: Intake, files: Path, tmp_path: Path) -> None:
    into, source = tmp_path / "programme.yaml", str(files / "sources" / "opendatasoft_v21.json")
    intake.run([source], into)
    assert intake.run([source], into).kept is None
    beside = [f".programme.yaml.{name}" for name in ("facts.json", "imported")]
    assert sorted(path.name for path in tmp_path.iterdir()) == [*beside, "programme.yaml"]


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "programme.yaml"
    path.write_text("avant", encoding="utf-8")

    def pieces() -> Iterator[str]:
        yield "après"
        raise OSError("plus de place")

    with pytest.raises(OSError, match="plus de place"):
        write_whole(path, pieces())
    assert [p.name for p in tmp_path.iterdir()] == ["programme.yaml"]
    assert path.read_text(encoding="utf-8") == "avant"


def test_the_last_files_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "programme.yaml"
    for number in range(15):
        write_whole(path, [str(number)])
    kept = sorted(tmp_path.glob("programme.*-*.yaml"))
    assert [p.read_text(encoding="utf-8") for p in kept] == [str(n) for n in range(4, 14)]
