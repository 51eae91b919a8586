"""What becomes of messages when sending goes wrong: none is lost, none comes twice without need."""

import asyncio
import json
from pathlib import Path

import pytest

from bot.conversation.message import IncomingMessage, Reply
from bot.delivery.model import Rank, Update
from bot.delivery.pacing import Pace
from bot.replies.rich import rich
from bot.storage.engine import open_database
from bot.storage.inbox import SqlInbox
from tests.bot_api.person import Person
from tests.bot_api.server import BotApi, Fault
from tests.channels.telegram.conftest import PATIENCE, PHRASES, Serving, always, reminder

NO_ANSWER = Fault(hangs=3 * PATIENCE, after=True)


def echo(message: IncomingMessage) -> Reply:
    """Says what was read."""
    return Reply(text=rich(message.text))


async def seen(person: Person, texts: list[str], within: float = 5) -> None:
    """Wait until the person sees these messages, and no others a moment later."""
    async with asyncio.timeout(within):
        while len(person.sees) < len(texts):
            await person.chat.news.get()
    await asyncio.sleep(0.3)
    assert person.sees == texts


async def test_an_answer_that_may_have_come_is_not_sent_again(serving: Serving, api: BotApi, person: Person) -> None:
    api.fail("sendMessage", NO_ANSWER)
    async with serving(always(echo)) as guide:
        number = await person.says("bonjour")
        await asyncio.sleep(2 * PATIENCE)
        await guide.until_undelivered((f"answer:{number}", "no answer in time"))
        await person.says("encore")
        await person.reads(2)
    assert person.sees == ["bonjour", "encore"]


async def test_a_reminder_that_may_have_come_is_sent_again_once(serving: Serving, api: BotApi, person: Person) -> None:
    api.fail("sendMessage", NO_ANSWER, NO_ANSWER)
    async with serving(always(echo)) as guide:
        await guide.plans(reminder("demain"), reminder("après-demain"))
        await seen(person, ["demain", "demain", "après-demain"])
        await guide.until_undelivered(("reminder:demain", "no answer in time"))


@pytest.mark.parametrize(
    ("fault", "times"),
    [
        (Fault(drops=True), 1),
        (Fault(drops=True, after=True), 2),
        (Fault(status=500), 1),
        (Fault(status=429, retry_after=1), 1),
    ],
    ids=repr,
)
@pytest.mark.parametrize("rank", [Rank.ANSWER, Rank.REMINDER, Rank.NEWS])
async def test_what_failed_is_sent_again(
    serving: Serving, api: BotApi, person: Person, fault: Fault, times: int, rank: Rank
) -> None:
    api.fail("sendMessage", fault)
    async with serving(always(echo)) as guide:
        await guide.plans(reminder("demain", rank=rank))
        await seen(person, ["demain"] * times)
        assert await guide.undelivered() == []


async def test_an_outage_costs_nothing(serving: Serving, api: BotApi, person: Person) -> None:
    """Telegram is away for longer than a message's tries last: all comes when it is back, in order."""
    async with serving(always(echo)) as guide:
        await person.asks("bonjour")
        await api.leave()
        await guide.plans(*(reminder(f"rappel {number}") for number in range(5)))
        await asyncio.sleep(1)
        await api.come_back()
        await seen(person, ["bonjour", *(f"rappel {number}" for number in range(5))])
        assert await guide.undelivered() == []


async def test_who_blocks_the_bot_is_left_in_peace_until_they_come_back(
    serving: Serving, api: BotApi, person: Person
) -> None:
    async with serving(always(echo)) as guide:
        await person.asks("bonjour")
        person.chat.is_blocked = True
        await guide.plans(reminder("un"))
        await api.until_answered("sendMessage", 2)
        await guide.plans(reminder("deux"), reminder("trois", rank=Rank.NEWS))
        await asyncio.sleep(0.3)
        assert api.count("sendMessage") == 2
        person.chat.is_blocked = False
        await person.says("me revoilà")
        await person.reads(4)
        assert sorted(person.sees[1:]) == ["deux", "me revoilà", "trois", "un"]
        assert person.sees.index("un") < person.sees.index("deux")
        assert await guide.undelivered() == []


async def test_telegram_says_who_blocks_the_bot(serving: Serving, api: BotApi, person: Person) -> None:
    async with serving(always(echo)) as guide:
        await person.asks("bonjour")
        await person.blocks()
        await asyncio.sleep(0.3)
        await guide.plans(reminder("demain"))
        await asyncio.sleep(0.3)
        assert api.count("sendMessage") == 1
        await person.unblocks()
        assert (await person.reads()).text == "demain"


@pytest.mark.parametrize("description", ["chat not found", "PEER_ID_INVALID"])
async def test_a_chat_that_is_gone(serving: Serving, api: BotApi, person: Person, description: str) -> None:
    async with serving(always(echo)) as guide:
        api.fail("sendMessage", Fault(status=400, description=f"Bad Request: {description}"))
        await guide.plans(reminder("un"), reminder("deux"))
        await asyncio.sleep(0.3)
        assert api.count("sendMessage") == 1
        await person.asks("bonjour")
        await seen(person, ["bonjour", "un", "deux"])


async def test_what_telegram_does_not_take_leaves_a_trace(serving: Serving, api: BotApi, person: Person) -> None:
    async with serving(always(echo)) as guide:
        await guide.plans(reminder("\u2800"), reminder("demain"))
        await seen(person, ["demain"])
        await guide.until_undelivered(("reminder:\u2800", "400 Bad Request: message text is empty"))


