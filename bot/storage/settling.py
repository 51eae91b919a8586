"""Verdicts on tries, written down."""

from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection, bindparam, case, delete, update

from bot.delivery.judging import Verdict
from bot.delivery.model import channel_of
from bot.delivery.pacing import Pace
from bot.storage import chats as chat
from bot.storage.dialects import execute_each
from bot.storage.schema import chats, outbox, pace, traces
from bot.storage.votes import open_vote

_ITS = outbox.c.id == bindparam("its")
_DELETE = delete(outbox).where(_ITS)
_AGAIN = (
    update(outbox)
    .where(_ITS)
    .values(due=bindparam("when"), attempts=bindparam("tries"), unknown=bindparam("lost"), started=None)
)
_INSTEAD = update(outbox).where(_ITS).values(data=bindparam("part"))
_CHAT_RESTS = update(chats).where(chats.c.key == bindparam("its")).values(free=bindparam("until"))
_ALL_REST = (
    update(pace)
    .where(pace.c.channel == bindparam("of"))
    .values(free=case((pace.c.free > bindparam("until"), pace.c.free), else_=bindparam("until")))
)


def settle(connection: Connection, verdicts: Sequence[Verdict], limits: Pace, now: int) -> None:
    """Letters leave the outbox, or are due again; chats and the channel rest; chats close and move."""
    execute_each(connection, _DELETE, ({"its": v.sending.id} for v in verdicts if v.again is None))
    execute_each(
        connection,
        _AGAIN,
        (
            {"its": v.sending.id, "when": v.again, "tries": v.attempts, "lost": v.unknown}
            for v in verdicts
            if v.again is not None
        ),
    )
    # A chat rests from when the message has come for sure: on its way, it may have been held up.
    keys = [v.sending.letter.key for v in verdicts]
    execute_each(connection, _CHAT_RESTS, ({"its": key, "until": now + limits.rest(key)} for key in keys))
    for verdict in verdicts:
        if verdict != Verdict(sending=verdict.sending):
            _settle_rest(connection, verdict, now)


def give_up(connection: Connection, id: int, key: str, subject: str, reason: str, now: int) -> None:
    """A letter leaves the outbox undelivered."""
    forget(connection, id)
    trace(connection, key, subject, reason, now)


def forget(connection: Connection, id: int) -> None:
    """A letter leaves the outbox."""
    connection.execute(_DELETE, {"its": id})


def trace(connection: Connection, key: str, subject: str, reason: str, now: int) -> None:
    """Write down what was planned for a chat and was not delivered, and why; no texts."""
    connection.execute(traces.insert(), {"key": key, "subject": subject, "reason": reason, "at": now})


def _settle_rest(connection: Connection, verdict: Verdict, now: int) -> None:
    """All that seldom happens."""
    sending, key = verdict.sending, verdict.sending.letter.key
    if verdict.undelivered is not None:
        trace(connection, key, sending.letter.subject, verdict.undelivered, now)
    if verdict.part:
        part = msgspec.json.encode(verdict.part).decode()
        connection.execute(_INSTEAD, {"its": sending.id, "part": part})
    if verdict.opens:
        open_vote(connection, verdict.opens, now)
    if verdict.unspent or verdict.chat_rests is not None:
        connection.execute(_CHAT_RESTS, {"its": key, "until": verdict.chat_rests or now})
    if verdict.all_rest is not None:
        connection.execute(_ALL_REST, {"of": channel_of(key), "until": verdict.all_rest})
    if verdict.closes is not None:
        chat.close(connection, key, verdict.closes)
    if verdict.moves is not None:
        chat.move(connection, key, verdict.moves)
