"""What an importer is: it tells whether a material is of its format, and makes drafts of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from bot.events.intake.draft import Draft
from bot.events.intake.material import Material
from bot.events.intake.text_reader import TextReader

PARIS = ZoneInfo("Europe/Paris")


@dataclass(frozen=True, kw_only=True, slots=True)
class Setting:
    """What importers are told besides the material."""

    #: Reads what sheets say in words.
    reader: TextReader
    #: Of the programme: times without a zone are local to it.
    timezone: ZoneInfo = PARIS
    #: First and last day of the programme, when there is one already: what recurs without an end is followed there.
    start: date | None = None
    end: date | None = None
    #: Fields of one agenda: its name → what each of its values means, as `fields.py` reads them.
    own_fields: Mapping[str, Any] = field(default_factory=dict)


class Importer(Protocol):
    """Reads one format. Importers do not know each other."""

    #: What `--from` calls it.
    name: str

    def recognises(self, material: Material) -> bool:
        """The material looks like this format's. Never raises on what it cannot read."""

    def drafts(self, material: Material, setting: Setting) -> Iterator[Draft]:
        """The events of a material, one at a time. Raises Refused when it cannot be read to its end."""

    def next_page(self, address: str, material: Material) -> str | None:
        """The address of the page after the one that `address` gave, None when it is the last."""
