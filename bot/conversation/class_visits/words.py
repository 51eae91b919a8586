"""Why an event suits a class, what is to be checked, what speaks against it: in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.conversation.class_visits.judge import Judge
from bot.conversation.one_event.facts import Facts
from bot.conversation.session import ClassVisit
from bot.events.model import Event
from bot.events.query import Results
from bot.replies.dates import duration, hour
from bot.replies.french import capital, de, listed, number, typeset
from bot.replies.phrases import Phrases
from bot.replies.rich import Rich, join
from bot.visits.fitting import Fit
from bot.visits.pupils import Pupils, levels_of
from intents import Criteria

_APART = typeset(" ; ")


def class_heading(understood: str, visit: ClassVisit, criteria: Criteria, phrases: Phrases) -> str:
    """What was understood, with the class when one was told: « … · 28 élèves · classe de 3e »."""
    levels = [phrases.label("levels", level) for level in levels_of(visit.levels, criteria.audiences)]
    told = phrases.text("suggest_class_visit.class", levels=de(listed(levels))) if levels else ""
    return capital(" · ".join(filter(None, (understood, told))))


def class_outcome(judge: Judge, found: Results, kind: str, phrases: Phrases) -> Rich:
    """How many suit the class; when none does, how many only meet what is asked."""
    flawed = judge.flawed(found)
    count = len(found) - flawed
    if not count:
        what = phrases.label("kinds", kind, flawed)
        return phrases.say("suggest_class_visit.none_suits", count=flawed, what=what)
    return phrases.say("suggest_class_visit.some_suit", count=count, what=phrases.label("kinds", kind, count))


def fit_words(judge: Judge, event: Event, phrases: Phrases) -> Rich:
    """Why an event suits, what to check, what to ask; or what speaks against it."""
    return FitWords(judge.fit(event), judge.fitter.pupils, Facts(event, phrases, judge.now)).lines


@dataclass(frozen=True, slots=True)
class FitWords:
    """The words of one event before one class."""

    fit: Fit
    pupils: Pupils
    facts: Facts

    @property
    def lines(self) -> Rich:
        """A line each for why, what to check and what to ask; only what speaks against it, if anything does."""
        if self.fit.flaws:
            return self._say("flaws", what=_APART.join(self._each("flaw", self.fit.flaws)))
        parts = {
            "reasons": self._each("reason", self.fit.reasons),
            "checks": self._each("check", self.fit.checks),
            "unknown": [self.phrases.text(f"event.unknown_{name}") for name in self.fit.unknown],
        }
        separators = {"reasons": ", ", "unknown": ", "}
        said = {name: separators.get(name, _APART).join(told) for name, told in parts.items()}
        return join("\n", (self._say(name, what=what) for name, what in said.items() if what))

    @property
    def phrases(self) -> Phrases:
        """All sentences."""
        return self.facts.phrases

    def _each(self, kind: str, names: Iterable[str]) -> list[str]:
        values = self._values()
        return [str(self._say(f"{kind}_{name}", **values)) for name in names]

    def _values(self) -> dict[str, Any]:
        """All that the sentences may need."""
        facts, asked = self.facts, self.fit.event.conditions
        shared = [slug for slug in self.pupils.audiences if slug in self.fit.event.audiences]
        return {
            "audiences": listed([self.phrases.definite("audiences", s) for s in shared or self.fit.event.audiences]),
            "min_age": facts.min_age,
            "capacity": facts.capacity,
            "groups": self._groups(),
            "trip": duration(timedelta(minutes=self.fit.trip.minutes)) if self.fit.trip else "",
            "pupils": number(self.fit.groups[0] if self.fit.groups else 0),
            "until": facts.until,
            "price": facts.price,
            "meeting_point": facts.meeting_point,
            "note": (asked.note or "").rstrip("."),
            "handicaps": facts.accessibility,
        }

    def _groups(self) -> str:
        """« deux groupes de 14, à 9 h et à 10 h 30 »."""
        sizes = self.fit.groups
        if len(sizes) < 2:
            return ""
        alike = "alike" if len(set(sizes)) == 1 else "unlike"
        times = listed([self.phrases.text("suggest_class_visit.at", hour=hour(s.start)) for s in self.fit.sessions])
        groups = self.phrases.text(f"suggest_class_visit.groups_{len(sizes)}")
        each = str(sizes[0]) if alike == "alike" else listed([str(size) for size in sizes])
        return self.phrases.text(f"suggest_class_visit.groups_{alike}", groups=groups, sizes=each, times=times)

    def _say(self, name: str, **values: Any) -> Rich:
        return self.phrases.say(f"suggest_class_visit.{name}", **values)
