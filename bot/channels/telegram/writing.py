"""Replies → calls of the Bot API. Pure."""

import logging
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from bot.channels.telegram.cards import answer_of
from bot.channels.telegram.formatting import CAPTION, FormattedText, clean, format_rich, is_blank
from bot.channels.telegram.incoming import followed, topic_of
from bot.channels.telegram.keyboards import deep_link, inline_keyboard, location_keyboard
from bot.conversation.attachment import Attachment
from bot.conversation.message import Reply, Venue
from bot.delivery.model import Elsewhere, Incoming, Json, Part, Written
from bot.delivery.pacing import is_group
from bot.replies.phrases import Phrases
from bot.replies.rich import Rich

#: Characters shown to the one who taps (https://core.telegram.org/bots/api#answercallbackquery).
_NOTICE = 200
#: What says where a message goes.
_WHERE = ("message_thread_id", "reply_parameters")
_NO_PREVIEW = {"link_preview_options": {"is_disabled": True}}

_LOG = logging.getLogger(__name__)


class Writer:
    """Writes replies as Telegram takes them."""

    def __init__(self, phrases: Phrases) -> None:
        #: Whose links open conversations; "" until Telegram has told it.
        self.bot_name = ""
        self._location_keyboard = location_keyboard(
            phrases.text("telegram.location_button"), phrases.text("telegram.location_placeholder")
        )
        self._no_vote, self._no_leader = phrases.say("votes.not_allowed"), phrases.say("votes.not_leading")
        self._location_invitation = phrases.say("telegram.location_invitation")

    def answer(self, reply: Reply, key: str, incoming: Incoming) -> Written:
        """The answer to what came in, where it came: in its topic, and to the message that it answers."""
        acknowledgement, elsewhere = incoming.acknowledgement, self._elsewhere(reply, key, incoming)
        if reply.cards:
            return Written(parts=[answer_of(reply.cards, incoming.query, self.bot_name)])
        if acknowledgement and (told := self._for_who_taps(reply)):
            return Written(parts=[], acknowledgement=_showing(acknowledgement, told), elsewhere=elsewhere)
        parts = _answering(self.parts(reply, key, incoming.replaces), reply.to or incoming.answers)
        return Written(parts=parts, acknowledgement=acknowledgement, elsewhere=elsewhere)

    def _elsewhere(self, reply: Reply, key: str, incoming: Incoming) -> Elsewhere | None:
        """What is asked in the asker's own conversation, and said here instead."""
        if not (reply.privately and incoming.message and incoming.message.by):
            return None
        by, there = incoming.message.by, reply.privately
        data = followed(by, there.link)
        if incoming.acknowledgement:  # a button: what it does is nobody else's business
            shown = _showing(incoming.acknowledgement, {"text": clean(str(there.said))[:_NOTICE]})
            return Elsewhere(key=by, data=data, parts=[], acknowledgement=shown)
        return Elsewhere(key=by, data=data, parts=_answering(self.parts(Reply(text=there.said), key), incoming.answers))

    def _for_who_taps(self, reply: Reply) -> Json:
        """What only the one who tapped is shown, or where they are led."""
        if reply.follows:
            return {"url": deep_link(self.bot_name, reply.follows)}
        return {"text": clean(reply.notice)[:_NOTICE], "show_alert": True} if reply.notice else {}

    def without_vote(self, part: Part) -> Part:
        """What is said when a group allows no votes, where the vote would have been."""
        where = {name: value for name, value in part.params.items() if name in _WHERE}
        [text] = format_rich(self._no_vote)
        return Part(method="sendMessage", params=_text(text, None) | where)

    def without_leader(self, part: Part) -> Part:
        """What is said to someone who may not end a vote, in answer to it."""
        where = {name: value for name, value in part.params.items() if name in _WHERE}
        whom = {"reply_parameters": {"message_id": part.params["message_id"], "allow_sending_without_reply": True}}
        [text] = format_rich(self._no_leader)
        return Part(method="sendMessage", params=_text(text, None) | where | whom)

    def parts(self, reply: Reply, key: str, replaces: int | None = None) -> list[Part]:
        """A reply as calls, in its topic. An edit needs none, but what is sent in its place does."""
        topic, calls = topic_of(key), self._calls(reply, key, replaces)
        return [replace(part, params=part.params | {"message_thread_id": topic}) for part in calls] if topic else calls

    def _calls(self, reply: Reply, key: str, replaces: int | None) -> list[Part]:
        """Its text, its file, its place on a map, its wish for a position."""
        texts, markup = format_rich(reply.text), inline_keyboard(reply.buttons, self.bot_name)
        # Telegram lets positions be asked for in private chats only, and a message has one keyboard.
        asks_location = reply.asks_location and not is_group(key)
        alone = self._location_keyboard if asks_location and markup is None else None
        parts: list[Part] = []
        if reply.vote or reply.ends_vote:
            return [*_vote(reply, markup)]
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


def _vote(reply: Reply, markup: Json | None) -> Iterator[Part]:
    """A vote that begins, or ends; nobody learns who chose what (https://core.telegram.org/bots/api#sendpoll)."""
    if reply.ends_vote:
        yield Part(method="stopPoll", params={"message_id": reply.ends_vote}, leader=reply.leader)
    if reply.vote:
        params: Json = {
            "question": clean(reply.vote.question),
            "options": [{"text": clean(option)} for option in reply.vote.options],
            "open_period": reply.vote.seconds,
            "allows_multiple_answers": True,
            "is_anonymous": True,
        }
        vote, params = reply.vote, params | _markup(markup)
        yield Part(method="sendPoll", params=params, events=vote.events, author=vote.author)


def _showing(acknowledgement: Part, what: Json) -> Part:
    """An acknowledgement that shows something to the one who has tapped."""
    return replace(acknowledgement, params=acknowledgement.params | what)


def without_file(part: Part) -> Part | None:
    """What its caption says, and its buttons; None when it had none."""
    if "caption" not in part.params:
        return None
    text = FormattedText(text=part.params["caption"], entities=tuple(part.params["caption_entities"]))
    where = {name: value for name, value in part.params.items() if name in _WHERE}
    return Part(method="sendMessage", params=_text(text, part.params.get("reply_markup")) | where)


def anew(part: Part) -> Part:
    """A message in place of one that cannot be edited any more."""
    params = {name: value for name, value in part.params.items() if name != "message_id"}
    return Part(method="sendMessage", params=params)


def _answering(parts: list[Part], answered: int | None) -> list[Part]:
    """Calls whose first new message stands as an answer to another."""
    if not (parts and answered) or "message_id" in parts[0].params:
        return parts
    whom = {"reply_parameters": {"message_id": answered, "allow_sending_without_reply": True}}
    return [replace(parts[0], params=parts[0].params | whom), *parts[1:]]


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
