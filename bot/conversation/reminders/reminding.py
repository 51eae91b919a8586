"""The reminders of one conversation: set, changed, cancelled; the session keeps them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.conversation.session import Session
from bot.conversation.turn import Turn
from bot.events.model import Event
from bot.reminders.model import Asked, Occasion, Reminder
from bot.reminders.planning import deadline, in_time, plan, sessions_ahead
from bot.reminders.times import instant

#: Reminders that one person may have.
MOST = 50


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What came of setting reminders of one occasion."""

    added: tuple[Reminder, ...] = ()
    #: Those that were there already.
    kept: tuple[Reminder, ...] = ()
    #: Times that are past, or too near the start.
    late: tuple[Asked, ...] = ()


@dataclass(frozen=True, slots=True)
class Reminding:
    """Reminders of a session at one moment (local)."""

    session: Session
    now: datetime
    zone: ZoneInfo

    @classmethod
    def of(cls, turn: Turn) -> "Reminding":
        """Those of the conversation of a turn."""
        return cls(turn.session, turn.now, turn.guide.catalogue.programme.timezone)

    def all(self) -> list[Reminder]:
        """Every reminder, the next one first."""
        return sorted(self.session.reminders.values(), key=lambda r: (r.due, r.number))

    def of_event(self, event: str) -> list[Reminder]:
        """Those of one event, the next one first."""
        return [reminder for reminder in self.all() if reminder.event == event]

    def set(self, event: Event, occasion: Occasion, times: Sequence[Asked]) -> Outcome:
        """Add reminders; one that is there for the same minute is not doubled."""
        there = {r.due: r for r in self.of_event(event.id) if r.session == occasion.start}
        added, kept = [], []
        for asked in self.in_time(times, occasion):
            reminder = plan(self.session.new_number(self.now), event.id, occasion, asked, self.zone)
            if reminder.due in there:
                kept.append(there[reminder.due])
            else:
                added.append(reminder)
                self.session.reminders[reminder.number] = reminder
        late = tuple(asked for asked in times if not self.in_time([asked], occasion))
        return Outcome(added=tuple(added), kept=tuple(kept), late=late)

    def in_time(self, times: Iterable[Asked], occasion: Occasion) -> list[Asked]:
        """Those times that are still possible."""
        return in_time(times, occasion, self.now, self.zone)

    def has_room(self, count: int) -> bool:
        """So many more may be kept."""
        return len(self.session.reminders) + count <= MOST

    def replace(self, numbers: Iterable[int], event: Event, occasion: Occasion, times: Sequence[Asked]) -> Outcome:
        """Put other times in place of some reminders, unless all of these are too late."""
        if self.in_time(times, occasion):
            self.cancel(numbers)
        return self.set(event, occasion, times)

    def cancel(self, numbers: Iterable[int]) -> list[Reminder]:
        """Take reminders away; those that there were."""
        return [self.session.reminders.pop(number) for number in numbers if number in self.session.reminders]

    def occasion(self, reminder: Reminder, event: Event) -> Occasion | None:
        """What a reminder is about, as long as it is ahead."""
        if reminder.subject == "deadline":
            return deadline(event, self.now)
        return next((o for o in sessions_ahead(event, self.now) if o.start == reminder.session), None)

    def is_past(self, asked: Asked, occasion: Occasion) -> bool:
        """Its moment has gone by, rather than that it comes too near the start."""
        return plan(0, "", occasion, asked, self.zone).due <= instant(self.now, self.zone)
