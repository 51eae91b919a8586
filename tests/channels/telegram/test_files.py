"""Files of replies as people get them: made when they are sent, with their text; the text comes whatever happens."""

import asyncio

from sqlalchemy import select

from bot.conversation.attachment import Attachment, MapPicture
from bot.conversation.message import Button, IncomingMessage, Reply
from bot.replies.rich import Rich, bold, rich
from bot.storage.schema import outbox
from tests.bot_api.person import Person
from tests.bot_api.server import BotApi, Fault
from tests.channels.telegram.conftest import Serving, always, make

MAP = Attachment(name="carte.png", media_type="image/png", content=MapPicture(events={1: "iter"}))
PAGE = Attachment(name="fiche.pdf", media_type="application/pdf", content=MapPicture(events={1: "iter"}))
GONE = Attachment(name="carte.png", media_type="image/png", content=MapPicture(events={1: "gone"}))
BUTTONS = ((Button(label="Détails", action="e:iter"),),)


def with_file(attachment: Attachment, text: Rich | str = "", **more: object) -> Reply:
    """A reply that has a file."""
    return Reply(text=rich(text), attachment=attachment, buttons=BUTTONS, **more)  # type: ignore[arg-type]  # what tests vary


async def test_a_picture_with_its_caption_and_buttons(serving: Serving, person: Person) -> None:
    async with serving(always(lambda message: with_file(MAP, rich("Voici ") + bold("la carte")))):
        shown = await person.asks("la carte")
    assert (shown.text, shown.bold, shown.buttons) == ("Voici la carte", ["la carte"], ["Détails"])
    assert shown.file
    assert (shown.file.kind, shown.file.name, shown.file.media_type) == ("photo", "carte.png", "image/png")
    assert shown.file.data == await make(MAP)


async def test_a_document_without_caption(serving: Serving, person: Person) -> None:
    async with serving(always(lambda message: with_file(PAGE))):
        shown = await person.asks("la fiche")
    assert shown.file
    assert (shown.text, shown.file.kind, shown.file.name) == ("", "document", "fiche.pdf")


async def test_a_long_text_follows_its_file(serving: Serving, person: Person) -> None:
    text = "Une visite d'usine. " * 100
    async with serving(always(lambda message: with_file(MAP, text))):
        await person.says("la carte")
        last = await person.reads(2)
    assert person.sees == ["", text.strip()]
    assert [message.file is not None for message in person.chat.messages] == [True, False]
    assert last.buttons == ["Détails"]


async def test_what_cannot_be_made_is_said_without_it(serving: Serving, person: Person) -> None:
    async with serving(always(lambda message: with_file(GONE, bold("La carte")))) as guide:
        shown = await person.asks("la carte")
        assert await guide.undelivered() == []
    assert (shown.text, shown.bold, shown.file, shown.buttons) == ("La carte", ["La carte"], None, ["Détails"])


async def test_what_cannot_be_made_and_says_nothing_leaves_a_trace(serving: Serving, person: Person) -> None:
    async with serving(always(lambda message: with_file(GONE))) as guide:
        number = await person.says("la carte")
        await person.reads_nothing()
        await guide.until_undelivered((f"answer:{number}", "LookupError"))


async def test_a_file_that_telegram_does_not_take_is_left_out(serving: Serving, api: BotApi, person: Person) -> None:
    api.fail("sendPhoto", Fault(status=400, description="Bad Request: IMAGE_PROCESS_FAILED"))
    async with serving(always(lambda message: with_file(MAP, "La carte"))):
        shown = await person.asks("la carte")
    assert (shown.text, shown.file) == ("La carte", None)


async def test_a_try_that_failed_makes_the_file_again(serving: Serving, api: BotApi, person: Person) -> None:
    api.fail("sendPhoto", Fault(status=500))
    async with serving(always(lambda message: with_file(MAP, "La carte"))):
        shown = await person.asks("la carte")
    assert api.count("sendPhoto") == 2
    assert shown.file


async def test_only_the_description_waits_in_the_outbox(serving: Serving, api: BotApi, person: Person) -> None:
    api.fail("sendPhoto", Fault(hangs=0.4))
    async with serving(always(lambda message: with_file(MAP, "La carte"))) as guide:
        await person.says("la carte")
        async with asyncio.timeout(5):
            while not api.count("sendPhoto"):  # noqa: ASYNC110 - the server tells of calls that are answered only
                await asyncio.sleep(0.01)
        rows = await guide.database.run(lambda connection: connection.execute(select(outbox.c.data)).scalars().all())
    assert [len(row) < 400 and '"MapPicture"' in row for row in rows] == [True]


async def test_a_button_under_a_picture_does_not_edit_it(serving: Serving, person: Person) -> None:
    def answer(message: IncomingMessage) -> Reply:
        return Reply(text=rich("ITER"), replaces=True) if message.text == "e:iter" else with_file(MAP, "La carte")

    async with serving(always(answer)):
        picture = await person.asks("la carte")
        await person.taps("Détails", on=picture)
        assert (await person.reads()).text == "ITER"
    assert person.sees == ["La carte", "ITER"]
