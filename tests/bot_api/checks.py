"""What Telegram refuses, in its own words. Limits: https://core.telegram.org/bots/api"""

import unicodedata
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from PIL import Image, UnidentifiedImageError

from tests.bot_api.chats import File

Json = dict[str, Any]

TEXT_LIMIT, CAPTION_LIMIT = 4096, 1024
#: Bytes.
FILE_LIMITS = {"photo": 10_000_000, "document": 50_000_000}
DATA_LIMIT = 64


class ApiError(Exception):
    """An answer that is not « ok »."""

    def __init__(self, code: int, description: str, **parameters: int | None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        #: "retry_after", "migrate_to_chat_id".
        self.parameters = {name: value for name, value in parameters.items() if value}

    def as_json(self) -> Json:
        """The body of the answer."""
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        return body | ({"parameters": self.parameters} if self.parameters else {})


def bad_request(description: str) -> ApiError:
    """An error 400."""
    return ApiError(400, f"Bad Request: {description}")


def check_file(file: File) -> None:
    """What is sent as a picture is one, not too wide and not too high, and no file is too large."""
    if not file.data or len(file.data) > FILE_LIMITS[file.kind]:
        raise ApiError(413, "Request Entity Too Large") if file.data else bad_request("file must be non-empty")
    if file.kind == "photo":
        try:
            width, height = Image.open(BytesIO(file.data)).size
        except UnidentifiedImageError:
            raise bad_request("IMAGE_PROCESS_FAILED") from None
        if width + height > 10_000 or max(width, height) > 20 * min(width, height):
            raise bad_request("PHOTO_INVALID_DIMENSIONS")


def check_text(text: str, entities: list[Json], limit: int = TEXT_LIMIT) -> None:
    """A message has 1 to 4,096 UTF-16 units that someone can see, and its entities lie within it."""
    length = len(text.encode("utf-16-le")) // 2
    if all(unicodedata.category(character)[0] in "ZC" or character == "\u2800" for character in text):
        raise bad_request("message text is empty")
    if length > limit:
        raise bad_request("message is too long")
    if text != text.strip(" \n\t"):
        # Telegram strips it; the tests are stricter, for the offsets then are the sender's and not the reader's.
        raise bad_request("text is not stripped")
    for entity in entities:
        if (entity["type"] == "date_time") != ("unix_time" in entity):
            raise bad_request("ENTITY_DATE_INVALID")
        if entity["offset"] < 0 or entity["length"] < 1 or entity["offset"] + entity["length"] > length:
            raise bad_request("ENTITY_BOUNDS_INVALID")
        start, end = 2 * entity["offset"], 2 * (entity["offset"] + entity["length"])
        data = text.encode("utf-16-le")
        try:
            data[:start].decode("utf-16-le")
            data[start:end].decode("utf-16-le")
        except UnicodeDecodeError:
            raise bad_request("ENTITY_BOUNDS_INVALID") from None


def check_markup(markup: Json, chat_type: str, *, is_edit: bool = False) -> None:
    """Keyboards: labels, data, addresses; positions are asked for in private chats only."""
    if is_edit and set(markup) - {"inline_keyboard"}:
        raise bad_request("inline keyboard expected")
    rows = markup.get("inline_keyboard", [])
    if sum(map(len, rows)) > 100:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    for row in rows:
        if not 1 <= len(row) <= 8:
            raise bad_request("REPLY_MARKUP_INVALID")
        for button in row:
            _check_button(button)
    if len(markup.get("input_field_placeholder", "-")) not in range(1, 65):
        raise bad_request("input field placeholder must be 1-64 characters")
    for row in markup.get("keyboard", []):
        for button in row:
            if button.get("request_location") and chat_type != "private":
                raise bad_request("location can be requested in private chats only")


def _check_button(button: Json) -> None:
    if not button.get("text", "").strip():
        raise bad_request("inline keyboard button text is empty")
    if "url" in button:
        if not _is_url(button["url"]):
            raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
    elif "switch_inline_query" in button:
        if len(button["switch_inline_query"]) > 256:
            raise bad_request("BUTTON_DATA_INVALID")
    elif not 1 <= len(button.get("callback_data", "").encode()) <= DATA_LIMIT:
        raise bad_request("BUTTON_DATA_INVALID")


def _is_url(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    if any(character.isspace() or not character.isprintable() for character in url):
        return False
    return (
        parts.scheme in ("http", "https", "tg") and bool(parts.netloc) and ("." in parts.netloc or parts.scheme == "tg")
    )
