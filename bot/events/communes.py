"""What the programme needs to know of the map of France; `intents.Gazetteer` is one."""

from collections.abc import Collection
from typing import Protocol


class Communes(Protocol):
    """Communes by INSEE code, arrondissements of Paris, Lyon and Marseille included."""

    def __contains__(self, code: str) -> bool:
        """The code is a commune's ("13055") or an area's ("dep:13", "reg:93", "epci:…")."""

    def name(self, code: str) -> str:
        """The name of a commune or an area. KeyError when the code is unknown."""

    def position(self, code: str) -> tuple[float, float] | None:
        """Latitude and longitude of its centre in degrees (WGS 84), when known."""

    def areas(self, code: str) -> frozenset[str]:
        """Codes of a place and of all that hold it: {"13055", "dep:13", "reg:93", "epci:…"}."""

    def postal_codes(self, code: str) -> Collection[str]:
        """Postal codes of a commune."""

    def with_postal_code(self, postal_code: str) -> Collection[str]:
        """Communes that have a postal code; none for those of firms (« Cedex »)."""

    def communes_named(self, name: str) -> Collection[str]:
        """Every commune of that name, however it is spelt (case, accents, hyphens)."""

    def find_commune(self, name: str, postal_code: str | None = None) -> str | None:
        """The commune of that name and postal code, an arrondissement when the postal code is one's.

        A postal code that is no commune's tells the département; without any, the most populous is taken.
        """
