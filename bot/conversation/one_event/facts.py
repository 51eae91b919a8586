"""What the programme says of one event, in words; what it does not say is never guessed."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import msgspec

from bot.events import changes
from bot.events.model import Event, MeetingPoint, Place, Session
from bot.replies import dates
from bot.replies.french import euros, listed
from bot.replies.phrases import Phrases


class Facts(msgspec.Struct, frozen=True):
    """The words of one event at one moment (local time). Texts are parts of sentences, without a capital letter."""

    event: Event
    phrases: Phrases
    now: datetime

    def say(self, key: str, *, count: float = 1, **values: Any) -> str:
        """A phrase of event.yaml."""
        return self.phrases.text(f"event.{key}", count=count, **values)

    @property
    def upcoming(self) -> Sequence[Session]:
        """The sessions that are not over; all of them once they all are."""
        sessions = self.event.sessions
        return [s for s in sessions if s.end > self.now] or sessions

    @property
    def is_past(self) -> bool:
        """Every session is over."""
        return bool(self.event.sessions) and all(s.end <= self.now for s in self.event.sessions)

    @property
    def is_online_only(self) -> bool:
        """There is nowhere to go."""
        return changes.is_online_only(self.event)

    @property
    def when(self) -> str:
        """« lundi 22 novembre, de 14 h à 16 h 30 »."""
        if not self.event.sessions:
            return self.say("no_new_date" if self.event.status == "postponed" else "no_date")
        return " ; ".join(dates.sessions(self.upcoming, self.now))

    @property
    def is_hours_unknown(self) -> bool:
        """There are days to go there, and no hours: `all_day` does not promise that it lasts all day."""
        return any(s.all_day for s in self.upcoming) and not self.is_online_only

    @property
    def address(self) -> str:
        """« ITER, 13115 Saint-Paul-lez-Durance »; "" when no place is known."""
        return address(self.event.place) if self.event.place else ""

    @property
    def where(self) -> str:
        """The address, « en ligne », or both; "" when the programme does not say."""
        if self.is_online_only:
            return self.say("online")
        if self.event.online and self.address:
            return self.say("place_and_online", place=self.address)
        return self.address

    @property
    def meeting_point(self) -> str:
        """Where people gather when it is not the place; "" when it is."""
        point = self.event.meeting_point
        if point is None:
            return ""
        where = address(point)
        is_told = where == point.city and where in (point.note or "")  # « Visite en bus au départ de Manosque »
        return ", ".join(filter(None, ("" if is_told else where, point.note)))

    @property
    def audiences(self) -> str:
        """« lycéens, étudiants et enseignants », « tout public »."""
        told = self.phrases.feminine if self.event.conditions.women_only else self.phrases.label
        labels = [told("audiences", slug) for slug in self.event.audiences]
        return listed(labels) or self.say("everyone")

    @property
    def conditions(self) -> list[str]:
        """« à partir de 16 ans », « carte d'identité obligatoire », « 20 places »… and the file's own note."""
        return self.other_conditions(())

    def other_conditions(self, answered: Collection[str]) -> list[str]:
        """The conditions but those that have been told: topics of topics.yaml."""
        asked = self.event.conditions
        told = {
            "min_age": self.min_age,
            "id": self.say("id") if asked.id_required else "",
            "women": self.say("women_only") if asked.women_only else "",
            "capacity": self.capacity,
            "note": (asked.note or "").rstrip("."),
        }
        return [text for topic, text in told.items() if text and topic not in answered]

    @property
    def min_age(self) -> str:
        """« à partir de 16 ans »; "" when the programme does not say."""
        age = self.event.conditions.min_age
        return self.say("min_age", count=age) if age else ""

    @property
    def capacity(self) -> str:
        """« 20 places par séance »; "" when the programme does not say."""
        seats = self.event.conditions.capacity
        each = "capacity_each" if len(self.event.sessions) > 1 else "capacity"
        return self.say(each, count=seats) if seats else ""

    @property
    def price(self) -> str:
        """« gratuit », « 5,50 € »; "" when the programme does not say."""
        price = self.event.conditions.price_eur
        return "" if price is None else euros(price)

    @property
    def until(self) -> str:
        """« vendredi 12 novembre »: the last day to register."""
        until = self.event.conditions.registration_until
        return dates.day_and_hour(until, self.now.date()) if until else ""

    @property
    def is_registration_closed(self) -> bool:
        """The last moment to register has gone by."""
        end = self.event.conditions.registration_end
        return end is not None and end < self.now

    @property
    def contacts(self) -> list[str]:
        """Where to register: address of a page, mail, telephone, as the file writes them."""
        register = self.event.registration
        return [c for c in (register.url, register.email, register.phone) if c]

    @property
    def registration(self) -> str:
        """« obligatoire, jusqu'au vendredi 12 novembre (04 00 00 00 01) »; "" when the programme does not say."""
        asked, contacts = self.event.conditions, ", ".join(self.contacts)
        if self.is_registration_closed:
            said = self.say("closed", until=self.until)
        elif asked.registration_required and self.until:
            said = self.say("required_until", until=self.until)
        elif asked.registration_required:
            said = self.say("required")
        elif asked.registration_required is False:
            said = self.say("not_required")
        else:
            said = self.say("until", until=self.until) if self.until else ""
        return self.say("contact", registration=said, contacts=contacts) if said and contacts else said or contacts

    @property
    def accessibility(self) -> str:
        """« handicap moteur et handicap auditif »; "" when the programme does not say."""
        return listed([self.phrases.label("accessibility", slug) for slug in self.event.accessibility])

    @property
    def statuses(self) -> list[str]:
        """Why one may not be able to go as planned: keys of event.yaml after « status_ », the gravest first."""
        status = self.event.status
        if status == "cancelled":
            return [status]
        found = ["past"] if self.is_past else []
        if self.event.reserved:
            found.append("reserved")
        if status == "postponed" and not self.event.sessions:
            found.append("postponed_undated")
        elif status != "confirmed":
            found.append(status)
        return found

    @property
    def unknown(self) -> list[str]:
        """What one needs to go and the programme does not say: « le prix », « l'accessibilité »."""
        asked, place = self.event.conditions, self.event.place
        missing = {
            "hours": self.is_hours_unknown,
            "place": not self.where,
            "address": bool(self.where) and not self.is_online_only and not (place and place.address),
            "price": asked.price_eur is None,
            "registration": not self.registration,
            "contact": bool(asked.registration_required) and not self.contacts,
            "accessibility": not self.event.accessibility and not self.is_online_only,
        }
        return [self.say(f"unknown_{name}") for name, is_missing in missing.items() if is_missing]

    def unknown_conditions(self, leave_out: Collection[str] = ()) -> list[str]:
        """What the programme does not say of who may come, and how; `leave_out` topics have been answered already."""
        asked = self.event.conditions
        missing = {
            "min_age": asked.min_age is None,
            "id": asked.id_required is None and not self.is_online_only,
            "capacity": asked.capacity is None,
            "price": asked.price_eur is None,
            "accessibility": not self.event.accessibility and not self.is_online_only,
        }
        return [self.say(f"unknown_{name}") for name, is_so in missing.items() if is_so and name not in leave_out]


def address(place: Place | MeetingPoint) -> str:
    """« Maison de la Mer, avenue du Port, 13270 Fos-sur-Mer »: what is known of a place."""
    return ", ".join(filter(None, (spot(place), " ".join(filter(None, (place.postal_code, place.city))))))


def spot(place: Place | MeetingPoint) -> str:
    """« Maison de la Mer, avenue du Port »: where to go in the town."""
    return ", ".join(filter(None, (place.name, place.address)))
