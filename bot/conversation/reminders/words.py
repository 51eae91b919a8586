"""Reminders in words: how each was asked, when it comes, how far its event is."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.reminders.model import Asked, Occasion, Reminder
from bot.reminders.planning import has_hour
from bot.reminders.times import EVENING, MORNING, instant, local, outside_night
from bot.replies import dates
from bot.replies.phrases import Phrases
from bot.replies.rich import Rich

#: Nearer than that, what counts is how long is left.
_SOON = timedelta(hours=4)
_HALF_A_MINUTE, _DAY = timedelta(seconds=30), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ReminderWords:
    """The words of reminders at one moment (local time)."""

    phrases: Phrases
    now: datetime
    zone: ZoneInfo

    def say(self, key: str, *, count: float = 1, **values: Any) -> str:
        """A phrase of reminder.yaml."""
        return self.phrases.text(f"reminder.{key}", count=count, **values)

    def how(self, asked: Asked) -> str:
        """« la veille à 18 h », « 2 h avant », « à ce moment-là »."""
        if asked.moment is not None:
            return self.say("how_moment")
        if asked.hours or asked.minutes:
            return self.say("how_before", duration=self._duration(asked))
        hour = dates.hour(asked.at or (EVENING if asked.days else MORNING))
        return self.say("how_at", how=self._day(asked.days), hour=hour)

    def line(self, reminder: Reminder, occasion: Occasion | None) -> Rich:
        """« – dimanche 21 novembre à 18 h (la veille) »."""
        when, asked = self.when(reminder), reminder.asked
        if asked.moment is not None:
            return self.phrases.say("reminder.line", when=when)
        if not (asked.hours or asked.minutes):
            return self.phrases.say("reminder.line_how", when=when, how=self._day(asked.days))
        if occasion and occasion.subject == "session" and not has_hour(occasion):
            return self.phrases.say("reminder.line_how", when=when, how=self.say("how_without_hour"))
        how = self.say("how_before", duration=self._duration(asked))
        if occasion and _is_moved(reminder, occasion):
            how = self.say("how_out_of_night", how=how)
        return self.phrases.say("reminder.line_how", when=when, how=how)

    def when(self, reminder: Reminder) -> str:
        """« dimanche 21 novembre à 18 h »."""
        return dates.day_and_hour(reminder.wall, self.now.date())

    def distance(self, start: datetime, *, has_hours: bool = True) -> str:
        """« dans 2 h », « demain à 14 h », « lundi 22 novembre à 14 h »: how far a moment is."""
        left = self._left(start)
        if has_hours and left < _HALF_A_MINUTE:
            return self.say("now")
        if has_hours and self.is_soon(start):
            return self.say("in", duration=dates.duration(left))
        name = {self.now.date(): "today", self.now.date() + _DAY: "tomorrow"}.get(start.date())
        if name is None:
            return dates.day_and_hour(start if has_hours else start.date(), self.now.date())
        return self.say(f"{name}_at", hour=dates.hour(start)) if has_hours else self.say(name)

    def is_soon(self, start: datetime) -> bool:
        """It is a matter of hours."""
        return self._left(start) <= _SOON

    def is_near(self, start: datetime) -> bool:
        """It is today or tomorrow, and has no need of its date."""
        return start.date() <= self.now.date() + _DAY

    def starts(self, occasion: Occasion) -> str:
        """« commence demain à 14 h », « a lieu aujourd'hui », « dure jusqu'au 17 décembre »…"""
        if occasion.start.date() == occasion.limit.date() == self.now.date() and not has_hour(occasion):
            return self.say("lasts_today")
        if occasion.start < self.now:
            return self.say("lasts", until=dates.day(occasion.limit.date(), self.now.date()))
        name = "deadline_ends" if occasion.subject == "deadline" else "starts"
        return self.say(name, when=self.distance(occasion.start, has_hours=has_hour(occasion)))

    def _left(self, start: datetime) -> timedelta:
        return instant(start, self.zone) - instant(self.now, self.zone)

    def _day(self, days: int) -> str:
        if not days:
            return self.say("how_same_day")
        weeks, rest = divmod(days, 7)
        return self.say("how_days", count=days) if rest else self.say("how_weeks", count=weeks)

    def _duration(self, asked: Asked) -> str:
        return dates.duration(timedelta(days=asked.days, hours=asked.hours, minutes=asked.minutes))


def _is_moved(reminder: Reminder, occasion: Occasion) -> bool:
    """« 2 h avant » would have been in the night."""
    asked, zone = reminder.asked, ZoneInfo(reminder.zone)
    before = timedelta(days=asked.days, hours=asked.hours, minutes=asked.minutes)
    wanted = local(instant(occasion.start, zone) - before, zone)
    return outside_night(wanted, occasion.limit) != wanted
