"""`python -m bot export` and `python -m bot template`: a programme as a file of another format, a sheet to fill."""

import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from bot.events.exports.calendar import write_calendar
from bot.events.exports.texts import write_csv, write_json
from bot.events.exports.workbook import write_template, write_workbook
from bot.events.model import Programme

#: By the name that `--to` takes.
FORMATS: dict[str, Callable[[Path, Programme, datetime], None]] = {
    "ics": write_calendar,
    "csv": lambda path, programme, now: write_csv(path, programme),
    "xlsx": lambda path, programme, now: write_workbook(path, programme),
    "json": lambda path, programme, now: write_json(path, programme),
}


def export(programme: Programme, form: str, path: Path, now: datetime) -> None:
    """Write a programme at a path, whole or not at all. Raises Refused when the format cannot hold it."""
    _whole(path, lambda aside: FORMATS[form](aside, programme, now))


def make_template(path: Path) -> None:
    """Write the sheet that organisers fill."""
    _whole(path, write_template)


def _whole(path: Path, write: Callable[[Path], None]) -> None:
    """Write aside, then put in place at once."""
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.name}.") as folder:
        aside = Path(folder) / path.name
        write(aside)
        aside.replace(path)
