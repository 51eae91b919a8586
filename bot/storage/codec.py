"""What is kept as JSON text and back: strict in its types.

A session goes without the position that a person shared and what they typed, and without what has tables of its own.
"""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from operator import attrgetter
from typing import Literal, TypeVar

import msgspec

from bot.conversation.session import Session

T = TypeVar("T")
log = logging.getLogger(__name__)


class UnreadableError(Exception):
    """The stored text is not a session of this version; the message says where and why, without its values."""


class _Stored(msgspec.Struct, forbid_unknown_fields=True):
    #: Raise it when a stored field changes its meaning: older texts are then unreadable, and begin afresh.
    version: Literal[1]
    session: Session


_DECODER = msgspec.json.Decoder(_Stored)


_LEFT_OUT = frozenset({"is_shared", "location", "doubts", "reminders", "subscriptions", "feeds", "votes"})
_STORED = tuple(name for name in Session.__struct_fields__ if name not in _LEFT_OUT)
#: What the text of a session holds, to compare.
stored = attrgetter(*_STORED)
#: That of a session of which nothing is kept.
NOTHING = stored(Session())


def encode(session: Session) -> str:
    """JSON text of a session; times are ISO 8601, local."""
    alone = Session(**dict(zip(_STORED, stored(session), strict=True)))
    return to_text(_Stored(version=1, session=alone))


def decode(text: str) -> Session:
    """The session of a JSON text, or an UnreadableError."""
    try:
        return _DECODER.decode(text).session
    except msgspec.MsgspecError as error:
        raise UnreadableError(str(error)) from error


def to_text(value: object) -> str:
    """JSON text of any value that msgspec knows."""
    return msgspec.json.encode(value).decode()


def from_text(text: str, kind: type[T]) -> T:
    """The value of a kind that a text holds, or an UnreadableError."""
    try:
        return msgspec.json.decode(text, type=kind)
    except msgspec.MsgspecError as error:
        raise UnreadableError(str(error)) from error


def from_columns(columns: Mapping[str, object], kind: type[T]) -> T:
    """The value of a kind whose fields are columns, or an UnreadableError."""
    try:
        return msgspec.convert(columns, type=kind)
    except msgspec.MsgspecError as error:
        raise UnreadableError(str(error)) from error


@contextmanager
def left_out_when_unreadable(what: str) -> Iterator[None]:
    """A thing that cannot be read harms no other: it is logged, without its values."""
    try:
        yield
    except UnreadableError as error:
        log.warning("a stored %s cannot be read and is left out: %s", what, error)
