"""A visit for a class: what is missing is asked, one question at a time; then comes what suits."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from bot.conversation.class_visits.answers import ANY, QUESTIONS, answered, missing
from bot.conversation.class_visits.half_day import HalfDays
from bot.conversation.lists.finding import Finding
from bot.conversation.lists.listing import Lister
from bot.conversation.message import Button, Reply
from bot.conversation.session import ClassVisit, Pending
from bot.conversation.turn import Turn
from bot.replies.french import capital
from bot.replies.rich import Rich, join
from intents import Criteria

Row = tuple[Button, ...]
#: The levels that are offered: audiences by the keys of their labels, classes by their own.
_LEVELS = (("6e", "5e", "4e", "3e"), ("2de", "1re", "terminale", "cap"))
_AUDIENCES = {"etudiants": "button_students", "apprentis": "button_apprentices"}
_NUMBERS = ((10, 15, 20, 24), (26, 28, 30, 35))
#: Départements that are offered, two a row, and events that are looked at to choose them.
_AREAS, _LOOKED_AT = 6, 300


@dataclass(frozen=True, kw_only=True, slots=True)
class ClassVisits:
    """The dialogue about a class at one turn."""

    turn: Turn
    confidence: float = 1.0

    def go_on(
        self, visit: ClassVisit, criteria: Criteria, homonyms: Mapping[str, tuple[str, ...]] | None = None
    ) -> Reply:
        """The next question; else what suits."""
        question = next(missing(criteria, visit, self.turn.session), None)
        asked = self._ask(question, visit, criteria, homonyms or {}) if question else None
        if asked:
            return asked
        if visit.half_day:
            return self._half_day(visit, criteria, homonyms or {})
        return self._lister(visit).search(criteria, homonyms=homonyms)

    def _half_day(self, visit: ClassVisit, criteria: Criteria, homonyms: Mapping[str, tuple[str, ...]]) -> Reply:
        """Two events in a row; else that there are none, and what suits by itself."""
        number, _, answer = self._lister(visit).hold(criteria)
        plans = self._half_days(visit, criteria)
        if plans.plans():
            return replace(plans.reply(number), answer=answer)
        reply = self._lister(replace(visit, half_day=False)).search(criteria, homonyms=homonyms)
        none = self.turn.guide.phrases.say("suggest_class_visit.half_days_none")
        return replace(reply, text=join("\n\n", (none, reply.text)))

    def half_days(self, number: int) -> Reply:
        """`<list>`: half days for the class of a list."""
        listing = self.turn.session.listings[number]
        self.turn.session.listing = number
        return self._half_days(listing.visit, listing.criteria).reply(number)

    def _half_days(self, visit: ClassVisit, criteria: Criteria) -> HalfDays:
        turn = self.turn
        return HalfDays(guide=turn.guide, session=turn.session, now=turn.now, criteria=criteria, visit=visit)

    def answer(self, rest: str) -> Reply:
        """`<list>:<question>:<value>`: a button under a question; `<list>:*`: what suits, nothing more asked."""
        number, _, rest = rest.partition(":")
        listing = self.turn.session.listings[int(number)]
        visit, criteria = listing.visit, listing.criteria
        if rest == ANY:
            return self.go_on(replace(visit, settled=QUESTIONS), criteria)
        question, _, value = rest.partition(":")
        return self.go_on(*answered(visit, criteria, question, value))

    def _lister(self, visit: ClassVisit) -> Lister:
        return Lister(
            guide=self.turn.guide,
            session=self.turn.session,
            now=self.turn.now,
            confidence=self.confidence,
            intent="suggest_class_visit",
            visit=visit,
        )

    def _ask(
        self, question: str, visit: ClassVisit, criteria: Criteria, homonyms: Mapping[str, tuple[str, ...]]
    ) -> Reply | None:
        """A question that narrows the search down; None when nothing is found anyway."""
        lister = self._lister(visit)
        number, finding, answer = lister.hold(criteria)
        if not finding.found:
            return None
        self.turn.session.pending = Pending(question=question)
        heading = lister.heading(criteria) if criteria or visit.levels else Rich()
        asked = self.turn.guide.phrases.say(f"suggest_class_visit.question_{question}")
        return Reply(
            text=join("\n\n", (heading, lister.taken(homonyms), asked)),
            buttons=(*self._choices(question, number, finding), self._ways_out(question, number)),
            asks_location=question == "place",
            answer=answer,
        )

    def _choices(self, question: str, number: int, finding: Finding) -> Iterable[Row]:
        """Answers to tap."""
        action = f"k:{number}:{question}"
        label = self.turn.guide.phrases.label
        if question == "level":
            for row in _LEVELS:
                yield tuple(Button(label=capital(label("levels", level)), action=f"{action}:{level}") for level in row)
            yield tuple(Button(label=self._text(key), action=f"{action}:{slug}") for slug, key in _AUDIENCES.items())
        elif question == "place":
            areas = [Button(label=name, action=f"{action}:{code}") for code, name in self._areas(finding)]
            yield from (tuple(areas[i : i + 2]) for i in range(0, len(areas), 2))
        else:
            for numbers in _NUMBERS:
                yield tuple(Button(label=str(count), action=f"{action}:{count}") for count in numbers)

    def _areas(self, finding: Finding) -> Sequence[tuple[str, str]]:
        """The départements that have most of what fits: codes and names."""
        gazetteer = self.turn.guide.gazetteer
        places = (found.event.place for found in finding.found[:_LOOKED_AT])
        counted = Counter(f"dep:{gazetteer.departement(place.insee)}" for place in places if place and place.insee)
        return [(code, gazetteer.name(code)) for code, _ in counted.most_common(_AREAS)]

    def _ways_out(self, question: str, number: int) -> Row:
        return (
            Button(label=self._text("button_any"), action=f"k:{number}:{question}:{ANY}"),
            Button(label=self._text("button_see"), action=f"k:{number}:{ANY}"),
        )

    def _text(self, key: str) -> str:
        return self.turn.guide.phrases.text(f"suggest_class_visit.{key}")
