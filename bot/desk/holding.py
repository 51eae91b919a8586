"""What would take away too much of the programme is held: organisers accept it, or leave things as they are."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, TypeVar

from bot.conversation.lists.buttons import short
from bot.conversation.message import Button, Reply
from bot.conversation.turn import Guide
from bot.desk.talk import Step, Talk
from bot.events.intake.holding import Held, HeldImport
from bot.events.intake.provenance import SourceState, shown, source_name
from bot.replies.dates import day_and_hour
from bot.replies.rich import Rich, join

Buttons = tuple[tuple[Button, ...], ...]


H = TypeVar("H", bound=Held)


class Waiting(Protocol[H]):
    """What is held, of one sort."""

    async def held(self) -> Sequence[H]:
        """All that waits for organisers to decide."""

    async def accept(self, held: H) -> bool:
        """Let it be, if it still takes away the same; whether it is done."""

    async def note(self, held: H, *, left: bool | None = None) -> None:
        """Organisers were told of it; `left`: they leave the programme as it is."""


class Imports(Waiting[HeldImport], Protocol):
    """The imports of the programme's sources."""

    def states(self) -> Sequence[SourceState]:
        """What is known of each source."""


@dataclass(frozen=True, kw_only=True)
class Holding:
    """Shows what is held, and does what organisers decide."""

    #: Of the programme's sources, and of its file.
    waiting: Sequence[Waiting[Any]]
    guide: Callable[[], Guide]
    now: Callable[[], datetime]
    #: Writes to an organiser by itself.
    tell: Callable[[str, Reply], Awaitable[None]]
    _running: set[asyncio.Task[None]] = field(default_factory=set)

    @property
    def steps(self) -> Mapping[str, Step]:
        """What buttons do."""
        return {"accept": self._accept, "leave": self._leave}

    async def told(self) -> tuple[Rich, Buttons]:
        """All that is held, and the buttons of each; those of several say of which they are."""
        held = sorted([one for _, one in await self._all()], key=lambda one: one.left)
        text = join("\n\n", [self.notice(one).text for one in held])
        return text, tuple(row for one in held for row in self._choices(one, of_several=len(held) > 1))

    async def news(self) -> AsyncIterator[tuple[Held, Reply]]:
        """What organisers have not been told of; each counts as told once the next is asked for."""
        for waiting, one in await self._all():
            if not one.told:
                yield one, self.notice(one)
                await waiting.note(one)

    def notice(self, held: Held) -> Reply:
        """What it would take away, with what can be decided: what is left already may still be accepted."""
        say, kind = self.guide().phrases.say, _kind(held)
        when = day_and_hour(held.read, self.now().date())
        source = shown(source_name(held.source)) if isinstance(held, HeldImport) else ""
        lines = [say(f"desk.{kind}_held", source=source, when=when)]
        if isinstance(held, HeldImport) and held.is_empty:
            lines.append(say("desk.held_empty"))
        lines.append(say(f"desk.{kind}_of", count=held.known))
        counts = {f"{kind}_gone": held.gone, "held_emptied": held.emptied}
        lines += [say(f"desk.{name}", count=count) for name, count in counts.items() if count]
        lines += [say("desk.held_event", title=title) for title in held.titles]
        if more := held.gone + held.emptied - len(held.titles):
            lines.append(say("desk.held_more", count=more))
        lines.append(say("desk.held_left" if held.left else f"desk.{kind}_waits"))
        return Reply(text=join("\n", lines), buttons=self._choices(held))

    def _choices(self, held: Held, *, of_several: bool = False) -> Buttons:
        """To accept it; to leave the programme as it is, where that is not decided yet."""
        names = {"accept": f"{_kind(held)}_accept"} | ({} if held.left else {"leave": "held_leave"})
        label, what = self.guide().phrases.text, self._short(held) if of_several else ""
        labels = {
            verb: label(f"desk.{name}_one" if what else f"desk.{name}", what=what) for verb, name in names.items()
        }
        return tuple((Button(label=short(text), action=f"ad:{verb}:{held.mark}"),) for verb, text in labels.items())

    def _short(self, held: Held) -> str:
        """Its source, or that it is the file."""
        if isinstance(held, HeldImport):
            return shown(source_name(held.source))
        return self.guide().phrases.text("desk.file")

    async def _accept(self, talk: Talk, mark: str) -> Reply:
        """`ad:accept:<mark>`: what is held becomes so; a source is read again, if it takes away no other events.

        That may last: others are answered meanwhile, and the organiser is told when it is done.
        """
        waiting, held = await self._of(mark)
        if not isinstance(held, HeldImport):
            await waiting.accept(held)
            return self._says(held, "accepted")
        running = asyncio.create_task(self._import(waiting, held, talk.key))
        self._running.add(running)
        running.add_done_callback(self._running.discard)
        return self._says(held, "begun")

    async def _import(self, waiting: Waiting[Any], held: HeldImport, organiser: str) -> None:
        is_done = await waiting.accept(held)
        await self.tell(organiser, self._says(held, "accepted" if is_done else "not_accepted"))

    async def _leave(self, talk: Talk, mark: str) -> Reply:
        """`ad:leave:<mark>`: the programme stays as it is."""
        waiting, held = await self._of(mark)
        await waiting.note(held, left=True)
        return self._says(held, "left")

    async def _all(self) -> list[tuple[Waiting[Any], Held]]:
        return [(waiting, one) for waiting in self.waiting for one in await waiting.held()]

    async def _of(self, mark: str) -> tuple[Waiting[Any], Held]:
        """What is held under a mark. Raises KeyError when it is no more, or is another by now."""
        return {one.mark: (waiting, one) for waiting, one in await self._all()}[mark]

    def _says(self, held: Held, name: str) -> Reply:
        return Reply(text=self.guide().phrases.say(f"desk.{_kind(held)}_{name}"))


def _kind(held: Held) -> str:
    return "import" if isinstance(held, HeldImport) else "file"
