"""What people do on Telegram, and what they see."""

import pytest

from bot.conversation.message import Button, IncomingMessage, Kind, Position, Reply, Venue
from bot.replies.rich import bold, rich
from tests.bot_api.person import Person
from tests.bot_api.server import BotApi
from tests.channels.telegram.conftest import PHRASES, Serving, always

PAGES = ("1. Forindustrie", "2. ITER")


def echo(message: IncomingMessage) -> Reply:
    """Says what was read."""
    return Reply(text=rich(f"{message.kind.value}|{message.text}|{message.location}"))


def pages(message: IncomingMessage) -> Reply:
    """A list of two pages, whose button turns the page."""
    if message.kind is not Kind.ACTION:
        return Reply(text=rich(PAGES[0]), buttons=((Button(label="Suite", action="p-2"),),))
    return Reply(text=rich(PAGES[1]), buttons=((Button(label="Suite", action="p-2"),),), replaces=True)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("visites à Toulon", "text|visites à Toulon|None"),
        ("/start", "command|start|None"),
        ("/start e-iter-visite", "action|e-iter-visite|None"),
        ("/start s-abc", "action|s-abc|None"),
        ("/aide", "command|aide|None"),
        ("/aide visites", "command|aide|None"),
        ("/Programme@GuideTestBot", "command|programme|None"),
        ("/confidentialité", "command|confidentialite|None"),
        ("/ 2", "text|/ 2|None"),
    ],
)
async def test_what_is_typed(serving: Serving, person: Person, typed: str, read: str) -> None:
    async with serving(always(echo)):
        assert (await person.asks(typed)).text == read


async def test_commands_of_other_bots_are_not_ours(serving: Serving, api: BotApi) -> None:
    group = Person(api, -5, chat_type="supergroup")
    async with serving(always(echo)):
        await group.says("/aide@AutreBot")
        assert (await group.asks("/aide@guidetestbot")).text == "command|aide|None"
        assert len(group.sees) == 1


async def test_shared_position(serving: Serving, person: Person) -> None:
    async with serving(always(echo)):
        await person.shares(43.12, 5.93)
        assert (await person.reads()).text == "location||Position(lat=43.12, lon=5.93)"


@pytest.mark.parametrize("kind", ["voice", "photo", "sticker", "document", "contact", "dice"])
async def test_what_cannot_be_read(serving: Serving, person: Person, kind: str) -> None:
    async with serving(always(echo)):
        await person.sends(kind)
        assert (await person.reads()).text == "other||None"


async def test_what_is_not_said_to_the_guide(serving: Serving, api: BotApi, person: Person) -> None:
    async with serving(always(echo)):
        await person.says("bonjour")
        await person.reads()
        await person.edits("bonsoir")
        await api.deliver({"channel_post": {"message_id": 1, "date": 1, "chat": {"id": -9, "type": "channel"}}})
        await api.deliver({"un_jour": {"nouveau": True}})
        for service in ("new_chat_title", "new_chat_members", "left_chat_member"):
            await person.sends(service)
        assert (await person.asks("toujours là ?")).text == "text|toujours là ?|None"
        assert len(person.sees) == 2


async def test_paging_edits_the_list(serving: Serving, api: BotApi, person: Person) -> None:
    async with serving(always(pages)):
        await person.asks("visites")
        await person.taps("Suite")
        shown = await person.reads()
        assert (shown.text, shown.edits, person.sees) == (PAGES[1], 1, [PAGES[1]])
        # The same button twice: nothing changes, nothing is said, the button does not wait.
        await person.taps("Suite")
        await person.reads_nothing()
    assert api.waiting_buttons == set()


async def test_a_list_that_cannot_be_edited_is_sent_anew(serving: Serving, api: BotApi, person: Person) -> None:
    async with serving(always(pages)):
        first = await person.asks("visites")
        person.chat.messages.clear()
        await person.taps("Suite", on=first)
        assert (await person.reads()).text == PAGES[1]
        await person.sends_action("p-2", first, is_accessible=False)
        assert (await person.reads()).text == PAGES[1]
        assert person.sees == [PAGES[1], PAGES[1]]
    assert api.waiting_buttons == set()


