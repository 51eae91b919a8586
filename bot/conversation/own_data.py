"""All that is kept about someone, as a file that they can read."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from bot.replies.phrases import Phrases

#: Columns that hold milliseconds since 1970.
_INSTANTS = frozenset({"due", "expires", "started", "done", "at", "free", "sent"})


def as_file(kept: Mapping[str, Sequence[Mapping[str, Any]]], phrases: Phrases) -> bytes:
    """JSON (UTF-8, indented): the rows of each table under a French name, instants written out in UTC."""
    named = {
        phrases.label("tables", table): [{name: _read(name, value) for name, value in row.items()} for row in rows]
        for table, rows in kept.items()
    }
    return json.dumps(named, ensure_ascii=False, indent=2, default=str).encode()


def _read(name: str, value: Any) -> Any:
    if name in _INSTANTS and isinstance(value, int | float) and value:
        return datetime.fromtimestamp(value / 1000, UTC).isoformat(timespec="seconds")
    return value
