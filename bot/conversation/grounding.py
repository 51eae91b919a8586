"""What a message means where the conversation stands: « près de chez moi », « dans toute la région »."""

from datetime import datetime, time, timedelta

from msgspec.structs import replace

from bot.conversation.criteria import follows, is_new_question
from bot.conversation.lists.finding import NEAR_KM
from bot.conversation.session import Session
from intents import SURE, Criteria, Gazetteer, Period, Understanding, with_hours

_DAY = timedelta(days=1)
#: What few words may seem to be.
_VAGUE = frozenset({"goodbye", "out_of_scope"})
#: What asks of which sessions it is.
_BY_SESSION = frozenset({"set_reminder", "add_to_calendar"})
#: « les deux jours »
_BOTH = 2
#: So many days from what was asked.
_STEPS = {"day": 1, "day-before": -1, "week-end": 7}
#: Kinds of events that « celle » may mean.
_FEMININE = frozenset({"visite", "conference", "exposition", "rencontre", "immersion", "portes-ouvertes"})
_PLACE = frozenset({"places", "near", "radius_km"})
#: « et la veille ? » and nothing else: a day beside the one asked for, where no event is spoken of.
_EVE = frozenset({"et la veille", "la veille", "plutot la veille", "et le jour de avant", "le jour de avant"})
#: « à côté », « aux alentours », said after a town, are beside it; « près de chez moi » is not.
_BESIDE = frozenset({"home-near-weak", "home-near-beside"})


def grounded(said: Understanding, session: Session, areas: tuple[str, ...], now: datetime) -> Understanding:
    """The message with its words about places made into places, and its weekdays put into the week asked about.

    « près de chez moi » is the place just told, else the position shared, else the place of the profile; `areas` are
    the programme's.
    """
    if said.bare_weekday and session.current and session.current.criteria.periods:
        said = _in_week_of(said, session.current.criteria.periods[0], now)
    said = _eve(_next_one(said, session), session)
    if said.following == "both":
        days = _both_asked(session, now)
        said = _as_search(replace(said, criteria=replace(said.criteria, periods=days)), is_one=bool(days))
    elif said.following == "whole":
        said = _as_search(replace(said, cleared=said.cleared | {"hours"}), is_one=session.current is not None)
    elif said.following and session.current and session.current.criteria.periods:
        said = _following(said, session.current.criteria.periods)
    words = said.place_words
    if "anywhere" in words:
        said = replace(said, cleared=said.cleared | _PLACE)
    if said.criteria.places:
        return _answering(_the_same_town(said, session), session)
    if "whole-region" in words:
        criteria = replace(said.criteria, places=areas, near=False, radius_km=None)
        return replace(said, criteria=criteria, cleared=said.cleared | _PLACE)  # « élargis » adds nothing to all of it
    if "farther" in words and session.current and not said.criteria.radius_km:
        return _farther(said, session.current.criteria)
    if "closer" in words and session.current and not (said.criteria.radius_km or said.criteria.without.places):
        said = _closer(said, session.current.criteria)
        words = said.place_words
    elsewhere = session.current.criteria.places if session.current else ()
    beside = [s.rule in _BESIDE for s in said.spans if s.family == "home-near"]
    if beside and all(beside) and elsewhere:
        return replace(said, criteria=replace(said.criteria, places=elsewhere, near=True))
    home = said.told.places or (() if session.location else session.profile.places)
    kept = elsewhere if follows(said) and not said.told.places else ()
    from_home = "home-near" in words or (said.criteria.radius_km and not kept)  # « à moins de 50 km »
    return replace(said, criteria=replace(said.criteria, places=home, near=True)) if from_home and home else said


def _farther(said: Understanding, before: Criteria) -> Understanding:
    """« et plus loin ? »: around the town that was asked for, or twice as far."""
    if not before.places or any(":" in code for code in before.places):  # an area has no surroundings
        return said
    km = 2 * (before.radius_km or NEAR_KM) if before.near or before.radius_km else None
    return replace(said, criteria=replace(said.criteria, places=before.places, near=True, radius_km=km))


