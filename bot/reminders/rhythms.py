"""When news is told: at once, once a day in the evening, once a week on Monday morning. Times are local."""

from datetime import datetime, time, timedelta
from typing import Literal, get_args

Rhythm = Literal["now", "daily", "weekly"]
RHYTHMS: tuple[Rhythm, ...] = get_args(Rhythm)

#: What comes once a day comes at this hour; what comes once a week, on Monday at that one.
DAILY, WEEKLY = time(18), time(9)
_DAY = timedelta(days=1)
_WEEK = 7 * _DAY


def last_time(rhythm: Rhythm, now: datetime) -> datetime:
    """The last moment, `now` included, at which news of that rhythm is told: what has happened until then is due."""
    match rhythm:
        case "now":
            return now
        case "daily":
            today = datetime.combine(now.date(), DAILY)
            return today if today <= now else today - _DAY
        case "weekly":
            monday = datetime.combine(now.date() - now.weekday() * _DAY, WEEKLY)
            return monday if monday <= now else monday - _WEEK
