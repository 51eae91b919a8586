"""Dates, hours and stretches of time in words."""

from datetime import date, datetime, time, timedelta

import pytest

from bot.events.model import Session
from bot.replies import dates
from bot.replies.periods import day_hours, interval, intervals

NOW = datetime(2021, 11, 15, 9)


def plain(text: str) -> str:
    """No-break spaces as ordinary ones, to read the expected texts."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def sessions(*slots: str) -> list[Session]:
    """Sessions written « start end » or « start end all-day »."""
    found = []
    for slot in slots:
        start, end, *all_day = slot.split()
        found.append(
            Session(start=datetime.fromisoformat(start), end=datetime.fromisoformat(end), all_day=bool(all_day))
        )
    return found


DAILY = [f"2021-11-{day}T09:30 2021-11-{day}T11:00" for day in range(22, 27)]
SESSIONS = [
    (["2021-11-22T14:00 2021-11-22T16:30"], ["lundi 22 novembre, de 14 h à 16 h 30"]),
    (["2021-11-22T14:00 2021-11-22T14:00"], ["lundi 22 novembre, à 14 h"]),
    (["2021-12-01T09:00 2021-12-01T12:00"], ["mercredi 1er décembre, de 9 h à 12 h"]),
    (["2022-01-04T09:00 2022-01-04T12:00"], ["mardi 4 janvier 2022, de 9 h à 12 h"]),
    (["2021-11-26T20:00 2021-11-27T00:00"], ["vendredi 26 novembre, de 20 h à minuit"]),
    (["2021-11-26T22:00 2021-11-27T02:00"], ["vendredi 26 novembre, de 22 h à 2 h"]),
    (["2021-11-26T00:00 2021-11-26T23:59 x"], ["vendredi 26 novembre"]),
    (["2021-11-22T00:00 2021-11-26T23:59 x"], ["du lundi 22 au vendredi 26 novembre"]),
    (["2021-11-08T09:00 2021-12-17T18:00"], ["du lundi 8 novembre à 9 h au vendredi 17 décembre à 18 h"]),
    (DAILY, ["du lundi 22 au vendredi 26 novembre, de 9 h 30 à 11 h"]),
    (DAILY[:2], ["lundi 22 et mardi 23 novembre, de 9 h 30 à 11 h"]),
    ([DAILY[0], DAILY[2], DAILY[4]], ["lundi 22, mercredi 24 et vendredi 26 novembre, de 9 h 30 à 11 h"]),
    (
        ["2021-11-22T10:00 2021-11-22T11:00", "2021-11-22T14:00 2021-11-22T15:00"],
        ["lundi 22 novembre, de 10 h à 11 h et de 14 h à 15 h"],
    ),
    (
        ["2021-11-22T10:00 2021-11-22T11:00", "2021-11-23T14:00 2021-11-23T15:00"],
        ["lundi 22 novembre, de 10 h à 11 h", "mardi 23 novembre, de 14 h à 15 h"],
    ),
    (
        ["2021-11-29T10:00 2021-11-29T11:00", "2021-12-01T10:00 2021-12-01T11:00"],
        ["lundi 29 novembre et mercredi 1er décembre, de 10 h à 11 h"],
    ),
    (
        ["2021-12-31T10:00 2021-12-31T11:00", "2022-01-03T10:00 2022-01-03T11:00"],
        ["vendredi 31 décembre 2021 et lundi 3 janvier 2022, de 10 h à 11 h"],
    ),
]


@pytest.mark.parametrize(("slots", "said"), SESSIONS)
def test_sessions(slots: list[str], said: list[str]) -> None:
    assert [plain(text) for text in dates.sessions(sessions(*slots), NOW)] == said


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2021-11-20", "2021-11-21", "samedi 20 novembre"),
        ("2021-11-20T06:00", "2021-11-20T12:00", "samedi 20 novembre, le matin"),
        ("2021-11-20T18:00", "2021-11-21", "samedi 20 novembre, le soir"),
        ("2021-11-20T14:00", "2021-11-20T15:00", "samedi 20 novembre, vers 14 h"),
        ("2021-11-20T14:00", "2021-11-20T16:30", "samedi 20 novembre, de 14 h à 16 h 30"),
        ("2021-11-20T17:00", "2021-11-21", "samedi 20 novembre, après 17 h"),
        ("2021-11-20", "2021-11-20T10:00", "samedi 20 novembre, avant 10 h"),
        ("2021-11-20", "2021-11-22", "samedi 20 et dimanche 21 novembre"),
        ("2021-11-22", "2021-11-29", "la semaine du 22 au 28 novembre"),
        ("2021-11-29", "2021-12-06", "la semaine du 29 novembre au 5 décembre"),
        ("2021-11-22", "2021-11-27", "du 22 au 26 novembre"),
        ("2021-11-01", "2021-12-01", "en novembre"),
        ("2022-02-01", "2022-03-01", "en février 2022"),
        ("2021-12-18", "2022-01-03", "du 18 décembre 2021 au 2 janvier 2022"),
        ("2021-11-18", None, "à partir du 18 novembre"),
        ("2021-11-18T17:00", None, "à partir du 18 novembre, 17 h"),
        (None, "2021-11-26", "jusqu'au 25 novembre"),
        ("2021-11-15T09:00", "2021-11-20", "jusqu'au 19 novembre"),
        ("2021-11-15T09:00", "2021-11-15T09:01", "en ce moment"),
        ("2021-11-20T14:00", "2021-11-21T18:00", "du 20 novembre à 14 h au 21 novembre à 18 h"),
        (None, None, ""),
    ],
)
def test_interval(start: str | None, end: str | None, said: str) -> None:
    assert plain(interval(moment(start), moment(end), NOW)) == said


def test_days_share_their_month() -> None:
    two = [(moment("2021-11-20"), moment("2021-11-21")), (moment("2021-11-21"), moment("2021-11-22"))]
    assert plain(intervals(two, NOW)) == "samedi 20 ou dimanche 21 novembre"


def test_other_stretches_stand_side_by_side() -> None:
    two = [(moment("2021-11-20"), moment("2021-11-21")), (moment("2021-11-22"), moment("2021-11-29"))]
    assert plain(intervals(two, NOW)) == "samedi 20 novembre ou la semaine du 22 au 28 novembre"


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (time(6), time(12), "le matin"),
        (time(11, 30), time(14), "à midi"),
        (time(12), time(18), "l'après-midi"),
        (time(18), None, "le soir"),
        (time(12), None, "à partir de midi"),
        (time(), time(18), "avant 18 h"),
        (time(9, 30), time(12), "de 9 h 30 à 12 h"),
    ],
)
def test_day_hours(start: time, end: time | None, said: str) -> None:
    assert plain(day_hours(start, end)) == said


@pytest.mark.parametrize(
    ("slot", "said"),
    [
        ("2021-11-22T09:30 2021-11-22T11:00", "lundi 22 novembre, de 9 h 30 à 11 h"),
        ("2021-11-22T09:00 2021-12-17T18:00", "du lundi 22 novembre au vendredi 17 décembre"),
        ("2021-11-08T09:00 2021-11-27T00:00", "jusqu'au vendredi 26 novembre"),
    ],
)
def test_a_session_in_a_line(slot: str, said: str) -> None:
    [session] = sessions(slot)
    assert plain(dates.briefly(session, NOW)) == said


def test_several_days_come_in_the_order_of_time() -> None:
    asked = [(datetime(2021, 11, day), datetime(2021, 11, day + 1)) for day in (23, 16, 17)]
    assert plain(intervals(asked, NOW, "et")) == "mardi 16, mercredi 17 et mardi 23 novembre"


def test_small_words() -> None:
    assert plain(dates.day(date(2021, 12, 1), NOW.date(), weekday=False)) == "1er décembre"
    assert plain(dates.day_range(date(2021, 11, 22), date(2021, 11, 28), NOW.date())) == "du 22 au 28 novembre"
    assert plain(dates.day_range(date(2021, 11, 22), date(2021, 11, 22), NOW.date())) == "lundi 22 novembre"
    assert plain(dates.day_and_hour(datetime(2021, 11, 19, 18), NOW.date())) == "vendredi 19 novembre à 18 h"
    assert plain(dates.duration(timedelta(minutes=45))) == "45 minutes"
    assert plain(dates.duration(timedelta(minutes=90))) == "1 h 30"
    assert plain(dates.duration(timedelta(hours=2))) == "2 h"


def test_numbers_stay_with_what_they_count() -> None:
    [said] = dates.sessions(sessions("2021-12-01T09:30 2021-12-01T11:00"), NOW)
    assert said == "mercredi 1er\u00a0décembre, de 9\u00a0h\u00a030 à 11\u00a0h"
