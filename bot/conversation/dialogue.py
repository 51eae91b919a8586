"""One message in, one reply out: the only door between channels and the guide."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from msgspec import structs

from bot.conversation import actions, problems
from bot.conversation.easy import easy
from bot.conversation.following import followed
from bot.conversation.grounding import grounded
from bot.conversation.groups import groups, votes
from bot.conversation.handlers import HANDLERS, not_understood
from bot.conversation.lists.cards import cards
from bot.conversation.message import Answer, IncomingMessage, Kind, Reply
from bot.conversation.one_event import simple
from bot.conversation.one_event.meant import context_of, event_meant, event_named, may_be_meant, names_well, only_points
from bot.conversation.session import Session
from bot.conversation.short_answers import read_answer, read_area
from bot.conversation.turn import Guide, Turn
from intents import ABOUT_ONE, CARRIERS, SURE, Criteria, Interpreter, Understanding

#: Commands (without their slash) and the intents that answer them.
COMMANDS = {
    "start": "greet",
    "aide": "help",
    "help": "help",
    "cherche": "help",
    "programme": "programme_info",
    "profil": "set_profile",
    "rappels": "list_reminders",
    "abonnements": "list_subscriptions",
    "stop": "unsubscribe",
    "confidentialite": "privacy",
    "mesdonnees": "privacy",
    "oublier": "privacy",
}
_SMALL_TALK = frozenset({"greet", "thank"})
_SEARCHES = frozenset({"search_events", "suggest_class_visit"})
#: A message of that many words may be a name and nothing else.
_NAME = 2


class Dialogue:
    """Understands messages and answers them; remembers nothing but what the session holds."""

    def __init__(self, guide: Guide, interpreter: Interpreter) -> None:
        self._guide = guide
        self._interpreter = interpreter

    def handle(self, message: IncomingMessage, session: Session, now: datetime) -> Reply:
        """The reply to a message; `session` is brought up to date, `now` is local wall-clock time."""
        session.is_shared = message.in_group
        reply = self._reply(message, session, now)
        if session.is_shared:
            groups.leave_nothing(session)
        return easy(reply) if session.simple else reply

    def _reply(self, message: IncomingMessage, session: Session, now: datetime) -> Reply:
        pending, session.pending = session.pending, None
        turn = Turn(guide=self._guide, message=message, session=session, now=now, pending=pending)
        match message.kind:
            case Kind.ACTION:
                return actions.handle(turn, self.ask)
            case Kind.LOCATION:
                session.location = message.location
                return self.ask(turn, str(self._guide.phrases.say("common.near_me")))
            case Kind.INLINE:
                return self._cards(message, session, now)
            case Kind.VOTE:
                return votes.result(turn)
            case Kind.COMMAND if message.text == "simple":
                return simple.switch(turn)
            case Kind.COMMAND if message.text == votes.COMMAND:
                return votes.begin(turn)
            case Kind.COMMAND:
                return self.ask(turn, message.text, COMMANDS.get(message.text, "help"))
            case Kind.OTHER:
                session.pending = pending  # it answers nothing
                return Reply(text=self._guide.phrases.say("common.unreadable"))
            case Kind.TEXT:
                return problems.said(turn) or votes.said(turn) or self.ask(turn, message.text)

    def _cards(self, message: IncomingMessage, session: Session, now: datetime) -> Reply:
        """Cards for what is typed in another chat; what was said here before has nothing to do with it."""
        alone = Session(profile=session.profile, location=message.location)
        turn = Turn(guide=self._guide, message=message, session=alone, now=now, text=message.text)
        said = grounded(self._read(turn, message.text), alone, self._guide.catalogue.programme.areas, now)
        return cards(structs.replace(turn, understanding=said))

    def criteria(self, text: str, now: datetime) -> Criteria:
        """What a text asks for by itself."""
        return self._interpreter.understand(text, now).criteria

    def ask(
        self, turn: Turn, text: str, intent: str | None = None, *, instead: Mapping[str, str] = actions.NOTHING
    ) -> Reply:
        """The reply to a question; `intent` when a button or a command has settled it.

        `instead`: intents that others stand for, by their names.
        """
        said = self._read(turn, text)
        is_talk = said.intent in _SMALL_TALK and said.confidence >= SURE
        if not any(map(str.isalnum, text)) and not is_talk:  # « ?! », but not « 👍 »
            said = structs.replace(said, intent="out_of_scope", confidence=0.0, others=())
        if intent:
            said = structs.replace(said, intent=intent, confidence=1.0)
        said = grounded(said, turn.session, self._guide.catalogue.programme.areas, turn.now)
        settled = None
        if not intent:
            said, settled = followed(turn, said)
            if _only_names_an_event(turn, said) or _points_at_the_other(said):
                said = structs.replace(said, intent="event_details", confidence=1.0)
        if said.intent == "event_details" and said.reference and turn.session.asked and only_points(said):
            said = structs.replace(said, intent=turn.session.asked)  # « c'est quand le 1er ? », then « et le 2e ? »
        event = (settled or event_meant(turn, said)) if said.intent in ABOUT_ONE else None
        if said.intent in instead:
            said = structs.replace(said, intent=instead[said.intent])
        turn = structs.replace(turn, understanding=said, event=event, text=text)
        if not intent and _asks_for_events(turn):
            said = structs.replace(said, intent="search_events")
            turn = structs.replace(turn, understanding=said)
        if said.confidence < SURE and not self._is_worth_a_search(said):
            reply = not_understood.handle(turn)
        else:
            reply = self._handled(turn, said.intent)
            if said.intent != "out_of_scope":
                turn.session.misses = 0
        is_no_answer = said.confidence < SURE or said.intent in _SMALL_TALK
        may_come = turn.pending and (turn.pending.question or turn.pending.moment)
        if is_no_answer and may_come and not turn.session.pending:
            turn.session.pending = turn.pending  # what was asked of the class may still be answered; « dans 1 h » too
        if event:
            turn.session.event, turn.session.asked = event, said.intent
        return reply if reply.answer else structs.replace(reply, answer=_answer(turn, said))

    def _handled(self, turn: Turn, intent: str) -> Reply:
        """The handler's reply; where several people talk, what is personal goes on in private."""
        if turn.session.is_shared and intent in groups.PERSONAL:
            return groups.in_private(turn)
        if turn.session.is_shared and turn.message.kind is Kind.COMMAND and intent in ("greet", "help"):
            return groups.hello(turn)
        return HANDLERS[intent](turn)

    def _read(self, turn: Turn, text: str) -> Understanding:
        """What a text says; a short answer to a question of the guide's says it in its sentence."""
        said = self._interpreter.understand(text, turn.now, partial(context_of, turn))
        if said.criteria.places:
            return said

        def understand(sentence: str) -> Understanding:
            return self._interpreter.understand(sentence, turn.now)

        return read_answer(turn, text, understand) or read_area(turn, said, understand) or said

    def _is_worth_a_search(self, said: Understanding) -> bool:
        """Something is asked for, be it only by words that the programme holds: what is found shows what was read."""
        known = any(map(self._guide.catalogue.words.frequency, said.criteria.keywords))
        return said.intent in _SEARCHES and (known or bool(said.criteria.asked() - {"keywords"}))


