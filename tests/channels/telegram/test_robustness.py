"""What people and applications do that nobody planned: each is handled, and nothing of it disturbs the others."""

import pytest

from bot.storage.schema import sessions
from tests.bot_api.chats import Shown
from tests.bot_api.person import Person
from tests.bot_api.server import BotApi, Fault
from tests.channels.telegram.conftest import PHRASES, Serving
from tests.channels.telegram.test_groups import GROUP, guide
from tests.conversation.guide import plain

OLD = PHRASES.text("common.old_button")
REMIND = PHRASES.text("reminder.button_set")
FORGED = [
    *("", ":", "::", "-", "e", "e:", "zz:1", "p:", "p:1", "p:1:x", "p:9:0", "p:1:-5", "v:1:0", "x:1:places:0"),
    *("h:1:a:b", "i:1:greet", "i:x:y", "d:9", "k:1:level:3e", "kh:x", "km:1:iter-visite", "w:9", "w:x", "n:", "n:x"),
    *("o-", "s-é", "s-", "r:", "r:iter-visite:zz", "t:9", "c:x", "sr:1:now", "sv:9", "us:x", "al:9", "q:"),
    *("q:\u202e\x00", "🦊" * 16, "x" * 64),
]


async def test_forged_data_is_answered_and_breaks_nothing(serving: Serving, api: BotApi, person: Person) -> None:
    shown = Shown(message_id=0)
    async with serving(guide):
        for number, data in enumerate(FORGED):
            someone = Person(api, 3000 + number // 8)  # who floods is answered no more
            shown = await someone.asks("/aide") if number % 8 == 0 else shown
            await someone.sends_action(data, shown)
            assert (await someone.reads()).text != PHRASES.text("telegram.failure"), data
        assert plain((await person.asks("visites à Toulon")).text).startswith("Visites · Toulon")
    assert api.waiting_buttons == set()


async def test_an_old_button_says_so(serving: Serving, api: BotApi, person: Person) -> None:
    async with serving(guide) as running:
        found = await person.asks("la liste des événements")
        await running.database.run(lambda connection: connection.execute(sessions.delete()))
        await person.taps(found.buttons[5], on=found)
        assert (await person.reads()).text == OLD
        # An event's button means the same for ever.
        await person.taps(found.buttons[0], on=found)
        assert (await person.reads()).bold


async def test_two_taps_set_one_reminder(serving: Serving, api: BotApi, person: Person) -> None:
    async with serving(guide):
        page = await person.asks("/start e-iter-visite")
        await person.taps(REMIND, on=page)
        await person.taps(REMIND, on=page)
        await person.reads(2)
        told = plain((await person.asks("mes rappels")).text)
    assert told.count("Visite du site ITER") == len([line for line in told.splitlines() if "ITER" in line]) <= 2
    assert "C'est noté" in plain(person.sees[1])
    assert plain(person.sees[2]) != plain(person.sees[1])


async def test_what_was_said_while_it_was_off_is_answered_once(serving: Serving, api: BotApi, person: Person) -> None:
    async with serving(guide):
        found = await person.asks("la liste des événements")
    lea = Person(api, GROUP, chat_type="supergroup", number=1001)
    await person.taps(found.buttons[5], on=found)
    await person.says("conférences à Avignon")
    await lea.says("@GuideTestBot visites à Toulon")
    # The application stopped waiting for the button meanwhile.
    api.fail("answerCallbackQuery", Fault(status=400, description="Bad Request: query is too old"))
    async with serving(guide):
        assert "6 à 10 sur 12" in plain((await person.reads()).text)
        assert plain((await person.reads()).text).startswith("Conférences · Avignon")
        assert plain((await lea.reads()).text).startswith("Visites · Toulon")
        await person.reads_nothing()
    assert (len(person.sees), len(lea.sees)) == (2, 1)


async def test_edited_messages_and_posts_of_channels_are_nothing_to_it(
    serving: Serving, api: BotApi, person: Person
) -> None:
    lea = Person(api, GROUP, chat_type="supergroup", number=1001)
    channel = {"id": -1009, "type": "channel", "title": "Actualités"}
    post = {"message_id": 7, "date": 1, "chat": channel, "text": "@GuideTestBot /aide visites à Toulon"}
    async with serving(guide):
        await lea.edits("@GuideTestBot visites à Toulon")
        await person.edits("visites à Toulon")
        for kind in ("channel_post", "edited_channel_post"):
            await api.deliver({kind: post})
        assert (await person.asks("bonjour")).text.startswith("Bonjour")
        await lea.reads_nothing()
    assert [call.params["chat_id"] for call in api.calls if call.method == "sendMessage"] == [1001]


async def test_a_group_that_becomes_a_supergroup_goes_on_where_it_was(serving: Serving, api: BotApi) -> None:
    lea = Person(api, -6, chat_type="group", number=1001)
    async with serving(guide):
        found = await lea.asks("@GuideTestBot visites dans le Var")
        await lea.upgrades(-1006, tells=True)
        assert "Naval Group à Toulon" in plain((await lea.asks("@GuideTestBot le 2e, c'est où ?")).text)
        # A button of before, on a message that stayed behind.
        await lea.sends_action(found.button("Voter")["callback_data"], found, is_accessible=False)
        assert (await lea.reads()).poll


@pytest.mark.parametrize("chat_type", ["private", "supergroup"])
async def test_who_blocks_the_bot_and_comes_back_goes_on(serving: Serving, api: BotApi, chat_type: str) -> None:
    number = 1001 if chat_type == "private" else GROUP
    someone = Person(api, number, chat_type=chat_type)
    name = "" if chat_type == "private" else "@GuideTestBot "
    async with serving(guide):
        await someone.asks(f"{name}visites dans le Var")
        await someone.blocks()
        await someone.unblocks()
        if chat_type != "private":
            await someone.reads()  # it says how to talk to it
        assert "Toulon" in plain((await someone.asks(f"{name}le 2e, c'est où ?")).text)


@pytest.mark.parametrize("link", ["fg-1", "cmd-stop", "us-1", "kq-0", "s-YXJyw6p0ZSB0b3VzIG1lcyBhYm9ubmVtZW50cw"])
async def test_a_link_that_somebody_sent_undoes_nothing(serving: Serving, person: Person, link: str) -> None:
    async with serving(guide):
        await person.asks("préviens-moi des visites dans le Var")
        await person.follows(f"https://t.me/GuideTestBot?start={link}")
        assert "1. Visites · Var" in plain((await person.asks("/abonnements")).text)
