"""The terminal, as one who sits at it, or who pipes into it, sees it."""

import asyncio
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from bot.channels.console import KEY, ConsoleChannel, parse_position
from bot.channels.console_files import saver
from bot.channels.console_page import fold
from bot.conversation.attachment import Attachment, MapPicture
from bot.conversation.message import Button, IncomingMessage, Kind, Position, Reply, Venue
from bot.delivery.model import Part, Result
from bot.replies.phrases import Phrases
from bot.replies.rich import Rich, bold, rich

PHRASES = Phrases.load()
TOULON = Position(lat=43.1242, lon=5.928)
FOUND = Reply(
    text=bold("Deux visites") + " samedi",
    buttons=(
        (Button(label="Plus de résultats", action="more:1"), Button(label="Enlever « samedi »", action="less:1:day")),
        (Button(label="Le site", url="https://usine.example/?a=1"), Button(label="Détails du 2", action="event:iter")),
    ),
)


MAP = Attachment(name="carte.png", media_type="image/png", content=MapPicture(events={1: "iter"}))


async def save(attachment: Attachment) -> Path:
    """Where a file would be written; none can be made of events that are gone."""
    if "gone" in str(attachment.content):
        raise LookupError("gone")
    return Path("var/files", attachment.name)


class Guide:
    """Answers each message with the replies it was given, in turn, and remembers what it was told."""

    def __init__(self, *replies: Reply | str | Exception) -> None:
        self._replies = list(replies)
        self.told: list[IncomingMessage] = []

    async def __call__(self, key: str, message: IncomingMessage) -> Reply:
        assert key == KEY
        self.told.append(message)
        reply = self._replies.pop(0) if self._replies else "D’accord."
        if isinstance(reply, Exception):
            raise reply
        return reply if isinstance(reply, Reply) else Reply(text=rich(reply))


async def pipe(guide: Guide, *lines: str, opening: Rich | str = "") -> list[str]:
    """The paragraphs that are printed when lines are piped in."""
    output = io.StringIO()
    given = io.StringIO("".join(f"{line}\n" for line in lines))
    await ConsoleChannel(converse=guide, phrases=PHRASES, save=save, input=given, output=output, opening=opening).run()
    return output.getvalue().split("\n\n")[:-1]


def said(name: str, **values: str) -> str:
    return str(PHRASES.say(f"console.{name}", count=1, turn=0, **values))


async def test_lines_are_answered_until_the_input_ends() -> None:
    guide = Guide("Deux visites.", "La 2e est à Grasse.")
    assert await pipe(guide, "des visites", "", "  2  ") == ["Deux visites.", "La 2e est à Grasse."]
    assert guide.told == [IncomingMessage(text="des visites"), IncomingMessage(text="2")]


async def test_the_opening_comes_first() -> None:
    assert await pipe(Guide(), "bonjour", opening="Nous sommes le 15.") == ["Nous sommes le 15.", "D’accord."]


async def test_buttons_are_numbered_with_a_slash() -> None:
    guide = Guide(FOUND)
    assert await pipe(guide, "des visites samedi", "/3", "/1", "2") == [
        "Deux visites samedi",
        "/1\N{NBSP}Plus\N{NBSP}de\N{NBSP}résultats   /2\N{NBSP}Enlever\N{NBSP}«\N{NBSP}samedi\N{NBSP}»\n"
        "Le site\N{NBSP}: https://usine.example/?a=1   /3\N{NBSP}Détails\N{NBSP}du\N{NBSP}2",
        said("choosing"),
        *["D’accord."] * 3,
    ]
    assert guide.told[1:] == [
        IncomingMessage(kind=Kind.ACTION, text="event:iter"),
        IncomingMessage(kind=Kind.ACTION, text="more:1"),
        IncomingMessage(text="2"),
    ]


async def test_choices_are_those_last_shown() -> None:
    other = Reply(text=rich("Une seule"), buttons=((Button(label="Itinéraire", action="route:iter"),),))
    guide = Guide("Bonjour", FOUND, other)
    printed = await pipe(guide, "bonjour", "/1", "des visites", "et dimanche ?", "/1", "/2", "/0")
    assert printed[1] == said("no_choice_yet")
    assert printed[-4:] == ["/1\N{NBSP}Itinéraire", "D’accord.", *[said("no_choice", choices="/1")] * 2]
    assert guide.told[-1] == IncomingMessage(kind=Kind.ACTION, text="route:iter")


