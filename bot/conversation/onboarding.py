"""The first message's buttons: where one is, by position or by name, and who one is. None of them needs to be used."""

from msgspec.structs import replace

from bot.conversation.message import Button, Reply
from bot.conversation.session import Listing
from bot.conversation.turn import Turn
from bot.replies.french import capital
from intents import Criteria

#: Who most often asks; others say it in their words.
_WHO = ("collegiens", "lyceens", "etudiants", "apprentis", "demandeurs-emploi", "enseignants", "orientation")


def onboarding_buttons(turn: Turn) -> tuple[tuple[Button, ...], ...]:
    """The position does nothing on Telegram's web and desktop clients, so a town is as near as it is."""
    here, town, who = (
        Button(label=turn.guide.phrases.text(f"onboarding.button_{name}"), action=f"n:{name}")
        for name in ("here", "town", "who")
    )
    return ((here, town), (who,))


def ask_town(turn: Turn) -> Reply:
    """The town that is typed next is what is searched around."""
    turn.session.remember(Listing(criteria=Criteria(near=True)), turn.now)
    return Reply(text=turn.guide.phrases.say("onboarding.town"))


def ask_who(turn: Turn) -> Reply:
    """Those that a button is enough for; anyone may say it in words."""
    buttons = (
        Button(label=capital(turn.guide.phrases.label("audiences", slug)), action=f"n:who:{slug}") for slug in _WHO
    )
    return Reply(text=turn.guide.phrases.say("onboarding.who"), buttons=tuple((button,) for button in buttons))


def choose_who(turn: Turn, slug: str) -> None:
    """Note one of them. Raises ValueError when it is none."""
    turn.session.profile = replace(turn.session.profile, audiences=(_WHO[_WHO.index(slug)],))
