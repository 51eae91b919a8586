"""A class, a team: the guide answers what is said to it, where it is said, and personal things in private."""

from datetime import datetime

import pytest
from sqlalchemy import func, select

from bot.conversation.message import Button, IncomingMessage, Reply
from bot.conversation.session import Session
from bot.replies.rich import rich
from bot.storage.schema import inbox
from tests.bot_api.person import Person
from tests.bot_api.server import BotApi
from tests.channels.telegram.conftest import PHRASES, Serving, always
from tests.conversation.guide import plain
from tests.test_stories import app_of_file

NOW = datetime(2021, 11, 15, 9)
GROUP, FORUM = -5, -1007
REMIND = PHRASES.text("reminder.button_set")
PRIVATE = PHRASES.text("groups.button_private")


def echo(message: IncomingMessage) -> Reply:
    """Says what was read."""
    return Reply(text=rich(f"{message.kind.value}|{message.text}|{message.in_group}"))


def guide(message: IncomingMessage, session: Session) -> Reply:
    """The guide to the programme of the repository."""
    return app_of_file("data/events.yaml").dialogue.handle(message, session, NOW)


@pytest.fixture
def lea(api: BotApi) -> Person:
    """Someone in a group."""
    return Person(api, GROUP, chat_type="supergroup", number=1001)


@pytest.fixture
def noe(api: BotApi) -> Person:
    """Someone else in it."""
    return Person(api, GROUP, chat_type="supergroup", number=1002)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("@GuideTestBot visites à Toulon", "text|visites à Toulon|True"),
        ("visites à Toulon, @guidetestbot ?", "text|visites à Toulon, ?|True"),
        ("@GuideTestBot", "command|aide|True"),
        ("/aide", "command|aide|True"),
        ("/aide@GuideTestBot", "command|aide|True"),
        ("/cherche@GuideTestBot visites à Toulon", "text|visites à Toulon|True"),
        ("/cherche", "command|cherche|True"),
        ("/inconnu@GuideTestBot", "command|inconnu|True"),
    ],
)
async def test_it_answers_what_is_said_to_it(serving: Serving, lea: Person, typed: str, read: str) -> None:
    async with serving(always(echo)):
        assert (await lea.asks(typed)).text == read


@pytest.mark.parametrize("is_private", [True, False])
async def test_it_does_not_answer_what_is_said_to_others(
    serving: Serving, api: BotApi, lea: Person, noe: Person, is_private: bool
) -> None:
    api.is_private = is_private
    async with serving(always(echo)) as running:
        for text in ("on y va samedi ?", "@AutreBot visites", "/ban", "/aide@AutreBot", "lea@GuideTestBot.fr"):
            await noe.says(text)
        await noe.sends("photo")
        await noe.shares(43.1, 5.9)
        assert (await lea.asks("@GuideTestBot coucou")).text == "text|coucou|True"
        assert len(lea.sees) == 1
        # What people tell each other is not even kept; commands and the bot's name are, until they are read.
        kept = await running.database.run(lambda connection: connection.scalar(select(func.count(inbox.c.number))))
        assert kept == 4


async def test_a_group_that_talks_a_lot_is_no_flood(serving: Serving, api: BotApi, lea: Person, noe: Person) -> None:
    api.is_private = False
    async with serving(always(echo)):
        for number in range(40):
            await noe.says(f"on y va à {number} ?")
        assert (await lea.asks("@GuideTestBot coucou")).text == "text|coucou|True"
        assert len(lea.sees) == 1


async def test_named_by_a_link_without_a_user_name(serving: Serving, api: BotApi, lea: Person) -> None:
    bot = {"id": api.bot_id, "is_bot": True, "first_name": "Guide", "username": api.username}
    entity = {"type": "text_mention", "offset": 0, "length": 5, "user": bot}
    api.is_private = False
    async with serving(always(echo)):
        await lea.sends_content({"text": "Guide visites à Toulon", "entities": [entity]})
        assert (await lea.reads()).text == "text|Guide visites à Toulon|True"


async def test_it_answers_answers_to_its_messages(serving: Serving, lea: Person, noe: Person) -> None:
    async with serving(always(echo)):
        first = await lea.asks("/aide")
        assert (await noe.asks("et dimanche ?", to=first)).text == "text|et dimanche ?|True"
        await noe.shares(43.1, 5.9, to=first)
        assert (await noe.reads()).text.startswith("location")


async def test_its_answer_stands_by_the_question(serving: Serving, lea: Person) -> None:
    async with serving(always(echo)):
        shown = await lea.asks("/aide")
        assert shown.answers in lea.chat.said
        again = await lea.asks("et dimanche ?", to=shown)
    assert again.answers in lea.chat.said
    assert again.answers != shown.answers


async def test_a_question_that_was_deleted_is_answered(serving: Serving, lea: Person) -> None:
    async with serving(always(echo)):
        lea.chat.said = {-1}
        await lea.says("/aide")
        lea.chat.said.clear()
        assert (await lea.reads()).text == "command|aide|True"


