"""What is known of the programme itself: its facts and its own fields, matched to a question's words."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import log
from typing import Any

from bot.conversation.topics import Stems, instead, stems_of, topics
from bot.conversation.turn import Guide, Turn
from bot.events.words import stems
from bot.replies.dates import day_range
from bot.replies.french import listed
from bot.replies.places import at
from bot.replies.rich import Rich, join, rich

#: The topic of topics.yaml that asks for each field.
_TOPIC_OF = {"areas": "lieu region", "website": "site", "organiser": "organisateurs", "events": "nombre evenements"}
#: Words of a topic tell more than words of its text.
_TOPIC_WEIGHT = 2.0
#: A phrase of grammar alone counts as half a word.
_GRAMMAR = 0.5
#: A question of which no word says more than that is not answered.
_LEAST = 1.5
#: Words of a phrase, at most.
_LONGEST = 8
#: A second fact that matches nearly as well is told too.
_NEARLY = 0.85


@dataclass(frozen=True, kw_only=True, slots=True)
class Knowledge:
    """One thing known of the programme."""

    topic: str
    text: Rich
    #: Phrases by which people ask for it, as stems.
    asked_by: frozenset[Stems]
    #: Stems of its words.
    words: frozenset[str]


def what_answers(turn: Turn) -> Rich:
    """The fact or two of the programme that answer the question; nothing when none does."""
    return join("\n\n", (known.text for known in matching(turn.words, knowledge(turn.guide, turn.now.date()))))


@lru_cache(maxsize=1)  # it changes with the programme and with the day
def knowledge(guide: Guide, today: date) -> tuple[Knowledge, ...]:
    """Facts first, then the fields that no fact is about, then topics of which nothing is known (no text)."""
    return tuple(_knowledge(guide, today))


def _knowledge(guide: Guide, today: date) -> Iterator[Knowledge]:
    facts = [(fact.topic, rich(fact.text), _topics_of(fact.topic)) for fact in guide.catalogue.programme.facts]
    told = {topic for _, _, about in facts for topic in about}
    fields = [
        (topic, text, frozenset({topic})) for topic, text in _fields_by_topic(guide, today).items() if topic not in told
    ]
    told |= {topic for topic, _, _ in fields}
    missing = [topic for topic in topics("programme") if topic not in told]
    for topic, text, about in (*facts, *fields):
        yield _known(topic, text, frozenset(about | {other for other in missing if instead().get(other) in about}))
    yield from (_known(topic, Rich(), frozenset({topic})) for topic in missing if instead().get(topic) not in told)


def _known(topic: str, text: Rich, about: frozenset[str]) -> Knowledge:
    phrases = {phrase for name in about for phrase in topics("programme")[name]}
    own = {(stem,) for stem in stems(topic)}
    return Knowledge(topic=topic, text=text, asked_by=frozenset(phrases | own), words=frozenset(stems(str(text))))


def _fields_by_topic(guide: Guide, today: date) -> dict[str, Rich]:
    return {_TOPIC_OF.get(name, name): text for name, text in fields_of(guide, today).items()}


def _topics_of(slug: str) -> frozenset[str]:
    """Topics of topics.yaml that share a word with a fact's topic."""
    words = set(stems_of(slug))
    return frozenset(topic for topic in topics("programme") if words & set(stems_of(topic)))


def fields_of(guide: Guide, today: date) -> dict[str, Rich]:
    """What the programme's fields say, in sentences."""
    programme, say = guide.catalogue.programme, guide.phrases.say
    known: dict[str, dict[str, Any]] = {
        "presentation": {"name": programme.name},
        "dates": {"when": day_range(programme.start, programme.end, today, weekday=True)},
        "areas": {"areas": listed([at(code, guide.gazetteer.name(code)) for code in programme.areas])},
        "theme": {"theme": programme.theme},
        "website": {"website": programme.website},
        "organiser": {"organiser": programme.organiser},
        "events": {"count": len(programme.events)},
    }
    return {name: say(f"programme_info.{name}", **values) for name, values in known.items() if all(values.values())}


def matching(questions: Sequence[str], known: Sequence[Knowledge]) -> list[Knowledge]:
    """What best answers a question, however it is spelt; nothing when that is not known.

    Topics' words count, and rare words of the texts.
    """
    asked = frozenset[Stems]().union(*(_runs_of(stems_of(question)) for question in questions))
    words = {word for question in questions for word in stems(question)}
    said = [(k.asked_by & asked, k.words & words) for k in known]
    in_topics = Counter(phrase for phrases, _ in said for phrase in phrases)
    in_texts = Counter(word for _, of_text in said for word in of_text)

    def score(phrases: frozenset[Stems], of_text: frozenset[str]) -> float:
        by_topic = sum(_weight(phrase) * log(1 + len(known) / in_topics[phrase]) for phrase in phrases)
        by_text = sum(log(len(known) / in_texts[word]) for word in of_text)
        # One word of a text may stand there by chance: « ma sœur de 12 ans », « 15 000 tonnes par an ».
        return _TOPIC_WEIGHT * by_topic + by_text if by_topic or len(of_text) > 1 else 0.0

    ranked = sorted(((score(*each), -i) for i, each in enumerate(said)), reverse=True)[:2]
    best = ranked[0][0] if ranked else 0.0
    found = [known[-i] for points, i in ranked if points >= max(_LEAST, _NEARLY * best)]
    return found if all(k.text for k in found) else []


def _runs_of(text: Stems) -> frozenset[Stems]:
    """All that stands in a text, one word after the other: what is tested to hold a phrase."""
    return frozenset(text[i : i + n] for n in range(1, _LONGEST + 1) for i in range(len(text) - n + 1))


def _weight(phrase: Stems) -> float:
    """Words that say something, and a little for grammar (« c'est quoi »)."""
    return len(stems(" ".join(phrase))) or _GRAMMAR