async def test_commands() -> None:
    guide = Guide()
    await pipe(guide, "/aide", "/Programme", "/start", "/start event-iter", "/quitter", "jamais lu")
    assert guide.told == [
        IncomingMessage(kind=Kind.COMMAND, text="aide"),
        IncomingMessage(kind=Kind.COMMAND, text="programme"),
        IncomingMessage(kind=Kind.COMMAND, text="start"),
        IncomingMessage(kind=Kind.ACTION, text="event-iter"),
    ]


async def test_a_position_is_shared() -> None:
    guide = Guide(Reply(text=rich("Où ça ?"), asks_location=True))
    printed = await pipe(guide, "près de chez moi", "/position ici", "/position 43.1242 5.928")
    assert printed == ["Où ça ?", said("asks_location"), said("bad_position"), "D’accord."]
    assert guide.told[1:] == [IncomingMessage(kind=Kind.LOCATION, location=TOULON)]


@pytest.mark.parametrize("text", ["43.1242 5.928", "43.1242, 5.928", "43.1242,5.928", "43,1242 5,928", "43,1242;5,928"])
def test_positions_as_they_are_copied(text: str) -> None:
    assert parse_position(text) == TOULON


@pytest.mark.parametrize("text", ["", "43,1", "43.1", "43 5 6", "91 5", "43 181", "nan 5", "Toulon"])
def test_what_is_no_position(text: str) -> None:
    assert parse_position(text) is None


async def test_a_venue_is_written_out() -> None:
    venue = Venue(title="ITER", address="13115 Saint-Paul-lez-Durance", position=Position(lat=43.70831, lon=5.7775))
    printed = await pipe(Guide(Reply(text=rich("C’est ici."), venue=venue)), "où est-ce ?")
    place = f"ITER\n13115 Saint-Paul-lez-Durance\n{said('position', lat='43.70831', lon='5.77750')}"
    assert printed == ["C’est ici.", place]


async def test_a_file_is_saved_and_its_path_said() -> None:
    gone = replace(MAP, content=MapPicture(events={1: "gone"}))
    replies = [Reply(text=rich("Voici la carte."), attachment=attachment) for attachment in (MAP, gone)]
    printed = await pipe(Guide(*replies), "la carte", "la carte")
    assert printed == [
        "Voici la carte.",
        said("file", path="var/files/carte.png"),
        "Voici la carte.",
        said("no_file"),
    ]


async def test_files_of_different_content_stand_beside_each_other(tmp_path: Path) -> None:
    contents = iter((b"une", b"deux", b"une"))

    async def make(attachment: Attachment, key: str) -> bytes:
        return next(contents)

    written = [await saver(make, KEY, tmp_path / "files")(MAP) for _ in range(3)]
    assert written[0] == written[2] != written[1]
    assert [path.read_bytes() for path in written] == [b"une", b"deux", b"une"]
    assert {path.suffix for path in written} == {".png"}


async def test_a_failure_is_said_and_the_chat_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    assert await pipe(Guide(ValueError("oh")), "une question", "une autre") == [said("failure"), "D’accord."]
    assert caplog.messages == ["a message could not be answered"]


def kept(part: Part) -> Part:
    """A part as it comes out of the outbox."""
    return msgspec.json.decode(msgspec.json.encode(part), type=Part)


async def test_what_was_not_asked_for_is_shown_as_what_was() -> None:
    output = io.StringIO()
    channel = ConsoleChannel(converse=Guide(), phrases=PHRASES, save=save, input=io.StringIO(), output=output)
    (part,) = channel.carrier.parts(FOUND, KEY)
    assert (await channel.carrier.carry(KEY, kept(part))).result is Result.SENT
    assert output.getvalue().split("\n\n")[:2] == (await pipe(Guide(FOUND), "des visites samedi"))[:2]


