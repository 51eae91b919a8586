"""Says how old the programme is, when it is older than people would think."""

from datetime import datetime, timedelta

from bot.conversation.turn import Guide
from bot.replies.dates import day
from bot.replies.rich import Rich

#: A programme that was read since is taken as it is.
_FRESH = timedelta(days=2)


def age(guide: Guide, now: datetime) -> Rich:
    """The day on which the programme was last read; nothing when that is not long ago. `now` is local."""
    read_at = guide.read_at()
    if read_at is None or now - read_at <= _FRESH:
        return Rich()
    return guide.phrases.say("common.old_programme", when=day(read_at.date(), now.date()))