def _only_names_an_event(turn: Turn, said: Understanding) -> bool:
    """« l'usine extraordinaire »: nothing is searched for, and those are words of a title; or « Agronovae », alone."""
    is_unsure = said.confidence < SURE
    is_of_none = is_unsure or said.intent in ("search_events", "programme_info")
    if not is_of_none or said.criteria or said.reference or event_named(turn, said.text) is None:
        return False
    return names_well(turn, said.text) or (is_unsure and len(said.text.split()) <= _NAME)


def _points_at_the_other(said: Understanding) -> bool:
    """« et l'autre ? »: no more of a list of two."""
    return said.intent == "show_more" and said.reference is not None and said.reference.other


def _asks_for_events(turn: Turn) -> bool:
    """« le 5 décembre » may be one event of a list; where none is named or shown, it asks which there are."""
    said = turn.understanding
    is_of_none = turn.event is None and said.reference is None and not may_be_meant(turn, 1)
    return said.intent == "event_details" and is_of_none and bool(said.criteria)


def _answer(turn: Turn, said: Understanding) -> Answer:
    """What was understood, for answers that list nothing."""
    before = turn.session.current.criteria if turn.session.current else Criteria()
    criteria = said.criteria if said.intent in CARRIERS or not before else before
    if said.intent == "subscribe" and not criteria:  # « préviens-moi s'il y en a d'autres »
        criteria = before
    return Answer(
        intent=said.intent,
        confidence=said.confidence,
        criteria=criteria,
        events=(turn.event,) if turn.event else (),
    )
