"""CSV and JSON."""

import csv
import json
from collections.abc import Iterable
from pathlib import Path

from bot.events.exports.records import cells_of, exported, programme_record, record_of
from bot.events.model import Event, Programme

#: A sheet takes a text that begins so for a sum, and may run it.
_SUMS = ("=", "+", "-", "@", "\t", "\r")


def write_csv(path: Path, programme: Programme) -> None:
    """A table that French sheets open as it is: semicolons, decimal commas, a mark that says UTF-8."""
    columns = exported()
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow([column.label for column in columns])
        for event in programme.events:
            cells = cells_of(event)
            writer.writerow([_written(cells.get(column.field, "")) for column in columns])


def _written(value: str | int | float) -> str:
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_SUMS) else value
    return str(value).replace(".", ",")


def write_json(path: Path, programme: Programme) -> None:
    """The programme and its events as the programme file nests them, an event a line."""
    with path.open("w", encoding="utf-8") as file:
        file.write(f'{{"programme": {json.dumps(programme_record(programme), ensure_ascii=False)},\n"events": [\n')
        file.writelines(_lines(programme.events))
        file.write("\n]}\n")


def _lines(events: Iterable[Event]) -> Iterable[str]:
    before = ""
    for event in events:
        yield before + json.dumps(record_of(event), ensure_ascii=False)
        before = ",\n"
