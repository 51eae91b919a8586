"""Few words after a reminder, a subscription or a list of one's own things: « plutôt la veille », « annule le 2 ».

By themselves they would be a search, or nothing; what the guide has just said tells what they mean.
"""

from dataclasses import dataclass

from msgspec import structs

from bot.conversation.class_visits.answers import visit_before
from bot.conversation.criteria import corrects, is_new_question, of_others
from bot.conversation.handlers.privacy import answers_to_erasure
from bot.conversation.handlers.set_profile import is_forgetting
from bot.conversation.news.subscribing import rhythm_said
from bot.conversation.one_event.few_words import asks_of_one_there, asks_of_the_last
from bot.conversation.one_event.meant import event_named, stands_out
from bot.conversation.reminders.moments import Times, times_said
from bot.conversation.session import OwnList, Pending
from bot.conversation.topics import asked
from bot.conversation.turn import Turn
from bot.events.naming import mentions
from intents import SURE, Understanding

#: Messages of more words say what they want.
_SHORT = 10
#: What a time, or the choice of a session, may hold beside itself.
_OF_TIME = frozenset({"periods", "hours", "without"})
#: They mean what they say, whatever came before.
_PLAIN = frozenset(
    {
        "help",
        "privacy",
        "contact_human",
        "programme_info",
        "thank",
        "goodbye",
        "greet",
        "list_reminders",
        "list_subscriptions",
    }
)
#: What an answer about a class may look like.
_ANSWERS = frozenset({"search_events", "suggest_class_visit", "set_profile"})
_LISTS = {
    "reminders": {"cancel": "cancel_reminder", "change": "set_reminder"},
    "subscriptions": {"cancel": "unsubscribe", "change": "subscribe"},
    "calendars": {"cancel": "add_to_calendar"},
}


def followed(turn: Turn, said: Understanding) -> tuple[Understanding, str | None]:
    """What the message means after what was said, and the event that it is then about, when that is settled."""
    if len(said.text.split()) > _SHORT:
        return said, None
    if _is_about_profile(said):
        return structs.replace(said, intent="set_profile", confidence=1.0), None
    if turn.pending and turn.pending.erasure and not said.criteria and answers_to_erasure(said.text):
        return structs.replace(said, intent="privacy", confidence=1.0), None
    if visit_before(turn.session) and _asks_paper(said):
        return structs.replace(said, intent="suggest_class_visit", confidence=1.0), None
    if turn.pending and turn.pending.question and "any" in asked("visit", said.text):
        return structs.replace(said, intent="suggest_class_visit", confidence=1.0), None
    if {"tell", "altered"} <= set(asked("subscription", said.text, said.spelt)):
        return structs.replace(said, intent="subscribe", confidence=1.0), None
    if _is_about_addresses(said):
        return structs.replace(said, intent="add_to_calendar", confidence=1.0), None
    if _is_about_rhythm(turn, said):
        return structs.replace(said, intent="subscribe", confidence=1.0), None
    if said.intent in _PLAIN:
        return said, None
    if _asks_the_same(turn, said):
        return structs.replace(said, intent=turn.session.asked or said.intent, confidence=1.0), None
    if turn.session.current and (intent := of_others(turn.session.current.criteria, said)):
        return structs.replace(said, intent=intent, confidence=1.0), None
    if asks_of_the_last(turn, said) or asks_of_one_there(turn, said):
        return structs.replace(said, intent="event_conditions", confidence=1.0), None
    message = _Message(turn, said, _of_reminders(said))
    if "keep" in message.topics and turn.session.reminders and message.is_bare:
        return structs.replace(said, intent="list_reminders", confidence=1.0), None
    intent, event = _of_list(message, turn.session.own)
    if not intent and turn.pending:
        intent, event = _of_pending(message, turn.pending)
    if not intent and turn.session.reminders and message.is_bare and message.times.shift:
        intent = "set_reminder"
    if not intent and "fear" in message.topics and message.is_bare and turn.session.event:
        intent, event = "set_reminder", turn.session.event
    if not intent and _cancels_the_last(message):
        intent, event = "cancel_reminder", turn.session.event
    if not intent and _cancels_all(message):
        intent = "cancel_reminder"
    if not intent and visit_before(turn.session) and _asks_half_day(said):
        intent = "suggest_class_visit"
    return (structs.replace(said, intent=intent, confidence=1.0), event) if intent else (said, None)


