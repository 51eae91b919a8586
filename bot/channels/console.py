"""The terminal: lines typed in, replies printed; buttons are chosen by a number with a slash, « /2 ».

A number alone stays a question (« 2 » is the second event of the list).
"""

import asyncio
import logging
import os
import re
import shutil
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

import msgspec
from prompt_toolkit import PromptSession
from prompt_toolkit.application import get_app_or_none, in_terminal
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.history import FileHistory

from bot.channels.console_files import Save
from bot.channels.console_page import Page, unbroken
from bot.conversation.attachment import Attachment
from bot.conversation.message import Button, IncomingMessage, Kind, Position, Reply, Venue
from bot.delivery.model import Outcome, Part, Result
from bot.replies.phrases import Phrases
from bot.replies.rich import Rich, bold, join, rich

log = logging.getLogger(__name__)

Converse = Callable[[str, IncomingMessage], Awaitable[Reply]]

#: The one who sits at the terminal, among all who talk to the guide.
KEY = "console"
_LEAVE = ("quitter", "quit", "exit")
_COMMAND = re.compile(r"/(\w+)\s*(.*)", re.DOTALL)


class ConsoleChannel:
    """One person at a terminal, or the lines of a file."""

    def __init__(
        self,
        *,
        converse: Converse,
        phrases: Phrases,
        save: Save,
        input: TextIO,
        output: TextIO,
        terminal: bool = False,
        styled: bool = False,
        history: Path | None = None,
        opening: Rich | str = "",
    ) -> None:
        """`terminal`: someone sits there, so edit lines (kept in `history`), greet, fit the width.

        `styled` allows bold and colours; `opening` is printed before all else.
        """
        self._converse = converse
        self._say = phrases.say
        self._save = save
        self._input = input
        self._page = Page(output, styled=styled, width=_columns if terminal else None)
        self._terminal = terminal
        self._styled = styled
        self._history = history
        self._opening = opening
        #: Actions of the buttons last shown: « /1 » is the first.
        self._choices: tuple[str, ...] = ()

    @property
    def carrier(self) -> "ConsoleCarrier":
        """The way for what is said without having been asked."""
        return ConsoleCarrier(self._interrupt)

    @classmethod
    def of_process(
        cls, *, converse: Converse, phrases: Phrases, save: Save, history: Path, opening: Rich | str = ""
    ) -> "ConsoleChannel":
        """On this process's standard input and output, as they are: terminals, pipes or files."""
        for stream in (sys.stdin, sys.stdout):
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(errors="replace")
        return cls(
            converse=converse,
            phrases=phrases,
            save=save,
            input=sys.stdin,
            output=sys.stdout,
            terminal=sys.stdin.isatty() and sys.stdout.isatty(),
            styled=sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb",
            history=history,
            opening=opening,
        )

    async def run(self) -> None:
        """Answer each line until the input ends or the person leaves (/quitter, Ctrl-D, Ctrl-C)."""
        if self._opening:
            self._write(self._opening)
        if self._terminal:
            await self._send(IncomingMessage(kind=Kind.COMMAND, text="start"))
            self._write(self._say("console.opening"))
        async for line in self._lines():
            if command := _COMMAND.fullmatch(line):
                name, argument = command.groups()
                if name.lower() in _LEAVE:
                    break
                await self._obey(name.lower(), argument)
            elif line:
                await self._send(IncomingMessage(text=line))
        if self._terminal:
            self._write(self._say("console.bye"))

    async def _lines(self) -> AsyncIterator[str]:
        if not self._terminal:
            while line := await asyncio.to_thread(self._input.readline):
                yield line.strip()
            return
        if self._history:
            self._history.parent.mkdir(parents=True, exist_ok=True)
            self._history.touch(mode=0o600)  # what one asks is one's own
        session: PromptSession[str] = PromptSession(history=FileHistory(self._history) if self._history else None)
        prompt = FormattedText([("bold ansicyan" if self._styled else "", str(self._say("console.prompt")))])
        while True:
            try:
                line = await session.prompt_async(prompt)
            except (EOFError, KeyboardInterrupt):
                return
            yield line.strip()

    async def _obey(self, name: str, argument: str) -> None:
        if name.isdecimal():
            await self._choose(int(name))
        elif name == "position":
            position = parse_position(argument)
            if position:
                await self._send(IncomingMessage(kind=Kind.LOCATION, location=position))
            else:
                self._write(self._say("console.bad_position"))
        elif name == "start" and argument:
            await self._send(IncomingMessage(kind=Kind.ACTION, text=argument))
        else:
            await self._send(IncomingMessage(kind=Kind.COMMAND, text=name))

    async def _choose(self, number: int) -> None:
        if 1 <= number <= len(self._choices):
            await self._send(IncomingMessage(kind=Kind.ACTION, text=self._choices[number - 1]))
        elif self._choices:
            choices = ", ".join(f"/{number}" for number in range(1, len(self._choices) + 1))
            self._write(self._say("console.no_choice", choices=choices))
        else:
            self._write(self._say("console.no_choice_yet"))

    async def _send(self, message: IncomingMessage) -> None:
        try:
            reply = await self._converse(KEY, message)
        except Exception:
            log.exception("a message could not be answered")
            self._write(self._say("console.failure"))
        else:
            await self._show(reply)

    async def _interrupt(self, reply: Reply) -> None:
        """Show what was not asked for, above the line that is being typed when there is one."""
        if get_app_or_none():
            async with in_terminal():
                await self._show(reply)
        else:
            await self._show(reply)

    async def _show(self, reply: Reply) -> None:
        self._write(reply.text)
        if reply.venue:
            self._write(self._located(reply.venue))
        if reply.attachment:
            self._write(await self._saved(reply.attachment))
        if reply.asks_location:
            self._write(self._say("console.asks_location"))
        if reply.buttons:
            self._offer(reply.buttons)

    def _offer(self, rows: tuple[tuple[Button, ...], ...]) -> None:
        is_first_time = not self._choices
        choices: list[str] = []
        lines: list[Rich] = []
        for row in rows:
            items: list[Rich] = []
            for button in row:
                if button.url:
                    items.append(self._say("console.link", label=button.label, url=button.url))
                elif button.action:
                    choices.append(button.action)
                    items.append(bold(f"/{len(choices)}") + unbroken(f" {button.label}"))
            lines.append(join("   ", items))
        self._choices = tuple(choices) or self._choices
        self._write(join("\n", lines))
        if choices and is_first_time:
            self._write(self._say("console.choosing"))

    def _located(self, venue: Venue) -> Rich:
        position = self._say("console.position", lat=f"{venue.position.lat:.5f}", lon=f"{venue.position.lon:.5f}")
        return join("\n", [bold(venue.title), rich(venue.address), position])

    async def _saved(self, attachment: Attachment) -> Rich:
        try:
            return self._say("console.file", path=await self._save(attachment))
        except Exception:
            log.exception("%s could not be made", attachment.name)
            return self._say("console.no_file")

    def _write(self, text: Rich | str) -> None:
        # An empty line after each paragraph sets replies apart, with or without the questions between them.
        self._page.write(rich(text) + "\n")