async def test_a_group_that_becomes_a_supergroup_is_followed(serving: Serving, api: BotApi) -> None:
    group = Person(api, -5, chat_type="group")
    async with serving(always(echo)) as guide:
        await group.asks("@GuideTestBot bonjour")
        await group.upgrades(-1005)
        await guide.plans(reminder("un", "telegram:-5"), reminder("deux", "telegram:-5"))
        await seen(group, ["un", "deux"])
        assert await guide.undelivered() == []


async def test_a_group_tells_that_it_becomes_a_supergroup(serving: Serving, api: BotApi) -> None:
    group = Person(api, -5, chat_type="group")
    async with serving(always(echo)) as guide:
        await group.asks("@GuideTestBot bonjour")
        await group.upgrades(-1005, tells=True)
        await asyncio.sleep(0.3)
        await guide.plans(reminder("un", "telegram:-1005"))
        await seen(group, ["un"])
    assert api.count("sendMessage") == 2


async def test_asked_to_wait_in_a_group_only_that_group_waits(serving: Serving, api: BotApi, person: Person) -> None:
    group = Person(api, -5, chat_type="group")
    api.fail("sendMessage", Fault(status=429, retry_after=2))
    async with serving(always(echo)):
        await group.says("@GuideTestBot bonjour")
        await api.until_answered("sendMessage")
        await person.says("bonsoir")
        assert (await person.reads(within=1)).text == "bonsoir"
        assert (await group.reads(within=3)).text == "bonjour"


async def test_asked_to_wait_by_a_person_all_wait(serving: Serving, api: BotApi, person: Person) -> None:
    other = Person(api, 1002)
    api.fail("sendMessage", Fault(status=429, retry_after=1))
    async with serving(always(echo)):
        await person.says("bonjour")
        await api.until_answered("sendMessage")
        await other.says("bonsoir")
        await other.reads_nothing(0.7)
        assert (await other.reads()).text == "bonsoir"
        assert (await person.reads()).text == "bonjour"


class TestPace:
    """Telegram counts, and refuses those who are too fast."""

    @pytest.fixture
    async def api(self, limited: BotApi) -> BotApi:
        """A Telegram that counts."""
        return limited

    @pytest.fixture
    def pace(self) -> Pace:
        """The pace that Telegram wants."""
        return Pace()

    async def test_all_is_answered_and_nothing_refused(self, serving: Serving, api: BotApi) -> None:
        people = [Person(api, 2000 + number) for number in range(40)] + [Person(api, -5, chat_type="group")]
        async with serving(always(echo)):
            for person in people:
                await person.says("@GuideTestBot une" if person is people[-1] else "une")
                await person.says("@GuideTestBot deux" if person is people[-1] else "deux")
            await asyncio.gather(*(person.reads(2, within=10) for person in people))
        assert all(person.sees == ["une", "deux"] for person in people)
        assert api.refused == 0

    async def test_an_answer_does_not_wait_for_planned_messages(self, serving: Serving, api: BotApi) -> None:
        person = Person(api)
        async with serving(always(echo)) as guide:
            await guide.plans(*(reminder("demain", f"telegram:{number}") for number in range(2000, 2100)))
            for number in range(2000, 2100):
                Person(api, number)
            await asyncio.sleep(1)
            await person.says("bonjour")
            await person.reads(within=0.5)
        assert api.refused == 0


async def test_a_poison_is_set_aside_and_the_rest_go_on(
    serving: Serving, api: BotApi, person: Person, caplog: pytest.LogCaptureFixture
) -> None:
    tries: list[str] = []
    secret = "mon secret"

    def converse(message: IncomingMessage, session: object) -> Reply:
        tries.append(message.text)
        if message.text == "poison":
            raise ValueError(secret)
        return echo(message)

    async with serving(converse):
        number = await person.says("poison")
        assert (await person.reads()).text == PHRASES.text("telegram.failure")
        assert (await person.asks("bonjour")).text == "bonjour"
    assert tries == ["poison"] * 3 + ["bonjour"]
    assert f"update {number}: set aside after 3 tries: ValueError" in caplog.text
    assert "mon secret" not in caplog.text


@pytest.mark.parametrize(
    ("deaths", "answer"), [(2, "bonjour"), (29, "bonjour"), (30, PHRASES.text("telegram.failure"))]
)
async def test_an_update_that_processes_died_of_is_set_aside_late(
    serving: Serving, person: Person, api: BotApi, tmp_path: Path, deaths: int, answer: str
) -> None:
    """Most are killed by others, also several times in a row."""
    number = await person.says("bonjour")
    database = await open_database(f"sqlite:///{tmp_path}/guide.sqlite3")
    inbox = SqlInbox(database, "telegram")
    update = Update(number=number, key=f"telegram:{person.chat.id}", data=json.dumps(api.updates.pop()))
    await inbox.keep([update])
    for _ in range(deaths):
        await inbox.trying([update])
    await database.close()
    async with serving(always(echo)):
        assert (await person.reads()).text == answer


@pytest.mark.parametrize("content", [{"message": {}}, {"message": {"chat": {"id": 1001}, "text": 5}}])
async def test_what_cannot_be_read_harms_no_other(
    serving: Serving, api: BotApi, person: Person, content: dict[str, object], caplog: pytest.LogCaptureFixture
) -> None:
    async with serving(always(echo)):
        number = await api.deliver(content)
        await person.says("bonjour")
        await person.reads(1 + ("chat" in str(content)))
    assert person.sees[-1] == "bonjour"
    assert f"update {number}: set aside after 3 tries: KeyError" in caplog.text


async def test_an_update_that_comes_twice_is_answered_once(serving: Serving, api: BotApi, person: Person) -> None:
    async with serving(always(echo)):
        await person.asks("une")
        (update,) = [update for update in api.given if update.get("message", {}).get("text") == "une"]
        api.updates.append(update)
        api.has_updates.set()
        assert (await person.asks("deux")).text == "deux"
    assert person.sees == ["une", "deux"]
