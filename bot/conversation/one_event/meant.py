"""Which event a message is about: by rank, by name, by « celui-là », or the only one there is."""

from collections.abc import Sequence

from msgspec import structs

from bot.conversation.lists.finding import as_query
from bot.conversation.session import Session
from bot.conversation.topics import asked, without
from bot.conversation.turn import Turn
from bot.events.naming import Mention, mentions
from bot.events.search import search
from intents import Context, Criteria, Reference, Understanding

#: A message names an event this well before « il » or « ça » is looked at.
NAMED = 0.6
#: Words of a title and nothing else.
_HALF = 0.5
#: Fewer words are enough when they say so much more of one event than of any other.
_HINTED, _AHEAD = 0.1, 1.2
#: A word of its title goes before the event last spoken of.
_SAID = 0.9
#: In a list, a word will do (« la conférence ») while no event is spoken of.
_TOUCHED = 0.02
#: What people call events of all kinds.
_ANY_KIND = frozenset({"visite", "evenement"})
_TOPICS = frozenset({"kinds", "sectors", "themes"})
#: Kinds that people call visits.
_CALLED_VISITS = frozenset({"portes-ouvertes", "immersion", "exposition", "atelier"})
#: An event of the kind that is named comes before another that is named a little better.
_NEARLY = 0.6
#: How well a message that hints at one event of a list names it, all told.
_AMONG_FEW = 0.4
#: « l'autre » is one of so many.
_PAIR = 2
#: A message of that many words that points at an event does nothing else.
_POINTING = 4


def context_of(turn: Turn, text: str) -> Context:
    """Where the conversation stands when a message comes; `text` as corrected."""
    session = turn.session
    listed = session.current.events if session.current else ()
    own = session.own.numbers if session.own else ()
    found = mentions(turn.guide.catalogue, text)
    among = mentions(turn.guide.catalogue, text, among=listed) if listed else []
    mention = found[0].score if found else 0.0
    return Context(
        listed=len(own or listed),
        has_event=session.event is not None,
        has_search=session.current is not None,
        has_other=_other(session) is not None,
        has_radius=session.current is not None and session.current.criteria.radius_km is not None,
        mention=max(mention, _AMONG_FEW) if stands_out(among, _HINTED) else mention,
    )


def only_points(said: Understanding) -> bool:
    """« et le deuxième ? » says nothing but which event."""
    return len(said.text.split()) <= _POINTING


def event_meant(turn: Turn, said: Understanding) -> str | None:
    """The id of the event that a message is about; None when it cannot be told."""
    session, reference = turn.session, said.reference
    listed = session.current.events if session.current else ()
    pointed = _pointed(session, reference) if reference else None
    if pointed or (reference and reference.rank):  # « le 7e » of a list of five is no event
        return pointed
    last, told, text = _last_spoken_of(session), _told(said.criteria), said.spelt
    practical = next((words for words in (said.text, said.spelt) if asked("practical", words)), "")
    if last and practical and said.intent == "event_conditions":
        # « on marche beaucoup ? » names no market, « y a la clim ? » no sector
        told, text = structs.replace(told, sectors=(), themes=()), without("practical", practical)
    found, among = _mentioned(turn, said, text, listed)
    if reference and reference.among_listed:  # « celui de Grasse », of the list if it can be
        if there := listed_there(turn, told):
            return there
        held = _fitting(turn, Criteria(places=told.places)) if told.places else ()
        return next((m.event for m in (*among, *found) if not held or m.event in held), None)
    if among and among[0].score >= NAMED:
        return among[0].event
    if found and found[0].score >= NAMED:
        return found[0].event
    if told.places and told.asked() & _TOPICS and (fitting := _only_one(turn, structs.replace(told, periods=()))):
        return fitting
    if stands_out(among, _HINTED if session.event else _TOUCHED):
        return among[0].event
    if there := listed_there(turn, told):
        return there
    best = found[0] if stands_out(found, _TOUCHED) else None
    if best and (best.weight >= _SAID or _is_the_other_kind(turn, said, best.event, last)):
        return best.event
    if strong := [mention.event for mention in found if mention.weight >= _SAID]:  # « Naval Group »: there are two
        return last if last in strong else None
    if told and (fitting := _only_one(turn, told, last)):
        return fitting
    return last or (best.event if best and best.score >= _HINTED else None)


def _mentioned(
    turn: Turn, said: Understanding, text: str, listed: Sequence[str]
) -> tuple[list[Mention], list[Mention]]:
    """The events that a text may name, and those of them that were listed."""
    catalogue = turn.guide.catalogue
    found = _of_kind(turn, said, mentions(catalogue, text))
    return found, _of_kind(turn, said, mentions(catalogue, text, among=listed)) if listed else []


def _told(criteria: Criteria) -> Criteria:
    """What a question tells of its event: « l'usine auto de Rennes ». Ages, prices and handicaps are what it asks."""
    periods = criteria.periods if criteria.kinds or criteria.places else ()
    return Criteria(
        kinds=criteria.kinds, sectors=criteria.sectors, themes=criteria.themes, places=criteria.places, periods=periods
    )