class ConsoleCarrier:
    """The terminal, as delivery sees it: a reply is one part, which is shown."""

    channel = KEY
    room = 1

    def __init__(self, show: Callable[[Reply], Awaitable[None]]) -> None:
        self._show = show

    def parts(self, reply: Reply, key: str, replaces: int | None = None) -> list[Part]:
        """The whole reply, as JSON has it."""
        return [Part(method="show", params=msgspec.to_builtins(msgspec.structs.replace(reply, answer=None)))]

    async def carry(self, key: str, part: Part) -> Outcome:
        """Show it."""
        await self._show(msgspec.convert(part.params, Reply))
        return Outcome(result=Result.SENT)

    async def is_reachable(self) -> bool:
        """Someone sits there."""
        return True


def parse_position(text: str) -> Position | None:
    """Latitude and longitude in degrees: « 43.5 5.4 », « 43.5, 5.4 », « 43,5 5,4 »; None when it is no position."""
    if "." in text:
        text = text.replace(",", " ")
    try:
        lat, lon = map(float, text.replace(",", ".").replace(";", " ").split())
    except ValueError:
        return None
    return Position(lat=lat, lon=lon) if abs(lat) <= 90 and abs(lon) <= 180 else None


def _columns() -> int:
    return shutil.get_terminal_size().columns
