"""Criteria → events for a class: those that suit it first, then those that it can go to in groups, if need be."""

from datetime import datetime, time, timedelta
from functools import partial

from msgspec.structs import replace

from bot.conversation.class_visits.judge import Judge
from bot.conversation.lists.finding import Finding, as_query, finding_of
from bot.conversation.session import ClassVisit, Session
from bot.conversation.turn import Guide
from bot.events import model
from bot.events.query import Results
from bot.events.relaxing import relax
from bot.events.search import search
from bot.events.travel import Spot
from bot.visits.fitting import Fit, Fitter
from bot.visits.groups import least_seats
from bot.visits.pupils import Pupils, ages_of, keeps_school_time, levels_of, pupils_of
from bot.visits.school_time import IsDayOff
from intents import Criteria, Period, is_day_off, school_zone

#: Events that a class can go to in groups: as many as a page has.
_IN_GROUPS = 5
#: From then on it is the evening that is asked for; longer stretches ask for no day in particular.
_EVENING, _FEW_DAYS = time(17), timedelta(days=2)


def find_for_class(guide: Guide, criteria: Criteria, session: Session, visit: ClassVisit, now: datetime) -> Finding:
    """What a search finds, and who judges it; what takes the class in groups comes before other alternatives.

    What does not suit is no alternative, and does not keep what is further off from being one.
    """
    judge = judge_of(guide, criteria, session, visit, now)
    found, grouped = search(guide.catalogue, judge.query, now), _in_groups(judge)
    near = relax(guide.catalogue, judge.query, now, found, worth=judge.suiting)
    reasons = (*[("group_size",)] * len(grouped), *near.reasons)
    return replace(
        finding_of(judge.query, found, near),
        alternatives=grouped.plus(near.found),
        reasons=reasons,
        relaxed=tuple(dict.fromkeys(name for names in reasons for name in names)),
        judge=judge,
    )


def judge_of(guide: Guide, criteria: Criteria, session: Session, visit: ClassVisit, now: datetime) -> Judge:
    """Who judges the events of a search for a class."""
    fitter = Fitter(
        pupils=_pupils(guide, criteria, session, visit),
        is_day_off=_school_days(guide, criteria, session),
        communes=guide.gazetteer,
        now=now,
    )
    query = as_query(guide, criteria, session.location, class_visit=True)
    return Judge(catalogue=guide.catalogue, query=query, fitter=fitter, now=now)


def fit_of(
    event: model.Event, guide: Guide, criteria: Criteria, session: Session, visit: ClassVisit, now: datetime
) -> Fit:
    """What one event is worth to the class of a search."""
    judge = judge_of(guide, criteria, session, visit, now)
    judge.look_at(search(guide.catalogue, judge.query, now).only({event.id}))
    return judge.fit(event)


def _in_groups(judge: Judge) -> Results:
    """What has too few seats for all at once, and enough for groups one after the other."""
    query, catalogue = judge.query, judge.catalogue
    if not query.group_size:
        return search(catalogue, query, judge.now)[:0]
    smaller = replace(query, group_size=least_seats(query.group_size))
    more = search(catalogue, smaller, judge.now).less(search(catalogue, query, judge.now))
    return judge.suiting(more)[:_IN_GROUPS]


def _pupils(guide: Guide, criteria: Criteria, session: Session, visit: ClassVisit) -> Pupils:
    audiences = pupils_of(criteria.audiences)
    levels = levels_of(visit.levels, criteria.audiences)
    told = (criteria.min_age_ok, criteria.min_age_ok) if criteria.min_age_ok else None
    return Pupils(
        levels=levels,
        audiences=audiences,
        number=criteria.group_size,
        ages=told or ages_of(levels, audiences),
        start=_start(guide, criteria, session),
        handicaps=criteria.accessibility,
        in_school_time=keeps_school_time(audiences) and not _asks_for_free_time(guide, criteria, session),
    )


def _start(guide: Guide, criteria: Criteria, session: Session) -> Spot | None:
    """Where they set out from: the position shared, else their town."""
    if here := session.location:
        return Spot(lat=here.lat, lon=here.lon)
    town = school_town(guide, criteria, session)
    centre = guide.gazetteer.position(town) if town else None
    return Spot(lat=centre[0], lon=centre[1], approximate=True) if centre else None


def school_town(guide: Guide, criteria: Criteria, session: Session) -> str | None:
    """The commune of the school: that of the position shared, of the profile, else the only one where they search."""
    if here := session.location:
        return guide.gazetteer.nearest(here.lat, here.lon)
    own = [code for code in session.profile.places if ":" not in code]
    searched = [code for code in criteria.places if ":" not in code]
    return own[0] if own else searched[0] if len(searched) == 1 else None


def _school_days(guide: Guide, criteria: Criteria, session: Session) -> IsDayOff:
    """The calendar of the zone of the school, else of where they search, else of the programme."""
    places = (*session.profile.places, *criteria.places, *guide.catalogue.programme.areas)
    return partial(is_day_off, zone=school_zone(area for code in places for area in guide.gazetteer.areas(code)))


def _asks_for_free_time(guide: Guide, criteria: Criteria, session: Session) -> bool:
    """« samedi », « en soirée »: then it is no flaw."""
    if criteria.hours and criteria.hours.start >= _EVENING:
        return True
    is_off = _school_days(guide, criteria, session)
    return bool(criteria.periods) and all(_is_free(period, is_off) for period in criteria.periods)


def _is_free(period: Period, is_off: IsDayOff) -> bool:
    if period.start is None or period.end is None or period.end - period.start > _FEW_DAYS:
        return False
    return is_off(period.start.date()) or period.start.time() >= _EVENING
