"""What the spans of a message are, how they combine, and that any message is read in time."""

import random
import time
from datetime import date, datetime
from datetime import time as clock
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intents.dates import DateReader, DateValue, combine
from intents.model import Hours, Period, Scene
from intents.reader import Reader

NOW = datetime(2026, 11, 10, 9)
DATES = DateReader(Scene(start=date(2026, 11, 16), end=date(2026, 11, 22)))
READER = Reader(vocabulary=DATES.words)


def _period(first: tuple[int, ...], last: tuple[int, ...]) -> Period:
    return Period(start=datetime(2026, 11, *first), end=datetime(2026, 11, *last))  # type: ignore[arg-type]


def _spans(message: str) -> list[tuple[str, str]]:
    """Family and words of each span."""
    text = READER.read(message)
    return [(s.family, message[s.start : s.end]) for s in DATES.find(text, NOW)]


@pytest.mark.parametrize(
    ("message", "spans"),
    [
        (
            "pas vendredi, mais le reste de la semaine oui",
            [("date", "vendredi"), ("date", "reste de la semaine")],
        ),
        ("la semaine prochaine sauf le lundi", [("date", "la semaine prochaine"), ("date", "le lundi")]),
        ("13 rue du 4 septembre, le 18", [("no-date", "13 rue du 4 septembre"), ("date", "le 18")]),
        ("repousse le rappel d'une heure", [("offset", "une heure")]),
        ("rappelle-moi la veille à 18 h", [("offset", "la veille à 18 h")]),
        ("visite de 2 heures jeudi", [("no-date", "visite de 2 heures"), ("date", "jeudi")]),
    ],
)
def test_spans(message: str, spans: list[tuple[str, str]]) -> None:
    assert _spans(message) == spans


def test_a_day_number_alone_is_less_sure() -> None:
    (alone,) = DATES.find(READER.read("le 13"), NOW)
    (supported,) = DATES.find(READER.read("le 13 à 14h"), NOW)
    assert (alone.score, supported.score) == (0.6, 1.0)


def test_corrected_letters_lower_the_score() -> None:
    (span,) = DATES.find(READER.read("vendrdei"), NOW)
    assert (span.value.periods, span.score) == ((_period((13,), (14,)),), 0.95)


@pytest.mark.parametrize("message", ["15h", "plutôt le matin", "et le soir ?"])
def test_a_time_alone_takes_today_and_says_so(message: str) -> None:
    (span,) = DATES.find(READER.read(message), NOW)
    assert span.value.periods[0].start.date() == NOW.date()
    assert span.value.alone is not None


MORNING = DateValue(hours=Hours(start=clock(6), end=clock(12)))
WEEK = DateValue(periods=(_period((16,), (23,)),))
TUESDAY = DateValue(periods=(_period((17,), (18,)),))
SATURDAY = DateValue(periods=(_period((21,), (22,)),))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], DateValue()),
        ([TUESDAY, MORNING], DateValue(periods=(_period((17, 6), (17, 12)),))),
        ([WEEK, MORNING], DateValue(periods=WEEK.periods, hours=MORNING.hours)),
        ([WEEK, TUESDAY], TUESDAY),
        ([WEEK, TUESDAY, MORNING], DateValue(periods=(_period((17, 6), (17, 12)),))),
        ([TUESDAY, SATURDAY, MORNING], DateValue(periods=TUESDAY.periods + SATURDAY.periods, hours=MORNING.hours)),
        ([TUESDAY, TUESDAY], TUESDAY),
        ([TUESDAY, SATURDAY], DateValue(periods=TUESDAY.periods + SATURDAY.periods)),
        (
            [
                DateValue(periods=(Period(start=datetime(2026, 11, 12), end=None),)),
                DateValue(periods=(Period(start=NOW, end=datetime(2026, 11, 21)),)),
            ],
            DateValue(periods=(_period((12,), (21,)),)),
        ),
    ],
)
def test_combine(values: list[DateValue], expected: DateValue) -> None:
    assert combine(values) == expected


_WORDS = [
    *sorted(DATES.words),
    "1",
    "16",
    "20",
    "2026",
    "99",
    "0",
    "h",
    "/",
    ",",
    "-",
    ".",
    ":",
    "à",
    "lundi",
    "le",
    "du",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(_WORDS), max_size=25))
def test_any_words_give_spans_that_do_not_overlap(words: list[str]) -> None:
    spans = DATES.find(READER.read(" ".join(words)), NOW)
    assert all(a.last <= b.first for a, b in pairwise(spans))
    combine([s.value for s in spans if s.family == "date"])


def _seconds(message: str) -> float:
    text = READER.read(message)
    return min(_once(text) for _ in range(3))


def _once(text: object) -> float:
    begun = time.process_time()
    DATES.find(text, NOW)  # type: ignore[arg-type]
    return time.process_time() - begun


@pytest.mark.parametrize("seed", range(6))
def test_long_messages_are_read_in_time(seed: int) -> None:
    unit = " ".join(random.Random(seed).choices(_WORDS, k=6)) + " "  # noqa: S311, RUF100 - words, not secrets
    long = (unit * 4096)[:4096]
    assert _seconds(long) < 0.3  # a quadratic reading of 4,096 characters takes seconds


@pytest.mark.parametrize("unit", ["lundi ", "du 16 au 20 ", "14h-", "1/1/", "le 16 et ", "de 9h a ", "fin de la "])
def test_repeated_words_are_read_in_time(unit: str) -> None:
    assert _seconds((unit * 4096)[:4096]) < 0.3
