"""Where an organiser stands between two messages."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.conversation.message import Reply
from bot.desk.records import Announcement
from bot.events.corrections import Correction


@dataclass(kw_only=True)
class Talk:
    """What was half said; nothing of it survives a restart."""

    key: str
    #: The step that the next text is for; "": none.
    awaits: str = ""
    #: The event that is being changed, and the change that waits to be confirmed.
    event: str = ""
    correction: Correction | None = None
    #: The announcement that is being made.
    announcement: Announcement | None = None


#: What a button, or a text that was waited for, does; its argument is the rest of the button's action, or the text.
Step = Callable[[Talk, str], Awaitable[Reply]]
