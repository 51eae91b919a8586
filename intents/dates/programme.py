"""The programme's own days: « pendant la Semaine de l'Industrie », « le premier jour », « l'ouverture »."""

from collections.abc import Callable
from datetime import timedelta

from intents.dates.periods import days_from, weekday_from
from intents.dates.rule import Days, Moment, Programme, Rule, Stretch, one

#: Further from the programme, « les deux derniers jours » are not its own.
_NEAR = timedelta(days=75)


def _named(moment: Moment, kind: str = "") -> Programme | None:
    return Programme(periods=(moment.programme,), kind=kind) if moment.programme else None


def _during(_moment: Moment, programme: Programme) -> Stretch:
    return Stretch(periods=programme.periods)


def _circumstance(_moment: Moment, programme: Programme) -> Stretch | None:
    """« dans le Var, la semaine de l'industrie. »"""
    return Stretch(periods=programme.periods) if programme.kind == "week" else None


def _the_week(moment: Moment) -> Stretch | None:
    return Stretch(periods=(moment.programme,)) if moment.programme else None


def _nth(moment: Moment, rank: int, *_: object) -> Days | None:
    """« le deuxième jour », « le dernier jour »."""
    start, end = moment.scene.start, moment.scene.end
    if start is None or end is None:
        return None
    day = end if rank == 99 else start + timedelta(days=rank - 1)
    return one(day) if day <= end else None


def _at(rank: int) -> Callable[..., Days | None]:
    return lambda moment, *_: _nth(moment, rank)


def _several(moment: Moment, count: int, rank: int) -> Stretch | None:
    """« les deux premiers jours »."""
    start, end = moment.scene.start, moment.scene.end
    if start is None or end is None or not start - _NEAR <= moment.today <= end:
        return None
    if rank not in (1, 99) or not 0 < count <= (end - start).days + 1:
        return None
    first = start if rank == 1 else end - timedelta(days=count - 1)
    return Stretch(periods=(days_from(first, count),))


def _before_last(moment: Moment, rank: int, *_: object) -> Days | None:
    """« l'avant-dernier jour »."""
    return one(moment.scene.end - timedelta(days=1)) if moment.scene.end and rank == 99 else None


def _beside(days: int) -> Callable[..., Days | None]:
    """The day before it begins, or after it ends."""

    def produce(moment: Moment, _programme: Programme) -> Days | None:
        edge = moment.scene.start if days < 0 else moment.scene.end
        return one(edge + timedelta(days=days)) if edge else None

    return produce


def _weekday(moment: Moment, weekday: int, _programme: Programme) -> Days | None:
    """« le jeudi de la Semaine de l'Industrie »."""
    start, end = moment.scene.start, moment.scene.end
    day = start and weekday_from(start, weekday)
    return one(day) if day and end and day <= end else None


_OF_IT = "[du programme|de la semaine|de l'événement|de la manifestation|des événements|de {N}|de la {N}]"

#: « la semaine de l'industrie, c'est quoi ? »
_NO_QUESTION = "!((,|;) (ce|qui|que|qu'|quand|quoi|où|ou|comment|combien|pourquoi|est|elle|on|ça|cela|quel|quelle))"

NAMES = (
    Rule("programme-week", "[la] <programme-week> [{year}]", lambda m, *_: _named(m, "week")),
    Rule("programme-name", "[la] <programme-name> [{year}]", lambda m, *_: _named(m)),
    Rule("programme", "<during> [toute|toute la|l'ensemble de] [la|cette|votre] {N}", _during),
    Rule("programme-week", "(est quoi|que c'est) [exactement] , [la|cette|votre] {N}", lambda _m, named: named),
    Rule("programme", f", [la|toute la|cette] {{N}} {_NO_QUESTION} =(;|,|$)", _circumstance, after=True),
    Rule("programme", f"^ [la|toute la|cette] {{N}} {_NO_QUESTION} =(;|,)", _circumstance),
    Rule(
        "programme", "(pendant|durant|au cours de) [toute] (la|votre) semaine !(<next>|de|du|d'|{n}|<last>)", _the_week
    ),
)

RULES = (Rule("programme-day", f"[le|au|du] {{o}} jours {_OF_IT} !(de|du|d'|des)", _nth),)

#: Before « les 3 derniers jours » is counted back from today, and « de la semaine » is this one.
DAYS = (
    Rule(
        "programme-opening",
        f"[le|au] jours (d'ouverture|de l'ouverture|du lancement|de lancement|du début) {_OF_IT}",
        _at(1),
    ),
    Rule(
        "programme-closing", f"[le|au] jours (de clôture|de la clôture|de la fin|de fin|de fermeture) {_OF_IT}", _at(99)
    ),
    Rule("programme-opening", f"(à l'ouverture|au lancement|au démarrage) {_OF_IT} !(de|du|d')", _at(1)),
    Rule("programme-closing", f"à la clôture {_OF_IT} !(de|du|d')", _at(99)),
    Rule("programme-next-day", "[le] lendemain (de l'ouverture|du lancement|du premier jours)", _at(2)),
    Rule("programme-days", f"[les] {{n}} {{o}} jours {_OF_IT} !(de|du|d')", lambda m, n, o, *_: _several(m, n, o)),
    Rule("programme-day", f"[le] avant {{o}} jours {_OF_IT}", _before_last),
    Rule("programme-day", "[le|au|du] {o} jours de la semaine !(<next>|<last>|de|du|d'|{n})", _nth),
    Rule("programme-eve", "[la] veille (de|du) [la] {N}", _beside(-1)),
    Rule("programme-next-day", "[le] lendemain (de|du) [la] {N}", _beside(1)),
    Rule("programme-weekday", "[le|au] {wd} (de|du) [la] {N}", _weekday),
)
