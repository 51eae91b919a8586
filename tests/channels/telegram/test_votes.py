"""A group votes on the events of a list, and is told what came of it."""

from collections.abc import Awaitable, Callable

import pytest

from bot.replies.phrases import Phrases
from tests.bot_api.chats import Shown
from tests.bot_api.person import Person
from tests.bot_api.server import BotApi, Fault
from tests.channels.telegram.conftest import Serving
from tests.channels.telegram.test_groups import FORUM, GROUP, guide
from tests.conversation.guide import plain

PHRASES = Phrases.load()
Ends = Callable[[Person, Shown], Awaitable[None]]
CLOSE = PHRASES.text("votes.button_end")


@pytest.fixture
def lea(api: BotApi) -> Person:
    """Someone in a group."""
    return Person(api, GROUP, chat_type="supergroup", number=1001)


async def vote(person: Person, asked: str = "@GuideTestBot on vote") -> Shown:
    """A vote on the visits of the Var."""
    await person.asks("@GuideTestBot visites dans le Var")
    return await person.asks(asked)


def options(shown: Shown) -> list[str]:
    """What may be chosen."""
    assert shown.poll
    return [plain(option["text"]) for option in shown.poll["options"]]


@pytest.mark.parametrize("asked", ["@GuideTestBot on vote", "/vote@GuideTestBot", "@GuideTestBot lance un vote stp"])
async def test_the_events_of_the_list_and_none(serving: Serving, lea: Person, asked: str) -> None:
    async with serving(guide):
        shown = await vote(lea, asked)
    assert options(shown)[:2] == [
        "1. Découverte de Naval Group à Ollioules · lundi 22 novembre, de 9 h à 12 h · Ollioules",
        "2. Découverte de Naval Group à Toulon · mardi 23 novembre, de 9 h à 12 h · Toulon",
    ]
    assert options(shown)[5:] == ["Aucun"]
    assert shown.poll
    assert plain(shown.poll["question"]) == (
        "Que choisissez-vous ? Plusieurs réponses possibles, jusqu'au mardi 16 novembre à 9 h."
    )
    assert (shown.poll["is_anonymous"], shown.poll["allows_multiple_answers"]) == (True, True)
    assert shown.answers in lea.chat.said


async def test_a_button_under_the_list(serving: Serving, lea: Person) -> None:
    async with serving(guide):
        found = await lea.asks("@GuideTestBot la liste des événements")
        await lea.taps(PHRASES.text("votes.button"), on=found)
        shown = await lea.reads()
        assert len(options(shown)) == 6
        await lea.taps(found.buttons[5], on=found)
        more = await lea.reads()
        await lea.taps(PHRASES.text("votes.button"), on=more)
        longer = await lea.reads()
    assert len(options(longer)) == 11
    assert all(len(option) <= 100 for option in options(longer))


async def ends_by_button(person: Person, shown: Shown) -> None:
    await person.taps(CLOSE, on=shown)


async def ends_by_words(person: Person, shown: Shown) -> None:
    await person.says("@GuideTestBot fin du vote")


async def ends_by_itself(person: Person, shown: Shown) -> None:
    await person.end_of(shown)


@pytest.mark.parametrize("ends", [ends_by_button, ends_by_words, ends_by_itself])
async def test_the_result_is_told_when_it_closes(serving: Serving, lea: Person, ends: Ends) -> None:
    async with serving(guide):
        shown = await vote(lea)
        await lea.votes(shown, "1.", "2.")
        await lea.votes(shown, "2.")
        await lea.votes(shown, "Aucun")
        await lea.reads_nothing()
        await ends(lea, shown)
        told = await lea.reads()
        assert plain(told.text) == (
            "Le vote est clos. Découverte de Naval Group à Toulon l'emporte, avec 2 voix pour 3 votants."
        )
        assert (told.answers, told.buttons) == (shown.message_id, ["Découverte de Naval Group à Toulon"])
        # What won is what one then speaks of.
        assert "23 novembre" in plain((await lea.asks("c'est quand ?", to=told)).text)
        await lea.says("@GuideTestBot fin du vote")
        assert (await lea.reads()).text == PHRASES.text("votes.not_open")


@pytest.mark.parametrize(
    ("choices", "told", "buttons"),
    [
        ([], "Le vote est clos : personne n'a voté.", 0),
        (["Aucun"], "Le vote est clos. « Aucun » l'emporte, avec 1 voix pour 1 votant.", 0),
        (
            ["1.", "Aucun"],
            "Le vote est clos. Égalité entre « Découverte de Naval Group à Ollioules » et « Aucun », "
            "avec 1 voix chacun pour 2 votants.",
            1,
        ),
    ],
)
async def test_other_results(serving: Serving, lea: Person, choices: list[str], told: str, buttons: int) -> None:
    async with serving(guide):
        shown = await vote(lea)
        for choice in choices:
            await lea.votes(shown, choice)
        await lea.taps(CLOSE, on=shown)
        result = await lea.reads()
    assert (plain(result.text), len(result.buttons)) == (told, buttons)


