"""What matters to those who go to one event, and has no field: meals, toilets, the weather, what to wear."""

import re
from collections.abc import Collection, Iterator

from bot.conversation.one_event.facts import Facts
from bot.conversation.topics import asked
from bot.replies.french import quoted
from bot.replies.rich import Rich

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")
#: What may be asked of an event that is online only; the rest is about being there.
_ONLINE = frozenset({"attestation", "language"})


def practical_answers(facts: Facts, topics: Collection[str]) -> Iterator[Rich]:
    """What the event's own texts say of some topics of topics.yaml, then of what they say nothing, and who knows it."""
    say, event = facts.phrases.say, facts.event
    said = {sentence: asked("practical", sentence) for sentence in _sentences(facts)}
    told = {topic for of_sentence in said.values() for topic in of_sentence}
    quotes = [quoted(sentence) for sentence, of_sentence in said.items() if not set(topics).isdisjoint(of_sentence)]
    if quotes:
        yield say("event_conditions.said", said=" ".join(quotes))
    unsaid = [topic for topic in topics if topic not in told]
    if "payment" in unsaid and event.conditions.price_eur == 0:
        unsaid.remove("payment")
    if facts.is_online_only and not _ONLINE.issuperset(unsaid):
        yield say("event_place.online")
        unsaid = [topic for topic in unsaid if topic in _ONLINE]
    if not unsaid:
        return
    yield from (say(f"event_conditions.unsaid_{topic}") for topic in unsaid)
    if contacts := ", ".join(facts.contacts):
        name = "ask_named" if event.organiser else "ask"
        yield say(f"event_conditions.{name}", organiser=event.organiser, contacts=contacts)
    elif event.organiser:
        yield say("event_conditions.ask_whom", organiser=event.organiser)


def _sentences(facts: Facts) -> Iterator[str]:
    """All sentences that the organiser wrote of the event."""
    point = facts.event.meeting_point
    for text in (facts.event.conditions.note, facts.event.summary, point.note if point else None):
        yield from filter(None, _SENTENCE_END.split((text or "").strip()))