class TestTopics:
    """Each topic of a forum is a conversation of its own, and one chat for Telegram's limits."""

    async def test_answers_stay_in_their_topic(self, serving: Serving, api: BotApi) -> None:
        sea, sky = (Person(api, FORUM, chat_type="supergroup", number=1001, topic=topic) for topic in (7, 8))

        def count(message: IncomingMessage, session: Session) -> Reply:
            session.misses += 1
            return Reply(text=rich(str(session.misses)), buttons=((Button(label="Suite", action="x"),),))

        async with serving(count):
            shown = [await person.asks("@GuideTestBot la suite") for person in (sea, sky, sea)]
            await sky.taps("Suite", on=shown[1])
            shown.append(await sky.reads())
        assert [(message.text, message.topic) for message in shown] == [("1", 7), ("1", 8), ("2", 7), ("2", 8)]

    async def test_a_list_that_is_gone_is_sent_anew_in_its_topic(self, serving: Serving, api: BotApi) -> None:
        person = Person(api, FORUM, chat_type="supergroup", number=1001, topic=7)
        async with serving(guide):
            found = await person.asks("@GuideTestBot la liste des événements")
            person.chat.messages.clear()
            await person.taps(found.buttons[5], on=found)
            shown = await person.reads()
        assert (shown.topic, "6 à 10 sur 12" in plain(shown.text)) == (7, True)


async def test_a_group_searches_together(serving: Serving, api: BotApi, lea: Person, noe: Person) -> None:
    async with serving(guide):
        found = await lea.asks("@GuideTestBot visites dans le Var")
        assert "subscribe" not in str(found.markup)
        page = await noe.asks("le premier, c'est où ?", to=found)
        assert "Ollioules" in page.text
        await noe.taps(found.buttons[0], on=found)
        assert REMIND in (await noe.reads()).buttons


async def test_what_one_says_of_oneself_is_not_kept_for_the_others(
    serving: Serving, api: BotApi, lea: Person, noe: Person
) -> None:
    sessions: list[Session] = []

    def answer(message: IncomingMessage, session: Session) -> Reply:
        reply = guide(message, session)
        sessions.append(session)
        return reply

    async with serving(answer):
        await lea.asks("@GuideTestBot je suis lycéenne à Toulon, une visite près de chez moi ?")
        await noe.asks("@GuideTestBot et près de chez moi ?")
        shown = await noe.asks("@GuideTestBot bonjour")
        await lea.shares(43.12, 5.93, to=shown)
        await lea.reads()
    assert all(session.profile == Session().profile and session.location is None for session in sessions)


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("rappelle-moi la visite d'ITER la veille", "C'est noté"),
        ("préviens-moi des visites dans le Var", "préviendrai"),
        ("je suis lycéenne à Toulon", "lycéens"),
        ("mes rappels", "rappel"),
        ("/rappels@GuideTestBot", "rappel"),
        ("/stop@GuideTestBot", "abonnement"),
        ("efface mes données", "effacer"),
    ],
)
async def test_personal_things_go_on_in_private(
    serving: Serving, lea: Person, person: Person, asked: str, answer: str
) -> None:
    async with serving(guide):
        shown = await lea.asks(asked if asked.startswith("/") else f"@GuideTestBot {asked}")
        assert (plain(shown.text), shown.buttons) == (plain(PHRASES.text("groups.private")), [PRIVATE])
        told = await person.follows(shown.button(PRIVATE)["url"])
        assert answer in plain(told.text)


@pytest.mark.parametrize(
    ("asked", "answer"),
    [("rappelle-moi la visite d'ITER la veille", "C'est noté"), ("/rappels@GuideTestBot", "rappel")],
)
async def test_who_talks_with_it_already_is_answered_there(
    serving: Serving, lea: Person, person: Person, asked: str, answer: str
) -> None:
    async with serving(guide) as running:
        await person.asks("bonjour")
        shown = await lea.asks(asked if asked.startswith("/") else f"@GuideTestBot {asked}")
        assert (plain(shown.text), shown.buttons) == (plain(PHRASES.text("groups.answered_privately")), [])
        assert shown.answers in lea.chat.said
        assert answer in plain((await person.reads()).text)
        await lea.reads_nothing()
        left = await running.database.run(lambda c: c.scalar(select(func.count()).where(inbox.c.done.is_(None))))
    assert left == 0


async def test_who_has_blocked_it_is_led_to_their_own_conversation(
    serving: Serving, lea: Person, person: Person
) -> None:
    async with serving(guide):
        await person.asks("bonjour")
        await person.blocks()
        await person.reads_nothing()
        shown = await lea.asks("@GuideTestBot mes rappels")
    assert shown.buttons == [PRIVATE]


async def test_an_event_that_was_meant_in_the_group_is_reminded_in_private(
    serving: Serving, lea: Person, person: Person
) -> None:
    async with serving(guide):
        found = await lea.asks("@GuideTestBot visites dans le Var")
        shown = await lea.asks("rappelle-moi le 2", to=found)
        told = await person.follows(shown.button(PRIVATE)["url"])
        assert "Découverte de Naval Group à Toulon" in told.text


