"""What organisers see, counted in the database."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, func, select

from bot.conversation.figures import Figures, Ranking
from bot.conversation.tally import MISSING
from bot.storage import schema
from bot.storage.chats import people
from bot.storage.schema import inbox, missed, tallies, traces
from bot.storage.tallies import day_of

_DAY = 24 * 3600 * 1000
#: Days told, today included; entries of a ranking; sentences.
_DAYS, _RANKED, _SENTENCES = 14, 10, 20


def figures(connection: Connection, now: int) -> Figures:
    """The figures of the last fourteen days; `now` is the machine's, in milliseconds since 1970."""
    since = day_of(now) - (_DAYS - 1) * _DAY
    midnight = datetime.fromtimestamp(day_of(now) / 1000, UTC)

    def how_many(table: str, *conditions: object) -> int:
        counted = select(func.count()).select_from(schema.metadata.tables[table])
        return connection.scalar(counted.where(*conditions)) or 0  # type: ignore[arg-type] # all are SQL expressions

    return Figures(
        questions=_questions(connection, since),
        people_today=how_many("sessions", schema.sessions.c.updated >= midnight),
        people=connection.scalar(select(func.count()).select_from(people().subquery())) or 0,
        reminders=how_many("reminders", schema.reminders.c.sent.is_(None)),
        subscriptions=how_many("subscriptions"),
        errors=how_many("inbox", inbox.c.failed.is_not(None), inbox.c.done >= since),
        undelivered=how_many("traces", traces.c.at >= since),
        shown=_ranking(connection, "shown", since),
        missing={name: _ranking(connection, f"missing:{name}", since) for name in (*MISSING, "periods")},
        sentences=tuple(connection.scalars(select(missed.c.text).order_by(missed.c.id.desc()).limit(_SENTENCES))),
    )


def _questions(connection: Connection, since: int) -> tuple[tuple[str, int], ...]:
    of_day = (
        select(tallies.c.day, func.sum(tallies.c.count))
        .where(tallies.c.name == "asked", tallies.c.day >= since)
        .group_by(tallies.c.day)
    )
    counts = {day: int(count) for day, count in connection.execute(of_day)}
    first = datetime.fromtimestamp(since / 1000, UTC).date()
    return tuple((str(first + timedelta(days=i)), counts.get(since + i * _DAY, 0)) for i in range(_DAYS))


def _ranking(connection: Connection, name: str, since: int) -> Ranking:
    total = func.sum(tallies.c.count)
    most = (
        select(tallies.c.subject, total)
        .where(tallies.c.name == name, tallies.c.day >= since)
        .group_by(tallies.c.subject)
        .order_by(total.desc(), tallies.c.subject)
        .limit(_RANKED)
    )
    return tuple((subject, int(count)) for subject, count in connection.execute(most))