def _only_one(turn: Turn, told: Criteria, last: str | None = None) -> str | None:
    """The event last spoken of when it fits, else the only one of the list, or of the programme, that does."""
    fitting = _fitting(turn, told)
    if last in fitting:
        return last
    return next((ids[0] for ids in (_listed(turn, fitting), fitting) if len(ids) == 1), None)


def listed_there(turn: Turn, told: Criteria) -> str | None:
    """« celle d'Istres »: the only one of the list that is held where the message says."""
    if turn.session.current is None or not told.places:
        return None
    there = _listed(turn, _fitting(turn, told))
    return there[0] if len(there) == 1 else None


def _listed(turn: Turn, fitting: Sequence[str]) -> list[str]:
    """Those of the list among some events, in its order."""
    return [event for event in turn.session.current.events if event in fitting] if turn.session.current else []


def _fitting(turn: Turn, told: Criteria) -> Sequence[str]:
    return search(turn.guide.catalogue, as_query(turn.guide, told, turn.session.location), turn.now).ids


def _of_kind(turn: Turn, said: Understanding, found: list[Mention]) -> list[Mention]:
    """« l'atelier sur les drones » is no webinar on drones, where there is such a workshop."""
    kinds = {slug for span in said.spans if span.family == "kind" for slug in span.value}
    if not kinds or "evenement" in kinds:
        return found
    kinds |= _CALLED_VISITS if "visite" in kinds else set()
    events = turn.guide.catalogue.event
    of_kind = [m for m in found if (event := events(m.event)) and event.kind in kinds]
    return of_kind if of_kind and of_kind[0].weight >= _NEARLY * found[0].weight else found


def _is_the_other_kind(turn: Turn, said: Understanding, event_id: str, last: str | None) -> bool:
    """« et la conférence ? » after a visit; any event may be called a visit."""
    kinds = {slug for span in said.spans if span.family == "kind" for slug in span.value} - _ANY_KIND
    event, before = turn.guide.catalogue.event(event_id), turn.guide.catalogue.event(last or "")
    return event is not None and event.kind in kinds and not (before and before.kind in kinds)


def event_named(turn: Turn, text: str) -> str | None:
    """The event that a text names so well that nothing said before matters."""
    found = mentions(turn.guide.catalogue, text)
    is_named = bool(found) and (found[0].score >= NAMED or (found[0].weight >= _SAID and stands_out(found)))
    return found[0].event if is_named else None


def names_well(turn: Turn, text: str) -> bool:
    """Half of what a text could say of an event is said, or more."""
    return any(mention.score >= _HALF for mention in mentions(turn.guide.catalogue, text, limit=1))


def may_be_meant(turn: Turn, limit: int) -> list[str]:
    """Ids of the events that the message may name, when it names none well enough; best first."""
    return [
        m.event for m in mentions(turn.guide.catalogue, turn.understanding.spelt, limit=limit) if m.score >= _HINTED
    ]


def may_be_asked_of(turn: Turn, limit: int) -> list[str]:
    """The same, and what is held in the town that the message names; without a list, on the day that it names."""
    named, told = may_be_meant(turn, limit), _told(turn.understanding.criteria)
    wider: tuple[Criteria, ...] = (told, Criteria(places=told.places)) if told.places else ()
    if not wider and turn.session.current is None:
        wider = (Criteria(periods=turn.understanding.criteria.periods),)
    held = next(filter(None, (_fitting(turn, criteria) for criteria in wider if criteria)), ())
    return [event for event in named if event in held] or list(held[:limit]) or named


def stands_out(found: list[Mention], least: float = _HINTED) -> bool:
    """One event is named, though in few words, and no other as well."""
    return bool(found) and found[0].score >= least and (len(found) == 1 or found[0].weight > _AHEAD * found[1].weight)


def _pointed(session: Session, reference: Reference) -> str | None:
    """The event of a rank, or beside the last one: « le 2e », « le dernier », « le suivant », « l'autre » of two."""
    if session.own and reference.rank:
        reminder = session.reminders.get(session.own.ranked(reference.rank) or 0)
        return reminder.event if reminder else None
    listing = session.current
    if listing is None:
        return None
    if reference.rank == -1:
        last = listing.fitting or len(listing.events)
        return listing.events[last - 1] if listing.events else None
    if reference.other and not reference.rank:
        return _other(session)
    at = reference.rank - 1 if reference.rank else -1
    if reference.step and session.event in listing.events:
        at = listing.events.index(session.event) + reference.step
    return listing.events[at] if 0 <= at < len(listing.events) else None


def _other(session: Session) -> str | None:
    """« et l'autre ? »: of the two events that were found, the one that is not spoken of."""
    found = session.current.events[: min(session.current.fitting, _PAIR + 1)] if session.current else ()
    others = [event for event in found if event != session.event]
    return others[0] if len(found) == _PAIR and len(others) == 1 else None


def _last_spoken_of(session: Session) -> str | None:
    if session.event:
        return session.event
    listing = session.current
    return listing.events[0] if listing and len(listing.events) == 1 else None
