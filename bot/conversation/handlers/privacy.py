"""What is kept about the asker: said, sent as a file, no longer kept, erased."""

from bot.conversation.attachment import Attachment, OwnData
from bot.conversation.message import Button, Reply
from bot.conversation.session import Pending, Session
from bot.conversation.topics import asked
from bot.conversation.turn import Turn
from bot.replies.french import listed

_FILE = Attachment(name="mes-donnees.json", media_type="application/json", content=OwnData())


def handle(turn: Turn) -> Reply:
    """What one asks for, else what is kept, with what can be done about it."""
    if turn.pending and turn.pending.erasure and (answers := answers_to_erasure(turn.text)):
        return erase(turn) if answers == ["confirm"] else erase_nothing(turn)
    match asked("privacy", turn.text):
        case ["erase"]:
            return confirm_erasure(turn)
        case ["send"]:
            return send(turn)
        case ["refuse"]:
            return keep_questions(turn, wanted=False)
        case _:
            return _kept(turn)


def _kept(turn: Turn) -> Reply:
    phrases, keeps = turn.guide.phrases, turn.session.keeps_questions
    question = "refuse" if keeps else "accept"
    buttons = (
        Button(label=phrases.text("privacy.send"), action="my"),
        Button(label=phrases.text(f"privacy.{question}"), action=f"kq:{int(not keeps)}"),
        Button(label=phrases.text("privacy.erase"), action="fg"),
    )
    return Reply(text=phrases.say("privacy.kept"), buttons=tuple((button,) for button in buttons))


def send(turn: Turn) -> Reply:
    """All that is kept, as a file."""
    return Reply(text=turn.guide.phrases.say("privacy.sent"), attachment=_FILE)


def keep_questions(turn: Turn, *, wanted: bool) -> Reply:
    """Questions that are not understood may be kept, without who asked them, or no longer."""
    turn.session.keeps_questions = wanted
    return Reply(text=turn.guide.phrases.say("privacy.accepted" if wanted else "privacy.refused"))


def confirm_erasure(turn: Turn) -> Reply:
    """What will be gone, and one question."""
    phrases, session = turn.guide.phrases, turn.session
    session.pending = Pending(erasure=True)
    counts = {
        "reminders": len(session.reminders),
        "subscriptions": len(session.subscriptions),
        "feeds": len(session.feeds),
    }
    planned = [phrases.text(f"privacy.planned_{name}", count=count) for name, count in counts.items() if count]
    text = phrases.say("privacy.confirm_planned" if planned else "privacy.confirm", what=listed(planned))
    choices = {"confirm_button": "fg:1", "decline_button": "fg:0"}
    buttons = [Button(label=phrases.text(f"privacy.{name}"), action=action) for name, action in choices.items()]
    return Reply(text=text, buttons=tuple((button,) for button in buttons))


def answers_to_erasure(text: str) -> list[str]:
    """What a message says to that question: "confirm", "decline"; both when it is not clear, which erases nothing."""
    return [topic for topic in asked("privacy", text) if topic in ("confirm", "decline")]


def erase_nothing(turn: Turn) -> Reply:
    """The answer was no."""
    return Reply(text=turn.guide.phrases.say("privacy.declined"))


def erase(turn: Turn) -> Reply:
    """Make a session a fresh one: saved so, nothing of that person is left."""
    fresh = Session()
    for name in Session.__struct_fields__:
        setattr(turn.session, name, getattr(fresh, name))
    return Reply(text=turn.guide.phrases.say("privacy.erased"))
