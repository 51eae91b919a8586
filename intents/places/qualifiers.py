"""Words and places that say more of a place beside them: « agglo de Gap », « Vitrolles, dans les Hautes-Alpes »."""

from typing import Any

from msgspec.structs import replace

from intents.gazetteer import Gazetteer
from intents.phrases import PhraseTable
from intents.places.message import Found, Message
from intents.places.name import LINKS
from intents.places.search import WITHIN

#: How many words may stand between a département and a town of it that is left out: « le 29 en dehors de Brest ».
_EXCEPT_REACH = 3
#: Between an arrondissement and its town.
_OF = frozenset({"de", "d", "a", ","})


class Qualifiers:
    """Makes of places what those beside them say. Built once; keeps nothing of the messages."""

    def __init__(self, gazetteer: Gazetteer, data: Any) -> None:
        """`data` is the vocabulary « places »."""
        self._gazetteer = gazetteer
        self._epci_words = PhraseTable((p, True) for p in data["intercommunality"])
        self._excepting, self._excepted = frozenset(data["excepting"]), frozenset(data["excepted"])

    def apply(self, message: Message) -> None:
        """Settle what the places found in a message mean together."""
        self._intercommunalities(message)
        self._qualifiers(message)
        self._exceptions(message)

    def _intercommunalities(self, message: Message) -> None:
        """« agglo de Gap », « Lorient agglo » mean the intercommunality of the town."""
        phrases = self._epci_words.find(message.text)
        for i, found in enumerate(message.found):
            if len(found.codes) != 1 or found.codes[0].startswith(("dep:", "reg:")):
                continue
            for phrase in phrases:
                between = message.words[phrase.last : found.first]
                leads = phrase.last <= found.first and len(between) <= 2 and all(w in LINKS for w in between)
                if leads or phrase.first == found.last:
                    epci = next((a for a in self._gazetteer.areas(found.codes[0]) if a.startswith("epci:")), None)
                    if epci:
                        first, last = min(phrase.first, found.first), max(phrase.last, found.last)
                        message.found[i] = replace(found, first=first, last=last, codes=(epci,), rule="epci-of-town")

    def _qualifiers(self, message: Message) -> None:
        """« Puget-Théniers dans le 06 », « 13008 Marseille »: the second only says which the first is."""
        told: list[Found] = []
        for found in message.found:
            town = self._qualified(message, told[-1], found) if told else None
            if town:
                told[-1] = replace(town, last=found.last)
            else:
                told.append(found)
        message.found = told

    def _qualified(self, message: Message, town: Found, area: Found) -> Found | None:
        """The town that is meant where what follows it only says which it is."""
        if len(town.codes) != 1 or len(area.codes) != 1 or ":" in town.codes[0]:
            return None
        if message.word(town.first - 1) in self._excepting and not town.homonyms:  # « sauf Marseille dans le 13 »
            return None
        is_near = town.rule == "postal-code" and town.last == area.first
        if is_near and area.codes[0] in self._gazetteer.areas(town.codes[0]):
            return town
        between = message.words[town.last : area.first]
        if town.rule == "arrondissement" and town.codes[0] in self._gazetteer.arrondissements(area.codes[0]):
            is_of = len(between) <= 1 and all(w in _OF for w in between)  # « 13e arrondissement de … »
            return town if is_of else None
        meant = self._within(area.codes[0], town)
        return meant if meant and len(between) <= 2 and all(w in WITHIN for w in between) else None

    def _within(self, area: str, town: Found) -> Found | None:
        """The town of that name in a département: « Vitrolles, dans les Hautes-Alpes » is not near Marseille."""
        if not area.startswith("dep:"):
            return None
        code = next((c for c in (town.codes[0], *town.homonyms) if area in self._gazetteer.areas(c)), None)
        return replace(town, codes=(code,), homonyms=()) if code else None

    def _exceptions(self, message: Message) -> None:
        """« le 29 sauf Brest », « du 29, Brest exclu » are no days: what is left out lies in it."""
        for i, (area, town) in enumerate(zip(message.found, message.found[1:], strict=False)):
            if not area.rule.startswith("departement-number") or not town.codes:
                continue
            between = message.words[area.last : town.first]
            is_left_out = 0 < len(between) <= _EXCEPT_REACH and not self._excepting.isdisjoint(between)
            is_left_out = is_left_out or message.word(town.last) in self._excepted
            if is_left_out and area.codes[0] in self._gazetteer.areas(town.codes[0]):
                message.found[i] = replace(area, score=1.0)
