"""What is said of time without a day: « maintenant », « bientôt », « ces jours-ci », « dans les semaines à venir »."""

from collections.abc import Callable
from datetime import timedelta

from msgspec.structs import replace

from intents.dates.periods import midnight
from intents.dates.rule import Moment, NoDate, Rule, Stretch
from intents.model import Period


def _now(moment: Moment) -> Stretch:
    """The minute that begins."""
    return Stretch(periods=(Period(start=moment.now, end=moment.now + timedelta(minutes=1)),))


def _coming(days: int) -> Callable[..., Stretch]:
    """From now to the end of a day."""
    return lambda moment: Stretch(
        periods=(Period(start=moment.now, end=midnight(moment.today + timedelta(days=days + 1))),), kind="bound"
    )


def _later(moment: Moment) -> Stretch:
    return Stretch(periods=(Period(start=moment.now, end=None),), kind="bound")


def _hours_from_now(hours: int) -> Callable[..., Stretch]:
    """Within so many hours, and today."""

    def produce(moment: Moment) -> Stretch:
        end = min(moment.now + timedelta(hours=hours), midnight(moment.today + timedelta(days=1)))
        return Stretch(periods=(Period(start=moment.now, end=end),))

    return produce


RULES = (
    Rule("soon-as-possible", "<any-time> !(le|{wd}|{n})", lambda _m: NoDate("any")),
    Rule("from-now-on", "(dès maintenant|à partir de maintenant|dès à présent)", _later),
    Rule("now", "[là] <now>", _now),
    Rule("soon", "<soon>", _coming(14)),
    Rule("these-days", "<these-days>", _coming(7)),
    Rule("these-weeks", "<these-weeks>", _coming(28)),
    Rule("these-months", "<these-months>", _coming(92)),
    Rule("within-the-hour", "dans l'heure [qui vient|qui suit]", _hours_from_now(1)),
    Rule("later-today", "<later-today>", _hours_from_now(24)),
    Rule("in-the-day", "dans la journée !(je|j'|on|nous)", lambda m: replace(_hours_from_now(24)(m), is_loose=True)),
    Rule("later", "^ plus tard $", _later),
)  # fmt: skip
