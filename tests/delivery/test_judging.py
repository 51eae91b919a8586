"""What is done after each outcome of a try."""

import pytest
from msgspec.structs import replace

from bot.delivery.judging import Verdict, judge
from bot.delivery.model import Letter, Outcome, Part, Rank, Result, Sending

NOW, WAITS = 1_000_000, (500, 1000, 60_000)
PART, OTHER = Part(method="sendMessage", params={}), Part(method="sendMessage", params={"text": "autrement"})
ANSWER = Sending(id=1, letter=Letter(key="telegram:1", part=PART))
REMINDER = replace(ANSWER, letter=replace(ANSWER.letter, rank=Rank.REMINDER))
LASTING = replace(ANSWER, letter=replace(ANSWER.letter, rank=Rank.NEWS, expires=NOW + 10**9))


def verdict(sending: Sending, result: Result, **said: object) -> Verdict:
    """The verdict, without the sending."""
    outcome = replace(Outcome(result=result, reason="why"), **said)
    judged = judge(sending, outcome, NOW, WAITS)
    assert judged.sending == sending
    return replace(judged, sending=ANSWER)


def expected(**fields: object) -> Verdict:
    """A verdict with these fields."""
    return replace(Verdict(sending=ANSWER), **fields)


def after(sending: Sending, *, attempts: int = 0, unknown: int = 0) -> Sending:
    """The same, after so many tries."""
    return replace(sending, attempts=attempts, unknown=unknown)


@pytest.mark.parametrize("sending", [ANSWER, REMINDER, LASTING, after(LASTING, attempts=8, unknown=1)])
def test_what_is_sent_leaves_nothing(sending: Sending) -> None:
    assert verdict(sending, Result.SENT) == expected()


@pytest.mark.parametrize("sending", [ANSWER, REMINDER, LASTING])
def test_what_is_refused_is_not_tried_again(sending: Sending) -> None:
    assert verdict(sending, Result.REFUSED) == expected(undelivered="why")


@pytest.mark.parametrize("sending", [ANSWER, after(LASTING, attempts=3)])
def test_asked_to_wait_nothing_is_lost_and_nothing_counts(sending: Sending) -> None:
    later = {"again": NOW + 7000, "attempts": sending.attempts}
    assert verdict(sending, Result.WAIT, wait=7000) == expected(**later, all_rest=NOW + 7000)
    assert verdict(sending, Result.WAIT, wait=7000, for_all=False) == expected(**later, chat_rests=NOW + 7000)


@pytest.mark.parametrize(
    ("sending", "again"),
    [
        (ANSWER, 500),
        (after(ANSWER, attempts=1), 1000),
        (after(REMINDER, attempts=2), 60_000),
        (after(LASTING, attempts=3), 60_000),
        (after(LASTING, attempts=300), 60_000),
    ],
)
def test_failures_are_tried_again_ever_later(sending: Sending, again: int) -> None:
    assert verdict(sending, Result.FAILED) == expected(again=NOW + again, attempts=sending.attempts + 1)


@pytest.mark.parametrize("sending", [ANSWER, REMINDER])
def test_without_a_time_limit_tries_come_to_an_end(sending: Sending) -> None:
    assert verdict(after(sending, attempts=3), Result.FAILED) == expected(undelivered="why")


@pytest.mark.parametrize("sending", [ANSWER, REMINDER, LASTING])
def test_a_cut_connection_is_tried_again_once(sending: Sending) -> None:
    assert verdict(sending, Result.CUT) == expected(again=NOW + 500, attempts=1, unknown=1)
    assert verdict(after(sending, attempts=1, unknown=1), Result.CUT) == expected(undelivered="why")


def test_a_time_out_is_tried_again_once_but_for_answers() -> None:
    assert verdict(ANSWER, Result.NO_ANSWER) == expected(undelivered="why")
    for sending in (REMINDER, LASTING):
        assert verdict(sending, Result.NO_ANSWER) == expected(again=NOW + 60_000, attempts=1, unknown=1)
        assert verdict(after(sending, attempts=1, unknown=1), Result.NO_ANSWER) == expected(undelivered="why")


def test_what_may_have_been_sent_stays_so_while_other_things_fail() -> None:
    failed = verdict(after(REMINDER, attempts=1, unknown=1), Result.FAILED)
    assert failed == expected(again=NOW + 1000, attempts=2, unknown=1)


def test_a_closed_chat_is_left_in_peace() -> None:
    assert verdict(ANSWER, Result.CLOSED) == expected(undelivered="why", closes="why")
    for sending in (REMINDER, LASTING):
        assert verdict(sending, Result.CLOSED) == expected(again=NOW, attempts=1, closes="why")


def test_a_chat_that_moved_is_followed() -> None:
    moved = verdict(ANSWER, Result.MOVED, key="telegram:-2")
    assert moved == expected(again=NOW, attempts=1, moves="telegram:-2", unspent=True)


def test_another_part_takes_the_place_of_what_is_not_taken() -> None:
    assert verdict(ANSWER, Result.OTHERWISE, part=OTHER) == expected(again=NOW, part=OTHER, unspent=True)
