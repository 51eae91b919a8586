"""« Quels événements sont annulés ? »: no search finds them, and people ask."""

from bot.conversation.criteria import as_json
from bot.conversation.lists.buttons import event_buttons
from bot.conversation.message import Answer, Reply
from bot.conversation.one_event.render import event_line
from bot.conversation.topics import asked
from bot.conversation.turn import Turn
from bot.events.query import Found
from bot.replies.rich import join
from intents import Criteria

#: A message of more words tells a story: « ma sortie est annulée, … ».
_BARE = 8
#: Events that are named; the rest are counted.
_NAMED = 10


def called_off(turn: Turn) -> Reply | None:
    """The events that are cancelled, or put off, when that is what a question without criteria asks."""
    statuses = asked("status", turn.text)
    if not statuses or turn.understanding.criteria or len(turn.text.split()) > _BARE:
        return None
    say = turn.guide.phrases.say
    events = [event for event in turn.guide.catalogue.events if event.status in statuses]
    sessions = [event.sessions[0] if event.sessions else None for event in events[:_NAMED]]
    found = [Found(event=e, session=s, distance_km=None) for e, s in zip(events, sessions, strict=False)]
    heading = say(f"search_events.{statuses[0] if found else 'as_planned'}", count=len(events))
    lines = (event_line(rank, each, phrases=turn.guide.phrases, now=turn.now) for rank, each in enumerate(found, 1))
    answer = Answer(intent="search_events", confidence=turn.understanding.confidence, criteria=as_json(Criteria()))
    return Reply(text=join("\n\n", (heading, join("\n", lines))), buttons=event_buttons(found, 0), answer=answer)
