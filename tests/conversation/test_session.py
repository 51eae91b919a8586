"""What a conversation remembers, and how its lists are numbered."""

from datetime import datetime, timedelta

from bot.conversation.session import Listing, Session
from intents import Criteria
from tests.conversation.guide import NOW


def remember(session: Session, now: datetime, *kinds: str) -> int:
    return session.remember(Listing(criteria=Criteria(kinds=kinds)), now)


def test_the_newest_list_is_the_one_spoken_of() -> None:
    session = Session()
    first, second = remember(session, NOW, "visite"), remember(session, NOW, "forum")
    assert first < second == session.listing
    assert session.current == session.listings[second]


def test_old_lists_and_questions_are_forgotten() -> None:
    session = Session()
    numbers = [remember(session, NOW + timedelta(minutes=minute)) for minute in range(40)]
    assert list(session.listings) == numbers[10:]
    doubts = [session.wonder(str(number), NOW) for number in range(40)]
    assert list(session.doubts) == doubts[10:]


def test_numbers_do_not_come_back_after_all_has_been_erased() -> None:
    """A button of before may be tapped long after: it must not find another list."""
    before = Session()
    numbers = {remember(before, NOW) for _ in range(20)}
    after = Session()
    later = NOW + timedelta(minutes=1)
    assert numbers.isdisjoint(remember(after, later) for _ in range(20))


def test_a_clock_set_back_numbers_on() -> None:
    session = Session()
    numbers = [
        remember(session, NOW),
        remember(session, NOW - timedelta(days=900)),
        remember(session, datetime(1990, 1, 1)),
    ]
    assert numbers == sorted(set(numbers))
    assert min(numbers) > 0