def _closer(said: Understanding, before: Criteria) -> Understanding:
    """« plus près », « c'est trop loin »: half as far from where was asked; after no surroundings, near the asker."""
    if not (before.near or before.radius_km):
        return replace(said, criteria=replace(said.criteria, near=True), place_words=frozenset({"home-near"}))
    km = max(1.0, (before.radius_km or NEAR_KM) // 2)
    return replace(said, criteria=replace(said.criteria, places=before.places, near=True, radius_km=km))


def lacks_centre(criteria: Criteria, session: Session) -> bool:
    """The surroundings are wanted, and nothing tells of what."""
    near = criteria.near or criteria.radius_km is not None
    return near and not criteria.places and session.location is None


def with_fixed_centre(criteria: Criteria, session: Session, gazetteer: Gazetteer) -> Criteria:
    """The surroundings of the position that was shared become those of its commune: the position is not kept."""
    here = session.location
    if here and (criteria.near or criteria.radius_km) and not criteria.places:
        return replace(criteria, places=(gazetteer.nearest(here.lat, here.lon),))
    return criteria


def _the_same_town(said: Understanding, session: Session) -> Understanding:
    """« autour de ce Vitrolles-là »: of several communes of one name, the one that was asked for before."""
    before = session.current.criteria.places if session.current else ()
    meant = {code: h for code, others in said.homonyms.items() for h in others if h in before}
    if not meant:
        return said
    places = tuple(meant.get(code, code) for code in said.criteria.places)
    others = {code: others for code, others in said.homonyms.items() if code not in meant}
    return replace(said, criteria=replace(said.criteria, places=places), homonyms=others)


def _answering(said: Understanding, session: Session) -> Understanding:
    """A place that answers « où êtes-vous ? » is the centre of the surroundings asked before."""
    before = session.current.criteria if session.current else Criteria()
    if said.mode == "reset" or is_new_question(said) or not lacks_centre(before, session):
        return said
    radius = before.radius_km if said.criteria.radius_km is None else said.criteria.radius_km
    return replace(said, criteria=replace(said.criteria, near=True, radius_km=radius))


def _next_one(said: Understanding, session: Session) -> Understanding:
    """« qui embauche la semaine prochaine ? », then « et celle d'après ? »: the week, where no event is « celle »."""
    search = session.current.criteria if session.current else None
    if (
        search is None
        or not said.spelt.endswith("celle de apres")
        or not _is_week(search.periods)
        or not _FEMININE.isdisjoint(search.kinds)
    ):
        return said
    criteria = replace(said.criteria, periods=search.periods)
    return replace(said, intent="search_events", confidence=1.0, reference=None, criteria=criteria, following="week")


def _eve(said: Understanding, session: Session) -> Understanding:
    """« samedi 21 », then « et la veille ? »; of an event that is spoken of, it is when to be reminded."""
    is_search = session.current is not None and bool(session.current.criteria.periods) and session.event is None
    if said.following != "day-before" or not is_search or said.spelt.rstrip(" ?") not in _EVE:
        return replace(said, following="") if said.following == "day-before" else said
    return replace(said, intent="search_events", confidence=1.0)


def _as_search(said: Understanding, *, is_one: bool) -> Understanding:
    """« bon, les deux jours alors » is no goodbye, where two days were asked for."""
    is_doubtful = said.confidence < SURE or said.intent in _VAGUE
    return replace(said, intent="search_events", confidence=1.0) if is_one and is_doubtful else said


def _both_asked(session: Session, now: datetime) -> tuple[Period, ...]:
    """« samedi », then « dimanche », then « les deux jours »: the last two days that were asked for, if it is two.

    Of an event that one would be reminded of, « les deux » are sessions.
    """
    if session.event and session.asked in _BY_SESSION:
        return ()
    asked: list[Period] = []
    for number in sorted(session.listings, reverse=True):
        asked += [period for period in session.listings[number].criteria.periods if period not in asked]
        if len(asked) >= _BOTH:
            break
    is_days = len(asked) == _BOTH and all(p.start and p.end and now < p.end <= p.start + _DAY for p in asked)
    return tuple(sorted(asked)) if is_days else ()


def _is_week(periods: tuple[Period, ...]) -> bool:
    """One period of several days, to the end of a Sunday: « cette semaine » begins today."""
    if len(periods) != 1:
        return False
    start, end = periods[0].start, periods[0].end
    return start is not None and end is not None and end.weekday() == 0 and end - start > _DAY


def _following(said: Understanding, asked: tuple[Period, ...]) -> Understanding:
    """« et le lendemain ? », « et le week-end d'après ? »: at the same hours if these were said."""
    if said.following == "that-day":  # « ce soir-là »
        hours = said.criteria.hours
        when = with_hours(asked, hours) if hours else said.criteria
        return replace(said, criteria=replace(said.criteria, periods=when.periods, hours=when.hours))
    moved = []
    for start, end in ((period.start, period.end) for period in asked):
        if start is None or end is None or (said.following != "week" and end - start > _DAY):
            return said
        if said.following == "week":
            monday = _midnight(start, 7 - start.weekday())
            moved.append(Period(start=monday, end=monday + 7 * _DAY))
        elif said.following == "days":
            moved.append(Period(start=_midnight(start, 1), end=None))
        else:
            days = _STEPS[said.following] * _DAY
            moved.append(Period(start=start + days, end=end + days))
    last = moved if said.following == "week-end" else moved[-1:]
    return replace(said, criteria=replace(said.criteria, periods=tuple(last)))


def _in_week_of(said: Understanding, asked: Period, now: datetime) -> Understanding:
    """« samedi 21 », then « et dimanche ? »: that week's, unless it has gone by; « à partir du 24 »: from then on."""
    if asked.start is None:
        return said
    first = asked.start if asked.end is None else _midnight(asked.start, -asked.start.weekday())
    criteria = said.criteria
    without = replace(criteria.without, periods=_from(first, criteria.without.periods, now))
    return replace(said, criteria=replace(criteria, periods=_from(first, criteria.periods, now), without=without))


def _from(first: datetime, periods: tuple[Period, ...], now: datetime) -> tuple[Period, ...]:
    """The same weekdays and hours, each the first from a day on; as they were when that is past."""
    moved = []
    for period in periods:
        if period.start is None or period.end is None:
            return periods
        day = _midnight(first, (period.start.weekday() - first.weekday()) % 7)
        start = day.replace(hour=period.start.hour, minute=period.start.minute)
        moved.append(Period(start=start, end=start + (period.end - period.start)))
    return tuple(dict.fromkeys(moved)) if all(p.end and p.end > now for p in moved) else periods


def _midnight(moment: datetime, days: int) -> datetime:
    """The beginning of a day, so many days later."""
    return datetime.combine(moment.date() + timedelta(days=days), time())