async def test_a_personal_button_leads_whoever_taps_it_to_their_own_conversation(
    serving: Serving, api: BotApi, lea: Person, noe: Person, person: Person
) -> None:
    async with serving(guide):
        page = await lea.asks("@GuideTestBot parle-moi de la visite d'ITER")
        await noe.taps(REMIND, on=page)
        await api.until_answered("answerCallbackQuery")
        await noe.reads_nothing()
        assert api.taps == [{"url": "https://t.me/GuideTestBot?start=r-iter-visite"}]
        assert "C'est noté" in plain((await person.follows(api.taps[0]["url"])).text)


async def test_a_personal_button_is_answered_in_private_to_who_talks_with_it_already(
    serving: Serving, api: BotApi, lea: Person, person: Person
) -> None:
    async with serving(guide) as running:
        await person.asks("bonjour")
        page = await lea.asks("@GuideTestBot parle-moi de la visite d'ITER")
        await lea.taps(REMIND, on=page)
        assert "C'est noté" in plain((await person.reads()).text)
        await lea.taps(REMIND, on=page)  # twice: it is told that it is noted
        assert "déjà" in plain((await person.reads()).text)
        await lea.reads_nothing()
        assert [{"text": plain(tap["text"])} for tap in api.taps] == [
            {"text": plain(PHRASES.text("groups.answered_privately"))}
        ] * 2
        left = await running.database.run(lambda c: c.scalar(select(func.count()).where(inbox.c.done.is_(None))))
    assert left == 0


async def test_what_another_member_says_is_not_taken_for_what_one_says_is_wrong(
    serving: Serving, api: BotApi, lea: Person, noe: Person, person: Person
) -> None:
    """« Une erreur ? » asks for words; in a group these could be anybody's."""
    async with serving(guide):
        page = await lea.asks("@GuideTestBot parle-moi de la visite d'ITER")
        await lea.taps(PHRASES.text("problem.button"), on=page)
        await api.until_answered("answerCallbackQuery")
        assert api.taps == [{"url": "https://t.me/GuideTestBot?start=er-iter-visite"}]
        assert "Visites · Var" in (await noe.asks("@GuideTestBot visites dans le Var")).text
        assert "Visite du site ITER" in plain((await person.follows(api.taps[0]["url"])).text)
        assert (await person.asks("ce n'est pas à 14 h")).text == PHRASES.text("problem.noted")


async def test_who_has_blocked_it_is_led_by_a_personal_button(
    serving: Serving, api: BotApi, lea: Person, person: Person
) -> None:
    async with serving(guide):
        await person.asks("bonjour")
        await person.blocks()
        page = await lea.asks("@GuideTestBot parle-moi de la visite d'ITER")
        await lea.taps(REMIND, on=page)
        await api.until_answered("answerCallbackQuery")
    assert api.taps == [{"url": "https://t.me/GuideTestBot?start=r-iter-visite"}]


@pytest.mark.parametrize("action", ["c:5", "t:5", "sl:1", "us:*", "o:*", "r:a b", "r:" + "x" * 62])
async def test_a_button_of_someone_else_says_so_to_who_taps_it(
    serving: Serving, api: BotApi, lea: Person, action: str
) -> None:
    """No reply in a group has such a button; an application may be made to send it."""
    async with serving(guide):
        shown = await lea.asks("/aide")
        await lea.sends_action(action, shown)
        await api.until_answered("answerCallbackQuery")
        await lea.reads_nothing()
    if action == "r:" + "x" * 62:
        assert api.taps == [{"url": f"https://t.me/GuideTestBot?start=r-{'x' * 62}"}]
    else:
        assert api.taps == [{"text": PHRASES.text("groups.not_yours"), "show_alert": True}]


async def test_let_in_it_says_how_to_talk_to_it(serving: Serving, api: BotApi, lea: Person) -> None:
    async with serving(guide):
        await lea.lets_in()
        assert "/cherche" in (await lea.reads()).text
        await lea.blocks()
        await lea.reads_nothing()
        assert api.count("sendMessage") == 1


async def test_in_private_it_says_nothing_when_it_is_let_in(serving: Serving, person: Person) -> None:
    async with serving(guide):
        await person.unblocks()
        await person.reads_nothing()


async def test_its_own_card_is_no_question(serving: Serving, api: BotApi, lea: Person, person: Person) -> None:
    bot = {"id": api.bot_id, "is_bot": True, "first_name": "Guide", "username": api.username}
    async with serving(always(echo)):
        for someone in (lea, person):
            await someone.sends_content({"text": "Visite @GuideTestBot", "via_bot": bot})
        assert (await lea.asks("/aide")).text == "command|aide|True"
        assert (await person.asks("bonjour")).text == "text|bonjour|False"
    assert (len(lea.sees), len(person.sees)) == (1, 1)
