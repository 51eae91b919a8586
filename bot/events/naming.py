"""Which event a message names: « parle-moi de la visite d'ITER », « le savon de Marseille »."""

from collections.abc import Collection, Mapping

from bot.events.catalogue import Catalogue
from bot.events.model import Programme


def mentions(
    catalogue: Catalogue, text: str, among: Collection[str] | None = None, limit: int = 5
) -> list[tuple[str, float]]:
    """Ids of the events that a message may name, best first, each with how well it does (0 to 1).

    `among`: only events of these ids (« celui de Grasse », of the last list).
    """
    numbers = None if among is None else [catalogue.numbers[i] for i in among if i in catalogue.numbers]
    return [(catalogue.events[n].id, score) for n, score in catalogue.names.mentions(text, numbers, limit)]


def names_of(programme: Programme) -> Mapping[str, tuple[str, ...]]:
    """Event id → what the event is called: its title, its place and its organiser."""
    return {
        event.id: tuple(filter(None, (event.title, event.place.name if event.place else None, event.organiser)))
        for event in programme.events
    }
