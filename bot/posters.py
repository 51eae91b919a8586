"""`python -m bot qr`: a poster for each event or organiser, as PDF to be printed and as PNG to be shown."""

import asyncio
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.channels.telegram.api import ApiError, BotApi
from bot.channels.telegram.keyboards import deep_link
from bot.conversation.one_event.facts import Facts
from bot.conversation.organisers import events_of, organiser_links
from bot.documents.poster import Poster, poster_page
from bot.documents.raster import png_of
from bot.events.catalogue import Catalogue
from bot.events.model import Event
from bot.events.problems import guess
from bot.replies import dates
from bot.replies.french import capital
from bot.replies.phrases import Phrases
from bot.settings import Settings

FOLDER = Path("var/files")
#: Dots a point: 300 an inch, as printers want.
_DOTS = 300 / 72
#: Stretches of dates that a poster tells.
_DATES = 2
#: https://core.telegram.org/bots/features#username
_BOT = re.compile(r"[A-Za-z]\w{4,31}", re.ASCII)


class PosterError(ValueError):
    """What is asked for cannot be made; the message is French."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Posters:
    """Makes posters of one programme, for one bot, on one day (local time)."""

    catalogue: Catalogue
    phrases: Phrases
    bot: str
    now: datetime

    def write(self, ids: Iterable[str], folder: Path) -> Iterator[Path]:
        """Write both files of each event; the path of each, once it is written. Raises PosterError, before any is."""
        posters = {one: self._named(one) for one in ids}
        folder.mkdir(parents=True, exist_ok=True)
        for one, poster in posters.items():
            page = poster_page(poster)
            name = folder / self.phrases.text("poster.file", event=one)
            for suffix, data in ((".pdf", page), (".png", png_of(page, _DOTS, colours=64))):
                path = name.with_suffix(suffix)
                path.write_bytes(data)
                yield path

    def poster(self, event: Event) -> Poster:
        """What stands on an event's poster."""
        say, facts, programme = self.phrases.text, Facts(event, self.phrases, self.now), self.catalogue.programme
        status = [str(self.phrases.say(f"event.status_{name}")) for name in facts.statuses if name != "past"]
        where = [
            facts.where,
            say("event.meeting_point", meeting_point=facts.meeting_point) if facts.meeting_point else "",
        ]
        return Poster(
            kicker=programme.name,
            title=event.title,
            lines=tuple(capital(line) for line in (self._when(facts), *status, *where) if line),
            call=say("poster.call"),
            help=say("poster.help"),
            link=event_link(self.bot, event.id),
            address=say("poster.address", bot=self.bot),
            footer=say("poster.footer", organiser=event.organiser) if event.organiser else "",
        )

    def organiser_poster(self, link: str, name: str) -> Poster:
        """What stands on an organiser's poster, and on their stand."""
        say, programme = self.phrases.text, self.catalogue.programme
        days = dates.day_range(programme.start, programme.end, self.now.date())
        count = len(events_of(self.catalogue, name))
        return Poster(
            kicker=programme.name,
            title=name,
            lines=(say("poster.events", count=count), capital(days)),
            call=say("poster.call"),
            help=say("poster.help"),
            link=deep_link(self.bot, link),
            address=say("poster.address", bot=self.bot),
            footer="",
        )

    def _named(self, one: str) -> Poster:
        """The poster of an event, by its id, or of an organiser, by their link."""
        event, organisers = self.catalogue.event(one), organiser_links(self.catalogue)
        if event:
            return self.poster(event)
        if one in organisers:
            return self.organiser_poster(one, organisers[one])
        known = [*(event.id for event in self.catalogue.events), *organisers]
        raise PosterError(self.phrases.text("poster.unknown_event", event=one) + guess(one, known))

    def _when(self, facts: Facts) -> str:
        told = dates.sessions(facts.upcoming, self.now)
        if len(told) <= _DATES:
            return facts.when
        return self.phrases.text("poster.more_dates", when=" ; ".join(told[:_DATES]), count=len(told) - _DATES)


def event_link(bot: str, event_id: str) -> str:
    """What opens an event in a conversation with the bot (https://core.telegram.org/bots/features#deep-linking)."""
    return deep_link(bot, f"e-{event_id}")


def bot_name(given: str | None, settings: Settings, phrases: Phrases) -> str:
    """The bot's user name: the one that is given, else the token's. Raises PosterError."""
    if given:
        name = given.removeprefix("@")
        if not _BOT.fullmatch(name):
            raise PosterError(phrases.text("poster.bad_bot", bot=given))
        return name
    if settings.telegram_bot_token is None:
        raise PosterError(phrases.text("poster.no_bot"))
    try:
        return asyncio.run(_ask_telegram(settings.telegram_api_url, settings.telegram_bot_token))
    except ApiError as error:
        raise PosterError(phrases.text("poster.no_telegram", reason=error)) from None


async def _ask_telegram(address: str, token: str) -> str:
    async with BotApi(address, token) as api:
        me = await api.call("getMe")
        return str(me["username"])
