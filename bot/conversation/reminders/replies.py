"""What is said of reminders, with the buttons that change them; `pending` keeps what the next message may answer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.conversation.message import Button, Reply
from bot.conversation.minors import told_to_the_young
from bot.conversation.one_event.which import offered_events
from bot.conversation.reminders.codes import action, code_of
from bot.conversation.reminders.conflicts import told_conflicts
from bot.conversation.reminders.reminding import MOST, Outcome, Reminding
from bot.conversation.reminders.snoozing import snoozes
from bot.conversation.reminders.words import ReminderWords
from bot.conversation.session import Pending
from bot.conversation.turn import Turn
from bot.events.model import Event
from bot.reminders.model import Asked, Occasion
from bot.reminders.planning import AT_LAST, deadline, has_hour, offered
from bot.replies import dates
from bot.replies.french import capital
from bot.replies.rich import Rich, join

Row = tuple[Button, ...]
#: Sessions that are offered as buttons.
_OFFERED = 8
#: Reminders that the action of one button can name.
_AT_ONCE = 4


@dataclass(frozen=True, slots=True)
class ReminderReplies:
    """Replies about the reminders of one conversation."""

    turn: Turn
    mine: Reminding
    words: ReminderWords

    @classmethod
    def of(cls, turn: Turn) -> "ReminderReplies":
        """Replies of a turn."""
        mine = Reminding.of(turn)
        return cls(turn, mine, ReminderWords(turn.guide.phrases, turn.now, mine.zone))

    def noted(self, name: str, event: Event, occasion: Occasion, outcome: Outcome, *, usual: bool = False) -> Reply:
        """What is planned for an occasion; `name`: "noted", "changed" or "already"; `usual`: no time was said."""
        reminders = [r for r in self.mine.of_event(event.id) if r.session == occasion.start]
        suffix = "_deadline" if occasion.subject == "deadline" else ""
        told = self._say(f"{name}{suffix}", title=event.title, when=self._when(event, occasion))
        lines = join("\n", (told, *(self.words.line(r, occasion) for r in reminders)))
        late = join("\n", (self._say("partly_late", how=self.words.how(asked)) for asked in outcome.late))
        other = self._other_deadline(event, occasion)
        numbers = tuple(r.number for r in reminders)
        self._await(event, occasion, reminders=numbers, usual=usual)
        buttons = (self._change_row(numbers), *(self._deadline_row(event) if other else ()))
        conflicts = told_conflicts(self.turn, event, occasion)
        young = told_to_the_young(self.turn, "set_reminder") if name == "noted" else Rich()
        buttons += (self._calendar_row(event),) if young else ()
        return Reply(text=join("\n\n", (lines, late, conflicts, other, young)), buttons=buttons)

    def too_late(self, event: Event, occasion: Occasion, late: Sequence[Asked]) -> Reply:
        """None of the times asked for is possible: what is left."""
        nearest, starts = late[-1], self.words.starts(occasion)
        if self.mine.is_past(nearest, occasion):
            told = self._say("too_late", how=self.words.how(nearest), title=event.title, starts=starts)
        else:
            told = self._say("after_start", title=event.title, starts=starts)
        buttons = self._choices(event, occasion)
        self._await(event, occasion, moment=True)
        return Reply(text=join("\n\n", (told, self._say("left") if buttons else "")), buttons=buttons)

    def refused(self, event: Event) -> Reply:
        """There is nothing to be reminded of."""
        if event.status == "cancelled":
            name = "cancelled"
        elif not event.sessions:
            name = "undated"
        else:
            name = "past" if event.sessions[-1].end <= self.turn.now else "begun"
        return Reply(text=self._say(name, title=event.title), buttons=(self._details(event),))

    def no_deadline(self, event: Event) -> Reply:
        """There is no date until which to register, or it has gone by."""
        name = "deadline_past" if event.conditions.registration_until else "no_deadline"
        return Reply(text=self._say(name, title=event.title), buttons=(self._set_row(event),))

    def none_yet(self, event: Event) -> Reply:
        """There is no reminder of it to be changed."""
        text = self.turn.guide.phrases.say("cancel_reminder.none_for", title=event.title)
        return Reply(text=text, buttons=(self._set_row(event),))

    def full(self) -> Reply:
        """One person has as many reminders as are kept."""
        return Reply(text=self._say("too_many", count=MOST), buttons=((self._list(),),))

    def which_event(self, times: Sequence[Asked]) -> Reply:
        """The events that may be meant as buttons, or how to name one."""
        self.turn.session.pending = Pending(times=tuple(times))
        buttons = offered_events(self.turn, lambda event: action(f"r:{event.id}:", times))
        return Reply(text=self._say("which_event" if buttons else "which_event_named"), buttons=buttons)

    def which_session(self, event: Event, occasions: Sequence[Occasion], times: Sequence[Asked]) -> Reply:
        """Its sessions as buttons."""
        self.turn.session.pending = Pending(event=event.id, times=tuple(times))
        text = self._say("which_session", title=event.title)
        if len(occasions) > _OFFERED:
            text = join("\n", (text, self._say("more_sessions")))
        buttons = tuple(
            (Button(label=self._when(event, o), action=action(f"r:{event.id}:{code_of(o)}", times)),)
            for o in occasions[:_OFFERED]
        )
        return Reply(text=text, buttons=buttons)

    def which_time(self, event: Event, occasion: Occasion, numbers: Sequence[int] = ()) -> Reply:
        """Times to choose among; they replace the reminders of `numbers`."""
        self._await(event, occasion, reminders=tuple(numbers), moment=True)
        return Reply(text=self._say("which_time", title=event.title), buttons=self._choices(event, occasion, numbers))

    def _calendar_row(self, event: Event) -> Row:
        label = self.turn.guide.phrases.text("add_to_calendar.button_event")
        return (Button(label=label, action=f"a:{event.id}"),)

    def _choices(self, event: Event, occasion: Occasion, numbers: Sequence[int] = ()) -> tuple[Row, ...]:
        """The times that are left, two a row; moments from now on come last."""
        head = f"t:{_joined(numbers)}" if numbers else f"r:{event.id}:{code_of(occasion)}"
        times = self.mine.in_time(offered(occasion), occasion)
        if not times and has_hour(occasion):
            times = self.mine.in_time([AT_LAST], occasion)
        buttons = [Button(label=capital(self.words.how(asked)), action=action(head, [asked])) for asked in times]
        buttons += snoozes(self.words, head, occasion)
        return tuple(tuple(buttons[i : i + 2]) for i in range(0, len(buttons), 2))

    def _other_deadline(self, event: Event, occasion: Occasion) -> Rich:
        """The end of the time to register, when nothing reminds of it yet."""
        end = deadline(event, self.turn.now)
        reminded = {r.subject for r in self.mine.of_event(event.id)}
        if end is None or occasion.subject == "deadline" or "deadline" in reminded:
            return Rich()
        return self._say("offer_deadline", when=self.words.distance(end.start, has_hours=has_hour(end)))

    def _when(self, event: Event, occasion: Occasion) -> str:
        """« lundi 22 novembre, de 14 h à 16 h 30 »; the day, and hour, until which to register."""
        if occasion.subject == "deadline":
            end = occasion.start if has_hour(occasion) else occasion.start.date()
            return dates.day_and_hour(end, self.turn.now.date())
        session = next(s for s in event.sessions if s.start == occasion.start)
        return dates.session(session, self.turn.now)

    def _await(self, event: Event, occasion: Occasion, **expected: Any) -> None:
        self.turn.session.pending = Pending(
            event=event.id, session=occasion.start, subject=occasion.subject, **expected
        )

    def _change_row(self, numbers: Sequence[int]) -> Row:
        if len(numbers) > _AT_ONCE:
            return (self._list(),)
        return (
            Button(label=self.words.say("button_change"), action=f"t:{_joined(numbers)}"),
            Button(label=self.words.say("button_cancel"), action=f"c:{_joined(numbers)}"),
        )

    def _set_row(self, event: Event) -> Row:
        return (Button(label=self.words.say("button_set"), action=f"r:{event.id}"),)

    def _deadline_row(self, event: Event) -> tuple[Row, ...]:
        return ((Button(label=self.words.say("button_deadline"), action=f"r:{event.id}:i"),),)

    def _details(self, event: Event) -> Row:
        return (Button(label=self.turn.guide.phrases.text("event.button_details"), action=f"e:{event.id}"),)

    def _list(self) -> Button:
        return Button(label=self.words.say("button_list"), action="l:reminders")

    def _say(self, key: str, *, count: float = 1, **values: Any) -> Rich:
        return self.turn.guide.phrases.say(f"set_reminder.{key}", count=count, **values)


def _joined(numbers: Iterable[int]) -> str:
    return "+".join(map(str, numbers))
