"""Values as YAML has them on one line."""

import json
import re
from datetime import date, datetime
from typing import Any

#: A text that YAML takes for itself without quotes.
_BARE = re.compile(r"[^\W\d_](?:[\w'’«»().,;/!?…–—]++| (?!#)|-(?!$)|:(?! |$))*+")
#: … unless it is one of these.
_NO_TEXT = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
#: What YAML does not take as it is, besides what JSON writes otherwise.
_NOT_PRINTED = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_QUOTED = json.JSONEncoder(ensure_ascii=False).encode


def scalar(value: Any) -> str:
    """A value as YAML has it on one line."""
    if isinstance(value, str):
        if _BARE.fullmatch(value) and value.lower() not in _NO_TEXT and value[-1] != " ":
            return value
        return _NOT_PRINTED.sub(lambda found: f"\\u{ord(found[0]):04x}", _QUOTED(value))
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(map(scalar, value))}]"
    if isinstance(value, datetime):
        return f'"{value.replace(tzinfo=None).isoformat(timespec="minutes")}"'
    if isinstance(value, date):
        return value.isoformat()
    return repr(value)
