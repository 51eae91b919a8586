"""Payloads of deep links: what Telegram hands over when one follows `https://t.me/<bot>?start=<payload>`."""

import base64
import binascii

#: Characters of a link that Telegram takes.
LONGEST = 64


def search_link(text: str) -> str:
    """A link that asks a question; Telegram takes at most 64 characters of it."""
    return "s-" + base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def search_of(code: str) -> str:
    """The question of a link, without its « s- ». Raises ValueError."""
    try:
        return base64.urlsafe_b64decode(code + "=" * (-len(code) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError) as error:
        raise ValueError(code) from error
