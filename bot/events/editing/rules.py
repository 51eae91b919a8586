"""The rules that every event is looked at with, in their order. Each finds nothing in what is as it should be."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bot.events.communes import Communes
from bot.events.editing import label, places, texts, times
from bot.events.editing.twins import Twins
from bot.events.editing.window import Window
from bot.events.intake.text_reader import TextReader
from bot.events.model import Event

#: A field of the programme file, and what fills the places of the rule's sentence.
Found = Iterator[tuple[str, dict[str, object]]]


@dataclass(frozen=True, kw_only=True)
class Scene:
    """What rules know besides the event."""

    communes: Communes
    reader: TextReader
    #: Of the programme; None when it is not known yet.
    window: Window | None
    #: The events that were looked at before.
    twins: Twins


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One thing that editors look for."""

    #: A key of editing.yaml, whose sentence says what is wrong.
    what: str
    #: "doubtful": a person should look; "note": worth knowing.
    level: str = "doubtful"
    #: It looks at the events that were looked at before, so that their order matters.
    looks_back: bool = False
    find: Callable[[Event, Scene], Found]


RULES: tuple[Rule, ...] = (
    Rule(what="twin", looks_back=True, find=lambda event, scene: scene.twins.same(event)),
    Rule(what="near_twin", looks_back=True, find=lambda event, scene: scene.twins.near(event)),
    Rule(what="reserved", find=lambda event, scene: texts.reserved(event, scene.reader)),
    Rule(what="night", find=lambda event, scene: times.nights(event)),
    Rule(what="long", find=lambda event, scene: times.long_sessions(event)),
    Rule(what="weekday", find=lambda event, scene: times.wrong_weekdays(event)),
    Rule(what="other_day", find=lambda event, scene: times.other_days(event)),
    Rule(what="no_year", level="note", find=lambda event, scene: times.without_year(event)),
    Rule(what="no_postal_code", find=lambda event, scene: places.without_postal_code(event)),
    Rule(what="other_town", find=lambda event, scene: places.other_towns(event, scene.communes)),
    Rule(what="far", level="note", find=lambda event, scene: places.far_from_town(event, scene.communes)),
    Rule(what="debris", find=lambda event, scene: texts.debris_left(event)),
    Rule(what="hidden_email", find=lambda event, scene: texts.hidden_emails(event)),
    Rule(what="hidden_phone", find=lambda event, scene: texts.hidden_phones(event)),
)

#: What the label of the Semaine de l'Industrie asks for; looked at when it is switched on.
LABEL: tuple[Rule, ...] = (
    Rule(what="label_paid", find=lambda event, scene: label.paid(event)),
    Rule(what="label_price_unknown", level="note", find=lambda event, scene: label.price_unknown(event)),
    Rule(what="label_closed", find=lambda event, scene: label.closed(event)),
    Rule(what="label_publics", find=lambda event, scene: label.other_publics(event)),
    Rule(what="label_window", find=lambda event, scene: label.outside(event, scene.window)),
    Rule(what="label_industry", find=lambda event, scene: label.about_nothing(event)),
)


def rules(*, with_label: bool) -> Sequence[Rule]:
    """All rules that a programme is looked at with."""
    return (*RULES, *LABEL) if with_label else RULES
