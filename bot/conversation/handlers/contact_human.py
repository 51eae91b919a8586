"""A person to talk to: the organiser of the event spoken of, or of the programme; an error is told there too."""

from collections.abc import Iterator

from bot.conversation import problems
from bot.conversation.message import Reply
from bot.conversation.topics import asked
from bot.conversation.turn import Turn
from bot.events.model import Event
from bot.replies.rich import Rich, join


def handle(turn: Turn) -> Reply:
    """Who to turn to, as far as the programme says; contacts stand as it writes them."""
    event = turn.guide.catalogue.event(turn.session.event) if turn.session.event else None
    blocks = [block for block in (_of_event(turn, event) if event else Rich(), _of_programme(turn)) if block]
    if event and asked("problem", turn.text):  # « l'heure est fausse »
        offer, button = problems.offered(turn, event)
        return Reply(text=join("\n\n", (offer, *blocks)), buttons=((button,),))
    return Reply(text=join("\n\n", blocks) or turn.guide.phrases.say("contact_human.unknown"))


def _of_event(turn: Turn, event: Event) -> Rich:
    say, register = turn.guide.phrases.say, event.registration
    contacts = [c for c in (register.phone, register.email, register.url, event.url) if c]
    if not contacts:
        return Rich()
    lines = [say("contact_human.organiser", organiser=event.organiser)] if event.organiser else []
    lines += [say("contact_human.contact", contact=contact) for contact in contacts]
    return join("\n", (say("contact_human.about_event", title=event.title), *lines))


def _of_programme(turn: Turn) -> Rich:
    lines = list(_programme_lines(turn))
    return join("\n", (turn.guide.phrases.say("contact_human.about_programme"), *lines)) if lines else Rich()


def _programme_lines(turn: Turn) -> Iterator[Rich]:
    say, programme = turn.guide.phrases.say, turn.guide.catalogue.programme
    if programme.organiser:
        yield say("contact_human.organiser", organiser=programme.organiser)
    if programme.website:
        yield say("contact_human.website", website=programme.website)
    yield from (say("contact_human.contact", contact=f.text) for f in programme.facts if f.topic.startswith("contact"))
