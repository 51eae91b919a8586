"""A session as JSON text and back: strict in its types, and never with the position that a person shared."""

from dataclasses import replace
from typing import Literal

import msgspec

from bot.conversation.session import Session


class UnreadableError(Exception):
    """The stored text is not a session of this version; the message says where and why, without its values."""


class _Stored(msgspec.Struct, forbid_unknown_fields=True):
    #: Raise it when a stored field changes its meaning: older texts are then unreadable, and begin afresh.
    version: Literal[1]
    session: Session


_DECODER = msgspec.json.Decoder(_Stored)


def encode(session: Session) -> str:
    """JSON text of a session; times are ISO 8601, local."""
    return msgspec.json.encode(_Stored(version=1, session=replace(session, location=None))).decode()


def decode(text: str) -> Session:
    """The session of a JSON text, or an UnreadableError."""
    try:
        return _DECODER.decode(text).session
    except msgspec.MsgspecError as error:
        raise UnreadableError(str(error)) from error
