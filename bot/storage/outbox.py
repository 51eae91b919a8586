"""What is to be sent, in the database."""

from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection

from bot.delivery.model import Letter, channel_of
from bot.storage.dialects import insert
from bot.storage.schema import outbox


def post(connection: Connection, letters: Sequence[Letter]) -> None:
    """Put letters in the outbox, within a transaction; one whose `once` waits there already is left out.

    Wake the sender once the transaction is committed.
    """
    if letters:
        row = insert(connection, outbox).on_conflict_do_nothing(index_elements=["once"])
        connection.execute(row, [_row(letter) for letter in letters])


def _row(letter: Letter) -> dict[str, object]:
    return {
        "channel": channel_of(letter.key),
        "key": letter.key,
        "rank": letter.rank,
        "data": msgspec.json.encode(letter.part).decode(),
        "due": letter.due,
        "expires": letter.expires,
        "once": letter.once,
        "subject": letter.subject,
    }
