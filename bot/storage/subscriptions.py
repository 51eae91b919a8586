"""Subscriptions in the database: plain functions on a connection, part of a larger transaction."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection, RowMapping, bindparam, select

from bot.conversation.session import Session, Subscription
from bot.storage import codec
from bot.storage.rows import Change, Row, save_numbered
from bot.storage.schema import subscriptions

_LOAD = select(subscriptions).where(subscriptions.c.key.in_(bindparam("keys"))).order_by(subscriptions.c.number)


def load_subscriptions(connection: Connection, found: Mapping[str, Session]) -> None:
    """Put into sessions, by key, the subscriptions that are theirs."""
    for row in connection.execute(_LOAD, {"keys": list(found)}).mappings().all():
        with codec.left_out_when_unreadable("subscription"):
            found[row["key"]].subscriptions[row["number"]] = subscription_of(row)


def save_subscriptions(connection: Connection, changes: Iterable[Change]) -> None:
    """Keep what has changed of the subscriptions of sessions."""
    save_numbered(connection, subscriptions, changes, lambda session: session.subscriptions, row_of)


def row_of(key: str, subscription: Subscription) -> Row:
    """The columns of a subscription."""
    return {
        "key": key,
        "number": subscription.number,
        "criteria": codec.to_text(subscription.criteria),
        "intent": subscription.intent,
        "rhythm": subscription.rhythm,
        "since": subscription.since.isoformat(),
    }


def subscription_of(row: RowMapping | Mapping[str, Any]) -> Subscription:
    """The subscription of a row."""
    columns = {name: row[name] for name in ("number", "intent", "rhythm", "since")}
    return codec.from_columns({**columns, "criteria": msgspec.json.decode(row["criteria"])}, Subscription)