def _of_reminders(said: Understanding) -> list[str]:
    """What is asked of one's reminders; « il ne faut pas que j'oublie » cancels none."""
    topics = asked("reminder", said.text, said.spelt)
    return [topic for topic in topics if topic != "cancel"] if "remember" in topics else topics


@dataclass(frozen=True, slots=True)
class _Message:
    turn: Turn
    said: Understanding
    topics: list[str]

    @property
    def times(self) -> Times:
        return times_said(self.said, self.turn.now)

    @property
    def is_bare(self) -> bool:
        """It names nothing that is searched for, but times."""
        return self.said.criteria.asked() <= _OF_TIME

    @property
    def cancels(self) -> bool:
        """« annule », or « finalement non », when no other time is said."""
        return "cancel" in self.topics or ("refuse" in self.topics and not self.times)

    @property
    def points(self) -> bool:
        """« finalement la 2 », of the list of events that was shown."""
        reference, session = self.said.reference, self.turn.session
        return bool(reference and reference.rank and session.current and not session.own) and self.is_bare

    @property
    def names_reminders(self) -> bool:
        """« supprime tous mes rappels »: no word less would make it sure."""
        return self.said.intent == "cancel_reminder" and self.said.confidence >= SURE

    @property
    def names_subscriptions(self) -> bool:
        """« mes abonnements », « les alertes »."""
        return "named" in asked("subscription", self.said.text, self.said.spelt)

    @property
    def hints(self) -> str | None:
        """The event that it may name."""
        found = mentions(self.turn.guide.catalogue, self.said.spelt, limit=1)
        return found[0].event if found else None

    def is_about_another(self, event: str) -> bool:
        """It names an event, and not that one."""
        return event_named(self.turn, self.said.spelt) not in (None, event)


def _is_about_profile(said: Understanding) -> bool:
    topics = asked("profile", said.text)
    return "mine" in topics or is_forgetting(topics, said.told)


def _is_about_addresses(said: Understanding) -> bool:
    """« retire l'adresse de mon agenda »: of what a calendar follows, whatever else its words would be."""
    topics = asked("calendar", said.text)
    return "mine" in topics and not {"address", "follow", "own", "stop"}.isdisjoint(topics)


def _is_about_rhythm(turn: Turn, said: Understanding) -> bool:
    """« finalement une fois par semaine » of a subscription just spoken of, whatever else has weeks."""
    is_meant = bool(turn.pending and turn.pending.subscription) and said.criteria.asked() <= _OF_TIME
    return is_meant and rhythm_said(said.text, said.spelt) is not None


def _asks_the_same(turn: Turn, said: Understanding) -> bool:
    """« rappelle-moi la visite d'ITER », then « pareil pour la brasserie »."""
    if turn.session.asked is None or "same" not in asked("follow-up", said.spelt):
        return False
    points = said.reference is not None and (said.reference.rank or said.reference.among_listed)
    return bool(points) or stands_out(mentions(turn.guide.catalogue, said.spelt))


Meaning = tuple[str, str | None]
_NOTHING: Meaning = ("", None)


def _of_list(message: _Message, own: OwnList | None) -> Meaning:
    """« annule le 2 », « décale le 1 à 19 h », « supprime tout » after a list of one's own things."""
    reference = message.said.reference
    if own is None:
        return _NOTHING
    if message.names_reminders if own.kind == "subscriptions" else message.names_subscriptions:
        return _NOTHING
    if not ((reference and reference.rank) or "all" in message.topics or own.several(message.said.spelt)):
        return _named_of_list(message, own)
    for topic, intent in _LISTS[own.kind].items():
        if topic in message.topics:
            return intent, None
    is_time = own.kind == "reminders" and message.times.before
    return ("set_reminder", None) if is_time else _NOTHING


