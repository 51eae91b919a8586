"""« Quels événements sont annulés ? »: no search finds them, and people ask."""

from bot.conversation.lists.buttons import event_buttons
from bot.conversation.lists.finding import as_query
from bot.conversation.message import Answer, Reply
from bot.conversation.one_event.render import event_line
from bot.conversation.topics import asked
from bot.conversation.turn import Turn
from bot.events.search import with_status
from bot.replies.rich import join

#: A message of more words tells a story: « ma sortie est annulée, … ».
_BARE = 8
#: Events that are named; the rest are counted.
_NAMED = 10


def called_off(turn: Turn) -> Reply | None:
    """The events that are cancelled, or put off, when that is what a short question asks; of some kind or place too.

    « non, annule » asks for none.
    """
    statuses, said = asked("status", turn.text), turn.understanding
    if not statuses or said.mode or len(turn.text.split()) > _BARE:
        return None
    say = turn.guide.phrases.say
    query = as_query(turn.guide, said.criteria, turn.session.location)
    events = with_status(turn.guide.catalogue, query, statuses, turn.now)
    found = events[:_NAMED]
    heading = say(f"search_events.{statuses[0] if found else 'as_planned'}", count=len(events))
    lines = (event_line(rank, each, phrases=turn.guide.phrases, now=turn.now) for rank, each in enumerate(found, 1))
    answer = Answer(intent="search_events", confidence=said.confidence, criteria=said.criteria)
    return Reply(text=join("\n\n", (heading, join("\n", lines))), buttons=event_buttons(found, 0), answer=answer)
