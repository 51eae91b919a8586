"""A sheet about one event: facts, a map, lists to tick, lines to fill in. What draws it is `sheet_page.py`."""

from dataclasses import dataclass

from bot.documents.scene import Scene


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """Lines under a heading; with boxes to tick, or blanks to fill in, when they are for that."""

    heading: str
    lines: tuple[str, ...]
    ticked: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """What stands on a sheet, from top to bottom."""

    #: Above the title: what all this belongs to.
    kicker: str
    title: str
    subtitle: str = ""
    #: What matters more than all the rest: it is cancelled, full.
    warning: str = ""
    facts: tuple[Block, ...]
    #: Beside the facts, with what is written under it.
    scene: Scene | None = None
    caption: str = ""
    #: Under the map.
    contacts: Block | None = None
    #: Side by side.
    lists: tuple[Block, ...] = ()
    #: To be filled in by hand: what is asked, and what is known of it already.
    blanks: tuple[tuple[str, str], ...] = ()
    footer: str = ""
