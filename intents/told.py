"""What a long message only tells: the readings of its story that are not asked for."""

from datetime import datetime
from itertools import pairwise

from msgspec import structs

from intents.clauses import Clause, says
from intents.horizon import Horizon
from intents.model import TOPICS, Span
from intents.online import ON_THE_SPOT
from intents.tale import SUBJECTS, Tale
from intents.text import Text
from intents.told_people import ToldPeople
from intents.vocabulary import word_sets

_WORDS = word_sets("scope")
#: « nous serons à Gap », not « des amis de Gap »; « le bus va jusqu'à Gap ».
_FROM, _UP_TO = frozenset({"de", "du", "d"}), frozenset({"jusque", "jusqu"})
_SIDES = frozenset({"est", "ouest", "nord", "sud", "centre", "interieur", "moitie", "littoral"})
_THE = frozenset({"le", "la", "l"})
#: Words of distances that say how far at most.
_BOUNDS = frozenset(
    {"pas", "plus", "moins", "max", "maximum", "maxi", "rayon", "dela", "depasser", "limite", "jusqu", "jusque"}
)
#: What one says of oneself begins with these.
_BEING = frozenset({"suis", "sommes", "est"})
#: What leads to what is left, without a verb or with this one.
_SO, _SO_TOO, _IT_IS = frozenset({"donc", "alors", "bref"}), ("du", "coup"), ("ce",)
_EVERY = frozenset({"tous", "toutes", "chaque"})
#: What follows a day says what else others do on it.
_MEANWHILE = ("pendant", "que")
#: What a kind that is taken up brings along.
_BROUGHT = frozenset({"audience", "place"})


