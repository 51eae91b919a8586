"""The methods of the Bot API that the test server knows. Each takes the server and the call's parameters."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from tests.bot_api import inline, introduction
from tests.bot_api.chats import Chat, File, Shown
from tests.bot_api.checks import CAPTION_LIMIT, ApiError, bad_request, check_file, check_markup, check_text

if TYPE_CHECKING:
    from tests.bot_api.server import BotApi

Json = dict[str, Any]
Method = Callable[["BotApi", Json], Awaitable[Any]]


async def get_me(api: "BotApi", params: Json) -> Json:
    """The bot itself."""
    return {
        "id": api.bot_id,
        "is_bot": True,
        "first_name": "Guide",
        "username": api.username,
        "supports_inline_queries": True,
    }


async def get_updates(api: "BotApi", params: Json) -> list[Json]:
    """Updates from `offset` on; those before it are acknowledged. Waits `timeout` seconds for one."""
    if api.webhook:
        raise ApiError(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook first")
    offset = int(params.get("offset", 0))
    api.updates = [update for update in api.updates if update["update_id"] >= offset]
    if not api.updates:
        api.has_updates.clear()
        try:
            async with asyncio.timeout(float(params.get("timeout", 0))):
                await api.has_updates.wait()
        except TimeoutError:
            pass
    return api.updates[: int(params.get("limit", 100))]


async def set_webhook(api: "BotApi", params: Json) -> bool:
    """Updates are posted from now on."""
    api.webhook = params
    return True


async def delete_webhook(api: "BotApi", params: Json) -> bool:
    """Updates are polled from now on."""
    api.webhook = None
    return True


async def send_message(api: "BotApi", params: Json) -> Json:
    """A text."""
    chat = _chat(api, params)
    text, entities, markup = params.get("text", ""), params.get("entities", []), params.get("reply_markup", {})
    check_text(text, entities)
    check_markup(markup, chat.type)
    return _show(api, chat, Shown(message_id=api.next_id(), text=text, entities=entities, markup=markup), params)


async def edit_message_text(api: "BotApi", params: Json) -> Json:
    """A text in place of another."""
    chat = _chat(api, params)
    text, entities, markup = params.get("text", ""), params.get("entities", []), params.get("reply_markup", {})
    check_text(text, entities)
    check_markup(markup, chat.type, is_edit=True)
    shown = _edited(chat, params)
    if shown.file:
        raise bad_request("there is no text in the message to edit")
    if (shown.text, shown.entities, shown.markup) == (text, entities, markup):
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly the same as a "
            "current content and reply markup of the message"
        )
    shown.text, shown.entities, shown.markup = text, entities, markup
    return _show(api, chat, shown)


async def edit_message_reply_markup(api: "BotApi", params: Json) -> Json:
    """Other buttons under the same text."""
    chat = _chat(api, params)
    shown, markup = _edited(chat, params), params.get("reply_markup", {})
    check_markup(markup, chat.type, is_edit=True)
    if shown.markup == markup:
        raise bad_request("message is not modified")
    shown.markup = markup
    return _show(api, chat, shown)


async def delete_message(api: "BotApi", params: Json) -> bool:
    """Take a message away."""
    chat = _chat(api, params)
    chat.messages.remove(_edited(chat, params))
    return True


async def send_file(kind: str, api: "BotApi", params: Json) -> Json:
    """A picture or a document, and its caption."""
    chat, file = _chat(api, params), params.get(kind)
    text, entities, markup = (
        params.get("caption", ""),
        params.get("caption_entities", []),
        params.get("reply_markup", {}),
    )
    if not isinstance(file, File):
        raise bad_request(f"there is no {kind} in the request")
    check_file(file)
    if text:
        check_text(text, entities, CAPTION_LIMIT)
    check_markup(markup, chat.type)
    return _show(
        api, chat, Shown(message_id=api.next_id(), text=text, entities=entities, markup=markup, file=file), params
    )


async def send_location(api: "BotApi", params: Json) -> Json:
    """A point on the map."""
    chat, markup = _chat(api, params), params.get("reply_markup", {})
    check_markup(markup, chat.type)
    return _show(api, chat, Shown(message_id=api.next_id(), location=_location(params), markup=markup), params)


async def send_venue(api: "BotApi", params: Json) -> Json:
    """A place on the map, with its name and address."""
    chat, markup = _chat(api, params), params.get("reply_markup", {})
    title, address = params.get("title", ""), params.get("address", "")
    if not title.strip() or not address.strip():
        raise bad_request("VENUE_TITLE_EMPTY" if address.strip() else "VENUE_ADDRESS_EMPTY")
    check_markup(markup, chat.type)
    venue = {"location": _location(params), "title": title, "address": address}
    return _show(api, chat, Shown(message_id=api.next_id(), venue=venue, markup=markup), params)


async def send_poll(api: "BotApi", params: Json) -> Json:
    """A question to choose answers of."""
    chat, markup = _chat(api, params), params.get("reply_markup", {})
    question, options = _poll_of(params)
    check_markup(markup, chat.type)
    poll = {
        "id": str(10**15 + api.next_id()),
        "question": question,
        "options": [{"persistent_id": str(at), "text": text, "voter_count": 0} for at, text in enumerate(options)],
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": params.get("is_anonymous", True),
        "type": "regular",
        "allows_multiple_answers": params.get("allows_multiple_answers", False),
        "allows_revoting": True,
        "members_only": False,
    }
    return _show(api, chat, Shown(message_id=api.next_id(), poll=poll, markup=markup), params)


async def stop_poll(api: "BotApi", params: Json) -> Json:
    """Nobody can vote any more; who sent it is told what came of it."""
    chat = _chat(api, params)
    shown = chat.message(int(params.get("message_id", 0)))
    if shown is None or shown.poll is None:
        raise bad_request("message with poll to stop not found")
    if shown.poll["is_closed"]:
        raise bad_request("poll has already been closed")
    shown.markup = params.get("reply_markup", {})
    shown.poll["is_closed"] = True
    await api.deliver({"poll": shown.poll})
    return shown.poll


async def get_chat_administrators(api: "BotApi", params: Json) -> list[Json]:
    """Who leads a group."""
    people = ({"id": number, "is_bot": False, "first_name": "Lou"} for number in sorted(_chat(api, params).leaders))
    return [{"status": "administrator", "user": person} for person in people]


async def answer_callback_query(api: "BotApi", params: Json) -> bool:
    """The button stops waiting; once only."""
    if params.get("callback_query_id") not in api.waiting_buttons:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    api.waiting_buttons.remove(params["callback_query_id"])
    if len(params.get("text", "")) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    url = params.get("url", "")
    if url and not re.fullmatch(rf"https://t\.me/{api.username}\?start=[A-Za-z0-9_-]{{1,64}}", url):
        raise bad_request("URL_INVALID")
    api.taps.append({name: params[name] for name in ("text", "show_alert", "url") if params.get(name)})
    return True


async def send_chat_action(api: "BotApi", params: Json) -> bool:
    """« typing… »"""
    _chat(api, params)
    return True


METHODS: dict[str, Method] = {
    "getMe": get_me,
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "setMyCommands": introduction.set_my_commands,
    "deleteMyCommands": introduction.delete_my_commands,
    "setMyDescription": partial(introduction.set_text, "description"),
    "setMyShortDescription": partial(introduction.set_text, "short_description"),
    "setChatMenuButton": introduction.set_chat_menu_button,
    "sendMessage": send_message,
    "editMessageText": edit_message_text,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "sendPhoto": partial(send_file, "photo"),
    "sendDocument": partial(send_file, "document"),
    "sendLocation": send_location,
    "sendVenue": send_venue,
    "sendPoll": send_poll,
    "stopPoll": stop_poll,
    "getChatAdministrators": get_chat_administrators,
    "answerCallbackQuery": answer_callback_query,
    "answerInlineQuery": inline.answer_inline_query,
    "sendChatAction": send_chat_action,
}


def _chat(api: "BotApi", params: Json) -> Chat:
    chat = api.chats.get(int(params.get("chat_id", 0)))
    if chat is None:
        raise bad_request("chat not found")
    if chat.moved_to:
        raise ApiError(
            400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.moved_to
        )
    if chat.is_blocked:
        raise ApiError(403, "Forbidden: bot was blocked by the user")
    return chat


def _edited(chat: Chat, params: Json) -> Shown:
    shown = chat.message(int(params.get("message_id", 0)))
    if shown is None:
        raise bad_request("message to edit not found")
    return shown


def _poll_of(params: Json) -> tuple[str, list[str]]:
    """Question and options; https://core.telegram.org/bots/api#sendpoll"""
    question, options = params.get("question", ""), [option["text"] for option in params.get("options", [])]
    if not 1 <= len(question) <= 300:
        raise bad_request("poll question length must not exceed 300")
    if not 1 <= len(options) <= 12:
        raise bad_request("poll can't have more than 12 options")
    if not all(1 <= len(option) <= 100 for option in options):
        raise bad_request("poll options length must not exceed 100")
    if not 5 <= params.get("open_period", 5) <= 2_628_000:
        raise bad_request("OPEN_PERIOD_INVALID")
    return question, options


def _place(chat: Chat, shown: Shown, params: Json) -> None:
    """Where a message stands: its topic must be open, and what it answers must be there unless that does not matter."""
    shown.topic, answered = params.get("message_thread_id"), params.get("reply_parameters", {})
    if shown.topic and shown.topic not in chat.topics:
        raise bad_request("message thread not found")
    is_there = answered.get("message_id") in chat.said or chat.message(answered.get("message_id", 0))
    if answered and not is_there and not answered.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    shown.answers = answered["message_id"] if answered and is_there else None


def _location(params: Json) -> Json:
    latitude, longitude = float(params["latitude"]), float(params["longitude"])
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise bad_request("wrong location")
    return {"latitude": latitude, "longitude": longitude}


def _show(api: "BotApi", chat: Chat, shown: Shown, params: Json | None = None) -> Json:
    if shown in chat.messages:
        shown.edits += 1
    else:
        _place(chat, shown, params or {})
        chat.messages.append(shown)
    chat.news.put_nowait(shown)
    return api.message_json(chat, shown)
