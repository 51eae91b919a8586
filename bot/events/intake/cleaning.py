"""Texts of other sites as plain French text: tags, entities, Markdown and invisible characters are taken out."""

import re
import unicodedata
from html import unescape

#: What ends a line on a page.
_BREAK = re.compile(r"<\s*(?:br|/p|/div|/li|/h\d|/tr|/ul|/ol)\b[^<>]*>", re.IGNORECASE)
_HIDDEN = re.compile(r"<(script|style|head)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_MARKDOWN_LINK = re.compile(r"!?\[([^\[\]]*)\]\(([^()\s]*)[^()]*\)")
_MARKDOWN = re.compile(r"\*{2,}|(?<!\w)_{2,}|_{2,}(?!\w)|^\s{0,3}#{1,6}\s+|^\s*>\s+|\\(?=[*_#.()\[\]-])", re.MULTILINE)
#: All that YAML does not print, and what shows as nothing.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufffe\uffff\ud800-\udfff]"
)
_UNPRINTED = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufeff\ufffe\uffff\ud800-\udfff]")
#: Without any of these, a text is plain as it stands.
_SUSPECT = re.compile(rf"[<&*_#\[\\>]|[^\S ]| {{2}}|{_INVISIBLE.pattern}")
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\s*\n\s*")


def plain(text: str) -> str:
    """A text without its markup, its lines kept."""
    if not _SUSPECT.search(text) and unicodedata.is_normalized("NFC", text):
        return text.strip()
    if "<" in text:
        text = _TAG.sub("", _BREAK.sub("\n", _HIDDEN.sub(" ", text)))
    if "&" in text:
        text = unescape(text)
    text = _MARKDOWN.sub("", _MARKDOWN_LINK.sub(r"\1", text))
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text.replace("\r", "\n").replace("\u2028", "\n")))
    return _LINES.sub("\n", _SPACES.sub(" ", text)).strip()


def line(text: str) -> str:
    """A text without its markup, on one line."""
    return plain(text).replace("\n", " ")


def printable(text: str) -> str:
    """A text as it stands, but for control characters and halves of characters."""
    return _UNPRINTED.sub("", text)
