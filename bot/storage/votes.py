"""Votes under way, in the database: plain functions on a connection, part of a larger transaction."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace
from sqlalchemy import Connection, delete, select

from bot.conversation.session import OpenVote, Session
from bot.delivery.model import Ballot, Update
from bot.delivery.pacing import is_group
from bot.storage import codec
from bot.storage.dialects import insert_new
from bot.storage.rows import Change
from bot.storage.schema import votes


def open_vote(connection: Connection, ballot: Ballot, now: int) -> None:
    """A vote has begun; one that is known is known."""
    row = {"vote": ballot.vote, "key": ballot.key, "message": ballot.message, "author": ballot.author, "at": now}
    row |= {"events": codec.to_text(ballot.events)}
    connection.execute(insert_new(connection, votes), row)


def load_votes(connection: Connection, found: Mapping[str, Session]) -> None:
    """Put into sessions, by key, the votes that are under way there; people alone have none."""
    groups = [key for key in found if is_group(key)]
    if not groups:
        return
    its = select(votes).where(votes.c.key.in_(groups)).order_by(votes.c.message)
    for row in connection.execute(its).mappings():
        with codec.left_out_when_unreadable("vote"):
            events = codec.from_text(row["events"], tuple[str, ...])
            found[row["key"]].votes[row["vote"]] = OpenVote(message=row["message"], events=events, author=row["author"])


def save_votes(connection: Connection, changes: Iterable[Change]) -> None:
    """Forget the votes that have ended."""
    ended = [vote for _, before, after in changes for vote in before.votes.keys() - after.votes.keys()]
    if ended:
        connection.execute(delete(votes).where(votes.c.vote.in_(ended)))


def with_keys(connection: Connection, updates: Sequence[Update]) -> list[Update]:
    """Updates with their conversations; what is about a vote of which nothing is known is left out."""
    named = {update.vote for update in updates if update.vote}
    if not named:
        return list(updates)
    known = select(votes.c.vote, votes.c.key).where(votes.c.vote.in_(named))
    keys = {row.vote: row.key for row in connection.execute(known)}
    placed = (replace(update, key=keys.get(update.vote, "")) if update.vote else update for update in updates)
    return [update for update in placed if update.key]
