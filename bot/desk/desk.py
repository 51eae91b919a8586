"""What organisers ask of the guide: figures, changes of an event, announcements, reports of the public.

Their own questions go to the guide as anyone's do. What is half said (« which event? ») is kept in memory only.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.conversation.attachment import Attachment, FigurePlots
from bot.conversation.message import Button, IncomingMessage, Kind, Reply
from bot.conversation.report import report
from bot.conversation.turn import Guide
from bot.desk.announcing import Announcing
from bot.desk.changing import Changing
from bot.desk.holding import Holding
from bot.desk.records import Records
from bot.desk.talk import Step, Talk
from bot.events.intake.provenance import SourceState
from bot.replies.dates import day_and_hour
from bot.replies.rich import Rich, join, rich

#: What an organiser's button sends: `ad:<verb>[:<rest>]`.
PREFIX = "ad:"
_COMMAND = "admin"


@dataclass(kw_only=True)
class Desk:
    """Answers organisers; `guide` tells to which programme the guide is one by now, `now` is local."""

    records: Records
    guide: Callable[[], Guide]
    now: Callable[[], datetime]
    changing: Changing
    announcing: Announcing
    holding: Holding
    #: The programme's sources as they are by now.
    sources: Callable[[], Sequence[SourceState]]
    _talks: dict[str, Talk] = field(default_factory=dict)

    async def reply(self, key: str, message: IncomingMessage) -> Reply | None:
        """The answer to an organiser's message; None: it is a question as anyone's."""
        talk = self._talks.setdefault(key, Talk(key=key))
        if message.kind is Kind.COMMAND and message.text == _COMMAND:
            return await self._figures(talk, "")
        if message.kind is Kind.ACTION and message.text.startswith(PREFIX):
            verb, _, rest = message.text.removeprefix(PREFIX).partition(":")
            talk.awaits = ""
            try:
                return await self._steps[verb](talk, rest)
            except (KeyError, ValueError):  # of another version, or forged
                return Reply(text=self.guide().phrases.say("common.old_button"))
        if message.kind is Kind.TEXT and talk.awaits:
            awaited, talk.awaits = talk.awaits, ""
            return await self._steps[awaited](talk, message.text)
        talk.awaits = ""
        return None

    @property
    def _steps(self) -> Mapping[str, Step]:
        return {
            "figures": self._figures,
            "plots": self._plots,
            "problems": self._problems,
            "settled": self._settled,
            **self.changing.steps,
            **self.announcing.steps,
            **self.holding.steps,
        }

    async def _figures(self, talk: Talk, rest: str) -> Reply:
        """`ad:figures`, `/admin`: the figures, and all that can be done."""
        guide, figures = self.guide(), await self.records.figures()
        say, problems = guide.phrases.text, len(await self.records.problems())
        choices = [
            ("plots", say("desk.plots")),
            ("which", say("desk.change")),
            ("say", say("desk.announce")),
            ("problems", say("desk.problems", count=problems)),
        ]
        buttons = tuple((Button(label=label, action=f"{PREFIX}{verb}"),) for verb, label in choices)
        held, decisions = await self.holding.told()
        parts = (report(figures, guide), self._sources(), await self.changing.conflicts(), held)
        return Reply(text=join("\n\n", parts), buttons=(*decisions, *buttons))

    def _sources(self) -> Rich:
        """Each of the programme's sources, with its age and what is wrong with it."""
        say, today = self.guide().phrases.say, self.now().date()
        lines = []
        for source in self.sources():
            when = day_and_hour(source.read, today) if source.read else ""
            lines.append(
                say("desk.source" if when else "desk.source_unread", count=source.count, source=source.name, when=when)
            )
            if source.failure:
                lines.append(say("desk.source_failure", why=source.failure))
        return join("\n", (say("desk.sources"), *lines)) if lines else Rich()

    async def _plots(self, talk: Talk, rest: str) -> Reply:
        """`ad:plots`: the figures as a picture."""
        file = Attachment(name="chiffres.png", media_type="image/png", content=FigurePlots())
        return Reply(text=self.guide().phrases.say("report.picture"), attachment=file)

    async def _problems(self, talk: Talk, rest: str) -> Reply:
        """`ad:problems`: the oldest report of the public that nobody has settled."""
        problems = await self.records.problems()
        phrases = self.guide().phrases
        if not problems:
            return Reply(text=phrases.say("desk.no_problem"))
        return problem_notice(problems[0].id, problems[0].event, problems[0].text, self.guide())

    async def _settled(self, talk: Talk, number: str) -> Reply:
        """`ad:settled:<report>`: nothing more is to be done about it."""
        await self.records.settle_problem(int(number))
        return Reply(text=self.guide().phrases.say("desk.settled"))


def problem_notice(number: int, event_id: str, text: str, guide: Guide) -> Reply:
    """What someone reports of an event, with what can be done about it."""
    phrases, event = guide.phrases, guide.catalogue.event(event_id)
    title = event.title if event else event_id
    change = Button(label=phrases.text("desk.change_it"), action=f"{PREFIX}event:{event_id}")
    settle = Button(label=phrases.text("desk.settle"), action=f"{PREFIX}settled:{number}")
    head = phrases.say("desk.problem", title=title)
    return Reply(text=join("\n\n", (head, rich(text))), buttons=((change, settle) if event else (settle,),))