async def test_bold_buttons_and_no_preview(serving: Serving, api: BotApi, person: Person) -> None:
    rows = (
        (Button(label="Détails", action="e-1"), Button(label="Site", url="https://exemple.fr/a?b=1&c=é")),
        (
            Button(label="Faux", url="javascript:alert(1)"),
            Button(label="", action="x"),
            Button(label="Long", action="x" * 65),
        ),
    )
    text = rich("🏭 Le ") + bold("22 & <novembre>") + rich(" à ") + bold("Grasse_*")
    async with serving(always(lambda message: Reply(text=text, buttons=rows))):
        shown = await person.asks("quand ?")
    assert shown.text == "🏭 Le 22 & <novembre> à Grasse_*"
    assert shown.bold == ["22 & <novembre>", "Grasse_*"]
    assert shown.buttons == ["Détails", "Site"]
    sent = next(call for call in api.calls if call.method == "sendMessage")
    assert sent.params["link_preview_options"] == {"is_disabled": True}
    assert "parse_mode" not in sent.params


async def test_venue(serving: Serving, person: Person) -> None:
    venue = Venue(title="ITER", address="Route de Vinon, 13115", position=Position(lat=43.7, lon=5.76))
    async with serving(always(lambda message: Reply(text=rich("ITER est ici."), venue=venue))):
        await person.says("où ?")
        shown = await person.reads(2)
    assert person.sees == ["ITER est ici.", ""]
    assert shown.venue == {
        "location": {"latitude": 43.7, "longitude": 5.76}, "title": "ITER", "address": "Route de Vinon, 13115",
    }  # fmt: skip


async def test_venue_without_address_is_a_point(serving: Serving, person: Person) -> None:
    venue = Venue(title="ITER", address=" ", position=Position(lat=43.7, lon=5.76))
    buttons = ((Button(label="Détails", action="e-1"),),)
    async with serving(always(lambda message: Reply(text=rich(""), venue=venue, buttons=buttons))):
        shown = await person.asks("où ?")
    assert (shown.location, shown.buttons) == ({"latitude": 43.7, "longitude": 5.76}, ["Détails"])


async def test_asks_for_a_position(serving: Serving, person: Person) -> None:
    async with serving(always(lambda message: Reply(text=rich("D’où ?"), asks_location=True))):
        shown = await person.asks("près de moi")
    assert shown.markup["keyboard"][0][0]["request_location"] is True
    assert (shown.markup["one_time_keyboard"], shown.markup["resize_keyboard"]) == (True, True)
    assert "is_persistent" not in shown.markup
    assert shown.markup["input_field_placeholder"] == PHRASES.text("telegram.location_placeholder")


async def test_asks_for_a_position_beside_buttons(serving: Serving, api: BotApi, person: Person) -> None:
    buttons = ((Button(label="Toulon", action="w-83137"),),)
    group = Person(api, -5, chat_type="group")
    async with serving(always(lambda message: Reply(text=rich("D’où ?"), buttons=buttons, asks_location=True))):
        await person.says("près de moi")
        assert "keyboard" in (await person.reads(2)).markup
        assert person.chat.messages[0].buttons == ["Toulon"]
        # In a group, Telegram refuses to ask for positions.
        assert (await group.asks("@GuideTestBot près de moi")).buttons == ["Toulon"]
        await group.reads_nothing()


async def test_long_answers_come_in_several_messages(serving: Serving, person: Person) -> None:
    lines = [f"{number}. Une visite d’usine, le lundi 22 novembre." for number in range(1, 201)]
    text = rich("\n".join(lines[:100]) + "\n") + bold("\n".join(lines[100:]))
    buttons = ((Button(label="Suite", action="p-2"),),)
    async with serving(always(lambda message: Reply(text=text, buttons=buttons))):
        await person.says("tout")
        await person.reads(3)
    assert "\n".join(person.sees).split("\n") == lines
    assert [message.buttons for message in person.chat.messages] == [[], [], ["Suite"]]
    assert "\n".join(part for message in person.chat.messages for part in message.bold).split("\n") == lines[100:]
