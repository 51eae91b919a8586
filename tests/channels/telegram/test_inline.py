"""What is typed after the bot's name in any chat: cards, at once, and nothing of it is kept."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import select

from bot.conversation.deep_links import search_link
from bot.conversation.message import IncomingMessage, Reply
from bot.conversation.session import Session
from bot.storage.schema import inbox, outbox, sessions
from tests.bot_api.person import Person
from tests.bot_api.server import BotApi, Fault
from tests.channels.telegram.conftest import PHRASES, Serving
from tests.channels.telegram.test_groups import guide
from tests.conversation.guide import plain

Json = dict[str, Any]
NICE, MARSEILLE = (43.70, 7.27), (43.30, 5.37)


def titles(answer: Json) -> list[str]:
    """The cards' titles."""
    return [result["title"] for result in answer["results"]]


async def test_cards_for_what_is_typed(serving: Serving, person: Person) -> None:
    async with serving(guide):
        answer = await person.types("visites toulon")
        [card] = answer["results"]
        assert card["title"] == "Découverte de Naval Group à Toulon"
        assert plain(card["description"]).startswith("visite · mardi 23 novembre, de 9 h à 12 h · Toulon")
        content = card["input_message_content"]
        assert content["message_text"].startswith("Découverte de Naval Group à Toulon\n")
        assert content["entities"][0] == {"type": "bold", "offset": 0, "length": 34}
        [[button]] = card["reply_markup"]["inline_keyboard"]
        assert button["text"] == PHRASES.text("cards.open")
        assert (await person.follows(button["url"])).text.startswith("Découverte de Naval Group à Toulon\n")
    assert (answer["is_personal"], answer["cache_time"], answer["next_offset"]) == (False, 300, "")


async def test_the_button_above_asks_the_guide_the_same(serving: Serving, person: Person) -> None:
    async with serving(guide):
        answer = await person.types("visites toulon")
        told = await person.asks(f"/start {answer['button']['start_parameter']}")
        assert plain(told.text).startswith("Visites · Toulon")
        nothing = await person.types("cirque à Brest en latin")
        assert (titles(nothing), nothing["button"]["text"]) == ([], PHRASES.text("cards.none"))
        long = await person.types("une visite " * 20)
        assert long["button"]["start_parameter"] == "cmd-start"
        assert "Bonjour" in (await person.asks("/start cmd-start")).text


async def test_nothing_typed_gives_what_is_on_next(serving: Serving, person: Person) -> None:
    async with serving(guide):
        answer = await person.types("")
        found = await person.asks("tout le programme, la liste des événements")
    shown = [label.partition(". ")[2].rstrip("…") for label in found.buttons[:3]]
    assert all(title.startswith(start) for title, start in zip(titles(answer), shown, strict=False))
    assert answer["button"]["start_parameter"] == "cmd-start"


@pytest.mark.parametrize(("here", "first"), [(NICE, "Nice"), (MARSEILLE, "Marseille")])
async def test_with_the_position_the_nearest_come_first(
    serving: Serving, person: Person, here: tuple[float, float], first: str
) -> None:
    async with serving(guide):
        everywhere, near = await person.types(""), await person.types("", here=here)
        visits = await person.types("visites", here=here)
    assert sorted(titles(near)) == sorted(titles(everywhere))
    assert titles(near) != titles(everywhere)
    assert "de vous" in plain(near["results"][0]["description"])
    assert (near["is_personal"], near["cache_time"]) == (True, 30)
    assert all("isite" in title or "écouverte" in title for title in titles(visits))
    # What becomes a message in someone's chat does not tell where the one who chose it was.
    assert all("de vous" not in result["input_message_content"]["message_text"] for result in near["results"])


async def test_a_profile_is_taken_into_account_and_makes_the_cards_personal(serving: Serving, person: Person) -> None:
    async with serving(guide):
        await person.asks("je suis lycéen à Marseille")
        answer = await person.types("visites")
    assert answer["is_personal"] is True


async def test_an_event_that_is_named_comes_first(serving: Serving, person: Person) -> None:
    async with serving(guide):
        assert titles(await person.types("iter"))[0] == "Visite du site ITER"


async def test_page_after_page(serving: Serving, person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.conversation.lists.cards.PAGE", 5)
    async with serving(guide):
        whole, offset = [], ""
        while True:
            answer = await person.types("", offset=offset)
            whole += titles(answer)
            offset = answer["next_offset"]
            if not offset:
                break
        assert len(whole) == len(set(whole)) == 12
        assert titles(await person.types("", offset="forgé")) == whole[:5]


async def test_nothing_of_it_is_kept(serving: Serving, person: Person) -> None:
    async with serving(guide) as running:
        await person.types("visites toulon", here=NICE)
        for table in (inbox, outbox, sessions):
            assert await running.database.run(lambda c, table=table: c.execute(select(table)).all()) == []  # type: ignore[misc]


async def test_it_does_not_touch_the_conversation(serving: Serving, person: Person) -> None:
    async with serving(guide):
        await person.asks("conférences à Avignon")
        await person.types("visites toulon")
        assert "Avignon" in (await person.asks("et en ligne ?")).text


async def test_who_types_on_is_answered_for_the_last_words(serving: Serving, api: BotApi, person: Person) -> None:
    asked: list[str] = []

    def answer(message: IncomingMessage, session: Session) -> Reply:
        asked.append(message.text)
        return guide(message, session)

    async with serving(answer):
        words = "visites toulon"
        for end in range(1, len(words)):
            await person.begins_to_type(words[:end])
        assert titles(await person.types(words)) == ["Découverte de Naval Group à Toulon"]
        assert len(asked) < len(words)


async def test_an_answer_that_comes_too_late_harms_nobody(serving: Serving, api: BotApi, person: Person) -> None:
    api.fail("answerInlineQuery", Fault(status=400, description="Bad Request: query is too old"))
    async with serving(guide) as running:
        await person.begins_to_type("visites")
        await api.until_answered("answerInlineQuery")
        assert titles(await person.types("visites toulon"))
        assert await running.undelivered() == []
    assert api.count("answerInlineQuery") == 2


async def test_a_slow_answer_holds_nobody_up(serving: Serving, api: BotApi, person: Person) -> None:
    api.fail("answerInlineQuery", Fault(delay=0.4))
    async with serving(guide):
        await person.begins_to_type("visites")
        other = Person(api, 1002)
        await other.asks("visites à Toulon")
        await asyncio.sleep(0)
        assert api.typing
        await api.until_answered("answerInlineQuery")


async def test_all_that_is_asked_of_telegram(serving: Serving, api: BotApi, person: Person) -> None:
    async with serving(guide):
        await person.asks("/aide")
    asked = next(call.params["allowed_updates"] for call in api.calls if call.method == "getUpdates")
    assert sorted(asked) == ["callback_query", "inline_query", "message", "my_chat_member", "poll"]


def test_links_hold_the_words() -> None:
    assert search_link("visites toulon") == "s-dmlzaXRlcyB0b3Vsb24"
