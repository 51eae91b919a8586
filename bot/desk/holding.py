"""An import that would take away more than half of the programme: organisers accept it, or leave things as they are."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from bot.conversation.message import Button, Reply
from bot.conversation.turn import Guide
from bot.desk.talk import Step, Talk
from bot.events.intake.holding import HeldImport
from bot.events.intake.provenance import shown, source_name
from bot.replies.dates import day_and_hour
from bot.replies.rich import Rich, join

Buttons = tuple[tuple[Button, ...], ...]


class Imports(Protocol):
    """The imports of the programme's sources."""

    def held(self) -> Sequence[HeldImport]:
        """Those that wait for organisers to decide."""

    async def accept(self, held: HeldImport) -> bool:
        """Import that source, if it still takes away the same; whether it is done."""

    def note(self, held: HeldImport, *, left: bool | None = None) -> None:
        """Organisers were told of it; `left`: they leave the programme as it is."""


@dataclass(frozen=True, kw_only=True)
class Holding:
    """Shows the imports that are held, and does what organisers decide."""

    imports: Imports
    guide: Callable[[], Guide]
    now: Callable[[], datetime]
    #: Writes to an organiser by itself.
    tell: Callable[[str, Reply], Awaitable[None]]
    _running: set[asyncio.Task[None]] = field(default_factory=set)

    @property
    def steps(self) -> Mapping[str, Step]:
        """What buttons do."""
        return {"accept": self._accept, "leave": self._leave}

    def told(self) -> tuple[Rich, Buttons]:
        """All that is held, and the buttons of the first."""
        held = sorted(self.imports.held(), key=lambda one: one.left)
        notices = [self.notice(one) for one in held]
        return join("\n\n", [one.text for one in notices]), notices[0].buttons if notices else ()

    def notice(self, held: HeldImport) -> Reply:
        """What one import would take away, with what can be decided: what is left already may still be accepted."""
        say = self.guide().phrases.say
        when = day_and_hour(held.read, self.now().date())
        lines = [say("desk.held", source=shown(source_name(held.source)), when=when, known=held.known)]
        lines += [
            say(f"desk.held_{name}", count=count) for name in ("gone", "emptied") if (count := getattr(held, name))
        ]
        lines += [say("desk.held_event", title=title) for title in held.titles]
        if more := held.gone + held.emptied - len(held.titles):
            lines.append(say("desk.held_more", count=more))
        lines.append(say("desk.held_left" if held.left else "desk.held_waits"))
        verbs = ("accept",) if held.left else ("accept", "leave")
        label = self.guide().phrases.text
        buttons = [Button(label=label(f"desk.held_{verb}"), action=f"ad:{verb}:{held.mark}") for verb in verbs]
        return Reply(text=join("\n", lines), buttons=tuple((button,) for button in buttons))

    async def _accept(self, talk: Talk, mark: str) -> Reply:
        """`ad:accept:<mark>`: reads the source again, and writes what it has, if it takes away no other events.

        That may last: others are answered meanwhile, and the organiser is told when it is done.
        """
        running = asyncio.create_task(self._import(self._held(mark), talk.key))
        self._running.add(running)
        running.add_done_callback(self._running.discard)
        return self._says("begun")

    async def _import(self, held: HeldImport, organiser: str) -> None:
        is_done = await self.imports.accept(held)
        await self.tell(organiser, self._says("accepted" if is_done else "not_accepted"))

    async def _leave(self, talk: Talk, mark: str) -> Reply:
        """`ad:leave:<mark>`: the programme stays as it is."""
        self.imports.note(self._held(mark), left=True)
        return self._says("left")

    def _held(self, mark: str) -> HeldImport:
        """What is held under a mark. Raises KeyError when it is no more, or is another by now."""
        return {one.mark: one for one in self.imports.held()}[mark]

    def _says(self, name: str) -> Reply:
        return Reply(text=self.guide().phrases.say(f"desk.import_{name}"))
