"""Where several people talk: they search together, and what concerns one of them goes on in private.

What is kept of a group is its searches, a conversation a topic; never who its members are or where they live.
"""

import re

from bot.conversation.deep_links import LONGEST, search_link
from bot.conversation.examples import example_buttons, examples
from bot.conversation.message import Button, Kind, Privately, Reply
from bot.conversation.one_event.meant import event_named
from bot.conversation.session import Profile, Session
from bot.conversation.turn import Turn
from intents import ABOUT_ONE

#: Intents about a person's own things.
PERSONAL = frozenset(
    {
        *("set_reminder", "list_reminders", "cancel_reminder"),
        *("subscribe", "list_subscriptions", "unsubscribe", "set_profile", "privacy"),
    }
)
#: Actions of buttons about them, or whose next words are one's own; of these, what needs nothing of a person but their
#: wish can be done in private.
_PERSONAL_ACTIONS = frozenset(
    {"r", "t", "c", "l", "sl", "sr", "sv", "us", "o", "ar", "as", "ax", "my", "kq", "fg", "na", "er"}
)
_ELSEWHERE = re.compile(r"(r):([A-Za-z0-9_-]{1,62})(?::.*)?|(er):([A-Za-z0-9_-]{1,61})|(l):(reminders|subscriptions)")


def hello(turn: Turn) -> Reply:
    """How a group talks to the guide, with questions that have an answer."""
    text = turn.guide.phrases.say("groups.hello", programme=turn.guide.catalogue.programme.name)
    return Reply(text=text, buttons=example_buttons(examples(turn.guide, turn.now)))


def in_private(turn: Turn) -> Reply:
    """What was asked is answered in one's own conversation; who has none yet is led there by a button."""
    say, link = turn.guide.phrases, _link(turn)
    button = Button(label=say.text("groups.button_private"), link=link)
    there = Privately(link=link, said=say.say("groups.answered_privately"))
    return Reply(text=say.say("groups.private"), buttons=((button,),), privately=there)


def tapped(turn: Turn) -> Reply | None:
    """A personal button: what it does is done in the own conversation of whoever taps it, and who has none yet is led

    there; None when it is for all.
    """
    name, _, _ = turn.message.text.partition(":")
    if name not in _PERSONAL_ACTIONS:
        return None
    if elsewhere := _ELSEWHERE.fullmatch(turn.message.text):
        link, say = "-".join(filter(None, elsewhere.groups())), turn.guide.phrases.say
        there = Privately(link=link, said=say("groups.answered_privately"))
        return Reply(text=say("groups.private"), follows=link, privately=there)
    return Reply(text=turn.guide.phrases.say("groups.not_yours"), notice=turn.guide.phrases.text("groups.not_yours"))


def leave_nothing(session: Session) -> None:
    """What one member said of themselves served their question, and is nobody else's."""
    session.profile, session.location = Profile(), None


def _link(turn: Turn) -> str:
    """What is asked there: the command, the event that was meant here, or the same words."""
    if turn.message.kind is Kind.COMMAND:
        return f"cmd-{turn.message.text}"
    is_pointed = turn.event and turn.understanding.intent in ABOUT_ONE and not event_named(turn, turn.text)
    link = f"r-{turn.event}" if is_pointed else search_link(turn.text)
    return link if len(link) <= LONGEST else "cmd-aide"
