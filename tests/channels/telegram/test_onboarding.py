"""The first message: what the guide does, three questions that have an answer, where and who one is."""

from bot.conversation.message import IncomingMessage, Reply
from bot.conversation.session import Session
from tests.bot_api.person import Person
from tests.channels.telegram.conftest import PHRASES, Serving
from tests.channels.telegram.test_groups import guide
from tests.conversation.guide import plain

HERE, TOWN, WHO = (PHRASES.text(f"onboarding.button_{name}") for name in ("here", "town", "who"))


async def test_one_message_says_it_all(serving: Serving, person: Person) -> None:
    async with serving(guide):
        shown = await person.asks("/start")
        await person.reads_nothing()
    text = plain(shown.text)
    assert "Je suis le guide de « Semaine de l'Industrie" in text
    assert "Sans compte ni formulaire" in text
    examples = [label for label in shown.buttons if label not in (HERE, TOWN, WHO)]
    assert len(examples) == 3
    assert all(f"– {plain(example)}" in text for example in examples)
    assert shown.buttons[3:] == [HERE, TOWN, WHO]


async def test_each_example_has_an_answer(serving: Serving, person: Person) -> None:
    async with serving(guide):
        shown = await person.asks("/start")
        for example in shown.buttons[:3]:
            await person.taps(example, on=shown)
            assert "1. " in (await person.reads()).text


async def test_the_position_is_shared_or_the_town_typed_instead(serving: Serving, person: Person) -> None:
    async with serving(guide):
        await person.asks("/start")
        await person.taps(HERE)
        shown = await person.reads(2)
        assert shown.markup["keyboard"][0][0]["request_location"] is True
        assert "Sur un ordinateur" in shown.text
        # On a computer the button does nothing; the town is typed.
        assert plain((await person.asks("Toulon")).text).startswith("Toulon et 30 km autour")
        await person.shares(43.3, 5.37)
        assert "1. " in (await person.reads()).text


async def test_a_town_is_typed(serving: Serving, person: Person) -> None:
    async with serving(guide):
        await person.asks("/start")
        await person.taps(TOWN)
        assert (await person.reads()).text == PHRASES.text("onboarding.town")
        assert plain((await person.asks("Peyruis")).text).startswith("Peyruis et 30 km autour")


async def test_who_one_is(serving: Serving, person: Person) -> None:
    sessions: list[Session] = []

    def answer(message: IncomingMessage, session: Session) -> Reply:
        sessions.append(session)
        return guide(message, session)

    async with serving(answer):
        await person.asks("/start")
        await person.taps(WHO)
        asked = await person.reads()
        await person.taps("Lycéens", on=asked)
        assert plain((await person.reads()).text) == "C'est noté : je cherche pour les lycéens."
        await person.sends_action("n:who:rois", asked)
        assert (await person.reads()).text == PHRASES.text("common.old_button")
    assert sessions[-1].profile.audiences == ("lyceens",)
