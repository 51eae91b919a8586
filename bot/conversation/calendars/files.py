"""Files for the calendars that people have: of an event, of a list, of what one is reminded of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.conversation.attachment import Attachment, CalendarFile, Chosen
from bot.conversation.calendars.choice import of_events, of_reminders, of_search
from bot.conversation.calendars.feeds import Feeds
from bot.conversation.message import Button, Reply
from bot.conversation.one_event.facts import Facts
from bot.conversation.one_event.which import offered_events
from bot.conversation.reminders.codes import code_of
from bot.conversation.reminders.moments import NO_TIME, Times, sessions_meant
from bot.conversation.session import Pending
from bot.conversation.turn import Turn
from bot.events.changes import upcoming
from bot.events.model import Event
from bot.reminders.model import Occasion
from bot.reminders.planning import sessions_ahead
from bot.replies import dates
from bot.replies.rich import Rich, join

#: Events of one file, and sessions that are offered as buttons.
MOST, _OFFERED = 100, 8


@dataclass(frozen=True, slots=True)
class Calendaring:
    """What is said and sent of calendars in one turn."""

    turn: Turn

    def of_event(self, event: Event, times: Times = NO_TIME) -> Reply:
        """The session that is meant; when there are several and it cannot be told, it is asked for."""
        ahead = sessions_ahead(event, self.turn.now)
        meant = sessions_meant(times, ahead) or ahead
        if event.status == "cancelled" and upcoming(event, self.turn.now):
            return self._reply(event, self._say("cancelled", title=event.title), ())
        if not ahead:
            return self._refused(event)
        if len(meant) > 1:
            return self._which_session(event, meant)
        return self.of_sessions(event, [meant[0].start] if len(ahead) > 1 else [])

    def of_sessions(self, event: Event, starts: Sequence[datetime] = ()) -> Reply:
        """Sessions by their starts; those that are over, or not there any more, have no file. None: all to come."""
        ahead = [o for o in sessions_ahead(event, self.turn.now) if not starts or o.start in starts]
        if not ahead:
            return self._refused(event)
        if len(ahead) == 1:
            told = self._say("event", title=event.title, when=self._when(event, ahead[0]))
        else:
            told = self._say("sessions", title=event.title, count=len(ahead))
        facts = Facts(event, self.turn.guide.phrases, self.turn.now)
        status = [self.turn.guide.phrases.say(f"event.status_{name}") for name in facts.statuses]
        has_to_register = event.conditions.registration_required and not facts.is_registration_closed
        warning = self._say("not_registered") if has_to_register and not status else Rich()
        return self._reply(event, join("\n\n", (told, *status, warning)), starts)

    def of_list(self, number: int) -> Reply:
        """All that meets the search of a list; what was shown, when nothing does."""
        turn, listing = self.turn, self.turn.session.listings[number]
        found = of_search(turn.guide, listing.criteria, listing.intent, turn.session.location, turn.now)
        found = found or of_events(turn.guide, listing.events, turn.now)
        dated = [one for one in found if one.sessions]
        if not dated:
            return Reply(text=self._say("list_empty"))
        shown, undated = dated[:MOST], len(found) - len(dated)
        parts = (
            self._say("list", count=len(shown)),
            self._say("list_longer", count=len(shown), total=len(dated)) if len(dated) > MOST else Rich(),
            self._say("undated", count=undated) if undated else Rich(),
        )
        follow = Feeds(turn).button(f"as:{number}") if listing.criteria else ()
        return Reply(text=join("\n\n", parts), buttons=follow, attachment=_file("agenda", shown))

    def of_reminders(self) -> Reply:
        """What one is reminded of."""
        chosen = of_reminders(self.turn.session.reminders.values())
        if not chosen:
            return Reply(text=self._say("no_reminders"))
        text = self._say("reminders", count=len(chosen))
        return Reply(text=text, buttons=Feeds(self.turn).button("as:"), attachment=_file("mes-rappels", chosen))

    def which_event(self) -> Reply:
        """The events that may be meant as buttons, or how to name one."""
        buttons = offered_events(self.turn, lambda event: f"a:{event.id}")
        return Reply(text=self._say("which_event" if buttons else "which_event_named"), buttons=buttons)

    def _reply(self, event: Event, text: Rich, starts: Sequence[datetime]) -> Reply:
        self.turn.session.event = event.id
        say = self.turn.guide.phrases.text
        row = [Button(label=say("event.button_details"), action=f"e:{event.id}")]
        if event.status != "cancelled":
            row.append(Button(label=say("reminder.button_set"), action=f"r:{event.id}"))
        chosen = Chosen(event=event.id, sessions=tuple(starts))
        return Reply(text=text, buttons=(tuple(row),), attachment=_file(event.id, [chosen]))

    def _refused(self, event: Event) -> Reply:
        """There is nothing to come."""
        name = "past" if event.sessions else "no_date"
        details = Button(label=self.turn.guide.phrases.text("event.button_details"), action=f"e:{event.id}")
        return Reply(text=self._say(name, title=event.title), buttons=((details,),))

    def _which_session(self, event: Event, occasions: Sequence[Occasion]) -> Reply:
        """Its sessions as buttons, and all of them."""
        self.turn.session.pending = Pending(event=event.id, calendar=True)
        text = self._say("which_session", title=event.title)
        if len(occasions) > _OFFERED:
            text = join("\n", (text, self._say("more_sessions")))
        buttons = [
            (Button(label=self._when(event, o), action=f"a:{event.id}:{code_of(o)}"),) for o in occasions[:_OFFERED]
        ]
        label = self.turn.guide.phrases.text("add_to_calendar.button_all_sessions")
        return Reply(text=text, buttons=(*buttons, (Button(label=label, action=f"a:{event.id}:*"),)))

    def _when(self, event: Event, occasion: Occasion) -> str:
        session = next(s for s in event.sessions if s.start == occasion.start)
        return dates.session(session, self.turn.now)

    def _say(self, key: str, *, count: float = 1, **values: Any) -> Rich:
        return self.turn.guide.phrases.say(f"add_to_calendar.{key}", count=count, **values)


def _file(name: str, chosen: Sequence[Chosen]) -> Attachment:
    return Attachment(name=f"{name}.ics", media_type="text/calendar", content=CalendarFile(chosen=tuple(chosen)))
