"""A group chooses among the events of a list: « on vote », and what came of it. Nobody's choice is known or kept."""

from collections.abc import Sequence
from datetime import timedelta

from bot.conversation.message import Button, Reply, Vote
from bot.conversation.one_event.facts import Facts
from bot.conversation.session import Listing
from bot.conversation.topics import asked
from bot.conversation.turn import Turn
from bot.events.model import Event
from bot.reminders.planning import sessions_ahead
from bot.replies import dates
from bot.replies.french import listed, quoted
from bot.replies.rich import Rich

#: The command that begins one.
COMMAND = "vote"
#: Events to choose among, and characters of an option (https://core.telegram.org/bots/api#inputpolloption).
_EVENTS, _OPTION = 10, 100
#: How long a vote stays open, unless one of its events begins before; and how long at least.
_OPEN, _LEAST = timedelta(days=1), timedelta(minutes=10)
#: Words of a message that does nothing but ask for a vote.
_WORDS = 6


def said(turn: Turn) -> Reply | None:
    """« on vote », « fin du vote »; None for all other messages."""
    if len(turn.message.text.split()) > _WORDS:
        return None
    wanted = asked("vote", turn.message.text)
    if "end" in wanted:
        return end(turn)
    return begin(turn) if "begin" in wanted else None


def begin(turn: Turn, listing: Listing | None = None) -> Reply:
    """A vote on the first ten events of a list, the last one shown unless another is meant."""
    phrases, listing = turn.guide.phrases, listing or turn.session.current
    if not turn.session.is_shared:
        return Reply(text=phrases.say("votes.for_groups"))
    known = (turn.guide.catalogue.event(event_id) for event_id in (listing.events if listing else ()))
    events = [event for event in known if event and event.status != "cancelled"][:_EVENTS]
    if not events:
        return Reply(text=phrases.say("votes.nothing"))
    lasting = _lasting(turn, events)
    options = (*(_option(turn, number, event) for number, event in enumerate(events, 1)), _none_of_them(turn))
    vote = Vote(
        question=phrases.text("votes.question", end=dates.day_and_hour(turn.now + lasting, turn.now.date())),
        options=options,
        events=tuple(event.id for event in events),
        seconds=int(lasting.total_seconds()),
        author=turn.message.by,
    )
    button = Button(label=phrases.text("votes.button_end"), action="we:")
    return Reply(text=Rich(), vote=vote, buttons=((button,),))


def end(turn: Turn) -> Reply:
    """The vote whose button was tapped ends, else the last one of the group; its result comes by itself.

    Who began it may end it, and who leads the group.
    """
    authors = {vote.message: vote.author for vote in turn.session.votes.values()}
    message = turn.message.on or max(authors, default=None)
    if message is None:
        return Reply(text=turn.guide.phrases.say("votes.not_open"))
    author = authors.get(message, "")
    return Reply(text=Rich(), ends_vote=message, leader="" if author in ("", turn.message.by) else turn.message.by)


def result(turn: Turn) -> Reply:
    """What a vote that has ended came to: the events that won, as buttons."""
    vote, counts = turn.session.votes.pop(turn.message.text, None), turn.message.counts
    if vote is None:  # told already
        return Reply(text=Rich())
    most = max(counts, default=0)
    won = [event_id for event_id, count in zip(vote.events, counts, strict=False) if count == most]
    events = [event for event in map(turn.guide.catalogue.event, won) if event] if most else []
    if len(events) == 1:
        turn.session.event = events[0].id
    buttons = tuple((Button(label=event.title, action=f"e:{event.id}"),) for event in events)
    return Reply(text=_outcome(turn, events, most), buttons=buttons, to=vote.message)


def _outcome(turn: Turn, events: Sequence[Event], most: int) -> Rich:
    say = turn.guide.phrases.say
    if not most:
        return say("votes.nobody")
    voters = turn.guide.phrases.text("votes.voters", count=turn.message.voters)
    titles = [quoted(event.title) for event in events]
    if turn.message.counts[-1] == most:
        titles.append(quoted(_none_of_them(turn)))
    if len(titles) > 1:
        return say("votes.tie", titles=listed(titles), count=most, voters=voters)
    if not events:
        return say("votes.none_won", count=most, voters=voters)
    return say("votes.won", title=events[0].title, count=most, voters=voters)


def _lasting(turn: Turn, events: Sequence[Event]) -> timedelta:
    """A day, or until the first of the events begins."""
    ahead = [occasion.start for event in events for occasion in sessions_ahead(event, turn.now)]
    return max(_LEAST, min([_OPEN, *(start - turn.now for start in ahead)]))


def _none_of_them(turn: Turn) -> str:
    return turn.guide.phrases.text("votes.none_of_them")


def _option(turn: Turn, number: int, event: Event) -> str:
    """« 1. Visite du site ITER · lundi 22 novembre, de 14 h à 16 h 30 · Cadarache », the title cut when it is long."""
    facts = Facts(event, turn.guide.phrases, turn.now)
    when = dates.briefly(facts.upcoming[0], turn.now) if facts.upcoming else facts.when
    town = event.place.city if event.place and event.place.city else ""
    told = " · ".join(filter(None, (when, town)))

    def option(title: str) -> str:
        return turn.guide.phrases.text("votes.option", number=number, title=title, facts=told)

    over = len(option(event.title)) - _OPTION
    title = event.title if over <= 0 else event.title[: max(20, len(event.title) - over - 1)].rstrip() + "…"
    return option(title)[:_OPTION]
