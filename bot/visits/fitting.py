"""Whether an event suits a class: why it does, what is to be checked, what speaks against it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.events.communes import Communes
from bot.events.model import Event, Session
from bot.events.travel import Trip, gathering, trip
from bot.visits.groups import sessions_for
from bot.visits.pupils import Pupils, grown_ups
from bot.visits.school_time import MOMENTS, IsDayOff, Moment, moment_of

#: Nearer than this in kilometres, the way is not worth a word.
_FAR_KM = 10.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Fit:
    """An event, for a class. What is told of it are names of sentences, the weightiest first."""

    event: Event
    #: The session to go to, or one a group; none when it has no date or too few seats.
    sessions: tuple[Session, ...]
    #: How many pupils go to each session; empty when nobody said how many they are.
    groups: tuple[int, ...]
    #: The way from the school, when it is known and not next door.
    trip: Trip | None
    reasons: tuple[str, ...]
    checks: tuple[str, ...]
    #: What the programme does not say and a teacher must know.
    unknown: tuple[str, ...]
    #: What speaks against it.
    flaws: tuple[str, ...]

    @property
    def suits(self) -> bool:
        """Nothing speaks against it."""
        return not self.flaws


@dataclass(frozen=True, kw_only=True, slots=True)
class Fitter:
    """Judges events for one class at one moment (local time)."""

    pupils: Pupils
    is_day_off: IsDayOff
    communes: Communes
    now: datetime

    def fit(self, event: Event, sessions: Sequence[Session]) -> Fit:
        """What an event is worth to the class; `sessions` are those that they may go to, in order."""
        chosen, groups = sessions_for(self.pupils.number, event.conditions.capacity, self.liked(sessions))
        start, end = self.pupils.start, gathering(event, self.communes)
        way = trip(start, end) if start and end else None
        judged = _Judged(self.pupils, event, chosen, groups, self._moment(chosen[0]) if chosen else None, self.now)
        far = way if way and way.km >= _FAR_KM else None
        return Fit(
            event=event,
            sessions=chosen,
            groups=groups,
            trip=far,
            reasons=tuple(judged.reasons()),
            checks=(*(("trip",) if far else ()), *judged.checks()),
            unknown=tuple(judged.unknown()),
            flaws=tuple(judged.flaws()),
        )

    def liked(self, sessions: Sequence[Session]) -> Sequence[Session]:
        """Those in school time, Wednesday afternoons last; others when there are none."""
        if not self.pupils.in_school_time:
            return sessions
        liked = sorted(sessions, key=lambda session: MOMENTS.index(self._moment(session)))
        return [s for s in liked if self._moment(s) in ("school", "wednesday")] or liked

    def _moment(self, session: Session) -> Moment:
        return moment_of(session, self.is_day_off)


@dataclass(frozen=True, slots=True)
class _Judged:
    """One event before one class."""

    pupils: Pupils
    event: Event
    chosen: tuple[Session, ...]
    groups: tuple[int, ...]
    moment: Moment | None
    now: datetime

    def reasons(self) -> Iterator[str]:
        asked, pupils = self.event.conditions, self.pupils
        if self._is_for(pupils.audiences):
            yield "audience"
        elif self._is_for_all:
            yield "everyone"
        if asked.min_age and pupils.ages and asked.min_age <= pupils.ages[0]:
            yield "age"
        if len(self.groups) > 1:
            yield "groups"
        elif pupils.number and asked.capacity and self.chosen:
            yield "seats"
        if self.moment == "school" and self.chosen[0].has_hours and pupils.in_school_time:
            yield "school_time"
        if asked.price_eur == 0:
            yield "free"
        if set(pupils.handicaps) & set(self.event.accessibility):
            yield "accessible"

    def checks(self) -> Iterator[str]:
        asked, pupils = self.event.conditions, self.pupils
        if self.event.audiences and not (self._is_for_all or pupils.audiences or pupils.ages):
            yield "audience"
        if asked.min_age and not self._is_too_young and (not pupils.ages or asked.min_age > pupils.ages[0]):
            yield "age"
        if self.moment == "wednesday" and pupils.in_school_time:
            yield "wednesday"
        if not self.event.sessions:
            yield "date"
        elif self.chosen and not self.chosen[0].has_hours and not self.event.online:
            yield "hours"
        if self.groups and asked.capacity and asked.capacity < self.groups[0] + grown_ups(self.groups[0]):
            yield "companions"
        if asked.id_required:
            yield "papers"
        if asked.registration_until and not self._is_closed:
            yield "until"
        elif asked.registration_required:
            yield "registration"
        if asked.price_eur:
            yield "price"
        if self.event.meeting_point:
            yield "meeting_point"
        if asked.note:
            yield "note"

    def unknown(self) -> Iterator[str]:
        asked = self.event.conditions
        if asked.capacity is None and not self.event.online:
            yield "capacity"
        if asked.price_eur is None:
            yield "price"
        if asked.registration_required is None and not asked.registration_until:
            yield "registration"

    def flaws(self) -> Iterator[str]:
        if self._is_too_young:
            yield "age"
        if not (self._is_for_all or self._is_for(self.pupils.audiences)) and (
            self.pupils.audiences or self.pupils.ages
        ):
            yield "audience"
        if self.event.sessions and not self.chosen:
            yield "seats"
        if self.moment in ("evening", "off") and self.pupils.in_school_time:
            yield self.moment
        if self._is_closed:
            yield "closed"
        if self.event.status == "full":
            yield "full"

    @property
    def _is_for_all(self) -> bool:
        return not self.event.audiences or "grand-public" in self.event.audiences

    def _is_for(self, audiences: Sequence[str]) -> bool:
        return not set(audiences).isdisjoint(self.event.audiences)

    @property
    def _is_closed(self) -> bool:
        end = self.event.conditions.registration_end
        return end is not None and end < self.now

    @property
    def _is_too_young(self) -> bool:
        age, ages = self.event.conditions.min_age, self.pupils.ages
        return bool(age and ages and age > ages[1])