def _named_of_list(message: _Message, own: OwnList) -> Meaning:
    """« enlève la visite de la brasserie », « arrête les ateliers » after a list of one's own things."""
    if "cancel" not in message.topics:
        return _NOTHING
    if message.is_bare and len(own.numbers) == 1:  # « annule ça », of the only one
        return _LISTS[own.kind]["cancel"], None
    if own.kind == "subscriptions":
        return ("unsubscribe", None) if message.said.criteria else _NOTHING
    session = message.turn.session
    found = mentions(
        message.turn.guide.catalogue, message.said.spelt, among={r.event for r in session.reminders.values()}
    )
    return ("cancel_reminder", found[0].event) if stands_out(found) else _NOTHING


def _of_pending(message: _Message, pending: Pending) -> Meaning:
    if pending.erasure:
        return _NOTHING
    if pending.question:
        return _of_class(message)
    if pending.wanted is not None:
        return ("subscribe", None) if message.said.criteria or message.said.told.places else _NOTHING
    if pending.subscription is not None:
        return _of_subscription(message)
    if pending.feed is not None:
        return ("add_to_calendar", None) if "cancel" in message.topics and message.is_bare else _NOTHING
    if pending.event and message.is_about_another(pending.event):
        return _NOTHING
    if message.cancels and pending.reminders and message.is_bare:
        return "cancel_reminder", pending.event
    if pending.calendar:
        reminds = message.said.intent == "set_reminder"  # « dis-le-moi la veille »
        is_answer = message.is_bare and not reminds and (message.times or "all" in message.topics)
        return ("add_to_calendar", pending.event) if is_answer else _NOTHING
    if pending.reminders and message.points:
        return "set_reminder", None
    if pending.event is None:
        return ("set_reminder", message.hints) if message.hints else _NOTHING
    return ("set_reminder", pending.event) if _is_time(message, pending) else _NOTHING


def _cancels_the_last(message: _Message) -> bool:
    """« enlève, je ne peux pas », of the event last spoken of, when it has a reminder."""
    session, is_reset = message.turn.session, message.said.mode == "reset"
    if "cancel" not in message.topics or not any(r.event == session.event for r in session.reminders.values()):
        return False
    is_of_subscriptions = message.names_subscriptions or (
        message.said.intent == "unsubscribe" and bool(session.subscriptions)
    )
    return message.is_bare and not is_reset and not is_of_subscriptions


def _cancels_all(message: _Message) -> bool:
    """« annule tout », of one's reminders, where one has nothing else to cancel."""
    session, is_reset = message.turn.session, message.said.mode == "reset"
    has_reminders_only = bool(session.reminders) and not session.subscriptions
    return (
        has_reminders_only and {"cancel", "all"} <= set(message.topics) and not message.said.criteria and not is_reset
    )


def _asks_paper(said: Understanding) -> bool:
    return not {"sheet", "message"}.isdisjoint(asked("visit", said.text))


def _asks_half_day(said: Understanding) -> bool:
    return "half_day" in asked("visit", said.text) and not is_new_question(said)


def _of_class(message: _Message) -> Meaning:
    """It says something of the class, or of the visit; whatever else is asked comes first."""
    said = message.said
    is_other = said.confidence >= SURE and said.intent not in _ANSWERS
    if is_other or is_new_question(said):
        return _NOTHING
    tells = _asks_half_day(said) or said.criteria or said.told.places or said.levels or said.cleared
    return ("suggest_class_visit", None) if tells else _NOTHING


def _is_time(message: _Message, pending: Pending) -> bool:
    """It gives the time, or the session, that was asked for; or puts another in place of the one just noted."""
    times, reference = message.times, message.said.reference
    if not message.is_bare or "cancel" in message.topics:
        return False
    if pending.moment and ("later" in message.topics or times.shift):
        return True
    if pending.session is None:
        return bool(times) or bool(reference and reference.rank)
    if pending.reminders and "change" in message.topics:
        return True
    is_answer = pending.moment or message.said.mode == "replace" or (pending.usual and times.is_exact)
    return bool(times.before or (times and is_answer))


def _of_subscription(message: _Message) -> Meaning:
    if message.names_reminders:
        return _NOTHING
    if message.cancels and message.is_bare:
        return "unsubscribe", None
    is_other = corrects(message.said) and bool(message.said.criteria)
    return ("subscribe", None) if is_other else _NOTHING
