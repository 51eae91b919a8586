"""What to do after each outcome. Pure."""

from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from bot.delivery.model import Ballot, Outcome, Part, Rank, Result, Sending

#: Milliseconds before each new try; the last wait goes on for what is tried until it expires, and comes before what
#: may have been sent is sent again.
WAITS = (500, 1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000)
#: Processes that may die while a letter is sent, or an update answered, before it is given up: it should kill none, but
#: it might. Many, for most processes are killed by others: one that restarts again and again dies at its first work.
DEATHS = 30


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What is written down after a try. Without `again`, the letter leaves the outbox."""

    sending: Sending
    #: When to try again.
    again: int | None = None
    attempts: int = 0
    unknown: int = 0
    #: What to send from now on.
    part: Part | None = None
    #: Why it was not delivered: leaves a trace.
    undelivered: str | None = None
    #: The chat may be written to at once, for nothing went there.
    unspent: bool = False
    #: Until when the chat, and all chats, are left in peace.
    chat_rests: int | None = None
    all_rest: int | None = None
    #: Why the chat cannot be written to.
    closes: str | None = None
    #: The chat's new key.
    moves: str | None = None
    #: The vote that it was.
    opens: Ballot | None = None


def judge(sending: Sending, outcome: Outcome, now: int, waits: Sequence[int] = WAITS) -> Verdict:
    """The verdict on a try that ended at `now`."""
    attempts, unknown = sending.attempts + 1, sending.unknown
    next_wait = waits[min(attempts, len(waits)) - 1]
    match outcome.result:
        case Result.SENT:
            return Verdict(sending=sending, opens=outcome.opens)
        case Result.WAIT:
            until = now + outcome.wait
            verdict = _again(sending, until, sending.attempts, unknown)
            return replace(verdict, all_rest=until) if outcome.for_all else replace(verdict, chat_rests=until)
        case Result.MOVED:
            return Verdict(sending=sending, again=now, attempts=attempts, moves=outcome.key, unspent=True)
        case Result.OTHERWISE:
            return Verdict(sending=sending, again=now, part=outcome.part, unspent=True)
        case Result.CLOSED if sending.letter.rank is not Rank.ANSWER:
            # It waits with all the rest, until the chat comes back or it expires.
            return Verdict(sending=sending, again=now, attempts=attempts, closes=outcome.reason)
        case Result.CLOSED:
            return Verdict(sending=sending, undelivered=outcome.reason, closes=outcome.reason)
        case Result.FAILED if attempts <= len(waits) or sending.letter.expires:
            return _again(sending, now + next_wait, attempts, unknown)
        case Result.CUT if not unknown:
            return _again(sending, now + next_wait, attempts, 1)
        case Result.NO_ANSWER if not unknown and sending.letter.rank is not Rank.ANSWER:
            return _again(sending, now + waits[-1], attempts, 1)
        case _:
            return Verdict(sending=sending, undelivered=outcome.reason)


def _again(sending: Sending, when: int, attempts: int, unknown: int) -> Verdict:
    return Verdict(sending=sending, again=when, attempts=attempts, unknown=unknown)
