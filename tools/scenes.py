"""Conversations with the guide to `data/events.yaml`, to be drawn."""

from collections.abc import Sequence
from datetime import datetime

from bot.app import App
from bot.conversation.making import Maker
from bot.conversation.message import IncomingMessage, Kind, Reply
from bot.conversation.session import OpenVote, Session
from bot.replies.rich import Rich, bold, join, rich
from tools.chats import DARK, LIGHT, Said, beside, chat


class Scene:
    """A conversation, message by message."""

    def __init__(self, app: App, maker: Maker, now: datetime, palette: Sequence[str] = LIGHT) -> None:
        self._app, self._maker, self._now, self._palette = app, maker, now, palette
        self._session, self._reply = Session(), Reply(text=Rich())
        self.said: list[Said] = []

    def says(self, text: str, *, by: str = "", shown: int = 20) -> "Scene":
        """Someone says it, « /start » too; `shown`: rows of buttons that are drawn."""
        kind = Kind.COMMAND if text.startswith("/") else Kind.TEXT
        message = IncomingMessage(kind=kind, text=text.removeprefix("/"), in_group=bool(by), by=by)
        self.said.append(Said(text=rich(f"@GuideIndustrieBot {text}" if by else text), by=by, palette=self._palette))
        return self._answered(message, shown)

    def taps(self, label: str, *, shown: int = 20) -> "Scene":
        """A button whose label begins like that."""
        buttons = [button for row in self._reply.buttons for button in row]
        action = next(button.action for button in buttons if button.label.startswith(label))
        self.said.append(Said(text=rich(f"[{label}]"), by="", palette=self._palette))
        return self._answered(IncomingMessage(kind=Kind.ACTION, text=action), shown)

    def votes(self, counts: Sequence[int], voters: int) -> "Scene":
        """The vote that is open ends so."""
        vote = self._reply.vote
        if vote is None:
            raise ValueError("no vote is open")
        options = list(zip(vote.options, counts, strict=True))
        self.said[-1] = Said(
            text=bold(vote.question), options=options, buttons=_labels(self._reply), palette=self._palette
        )
        self._session.votes["1"] = OpenVote(message=1, events=vote.events)
        ended = IncomingMessage(kind=Kind.VOTE, text="1", counts=tuple(counts), voters=voters, in_group=True)
        return self._answered(ended, 20)

    def types(self, text: str, *, shown: int = 4) -> "Scene":
        """Typed in any chat: the first cards."""
        reply = self._app.dialogue.handle(IncomingMessage(kind=Kind.INLINE, text=text), Session(), self._now)
        self.said.append(Said(text=rich(f"@GuideIndustrieBot {text}"), by="", palette=self._palette))
        for card in reply.cards.cards[:shown] if reply.cards else ():
            self.said.append(Said(text=join("\n", (bold(card.title), card.told)), palette=self._palette))
        return self

    def drawn(self) -> bytes:
        """The conversation as a PNG."""
        return chat(self.said)

    def _answered(self, message: IncomingMessage, shown: int) -> "Scene":
        reply = self._reply = self._app.dialogue.handle(message, self._session, self._now)
        is_picture = reply.attachment is not None and reply.attachment.media_type.startswith("image/")
        made = (
            self._maker.make(reply.attachment, self._app.guide, self._now) if reply.attachment and is_picture else b""
        )
        text = (
            reply.text if is_picture or not reply.attachment else join("\n", (bold(reply.attachment.name), reply.text))
        )
        said = Said(text=text, buttons=_labels(reply)[:shown], picture=made, palette=self._palette)
        self.said.append(said)
        return self


def _labels(reply: Reply) -> list[list[str]]:
    return [[button.label for button in row] for row in reply.buttons]


def scenes(app: App, invented: App, maker: Maker, now: datetime) -> dict[str, bytes]:
    """Pictures by name; `invented`: a guide to a programme with more for classes."""

    def scene(palette: Sequence[str] = LIGHT) -> Scene:
        return Scene(app, maker, now, palette)

    def of_class() -> Scene:
        return Scene(invented, maker, now)

    light, dark = (
        scene(look).says("visites à Toulon", shown=0).taps("Voir sur une carte", shown=0).drawn()
        for look in (LIGHT, DARK)
    )
    two = scene().says("rappelle-moi la visite d'ITER", shown=0)
    group = scene().says("visites dans le Var", by="Léa", shown=1).says("on vote", by="Léa")
    asked = of_class().says("une visite gratuite pour ma classe, près d'Aubagne").says("3e").says("28", shown=4)
    half_day = of_class().says("prof, 28 élèves de 3e, visites à moins de 40 km d'Aubagne", shown=0)
    return {
        "first-message": scene().says("/start").drawn(),
        "list-and-page": scene().says("visites dans le Var", shown=3).taps("2.").drawn(),
        "simple": scene().says("/simple").says("la visite d'ITER").drawn(),
        "map-in-a-chat": beside(light, dark),
        "conflict": two.says("rappelle-moi la visite de Naval Group à Ollioules", shown=0).drawn(),
        "inline": scene().types("visites").drawn(),
        "vote": group.votes((3, 1, 4, 0, 0, 1), 5).drawn(),
        "class-visit": asked.drawn(),
        "half-day": half_day.taps("Deux visites en une demi-journée", shown=3).drawn(),
        "privacy": scene().says("/confidentialite").drawn(),
        "own-data": scene().says("/mesdonnees").says("/oublier").drawn(),
    }
