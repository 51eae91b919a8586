"""Files for calendars: of an event, of all that was listed, of one's reminders."""

from collections.abc import Sequence
from dataclasses import replace

from bot.conversation.calendaring import Calendaring
from bot.conversation.feeds import Feeds
from bot.conversation.groups import in_private
from bot.conversation.meant import event_named
from bot.conversation.message import Reply
from bot.conversation.moments import times_said
from bot.conversation.reminder_codes import read_code
from bot.conversation.topics import asked
from bot.conversation.turn import Turn
from bot.conversation.which_event import event_of
from bot.replies.rich import join


def handle(turn: Turn) -> Reply:
    """« mes rappels », « tous » or « la liste », else the event that is meant; or an address that follows them."""
    topics, files, event = asked("calendar", turn.text), Calendaring(turn), event_of(turn)
    if turn.session.is_shared and not {"reminders", "follow", "own", "stop"}.isdisjoint(topics):
        return in_private(turn)
    if (reply := _of_addresses(turn, topics)) is not None:
        return reply
    listing, is_one = turn.session.listing, _is_one(turn)
    if "reminders" in topics or ("all" in topics and turn.session.own and not is_one):
        return files.of_reminders()
    if turn.pending and turn.pending.calendar and event and "all" in topics:
        return files.of_sessions(event)
    if "all" in topics and listing is not None and not is_one:
        return files.of_list(listing)
    if event is None:
        return files.which_event()
    return files.of_event(event, times_said(turn.understanding, turn.now, event.title))


def _is_one(turn: Turn) -> bool:
    """An event is named, or a rank in a list."""
    reference = turn.understanding.reference
    return bool(reference and reference.rank) or event_named(turn, turn.text) is not None


def _of_addresses(turn: Turn, topics: Sequence[str]) -> Reply | None:
    """What is asked of addresses that calendars follow: one is taken away, all are shown, or one is given."""
    feeds, listing = Feeds(turn), turn.session.listing
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
    if listing is None:
        return Reply(text=turn.guide.phrases.say("feeds.follow_what"))
    return feeds.of_list(turn.session.listings[listing])


def _file_instead(turn: Turn, topics: Sequence[str]) -> Reply:
    """There is no public address: what is there now, as a file."""
    files, listing, say = Calendaring(turn), turn.session.listing, turn.guide.phrases.say
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