async def test_what_was_not_asked_for_comes_while_one_types(keyboard: PipeInput) -> None:
    output, guide = io.StringIO(), Guide()
    channel = ConsoleChannel(
        converse=guide, phrases=PHRASES, save=save, input=io.StringIO(), output=output, terminal=True
    )
    sitting = asyncio.create_task(channel.run())
    keyboard.send_text("des vi")
    await asyncio.sleep(0.2)
    await channel.carrier.carry(KEY, channel.carrier.parts(FOUND, KEY)[0])
    keyboard.send_text("sites\r/2\r\x04")
    await asyncio.wait_for(sitting, timeout=10)
    assert "Deux visites samedi" in output.getvalue()
    assert [message.text for message in guide.told] == ["start", "des visites", "less:1:day"]


async def test_a_programmes_text_does_not_drive_the_terminal() -> None:
    assert await pipe(Guide("Atelier\x1b[2J\x07 \x9b31mrouge\r"), "quoi ?") == ["Atelier[2J 31mrouge"]


@pytest.mark.parametrize(
    ("text", "width", "folded"),
    [
        ("une visite à Toulon", 12, "une visite à\nToulon"),
        ("une visite à Toulon", 80, "une visite à Toulon"),
        ("1. une visite\n   à\N{NBSP}Toulon, lundi", 12, "1. une\nvisite\n   à\N{NBSP}Toulon,\nlundi"),
        ("https://usine.example/longue", 10, "https://usine.example/longue"),
        ("voir https://usine.example", 10, "voir\nhttps://usine.example"),
        ("工場見学 工場", 8, "工場見学\n工場"),
        ("", 10, ""),
    ],
)
def test_lines_fit_the_terminal(text: str, width: int, folded: str) -> None:
    assert fold(text, width) == folded


@pytest.fixture
def keyboard() -> Iterator[PipeInput]:
    """What is typed at the terminal."""
    with create_pipe_input() as typed, create_app_session(input=typed, output=DummyOutput()):
        yield typed


async def sit(guide: Guide, *, styled: bool = False, history: Path | None = None) -> str:
    """All that is printed to one who sits at a terminal, until they leave."""
    output = io.StringIO()
    channel = ConsoleChannel(
        converse=guide,
        phrases=PHRASES,
        save=save,
        input=io.StringIO(),
        output=output,
        terminal=True,
        styled=styled,
        history=history,
    )
    await asyncio.wait_for(channel.run(), timeout=10)
    return output.getvalue()


@pytest.mark.parametrize("leaving", ["/quitter\r", "\x03", "\x04", "des visi\x03"])
async def test_a_terminal_greets_and_takes_leave(keyboard: PipeInput, leaving: str) -> None:
    guide = Guide("Bonjour.")
    keyboard.send_text(f"des visites\r{leaving}")
    assert (await sit(guide)).startswith("Bonjour.\n\n")
    assert guide.told == [IncomingMessage(kind=Kind.COMMAND, text="start"), IncomingMessage(text="des visites")]


async def test_a_terminal_ends_with_a_goodbye(keyboard: PipeInput) -> None:
    keyboard.send_text("\x04")
    assert (await sit(Guide())).endswith(f"\n\n{said('bye')}\n\n")


@pytest.mark.parametrize(
    ("styled", "title"), [(True, "\x1b[1mDeux visites\x1b[0m samedi"), (False, "Deux visites samedi")]
)
async def test_bold_only_where_it_is_wanted(keyboard: PipeInput, styled: bool, title: str) -> None:
    keyboard.send_text("des visites\r\x04")
    printed = await sit(Guide("Bonjour.", FOUND), styled=styled)
    assert title in printed
    assert ("\x1b" in printed) == styled


async def test_what_was_typed_comes_back_another_day(keyboard: PipeInput, tmp_path: Path) -> None:
    history = tmp_path / "var" / "history"
    keyboard.send_text("des visites à Toulon\r\x04")
    await sit(Guide(), history=history)
    guide = Guide()
    keyboard.send_text("\x1b[A\r\x04")
    await sit(guide, history=history)
    assert guide.told[1:] == [IncomingMessage(text="des visites à Toulon")]
    assert history.stat().st_mode & 0o077 == 0
