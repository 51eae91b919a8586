"""Which letters leave next: those due, by rank, one a chat, as many as the pace allows.

All of it is one transaction that holds the channel's row of `pace`, so that several processes share the pace and never
take the same letter.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from math import ceil
from typing import Any

import msgspec
from sqlalchemy import BindParameter, Connection, Row, Select, bindparam, exists, func, or_, select, union_all, update

from bot.delivery.judging import DEATHS
from bot.delivery.model import Letter, Part, Rank, Sending
from bot.delivery.pacing import Pace
from bot.delivery.ports import Taken
from bot.reminders.model import Reminder
from bot.storage import codec
from bot.storage.chats import NEVER, park
from bot.storage.dialects import execute_each, upsert
from bot.storage.reminders import give_back
from bot.storage.schema import chats, outbox, pace
from bot.storage.settling import forget, give_up

#: Milliseconds after which a try without outcome is taken to be lost; longer than any call lasts.
LEASE = 30_000

_OF: BindParameter[str] = bindparam("of")
_NOW: BindParameter[int] = bindparam("now")
_FREE = select(pace.c.free).where(pace.c.channel == _OF).with_for_update()
_SPEND = update(pace).where(pace.c.channel == _OF).values(free=bindparam("until"))
_START = (
    update(outbox)
    .where(outbox.c.id == bindparam("its"))
    .values(started=bindparam("at"), due=bindparam("lease"), unknown=bindparam("lost"))
)
_decode = msgspec.json.Decoder(Part).decode


def take(connection: Connection, channel: str, limits: Pace, now: int, room: int, ranks: Sequence[Rank]) -> Taken:
    """Mark at most `room` letters as being sent and return them, and say when to look again."""
    if room <= 0:
        return Taken()
    free = connection.execute(_FREE, {"of": channel}).scalar_one()
    most = min(room, limits.room(free, now))
    if most <= 0:
        return Taken(again=ceil(free), paced=True)
    rows = connection.execute(_waiting(tuple(ranks)), {"of": channel, "now": now, "most": most}).all()
    sendings = _sendable(connection, rows, now)
    _start(connection, sendings, limits, now)
    free = limits.after(free, now, len(sendings))
    if sendings:
        connection.execute(_SPEND, {"of": channel, "until": free})
    if len(rows) == most:
        return Taken(sendings=sendings, again=ceil(free))
    return Taken(sendings=sendings, again=connection.scalar(_next(tuple(ranks)), {"of": channel, "now": now}))


def _sendable(connection: Connection, rows: Iterable[Row[Any]], now: int) -> tuple[Sending, ...]:
    """Those to be sent, of the letters that are due: one a chat; what came too late leaves a trace."""
    sendings: dict[str, Sending] = {}
    for row in rows:
        unknown = row.unknown + (row.started is not None)
        if row.expires is not None and row.expires < now:
            _expire(connection, row, now)
        elif unknown > DEATHS:
            give_up(connection, row.id, row.key, row.subject, "killed", now)
        elif row.closed is not None and row.rank != Rank.ANSWER:
            park(connection, row.key)
        elif row.key not in sendings:
            sendings[row.key] = _sending(row, unknown)
    return tuple(sendings.values())


def _expire(connection: Connection, row: Row[Any], now: int) -> None:
    """News of yesterday is none; a reminder becomes one again, unless it may have been sent."""
    if row.origin is None or row.unknown:
        give_up(connection, row.id, row.key, row.subject, "expired", now)
    else:
        forget(connection, row.id)
        give_back(connection, row.key, codec.from_text(row.origin, Reminder), paused=row.closed is not None)


def _sending(row: Row[Any], unknown: int) -> Sending:
    letter = Letter(key=row.key, part=_decode(row.data), rank=Rank(row.rank), expires=row.expires, subject=row.subject)
    return Sending(id=row.id, letter=letter, attempts=row.attempts, unknown=unknown)


def _start(connection: Connection, sendings: Sequence[Sending], limits: Pace, now: int) -> None:
    if not sendings:
        return
    starts = [{"its": one.id, "at": now, "lease": now + LEASE, "lost": one.unknown} for one in sendings]
    execute_each(connection, _START, starts)
    rests = [{"key": one.letter.key, "free": now + limits.rest(one.letter.key)} for one in sendings]
    execute_each(connection, upsert(connection, chats, "free"), rests)


@cache
def _waiting(ranks: tuple[Rank, ...]) -> Select[Any]:
    """Letters that may leave now, the first ones of the first rank before all others; `most` of them."""
    columns = [outbox.c[name] for name in ("id", "key", "rank", "data", "expires", "subject", "origin")]
    columns += [outbox.c[name] for name in ("attempts", "unknown", "started")]
    earlier = outbox.alias()
    earlier_of_chat = earlier.c.key == outbox.c.key, earlier.c.rank == outbox.c.rank, earlier.c.id < outbox.c.id
    of_ranks = [
        select(*columns, chats.c.closed)
        .outerjoin_from(outbox, chats, chats.c.key == outbox.c.key)
        .where(outbox.c.channel == _OF, outbox.c.rank == rank.value, outbox.c.due <= _NOW)
        .where(or_(chats.c.free.is_(None), chats.c.free <= _NOW), ~exists().where(*earlier_of_chat))
        .order_by(outbox.c.due, outbox.c.id)
        .limit(bindparam("most"))
        .subquery()
        for rank in sorted(ranks)
    ]
    together = union_all(*(select(one) for one in of_ranks)).subquery()
    return select(together).limit(bindparam("most"))


@cache
def _next(ranks: tuple[Rank, ...]) -> Select[Any]:
    """When the next letter may leave, of those that may not yet: it is due later, or its chat rests."""
    moments: list[Select[Any]] = []
    for rank in ranks:
        its = outbox.c.channel == _OF, outbox.c.rank == rank.value
        later = outbox.c.due > _NOW, outbox.c.due < NEVER
        resting = outbox.c.due <= _NOW, chats.c.free > _NOW
        moments.append(select(func.min(outbox.c.due).label("moment")).where(*its, *later))
        moments.append(
            select(func.min(chats.c.free)).join_from(outbox, chats, chats.c.key == outbox.c.key).where(*its, *resting)
        )
    together = union_all(*moments).subquery()
    return select(func.min(together.c.moment))
