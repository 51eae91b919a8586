"""Who floods is told so once."""

from bot.delivery.flood import Flood, Hearing


class Watch:
    """A clock that is set by hand, in milliseconds."""

    now = 0

    def __call__(self) -> int:
        """The time."""
        return self.now


def test_fifty_messages_in_ten_seconds_get_one_sentence() -> None:
    watch = Watch()
    flood = Flood(watch, most=30, within=10_000)
    heard = []
    for watch.now in range(0, 10_000, 200):
        heard.append(flood.hear("telegram:1"))
    assert heard == [Hearing.ANSWERED] * 30 + [Hearing.TOLD] + [Hearing.IGNORED] * 19
    assert flood.hear("telegram:2") is Hearing.ANSWERED


def test_few_messages_may_be_long_and_many_may_not() -> None:
    flood = Flood(Watch(), characters=16_000)
    assert [flood.hear("telegram:1", 4096) for _ in range(5)] == [Hearing.ANSWERED] * 3 + [
        Hearing.TOLD,
        Hearing.IGNORED,
    ]
    assert [flood.hear("telegram:2", 200) for _ in range(30)] == [Hearing.ANSWERED] * 30


def test_who_calms_down_is_answered_and_may_be_told_again() -> None:
    watch = Watch()
    flood = Flood(watch, most=2, within=1000)
    heard = []
    for watch.now in (0, 1, 2, 3, 3000, 3001, 3002, 3003):
        heard.append(flood.hear("telegram:1"))
    assert heard == [Hearing.ANSWERED, Hearing.ANSWERED, Hearing.TOLD, Hearing.IGNORED] * 2


def test_those_who_are_silent_are_forgotten() -> None:
    watch = Watch()
    flood = Flood(watch, most=2, within=1000)
    for watch.now in range(0, 100_000, 10):
        flood.hear(f"telegram:{watch.now}")
    assert len(flood._lately) < 500
