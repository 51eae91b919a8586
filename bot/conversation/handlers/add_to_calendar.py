"""Files for calendars: of an event, of all that was listed, of one's reminders."""

from collections.abc import Sequence

from msgspec.structs import replace

from bot.conversation.calendars.feeds import Feeds
from bot.conversation.calendars.files import Calendaring
from bot.conversation.criteria import merge
from bot.conversation.groups.groups import in_private
from bot.conversation.lists.listing import Lister
from bot.conversation.message import Reply
from bot.conversation.one_event.meant import event_named
from bot.conversation.one_event.which import event_of
from bot.conversation.reminders.codes import read_code
from bot.conversation.reminders.moments import times_said
from bot.conversation.session import Listing
from bot.conversation.topics import asked
from bot.conversation.turn import Turn
from bot.events.words import fold, words_of
from bot.replies.rich import join
from intents import Criteria

#: What stands before « les » that means what was listed: « mets-moi les », « peux-tu les », « je veux les ».
_BEFORE = frozenset({"me", "moi", "tu", "vous", "peux", "pouvez", "veux", "voudrais"})


def handle(turn: Turn) -> Reply:
    """« mes rappels », « tous » or « la liste », else the event that is meant; or an address that follows them."""
    topics, files, event = asked("calendar", turn.text), Calendaring(turn), event_of(turn)
    if turn.session.is_shared and not {"reminders", "follow", "own", "stop"}.isdisjoint(topics):
        return in_private(turn)
    if (reply := _of_addresses(turn, topics)) is not None:
        return reply
    is_one = _is_one(turn)
    own = turn.session.own
    if "reminders" in topics or ("all" in topics and own and own.kind == "reminders" and not is_one):
        return files.of_reminders()
    if turn.pending and turn.pending.calendar and event and "all" in topics:
        return files.of_sessions(event)
    if ("all" in topics or _says_many(turn.text)) and not is_one and (reply := _of_list(turn)):
        return reply
    if event is None:
        return files.which_event()
    return files.of_event(event, times_said(turn.understanding, turn.now, event.title))


def _says_many(text: str) -> bool:
    """« ajoute-les », « mets-moi les visites du Var »; stems would not tell « les » from « le »."""
    words = words_of(fold(text))
    return any(word == "les" and (i <= 1 or words[i - 1] in _BEFORE) for i, word in enumerate(words))


def _of_list(turn: Turn) -> Reply | None:
    """All of the list that is meant; None when there is none. What only comes near what is said is shown first."""
    number = _listing_meant(turn)
    if number is None:
        return None
    listing = turn.session.listings[number]
    if turn.understanding.criteria and not listing.fitting:
        return Lister(guide=turn.guide, session=turn.session, now=turn.now).search(listing.criteria)
    return Calendaring(turn).of_list(number)


def _listing_meant(turn: Turn) -> int | None:
    """The last list, with what the message changes of it: « toutes les visites du Var »; None when there is none."""
    session, said = turn.session, replace(turn.understanding, mode="")  # « ajoute » adds nothing to the search
    if not said.criteria:
        return session.listing
    criteria = merge(session.current.criteria if session.current else Criteria(), said)
    number, _, _ = Lister(guide=turn.guide, session=session, now=turn.now).hold(criteria)
    return number


def _is_one(turn: Turn) -> bool:
    """An event is named, or a rank in a list."""
    reference = turn.understanding.reference
    return bool(reference and reference.rank) or event_named(turn, turn.text) is not None


def _of_addresses(turn: Turn, topics: Sequence[str]) -> Reply | None:
    """What is asked of addresses that calendars follow: one is taken away, all are shown, or one is given."""
    feeds = Feeds(turn)
    if "stop" in topics:
        numbers = _addresses_meant(turn, topics)
        return feeds.stop(numbers) if numbers or not feeds.all() else feeds.listed("which")
    if "own" in topics and feeds.all():
        return feeds.listed()
    is_of_many = not {"reminders", "all"}.isdisjoint(topics) or not (turn.event or turn.understanding.criteria)
    if _is_one(turn) or not ("follow" in topics or ("address" in topics and is_of_many)):
        return None  # « un lien agenda pour le 2 » is a file
    if not feeds.are_offered:
        return _file_instead(turn, topics)
    if "reminders" in topics:
        return feeds.of_reminders()
    listing = _listing_meant(turn)
    if listing is not None:
        return feeds.of_list(turn.session.listings[listing])
    if "everything" in asked("subscription", turn.text):
        return feeds.of_list(Listing(criteria=Criteria()))
    return Reply(text=turn.guide.phrases.say("feeds.follow_what"))


def _file_instead(turn: Turn, topics: Sequence[str]) -> Reply:
    """There is no public address: what is there now, as a file."""
    files, listing, say = Calendaring(turn), _listing_meant(turn), turn.guide.phrases.say
    if "reminders" in topics:
        file = files.of_reminders()
    elif listing is not None:
        file = files.of_list(listing)
    else:
        file = Reply(text=say("feeds.file_of_what"))
    return replace(file, text=join("\n\n", (say("feeds.no_public_address"), file.text)))


def _addresses_meant(turn: Turn, topics: Sequence[str]) -> list[int]:
    """Numbers of those to be taken away; none when it cannot be told."""
    session, reference = turn.session, turn.understanding.reference
    if session.own and session.own.kind == "calendars" and reference and reference.rank:
        return [number for number in [session.own.ranked(reference.rank)] if number]
    if turn.pending and turn.pending.feed:
        return [turn.pending.feed]
    return list(session.feeds) if "all" in topics or len(session.feeds) == 1 else []


def add_event(turn: Turn, rest: str) -> Reply:
    """`a:<event>[:<session>]`, `a:<event>:*`: an event, one of its sessions, or all; without one it is asked for."""
    event_id, _, code = rest.partition(":")
    event = turn.guide.catalogue.event(event_id)
    if event is None:
        return Reply(text=turn.guide.phrases.say("common.event_gone"))
    if not code:
        return Calendaring(turn).of_event(event)
    _, start = read_code(code) if code != "*" else ("session", None)
    return Calendaring(turn).of_sessions(event, (start,) if start else ())


def add_list(turn: Turn, rest: str) -> Reply:
    """`al:<list>`: all that a list shows, page after page."""
    return Calendaring(turn).of_list(int(rest))


def add_reminders(turn: Turn, rest: str) -> Reply:
    """`ar:`: what one is reminded of."""
    return Calendaring(turn).of_reminders()


def follow(turn: Turn, rest: str) -> Reply:
    """`as:<list>`, or `as:` for one's reminders: an address that a calendar follows."""
    return Feeds(turn).of_list(turn.session.listings[int(rest)]) if rest else Feeds(turn).of_reminders()


def stop_following(turn: Turn, rest: str) -> Reply:
    """`ax:<number>`, or `ax:*`: takes an address away, or all."""
    return Feeds(turn).stop(turn.session.feeds if rest == "*" else [int(rest)])