async def test_a_vote_outlives_a_restart(serving: Serving, api: BotApi, lea: Person) -> None:
    async with serving(guide):
        shown = await vote(lea)
        await lea.reads_nothing()
    await lea.votes(shown, "2.")
    await lea.end_of(shown)
    async with serving(guide):
        assert "l'emporte" in (await lea.reads()).text
    assert len([message for message in lea.chat.messages if "l'emporte" in message.text]) == 1


async def test_a_vote_stays_in_its_topic(serving: Serving, api: BotApi) -> None:
    sea, sky = (Person(api, FORUM, chat_type="supergroup", number=1001, topic=topic) for topic in (7, 8))
    async with serving(guide):
        shown = await vote(sea)
        await sky.says("@GuideTestBot fin du vote")
        assert (await sky.reads()).text == PHRASES.text("votes.not_open")
        await sea.says("@GuideTestBot fin du vote")
        told = await sea.reads()
    assert (shown.topic, told.topic, told.answers) == (7, 7, shown.message_id)


async def test_two_taps_end_it_once(serving: Serving, api: BotApi, lea: Person) -> None:
    async with serving(guide) as running:
        shown = await vote(lea)
        await lea.taps(CLOSE, on=shown)
        await lea.sends_action("we:", shown)
        await lea.reads()
        await api.until_answered("stopPoll", 2)
        await lea.reads_nothing()
        assert await running.undelivered() == []
    assert api.waiting_buttons == set()


@pytest.mark.parametrize("ends", [ends_by_button, ends_by_words])
async def test_only_who_began_it_or_leads_the_group_ends_it(
    serving: Serving, api: BotApi, lea: Person, ends: Ends
) -> None:
    noe, teacher = (Person(api, GROUP, number=number) for number in (1002, 1003))
    lea.chat.leaders = {1003}
    async with serving(guide):
        shown = await vote(lea)
        await lea.votes(shown, "2.")
        await ends(noe, shown)
        told = await noe.reads()
        assert (told.text, told.answers) == (PHRASES.text("votes.not_leading"), shown.message_id)
        assert shown.poll
        assert not shown.poll["is_closed"]
        await ends(teacher, shown)
        assert "l'emporte" in (await teacher.reads()).text


async def test_an_anonymous_administrator_ends_it(serving: Serving, api: BotApi, lea: Person) -> None:
    async with serving(guide):
        shown = await vote(lea)
        await ends_by_words(Person(api, GROUP, number=1087968824), shown)
        assert "personne n'a voté" in (await lea.reads()).text
    assert api.count("getChatAdministrators") == 0


async def test_when_its_author_is_forgotten_anyone_ends_it(
    serving: Serving, api: BotApi, lea: Person, person: Person
) -> None:
    async with serving(guide):
        shown = await vote(lea)
        await person.asks("efface toutes mes données")
        await person.taps(PHRASES.text("privacy.confirm_button"))
        await person.reads()
        await ends_by_button(Person(api, GROUP, number=1002), shown)
        assert "personne n'a voté" in (await lea.reads()).text


async def test_what_others_vote_on_is_nothing_to_the_guide(serving: Serving, api: BotApi, lea: Person) -> None:
    async with serving(guide):
        shown = await vote(lea)
        assert shown.poll
        await api.deliver({"poll": shown.poll | {"id": "5", "is_closed": True}})
        await api.deliver({"poll": {"id": 5, "is_closed": "oui"}})
        await lea.reads_nothing()
        assert "/cherche" in (await lea.asks("/aide")).text


async def test_a_group_that_allows_no_votes_is_told(serving: Serving, api: BotApi, lea: Person) -> None:
    api.fail("sendPoll", Fault(status=400, description="Bad Request: not enough rights to send polls to the chat"))
    async with serving(guide):
        assert (await vote(lea)).text == PHRASES.text("votes.not_allowed")
        assert "/cherche" in (await lea.asks("/aide")).text


async def test_without_a_list_there_is_nothing_to_vote_on(serving: Serving, lea: Person) -> None:
    async with serving(guide):
        assert plain((await lea.asks("@GuideTestBot on vote")).text) == plain(PHRASES.text("votes.nothing"))


async def test_in_private_it_says_that_votes_are_for_groups(serving: Serving, person: Person) -> None:
    async with serving(guide):
        found = await person.asks("visites dans le Var")
        assert PHRASES.text("votes.button") not in found.buttons
        assert (await person.asks("on vote ?")).text == PHRASES.text("votes.for_groups")
        assert (await person.asks("/vote")).text == PHRASES.text("votes.for_groups")


@pytest.mark.parametrize("text", ["une visite sur le vote électronique", "qui vote le budget des conférences du Var ?"])
async def test_a_vote_that_is_sought_is_a_search(serving: Serving, lea: Person, text: str) -> None:
    async with serving(guide):
        assert (await lea.asks(f"@GuideTestBot {text}")).poll is None
