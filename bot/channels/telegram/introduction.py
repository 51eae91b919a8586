"""What Telegram shows of the bot before it is talked to: its commands, its descriptions, its menu button.

In French for clients in French, in English for all others. It is told to Telegram only when it differs from what was
told last, which is noted in the database.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Protocol

import msgspec

from bot.channels.telegram.api import ApiError, BotApi
from bot.channels.telegram.commands import ADMIN_COMMANDS, COMMANDS, GROUP_COMMANDS
from bot.channels.telegram.retrying import retry
from bot.delivery.model import Json, Part
from bot.replies.phrases import Phrases

#: Characters of a description, and of a short one (https://core.telegram.org/bots/api#setmydescription).
_LONG, _SHORT = 512, 120
#: Seconds between tries.
_WAITS = (0.5, 1.0, 2.0, 4.0, 8.0)

_LOG = logging.getLogger(__name__)


class Notes(Protocol):
    """What is remembered from one start to the next."""

    async def note(self, name: str) -> str | None:
        """What was noted under a name."""

    async def write(self, values: Mapping[str, str | None]) -> None:
        """Note values under their names, all or none."""


class Introduction:
    """What is shown of the guide to one programme; `admins`: Telegram's numbers of its administrators."""

    def __init__(self, phrases: Phrases, programme: str, admins: Iterable[int] = ()) -> None:
        self._phrases, self._programme, self._admins = phrases, programme, admins

    @property
    def calls(self) -> list[Part]:
        """All that Telegram is told, each of its own place and language."""
        return [*self._commands(), *self._descriptions(), _menu_button()]

    def _commands(self) -> Iterator[Part]:
        yield from self._in_both({"type": "all_private_chats"}, COMMANDS)
        yield from self._in_both({"type": "all_group_chats"}, GROUP_COMMANDS)
        for admin in self._admins:
            yield from self._in_both({"type": "chat", "chat_id": admin}, COMMANDS + ADMIN_COMMANDS)

    def _in_both(self, scope: Json, names: Iterable[str]) -> Iterator[Part]:
        for language, prefix in _LANGUAGES:
            commands = [
                {"command": name, "description": self._phrases.text(f"telegram.{prefix}_{name}")} for name in names
            ]
            yield Part(method="setMyCommands", params={"commands": commands, "scope": scope} | language)

    def _descriptions(self) -> Iterator[Part]:
        for language, prefix in _LANGUAGES:
            for method, name, limit in _DESCRIPTIONS:
                text = self._phrases.text(f"telegram.{prefix}_{name}", programme=self._programme)
                yield Part(method=method, params={name: text[:limit]} | language)


#: What a call names its language by, and what the sentences' names begin with.
_LANGUAGES: tuple[tuple[Json, str], ...] = (({"language_code": "fr"}, "command"), ({}, "english"))
_DESCRIPTIONS = (("setMyDescription", "description", _LONG), ("setMyShortDescription", "short_description", _SHORT))


def _menu_button() -> Part:
    return Part(method="setChatMenuButton", params={"menu_button": {"type": "commands"}})


async def introduce(api: BotApi, notes: Notes, bot: int, calls: Iterable[Part]) -> None:
    """Tell Telegram what differs from what it was told last; commands of those who are no more concerned go away."""
    name = f"introduction:{bot}"
    told = {_place(part): part for part in _read(await notes.note(name))}
    wanted = {_place(part): part for part in calls}
    changed = [part for place, part in wanted.items() if told.get(place) != part]
    gone = [(place, part) for place, part in told.items() if place not in wanted]
    for part in changed:
        if await _tell(api, part):
            told[_place(part)] = part
    for place, part in gone:
        if await _tell(api, _undone(part)):
            del told[place]
    if changed or gone:
        await notes.write({name: msgspec.json.encode(list(told.values())).decode()})


def _place(part: Part) -> str:
    """What a call is about: another one of the same place takes its place."""
    where = {name: part.params.get(name) for name in ("scope", "language_code")}
    return part.method + msgspec.json.encode(where).decode()


def _undone(part: Part) -> Part:
    """Only commands are ever told of someone who may be concerned no more."""
    return Part(
        method="deleteMyCommands", params={name: value for name, value in part.params.items() if name != "commands"}
    )


def _read(noted: str | None) -> list[Part]:
    return msgspec.json.decode(noted, type=list[Part]) if noted else []


async def _tell(api: BotApi, part: Part) -> bool:
    """Whether Telegram took it; what it did not take is told again at the next start."""
    try:
        await retry(partial(api.call, part.method, part.params), _WAITS)
    except ApiError as error:
        _LOG.warning("%s was not taken: %s", part.method, error)
        return False
    return True
