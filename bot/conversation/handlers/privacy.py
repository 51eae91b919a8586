"""What is kept about the asker, and having it erased."""

from dataclasses import fields

from bot.conversation.message import Button, Reply
from bot.conversation.session import Session
from bot.conversation.topics import asked
from bot.conversation.turn import Turn


def handle(turn: Turn) -> Reply:
    """Erases everything when that is asked; else says what is kept, and offers to erase it."""
    phrases = turn.guide.phrases
    if asked("privacy", turn.text) == ["erase"]:
        forget(turn.session)
        return Reply(text=phrases.say("privacy.erased"))
    button = Button(label=phrases.text("privacy.erase"), action=f"q:{phrases.text('privacy.erase_action')}")
    return Reply(text=phrases.say("privacy.kept"), buttons=((button,),))


def forget(session: Session) -> None:
    """Make a session a fresh one: saved so, nothing of that person is left."""
    fresh = Session()
    for field in fields(Session):
        setattr(session, field.name, getattr(fresh, field.name))
