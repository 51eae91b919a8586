"""What a message was understood to say: frozen values, with the spans and scores that explain them.

Slugs, codes and the meaning of every criterion are those of `docs/contract.md`.
"""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from msgspec import Struct, field

#: Every intent, in the order of the contract.
INTENTS = (
    "search_events",
    "show_more",
    "event_details",
    "event_time",
    "event_place",
    "event_conditions",
    "event_registration",
    "suggest_class_visit",
    "set_reminder",
    "list_reminders",
    "cancel_reminder",
    "subscribe",
    "list_subscriptions",
    "unsubscribe",
    "add_to_calendar",
    "set_profile",
    "programme_info",
    "privacy",
    "contact_human",
    "greet",
    "thank",
    "goodbye",
    "help",
    "out_of_scope",
)


class Period(Struct, frozen=True, kw_only=True, order=True):
    """A half-open interval of local wall-clock time; None leaves that end open."""

    start: datetime | None
    end: datetime | None


class Hours(Struct, frozen=True, kw_only=True):
    """A time of day asked across several days; `end` None is midnight, the end of the day."""

    start: time
    end: time | None


class Exclusions(Struct, frozen=True, kw_only=True):
    """What the asker does not want; an event that fits any of it is left out."""

    periods: tuple[Period, ...] = ()
    places: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    online: bool | None = None

    def __bool__(self) -> bool:
        return self != _NO_EXCLUSION


_NO_EXCLUSION = Exclusions()


class Criteria(Struct, frozen=True, kw_only=True):
    """What an event must meet. An empty tuple, None or False means that nothing was asked."""

    periods: tuple[Period, ...] = ()
    hours: Hours | None = None
    #: INSEE codes: commune "13055", "dep:13", "reg:93", "epci:<SIREN>".
    places: tuple[str, ...] = ()
    #: The surroundings are wanted; within `radius_km`, or 30 km when that is None.
    near: bool = False
    radius_km: float | None = None
    online: bool | None = None
    kinds: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    #: Words to find in title, summary, organiser and place name, as typed.
    keywords: tuple[str, ...] = ()
    without: Exclusions = _NO_EXCLUSION
    free: bool = False
    accessible: bool = False
    available: bool = False
    accessibility: tuple[str, ...] = ()
    #: True: only events reserved to girls and women; False: it is for a boy or a man.
    women_only: bool | None = None
    #: Age in years of the one who would go.
    min_age_ok: int | None = None
    #: Number of pupils.
    group_size: int | None = None

    def __bool__(self) -> bool:
        return self != _NOTHING

    def asked(self) -> frozenset[str]:
        """Names of the fields that say something."""
        return frozenset(name for name in _NAMES if getattr(self, name) != getattr(_NOTHING, name))


_NOTHING = Criteria()
_NAMES = Criteria.__struct_fields__
#: Families of readings that tell what an event is about.
TOPICS = frozenset({"sector", "theme", "interest", "product"})


class Span(Struct, frozen=True, kw_only=True):
    """A stretch of the message that was recognised, and why.

    `first` and `last` are token indices (half-open), `start` and `end` offsets in the original text (half-open).
    """

    first: int
    last: int
    start: int
    end: int
    #: "date", "place", "kind", "sector", "theme", "audience", "free"…: the family that claims the stretch.
    family: str
    #: What it became: a slug, a place code, periods… as the family defines.
    value: Any
    #: Name of the rule or entry, for people who ask why.
    rule: str
    #: 0 to 1: 1 is exact as typed; less for corrected spellings and weak readings.
    score: float = 1.0

    def __len__(self) -> int:
        return self.last - self.first


class Scene(Struct, frozen=True, kw_only=True):
    """What the asker takes for granted: where and when the programme is. Built once a programme.

    Dates are the programme's own days, `end` included.
    """

    start: date | None = None
    end: date | None = None
    #: The programme's place codes ("reg:93", or "dep:13", "dep:83").
    areas: tuple[str, ...] = ()
    #: School holiday zone of the programme: "A", "B" or "C".
    school_zone: str = "B"
    #: Names of things (event id → its names), for questions about one of them.
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class Context(Struct, frozen=True, kw_only=True):
    """Where the conversation stands when a message comes."""

    #: How many events the last list shown holds; 0 without a list.
    listed: int = 0
    #: An event was last spoken of.
    has_event: bool = False
    #: It is one of the only two that were found.
    has_other: bool = False
    #: There is a search to follow up.
    has_search: bool = False
    #: That search is within a distance.
    has_radius: bool = False
    #: How well the message names one event of the programme, 0 to 1.
    mention: float = 0.0


class Reference(Struct, frozen=True, kw_only=True):
    """An event pointed at rather than named."""

    #: « le 2e » is 2, « le dernier » is -1; None when no rank is said.
    rank: int | None = None
    #: « celui de Grasse »: the event is one of the last list, told by its words.
    among_listed: bool = False
    #: « il », « ça », « celui-là »: the event last spoken of.
    pronoun: bool = False
    #: « le suivant » is 1, « le précédent » is -1: beside the event last spoken of.
    step: int = 0
    #: « l'autre », of two that were found.
    other: bool = False


class Told(Struct, frozen=True, kw_only=True):
    """What the asker says of themselves in passing."""

    audiences: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    #: Audiences that they are of no more: « je ne suis plus lycéen ».
    former: tuple[str, ...] = ()


class Understanding(Struct, frozen=True, kw_only=True):
    """A message, understood by itself; the conversation merges it with what came before."""

    text: str
    #: Its words in lower case, their spelling corrected: names of events are looked for in them.
    spelt: str = ""
    intent: str
    #: 0 to 1; below `intents.carried.SURE` the intent is a guess.
    confidence: float
    #: Intents that came next, best first, with their scores.
    others: tuple[tuple[str, float], ...] = ()
    criteria: Criteria = Criteria()
    told: Told = Told()
    #: "" (what is named replaces), "add", "narrow" or "reset".
    mode: str = ""
    #: A time of day that was all the message said of time (« à 15 h »); `criteria` then took today for its day.
    time_of_day: Hours | None = None
    #: Its dates are weekdays and nothing else: « et dimanche ? » speaks of the week that was asked about.
    bare_weekday: bool = False
    #: Its date is the "day", "days", "week" or "week-end" after the one asked about: « le lendemain »; or "both" of the
    #: days asked about last: « les deux jours »; or the "whole" day: « toute la journée »; or "that-day", of
    #: which it says the hours: « ce soir-là ».
    following: str = ""
    #: Criteria that the asker frees (« peu importe la date »).
    cleared: frozenset[str] = frozenset()
    #: Classes of the pupils spoken of: "3e", "2de"…, as `vocabulary/interests/levels.yaml` names them.
    levels: tuple[str, ...] = ()
    #: « dans toute la région », « chez moi »…: families that change the place without naming one.
    place_words: frozenset[str] = frozenset()
    reference: Reference | None = None
    #: Other communes of the same name, by the code that was taken.
    homonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    spans: tuple[Span, ...] = ()
    #: Readings that lost against those of `spans`.
    lost: tuple[Span, ...] = ()
    #: Why the intent was chosen, when that is to be explained.
    why: tuple[str, ...] = ()
