"""From readings to criteria: what is asked, what is excluded, what only says who asks."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from msgspec import Struct

from intents.dates import DateValue, asked_and_refused, combine
from intents.for_whom import ASKER, for_whom, how_many
from intents.model import Criteria, Exclusions, Period, Span, Told
from intents.online import asked_online
from intents.scope import by_family, clause_end, clause_start, is_list
from intents.text import Text
from intents.vocabulary import word_sets
from intents.wanted import Wanted

_AT = word_sets("scope")["at"]
_OR = frozenset({"ou", "et", "/"})
#: What most messages exclude.
_NOTHING = Exclusions()
#: Who is told of in most messages.
_NOBODY = Told()
_DENYING = word_sets("scope")["denying"]
_REQUESTING = word_sets("scope")["requesting"]
_OWNERS = word_sets("scope")["owners"]
_TOWNS = word_sets("scope")["towns"]
#: « je cherche du travail à Avignon dans l'industrie » says where and in what, not who.
_SEEKING = ("demandeurs-emploi",)
_APPRENTICES = ("apprentis",)
#: Families that change the place without naming one.
_PLACE_WORDS = frozenset({"home-near", "whole-region", "anywhere", "farther", "closer"})
_TOPICS = ("sector", "theme", "interest", "product")
#: Families of what events must offer, or of whom they must let in.
_CONDITIONS = frozenset({"online", "free", "available", "accessible", "accessibility", "women", "age", "group_size"})
#: A place read with that score or less may be an everyday word (« orange »), or not the asker's (« pas trop loin »).
WEAK = 0.5
#: … and one read with that score may be one where nothing is asked (« nice people »).
DOUBTFUL = 0.7
#: « merci d'avance » and the like, in words.
_THANKS = 3
#: How far after « étudiante » her town may stand: « étudiante en licence de chimie à Marseille ».
_TOWN_REACH = 6


class Assembled(Struct, frozen=True, kw_only=True):
    """Criteria of one message, before the intent is known."""

    criteria: Criteria = Criteria()
    #: Who asks and where they live, told in passing.
    told: Told = _NOBODY
    #: Criteria freed: « peu importe la date ».
    cleared: frozenset[str] = frozenset()
    #: Families that change the place without naming one: "home-near", "whole-region", "anywhere", "farther", "closer".
    place_words: frozenset[str] = frozenset()
    homonyms: Mapping[str, tuple[str, ...]] = {}
    #: Things named, as the vocabulary spells them, and the sectors that each belongs to.
    things: tuple[tuple[str, tuple[str, ...]], ...] = ()
    #: The trade or level of the asker: « prof », « étudiante ».
    asker: tuple[str, ...] = ()


class Assembler:
    """Puts the readings of one message together."""

    def __init__(self, text: Text, wanted: Wanted, areas: Callable[[str], Collection[str]]) -> None:
        """`wanted` is what the message wants and refuses; `areas` tells what a commune is part of."""
        self._text, self._areas = text, areas
        self._wanted, self._unwanted, self._told = wanted.asked, wanted.refused, wanted.told
        #: What is wanted, by family.
        self._by_family = wanted.families
        self._things: list[Span] = []
        #: Stretches in which the asker presents themselves.
        self.own = self._own_clauses()

    def assemble(self) -> Assembled:
        """All that the message asks and tells."""
        if not (self._wanted or self._unwanted):
            return Assembled()
        home, asked = self._places()
        is_around = any(self._is_around(s, asked) for s in self._all("home-near"))
        if asked and self._says("home-near"):  # « à Toulon, pas trop loin » is not near the asker's home
            self._by_family = by_family(s for s in self._wanted if s.family != "home-near" or s.score > WEAK)
        (audiences, asker), former = self._audiences(), _slugs(self._by_family, "former")
        when, refused = self._when()
        topics = self._topics()
        criteria = Criteria(
            places=self._without_qualifiers(asked),
            near=is_around or self._says("radius", "home-near") or any(s.value.near for s in asked),
            radius_km=self._last("radius"),
            audiences=audiences,
            periods=when.periods,
            hours=when.hours,
            without=self._without(refused, topics),
            **topics,
            **self._conditions(),
        )
        return Assembled(
            criteria=criteria,
            told=Told(audiences=asker, places=_codes(home), former=former) if asker or home or former else _NOBODY,
            cleared=self._cleared(when),
            place_words=_PLACE_WORDS.intersection(self._by_family),
            homonyms={s.value.code: s.value.homonyms for s in asked if s.value.homonyms},
            things=tuple([(s.rule.replace("' ", "'"), s.value) for s in self._things]),
            asker=asker,
        )

    def _is_around(self, span: Span, asked: Sequence[Span]) -> bool:
        """« je suis à Gap, y a quelque chose pas loin ? »: near the place before the clause or the question."""
        if not asked or span.score > WEAK or self._is_own_town(span):
            return False
        begins = asked[-1].last <= clause_start(self._text, span.first) < span.first
        return begins or not _REQUESTING.isdisjoint(self._text.fixed[asked[-1].last : span.first])

    def _cleared(self, when: DateValue) -> frozenset[str]:
        """What is freed; « n'importe quand en novembre » still asks for November."""
        cleared = frozenset([key for s in self._all("clear") for key in s.value])
        return cleared - {"periods", "hours"} if when.periods else cleared

    def _all(self, family: str) -> Sequence[Span]:
        return self._by_family.get(family, ())

    def _says(self, *families: str) -> bool:
        return not self._by_family.keys().isdisjoint(families)

    def _last(self, family: str) -> Any:
        found = self._all(family)
        return found[-1].value if found else None

    def _own_clauses(self) -> list[tuple[int, int]]:
        """Stretches in which the asker presents themselves: « je suis étudiante en chimie à Marseille »."""
        own = [
            (s.last, clause_end(self._text, s.last))
            for s in self._all("audience")
            if s.value.role in ASKER and not self._is_sought(s)
        ]
        # « serveur à Nice, je… »
        homes = [s.first for s in self._all("place") if s.value.role == "home"]
        return own + [(self._own_start(first), first) for first in homes]

    def _own_start(self, home: int) -> int:
        """Where what leads to the asker's town begins: « une visite à Brest [avant de rentrer à] Paris »."""
        start = clause_start(self._text, home)
        return next((i for i in range(home - 1, start, -1) if self._text.fixed[i] == "avant"), start)

    def _is_sought(self, audience: Span) -> bool:
        """« je cherche du travail dans le 13 », « une alternance dans le 13 » say where one would go."""
        if audience.value.slugs == _APPRENTICES:
            return audience.first > 0 and self._text.tokens[audience.first - 1].fixed in ("un", "une", "de")
        return bool(audience.value.slugs == _SEEKING)

    def _own_tokens(self, reach: int = 1000) -> set[int]:
        """Tokens of the stretches in which the asker presents themselves, so many of each at most."""
        return {i for first, last in self.own for i in range(first, min(last, first + reach))}

    def _places(self) -> tuple[list[Span], list[Span]]:
        """Places told in passing, and places asked for; those told serve when the request says « ici »."""
        places = self._all("place")
        if not places:
            return [], []
        own = self._own_tokens(_TOWN_REACH)
        home = [s for s in places if s.value.role == "home" or (s.first in own and self._is_at(s))]
        asked = [s for s in places if s not in home and s.value.role != "life"]
        if len(home) > 1:  # « nous habitons Gap et ma sœur arrive de Lille »
            home = [s for s in home if s.value.preposition != "de"] or home
        if len(asked) > 1:
            told, asked = self._told_and_asked(asked)
            home += told
        if home and not asked and (self._says("here") or self._is_advert()):
            return home, home
        if home and not asked and any(map(self._is_own_town, self._all("home-near"))):
            self._by_family = by_family(s for s in self._wanted if s.family != "home-near")
            return home, home
        return home, asked

    def _is_own_town(self, around: Span) -> bool:
        """« dans ma ville », not « autour de ma ville »."""
        words = self._text.fixed[around.first : around.last]
        return words[0] == "dans" and words[-1] in _TOWNS

    def _told_and_asked(self, places: list[Span]) -> tuple[list[Span], list[Span]]:
        """Of several places those told in passing, and those asked for."""
        told, asked = [], places
        stays = [s for s in asked if s.value.role == "stay" and not self._is_dated(s) and not self._is_listed(s, asked)]
        if any(s.value.role == "origin" for s in asked) and any(s.value.role != "origin" for s in asked):
            asked = [s for s in asked if s.value.role != "origin"]  # « en train depuis Tarascon, à Arles ou à Avignon »
        if stays and stays != asked:  # « je suis à Fréjus, mais je peux aller jusqu'à Cannes »
            told, asked = stays, [s for s in asked if s not in stays]
        seekers = [s.last for s in self._all("audience") if s.value.slugs == _SEEKING]
        towns = [s for s in asked if self._is_at(s) and any(0 <= s.first - last <= 1 for last in seekers)]
        towns = [s for s in towns if not self._is_listed(s, asked)]  # « du boulot à Aix ou à Vitrolles »
        if towns and towns != asked:  # « au chômage à Gap, je cherche … dans le 84 »
            told, asked = told + towns, [s for s in asked if s not in towns]
        return told, asked

    def _is_dated(self, place: Span) -> bool:
        """« je suis à Fréjus mardi »."""
        return any(0 <= s.first - place.last <= 1 for s in self._all("date"))

    def _is_listed(self, place: Span, places: Sequence[Span]) -> bool:
        """« je suis à Toulon et à Nice »."""
        after = next((s for s in places if s.first >= place.last), None)
        return after is not None and is_list(self._text.fixed[place.last : after.first])

    def _is_advert(self) -> bool:
        """« Demandeuse d'emploi métallurgie Var »: all in one breath, who asks, for what and where."""
        seeks = any(s.value.slugs == _SEEKING for s in self._all("audience"))
        rest = len(self._text) - clause_end(self._text, 0)
        return seeks and self._says(*_TOPICS) and rest <= _THANKS

    def _without_qualifiers(self, asked: Sequence[Span]) -> tuple[str, ...]:
        """« Roussillon, dans le 84 »: an area that holds a commune asked for only says which one, but for « ou »."""
        places = _codes(asked) if asked else ()
        if len(places) < 2:
            return places
        held = {area for code in places if ":" not in code for area in self._areas(code) if ":" in area}
        for one, other in pairwise(asked):
            between = self._text.fixed[one.last : other.first]
            if "ou" in between or (is_list(between) and not _OR.isdisjoint(between)):
                held -= {*one.value.codes, *other.value.codes}
        return tuple(code for code in places if code not in held)

    def _is_at(self, span: Span) -> bool:
        return (span.value.preposition or "") in _AT and not span.value.near

    def _audiences(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Those the events are for, and who asks."""
        said = self._all("audience")
        return for_whom(self._text, said, self._last("age"), is_alone=self._says("alone")) if said else ((), ())

    def _topics(self) -> dict[str, Any]:
        """Kinds, sectors and themes. What the asker does for a living is no topic when another is named."""
        if not self._says("kind", *_TOPICS):
            return {}
        kinds = _slugs(self._by_family, "kind")
        topics = [s for s in self._wanted if s.family in _TOPICS and not self._is_owned(s)]
        if not topics:
            return {"kinds": kinds}
        own = self._own_tokens()
        asked = [s for s in topics if s.first not in own] or topics
        named = by_family(asked)
        sectors = _slugs(named, "sector", "interest")
        # A thing of a sector that is named too only illustrates it: « une filature… la mode ou le textile ».
        self._things = [s for s in named.get("product", ()) if set(sectors).isdisjoint(s.value)]
        return {
            "kinds": kinds,
            "sectors": sectors,
            "themes": _slugs(named, "theme"),
        }

    def _is_owned(self, span: Span) -> bool:
        """« mon vélo », « ses embouteillages »: things of somebody's, which are not what events are about."""
        return span.family == "product" and span.first > 0 and self._text.tokens[span.first - 1].norm in _OWNERS

    def _when(self) -> tuple[DateValue, tuple[Period, ...]]:
        """What is asked of time, and the periods that are refused."""
        wanted, unwanted = self._all("date"), [s for s in self._unwanted if s.family == "date"]
        if not unwanted:
            return combine([s.value for s in wanted]), ()
        between = self._text.fixed[wanted[-1].last : unwanted[0].first] if wanted else ()
        after = not _DENYING.isdisjoint(between)
        return asked_and_refused([s.value for s in wanted], [s.value for s in unwanted], after=after)

    def _conditions(self) -> dict[str, Any]:
        if _CONDITIONS.isdisjoint(self._by_family) and not self._unwanted:
            return {}
        women = self._last("women")
        if any(s.family == "women" and s.value for s in self._unwanted):
            women = False
        refused = [s for s in self._unwanted if s.family == "online"]
        return {
            "online": asked_online(self._text, self._all("online"), refused, self._all("place"), self._told),
            "free": self._says("free"),
            "available": self._says("available") or any(s.family == "full" for s in self._unwanted),
            "accessible": self._says("accessible", "accessibility"),
            "accessibility": _slugs(self._by_family, "accessibility"),
            "women_only": women,
            # « mon fils de 12 ans et sa sœur de 9 ans »: all of them shall be let in
            "min_age_ok": min([s.value for s in self._all("age")], default=None),
            "group_size": how_many(self._text, self._all("group_size")),
        }

    def _without(self, periods: tuple[Period, ...], asked: dict[str, Any]) -> Exclusions:
        """What is excluded; a sector that is asked for is not: « pas de fromagerie, sinon l'agro me va »."""
        if not self._unwanted and not periods:
            return _NOTHING
        refused = by_family(self._unwanted)
        return Exclusions(
            periods=periods,
            places=_codes(refused.get("place", ())),
            kinds=_slugs(refused, "kind"),
            sectors=tuple(s for s in _slugs(refused, "sector", "interest") if s not in asked.get("sectors", ())),
            themes=_slugs(refused, "theme"),
            audiences=tuple(dict.fromkeys(slug for s in refused.get("audience", ()) for slug in s.value.slugs)),
        )


def _slugs(spans: Mapping[str, Sequence[Span]], *families: str) -> tuple[str, ...]:
    """What the readings of some families say, each once."""
    return tuple(dict.fromkeys([slug for family in families for s in spans.get(family, ()) for slug in s.value]))


def _codes(places: Iterable[Span]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([code for span in places for code in span.value.codes]))
