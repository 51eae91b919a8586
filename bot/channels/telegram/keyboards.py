"""Buttons → Telegram keyboards. What Telegram would refuse is left out and logged: the text still goes."""

import logging
import re
from urllib.parse import urlsplit

from bot.channels.telegram.formatting import clean, is_blank
from bot.conversation.message import Button
from bot.delivery.model import Json

#: What Telegram takes after « ?start= » (https://core.telegram.org/bots/features#deep-linking).
_LINK = re.compile(r"[A-Za-z0-9_-]{1,64}")
#: Characters of a label: more are cut off by Telegram's own applications.
LABEL = 60
#: Bytes of callback data (https://core.telegram.org/bots/api#inlinekeyboardbutton).
DATA = 64
#: Characters of what is typed after a bot's name (https://core.telegram.org/bots/api#inlinequery).
_QUERY = 256
#: Buttons of one message and of one row.
BUTTONS, ROW = 100, 8

_LOG = logging.getLogger(__name__)


def inline_keyboard(rows: tuple[tuple[Button, ...], ...], bot_name: str) -> Json | None:
    """The keyboard under a message; None when no button is left. `bot_name`: whose links open conversations."""
    keyboard: list[list[Json]] = []
    left = BUTTONS
    for row in rows:
        buttons = [made for button in row if (made := _button(button, bot_name))][:left]
        left -= len(buttons)
        keyboard += [buttons[start : start + ROW] for start in range(0, len(buttons), ROW)]
    return {"inline_keyboard": keyboard} if keyboard else None


def location_keyboard(label: str, placeholder: str) -> Json:
    """The keyboard that shares one's position; it goes away once used, and leaves the text field to be typed in."""
    button = {"text": label, "request_location": True}
    return {"keyboard": [[button]], "one_time_keyboard": True, "resize_keyboard": True} | {
        "input_field_placeholder": placeholder
    }


def deep_link(bot_name: str, payload: str) -> str:
    """What opens one's own conversation with the bot, and does something there."""
    return f"https://t.me/{bot_name}?start={payload}"


def is_web_address(url: str) -> bool:
    """Whether Telegram accepts it under a button."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return False
    if not url.isprintable() or " " in url or len(url) > 2048:
        return False
    if parts.scheme == "tg":
        return bool(parts.netloc)
    host = parts.hostname or ""
    return parts.scheme in ("http", "https") and "." in host.strip(".") and "\\" not in url


def _button(button: Button, bot_name: str) -> Json | None:
    label, data = _label(button.label), clean(button.action)
    url = deep_link(bot_name, button.link) if button.link else button.url
    if is_blank(label):
        _LOG.error("a button without a label was left out")
    elif url and not (is_web_address(url) and _LINK.fullmatch(button.link or "-")):
        _LOG.warning("a button was left out: its address is not valid")
    elif url:
        return {"text": label, "url": url}
    elif button.shares:
        return {"text": label, "switch_inline_query": button.shares[:_QUERY]}
    elif not 1 <= len(data.encode()) <= DATA:
        _LOG.error("a button was left out: its action has %d bytes", len(data.encode()))
    else:
        return {"text": label, "callback_data": data}
    return None


def _label(text: str) -> str:
    """On one line, cut at a word when there is one near the end."""
    line = clean(text).replace("\n", " ").strip()
    if len(line) <= LABEL:
        return line
    at_word = line[:LABEL].rsplit(" ", 1)[0]
    cut = at_word if LABEL // 2 < len(at_word) < LABEL else line[: LABEL - 1]
    return cut.rstrip(" ,;:·-–") + "…"