class Telling:
    """The story of a message around its request; without one, nothing is only told."""

    def __init__(self, tale: Tale, horizon: Horizon, now: datetime) -> None:
        """`now` is local."""
        self._tale, self._horizon, self._now = tale, horizon, now
        self._text, self._story, self._people = tale.text, tale.story, ToldPeople(tale)

    def outright(self, spans: list[Span]) -> list[Span]:
        """In a story, less what comes before the request and of which the request has its own.

        « il ne veut plus aller au lycée à Gap : y a-t-il des forums à Digne ? »
        """
        if not self._story.is_told:
            return spans
        start = next((c.first for c in self._tale.clauses if c.is_request), 0)
        requested = [s for s in spans if self._tale.clause_of[s.first].is_request]
        asked = {_kind_of(s) for s in requested if s.family != "date" or s.value.periods} - {""}
        if any(s.family == "online" and s.value for s in requested):
            asked.add("place")
        return [s for s in spans if s.first >= start or _kind_of(s) not in asked or is_home(s) or self._is_free(s)]

    def _is_free(self, span: Span) -> bool:
        """« je suis libre samedi », « je préfère le matin »."""
        clause = self._tale.clause_of[span.first]
        is_hour = span.family == "date" and not span.value.periods
        return says(self._text, clause, _WORDS["available"]) or (is_hour and self._tale.is_of_asker(clause))

    def is_only_told(self, span: Span) -> bool:
        """« j'ai eu un entretien à Gap », « mon mari est guide », in a message that asks for something else."""
        if not self._story.is_told:
            return False
        clause = self._tale.clause_of[span.first]
        if span.family == "group_size":
            return self._people.is_only_counted(clause)
        if span.rule == ON_THE_SPOT and any(s.family == "place" for s in self._tale.spans):
            return True  # « je dépose une classe à Orange, que voir sur place ? »
        follows = clause.goes_on or not clause.is_request
        if span.family == "date" and follows and self._is_turn(span, clause):
            return True  # « qui embauche ? Je peux commencer lundi »
        if clause.is_request:
            return False
        if span.family == "women":
            return span.value is False and not (self._is_of_oneself(span) or self._people.would_go(span, clause))
        if clause.asks is not False or (clause is self._tale.clause_of_kind and span.family in _BROUGHT):
            return False
        if not (self._horizon.holds(span) or is_home(span) or (span.family == "date" and self._tale.takes_up_days)):
            return True
        return self._is_of_story(span, clause)

    def _is_of_oneself(self, span: Span) -> bool:
        """« je suis un garçon », « on est trois copains »."""
        return not _BEING.isdisjoint(self._text.fixed[span.first : span.last])

    def _is_of_story(self, span: Span, clause: Clause) -> bool:
        """Whether what stands in a clause that tells is no more than told."""
        match span.family:
            case "place":
                return self._is_place_of_story(span, clause)
            case "date":
                return self._is_date_of_story(span, clause)
            case "audience":
                return self._people.is_only_told(span, clause)
            case "whole-region" if any(c.is_request for c in self._tale.clauses if c.sentence == clause.sentence):
                return False  # « je voudrais une visite, dans toute la région ça me va »
            case "whole-region" | "radius":  # « il a plongé à 500 m »
                return not (self._tale.is_of_asker(clause) or self._is_bounded(clause))
            case "online" | "free":
                return self._tale.is_past(clause)
            case "home-near":  # « je travaille juste à côté »
                return self._tale.is_there or self._tale.asks_for("place")
        return False

    def _is_place_of_story(self, place: Span, clause: Clause) -> bool:
        if is_home(place):
            return self._is_past_home(place, clause)
        if self._is_bounded(clause) or self._leaves(place, clause):
            return False
        if self._story.explains(clause.first):  # « pas mardi, car je serai à Gap »
            return not self._tale.is_here or self._tale.is_past(clause)
        part = self._text.fixed[place.first - 2 : place.first - 1]  # « l'est du Var »
        if place.value.preposition in _FROM and not place.value.near and _SIDES.isdisjoint(part):
            return True
        return not (self._tale.is_there or self._is_stay(place, clause) or self._is_in_reach(clause))

    def _is_date_of_story(self, date: Span, clause: Clause) -> bool:
        if self._is_nowadays(date, clause) or self._is_habit(date, clause) or self._is_turn(date, clause):
            return True
        if is_planned(self._text, date) or says(self._text, clause, _WORDS["set_aside"]) or self._concludes(clause):
            return False
        if self._tale.takes_up_days:
            is_free = not date.value.periods and says(self._text, clause, _WORDS["available"])
            return clause is not self._tale.clause_of_days and not is_free
        if not date.value.periods and self._story.explains(clause.first):
            return True  # « comme je vais chez le dentiste à 10 h »
        if self._is_of_another(date):
            return True
        near = (clause, self._tale.main(clause), self._tale.led_to(clause))
        comes = any(self._story.comes(c.first, c.last) for c in near)
        return not (comes or self._is_of_outing(clause) or any(map(self._tale.is_of_asker, near)))

    def refuses(self, span: Span) -> bool:
        """Whether a reading that is negated is refused: « pas de forum », not « mon frère n'ira jamais à un forum »."""
        if not self._story.is_told or (clause := self._tale.clause_of[span.first]).asks is not False:
            return True
        if span.family == "date":  # « le train de 8 h 12 est supprimé »
            return bool(span.value.periods) or not self._is_of_another(span)
        before = self._text.fixed[clause.first : span.first]
        denied = next((i for i, word in enumerate(before) if word in _WORDS["denying"]), len(before))
        if denied < len(before) and SUBJECTS.isdisjoint(before[:denied]):
            return True  # « donc pas de forum »
        if span.family == "kind" and self._text.fixed[span.first - 1] in _THE:
            return False  # « je ne peux pas quitter l'atelier »
        return not self.is_only_told(span) and self._story.refuses(clause.first, clause.last)

    def is_of_reading(self, span: Span) -> bool:
        """« je n'ai pas le temps de lire votre liste tous les matins » tells when one reads, not when one would go."""
        if span.family != "date":
            return False
        clause = self._tale.clause_of[span.first]
        reads = says(self._text, clause, _WORDS["reading"]) and not self._tale.holds(clause, "kind", "generic")
        return reads and (self._text.fixed[span.first] in _EVERY or says(self._text, clause, _WORDS["read"]))

    def _is_nowadays(self, date: Span, clause: Clause) -> bool:
        """« aujourd'hui je suis sans emploi », not « je suis à Gap aujourd'hui »."""
        periods = date.value.periods
        today = bool(periods) and all(p.start and p.start.date() == self._now.date() for p in periods)
        return today and not self._tale.holds(clause, "place")

    def _is_past_home(self, place: Span, clause: Clause) -> bool:
        """« j'étais étudiante à Aix », where one lives elsewhere now."""
        others = (self._tale.clause_of[s.first] for s in self._tale.spans if is_home(s) and s is not place)
        return self._tale.is_past(clause) and not all(map(self._tale.is_past, others))

    def _concludes(self, clause: Clause) -> bool:
        """« donc ce sera à partir de jeudi »."""
        return self._text.fixed[clause.first] == "donc" and not self._tale.is_past(clause)

    def _leaves(self, place: Span, clause: Clause) -> bool:
        """« je n'ai qu'un vélo, donc Gap ou Embrun », « alors ce sera Gap », not « donc oubliez Gap »."""
        words = self._text.fixed[clause.first : clause.first + 2]
        if not (words[0] in _SO or words == _SO_TOO) or self._tale.is_past(clause):
            return False
        to_place = structs.replace(clause, last=place.first)
        return (clause.goes_on or words[1:] == _IT_IS) and not self._tale.holds(to_place, "negation")

    def _is_habit(self, date: Span, clause: Clause) -> bool:
        """« j'anime un atelier tous les jeudis », not « je suis libre tous les jeudis »."""
        return self._text.fixed[date.first] in _EVERY and not says(self._text, clause, _WORDS["available"])

    def _is_turn(self, date: Span, clause: Clause) -> bool:
        """« je commence lundi », not « je le garde lundi pendant que sa mère déménage »."""
        after = self._text.fixed[date.last : date.last + len(_MEANWHILE)]
        return after != _MEANWHILE and says(self._text, clause, _WORDS["turning"])

    def _is_of_outing(self, clause: Clause) -> bool:
        """« le club organise une sortie le 24 »."""
        return not self._tale.is_past(clause) and self._tale.holds(clause, "generic")

    def _is_stay(self, place: Span, clause: Clause) -> bool:
        """« nous passons la semaine à Fréjus », not « je garde le fils d'amis de Fréjus »."""
        said = self._text.fixed[clause.first : place.first]
        before = set(said)
        if any(word == "et" and after in _WORDS["owners"] for word, after in pairwise(said)):
            return False  # « j'habite Gap et mes parents à Embrun »
        if _UP_TO & before or not _WORDS["available"].isdisjoint(before):
            return True
        return "qui" not in before and self._tale.is_of_asker(clause)

    def _is_bounded(self, clause: Clause) -> bool:
        """« je n'ai qu'un scooter, donc pas plus de 25 km autour de Gap »."""
        radii = (s for s in self._tale.spans if s.family == "radius" and clause.first <= s.first < clause.last)
        return any(not _BOUNDS.isdisjoint(self._text.fixed[s.first : s.last]) for s in radii)

    def _is_in_reach(self, clause: Clause) -> bool:
        """« nos amis nous conduiront dans le Var », « le bus va à Gap et à Embrun, mais pas plus loin »."""
        if self._story.takes_there(clause.first, clause.last):
            return True
        return any(self._tale.clause_of[i].sentence == clause.sentence for i in self._story.reaches)

    def _is_of_another(self, date: Span) -> bool:
        """« l'oral du 4 décembre », not « la journée du 17 »."""
        last = date.first + (not date.value.periods and self._text.fixed[date.first] in _FROM)  # « le train de 8 h »
        before = self._text.fixed[max(0, last - 2) : last]
        return len(before) > 1 and before[1] in _FROM and before[0] not in _WORDS["stretches"]


def _kind_of(span: Span) -> str:
    """What a request has of its own: a place, days, kinds, topics."""
    if span.family in TOPICS:
        return "topic"
    if span.family in ("whole-region", "anywhere"):
        return "place"
    return span.family if span.family in ("place", "kind", "date") else ""


def is_planned(text: Text, date: Span) -> bool:
    """« j'ai obtenu un car pour le mardi 17 »: a day is named, and what for."""
    return "pour" in text.fixed[max(0, date.first - 2) : date.first] and any(
        map(str.isdigit, text.fixed[date.first : date.last])
    )


def is_home(span: Span) -> bool:
    """« j'habite à Gap »."""
    return span.family == "place" and span.value.role == "home"
