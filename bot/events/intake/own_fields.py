"""Fields that one agenda alone has, put where a mapping file says.

```yaml
types-de-publics:            # a field of the agenda
  audiences: {19: grand-public, 16: [collegiens, lyceens]}   # a field of ours: what each value means
entreprise: organiser        # a text that is taken as it stands
```
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from bot.events.intake.draft import Draft
from bot.events.intake.records import items, text
from bot.events.intake.refusal import Refused

#: Fields that hold several values.
_LISTS = frozenset({"sectors", "themes", "audiences", "accessibility"})


def read_own_fields(path: Path) -> dict[str, Any]:
    """The mapping of a file. Raises Refused when it is none."""
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise Refused("bad_mapping", path=path, error=error) from error
    if not isinstance(found, dict) or not all(isinstance(v, str | dict) for v in found.values()):
        raise Refused("bad_mapping", path=path, error="")
    return {str(name): value for name, value in found.items()}


def put_own_fields(draft: Draft, record: Mapping[str, Any], fields: Mapping[str, Any]) -> None:
    """Put what an agenda's own fields say; values that the mapping does not know are told of."""
    for name, meaning in fields.items():
        if isinstance(meaning, str):
            draft.put(meaning, text(record.get(name)), name)
            continue
        said = record.get(name)
        values = items(said) if isinstance(said, list) else [said]
        for ours, known in meaning.items():
            found = [_meant(draft, ours, value, known, name) for value in values if value not in (None, "")]
            _put(draft, ours, [value for value in found if value is not None], name)


def _meant(draft: Draft, field: str, value: Any, known: Any, name: str) -> Any:
    by_text = {str(key): meant for key, meant in known.items()} if isinstance(known, dict) else {}
    if text(value) not in by_text:
        draft.doubt(field, "unknown_code", "note", value=f"{name} : {text(value)}", accepted=", ".join(by_text))
        return None
    return by_text[text(value)]


def _put(draft: Draft, field: str, found: list[Any], origin: str) -> None:
    if field in _LISTS:
        flat = [slug for value in found for slug in (value if isinstance(value, list) else [value])]
        draft.put(field, list(dict.fromkeys([*(draft.get(field) or []), *flat])), origin)
    elif found:
        draft.put(field, found[0], origin)
