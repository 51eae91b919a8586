"""Calendars that nobody of this project wrote are imported whole (whose they are: tests/files/sources/README.md)."""

from datetime import datetime
from pathlib import Path

import pytest

from bot.events.catalogue import load
from bot.events.communes import Communes
from bot.events.intake.run import Intake


@pytest.mark.parametrize(
    ("name", "count", "first"),
    [
        ("jours_feries_metropole.ics", 121, datetime(2025, 5, 29)),
        ("khal_cal_lots_of_timezones.ics", 2, datetime(2014, 5, 9, 20, 30)),
        ("khal_event_dt_partstat.ics", 1, datetime(2014, 4, 9, 9, 30)),
        ("khal_event_rrule_recuid_cancelled.ics", 1, datetime(2014, 6, 30, 7)),
        ("khal_invalid_tzoffset.ics", 1, datetime(2012, 12, 2, 8)),
        ("khal_non_dst_error.ics", 2, datetime(2023, 2, 3, 15, 15)),
        ("khal_tz_windows_format.ics", 1, datetime(2019, 11, 20, 1)),
    ],
)
def test_calendars_of_others(
    intake: Intake, communes: Communes, files: Path, tmp_path: Path, name: str, count: int, first: datetime
) -> None:
    into = tmp_path / "programme.yaml"
    outcome = intake.run([str(files / "sources" / name)], into)
    assert (outcome.written, outcome.refused) == (count, 0)
    assert load(into, communes).events[0].sessions[0].start == first
