"""Replies → calls of the Bot API. Pure."""

import logging
from collections.abc import Iterator, Sequence

from bot.channels.telegram.formatting import CAPTION, FormattedText, clean, format_rich, is_blank
from bot.channels.telegram.keyboards import inline_keyboard, location_keyboard
from bot.conversation.attachment import Attachment
from bot.conversation.message import Reply, Venue
from bot.delivery.model import Json, Part
from bot.delivery.pacing import is_group
from bot.replies.phrases import Phrases
from bot.replies.rich import Rich

_NO_PREVIEW = {"link_preview_options": {"is_disabled": True}}

_LOG = logging.getLogger(__name__)


class Writer:
    """Writes replies as Telegram takes them."""

    def __init__(self, phrases: Phrases) -> None:
        self._location_keyboard = location_keyboard(phrases.text("telegram.location_button"))
        self._location_invitation = phrases.say("telegram.location_invitation")

    def parts(self, reply: Reply, key: str, replaces: int | None = None) -> list[Part]:
        """A reply as calls: its text, its file, its place on a map, its wish for a position."""
        texts, markup = format_rich(reply.text), inline_keyboard(reply.buttons)
        # Telegram lets positions be asked for in private chats only, and a message has one keyboard.
        asks_location = reply.asks_location and not is_group(key)
        alone = self._location_keyboard if asks_location and markup is None else None
        parts: list[Part] = []
        if not texts and not reply.venue and not reply.attachment:
            _LOG.error("a reply without text was not sent")
        elif reply.attachment:
            parts += _with_file(reply.attachment, reply.text, markup or alone)
            asks_location = asks_location and not alone
        elif reply.replaces and replaces and len(texts) == 1:
            # An edited message keeps no other keyboard than its own.
            params = _text(texts[0], markup) | {"message_id": replaces}
            parts.append(Part(method="editMessageText", params=params))
        else:
            parts += _messages(texts, markup or alone)
            asks_location = asks_location and not alone
        if reply.venue:
            parts.append(_venue(reply.venue, None if texts else markup))
        if asks_location and parts:
            parts += _messages(format_rich(self._location_invitation), self._location_keyboard)
        return parts


def without_file(part: Part) -> Part | None:
    """What its caption says, and its buttons; None when it had none."""
    if "caption" not in part.params:
        return None
    text = FormattedText(text=part.params["caption"], entities=tuple(part.params["caption_entities"]))
    return Part(method="sendMessage", params=_text(text, part.params.get("reply_markup")))


def anew(part: Part) -> Part:
    """A message in place of one that cannot be edited any more."""
    params = {name: value for name, value in part.params.items() if name != "message_id"}
    return Part(method="sendMessage", params=params)


def _messages(texts: Sequence[FormattedText], markup: Json | None) -> Iterator[Part]:
    """One message each; the keyboard goes under the last."""
    for number, text in enumerate(texts, start=1):
        yield Part(method="sendMessage", params=_text(text, markup if number == len(texts) else None))


def _with_file(file: Attachment, text: Rich, markup: Json | None) -> Iterator[Part]:
    """A file with the text as its caption; a text that is too long for one follows it."""
    method, captions = "sendPhoto" if is_picture(file) else "sendDocument", format_rich(text, CAPTION)
    if len(captions) > 1:
        yield Part(method=method, params={}, file=file)
        yield from _messages(format_rich(text), markup)
        return
    params: Json = {"caption": captions[0].text, "caption_entities": list(captions[0].entities)} if captions else {}
    yield Part(method=method, params=params | _markup(markup), file=file)


def is_picture(file: Attachment) -> bool:
    return file.media_type.startswith("image/")


def _text(text: FormattedText, markup: Json | None) -> Json:
    params: Json = {"text": text.text, **_NO_PREVIEW}
    if text.entities:
        params["entities"] = list(text.entities)
    return params | _markup(markup)


def _venue(venue: Venue, markup: Json | None) -> Part:
    title, address = clean(venue.title).strip(), clean(venue.address).strip()
    params: Json = {"latitude": venue.position.lat, "longitude": venue.position.lon} | _markup(markup)
    if is_blank(title) or is_blank(address):
        # Telegram refuses a venue without them; the point on the map is what was asked for.
        return Part(method="sendLocation", params=params)
    return Part(method="sendVenue", params=params | {"title": title, "address": address})


def _markup(markup: Json | None) -> Json:
    return {"reply_markup": markup} if markup else {}
