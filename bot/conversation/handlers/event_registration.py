"""How to register for one event, and until when."""

from collections.abc import Iterator

from bot.conversation.message import Reply
from bot.conversation.one_event.buttons import event_buttons
from bot.conversation.one_event.facts import Facts
from bot.conversation.one_event.which import event_of, which_event
from bot.conversation.turn import Turn
from bot.replies.rich import Rich, join

#: What closes the door to everyone: nothing else is worth saying then.
_HOPELESS = ("cancelled", "past", "reserved", "full")


def handle(turn: Turn) -> Reply:
    """Whether one must register, until when, and where."""
    event = event_of(turn)
    if event is None:
        return which_event(turn)
    facts = Facts(event, turn.guide.phrases, turn.now)
    sentences = (turn.guide.phrases.say("event_registration.title", title=event.title), *_sentences(facts))
    return Reply(text=join("\n", sentences), buttons=event_buttons(facts, details=True))


def _sentences(facts: Facts) -> Iterator[Rich]:
    event, say = facts.event, facts.phrases.say
    hopeless = next((status for status in facts.statuses if status in _HOPELESS), None)
    if hopeless:
        yield say(f"event_registration.{hopeless}")
        if hopeless != "full":
            return
    elif facts.is_registration_closed:
        yield say("event_registration.closed", until=facts.until)
    else:
        yield _rule(facts)
    contacts = {name: getattr(event.registration, name) for name in ("url", "email", "phone")}
    yield from (say(f"event_registration.{name}", contact=contact) for name, contact in contacts.items() if contact)
    if facts.contacts:
        return
    if event.conditions.registration_required:
        yield say("event_registration.no_contact")
    if event.organiser:
        yield say("event_registration.organiser", organiser=event.organiser)
    if event.url:
        yield say("event_registration.more", url=event.url)


def _rule(facts: Facts) -> Rich:
    """Whether one must register, as far as the programme says."""
    required, say = facts.event.conditions.registration_required, facts.phrases.say
    if required:
        return say(f"event_registration.required{'_until' if facts.until else ''}", until=facts.until)
    if required is False:
        return say("event_registration.not_required")
    if facts.until:
        return say("event_registration.open_until", until=facts.until)
    return say("event_registration.possible" if facts.contacts else "event_registration.unknown")
