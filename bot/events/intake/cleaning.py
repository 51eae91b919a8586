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
#: Spaces but the plain one, besides those that are invisible.
_WHITE = "\t\n\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
#: Without any of these, and without two spaces, a text is plain as it stands. One class: it is looked for in all texts.
_SUSPECT = re.compile(rf"[<&*_#\[\\>\uf000-\uf8ff{_WHITE}{_INVISIBLE.pattern[1:-1]}]")
#: What word processors leave behind, and what was escaped twice.
_OF_WORD = (
    r"mso-[a-z]|class=\"?Mso|</?[ow]:[a-z]|_x000d_|[\uf000-\uf8ff]|&amp;(?:\w{2,8}|#\d+);|<!--\[if|<\?xml|<font\b"
    r"|style=\""
)
_OF_PAGES = (
    r"</?(?:p|br|b|i|u|em|strong|div|span|ul|ol|li|a|h[1-6]|table|t[dr]|font|img|style|script)\b[^<>]*>"
    r"|&(?:nbsp|amp|lt|gt|quot|eacute|egrave|agrave|#\d+);|(?<!\*)\*\*[^\s*]"
)
_DEBRIS_OF_WORD = re.compile(_OF_WORD, re.IGNORECASE)
_DEBRIS = re.compile(f"{_OF_WORD}|{_OF_PAGES}", re.IGNORECASE)
#: What has debris has one of these, or « mso- ».
_MAY_HAVE_DEBRIS = re.compile("[<&*_\uf000-\uf8ff]")
#: Bullets in the fonts of symbols of word processors.
_BULLET = re.compile("[\uf000-\uf8ff]")
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\s*\n\s*")


def plain(text: str) -> str:
    """A text without its markup, its lines kept."""
    if not _SUSPECT.search(text) and "  " not in text and unicodedata.is_normalized("NFC", text):
        return text.strip()
    if "<" in text:
        text = _TAG.sub("", _BREAK.sub("\n", _HIDDEN.sub(" ", text)))
    if "&" in text:
        text = unescape(text)
    text = _BULLET.sub("•", text.replace("_x000D_", "\n"))
    text = _MARKDOWN.sub("", _MARKDOWN_LINK.sub(r"\1", text))
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text.replace("\r", "\n").replace("\u2028", "\n")))
    return _LINES.sub("\n", _SPACES.sub(" ", text)).strip()


def debris(text: str, *, of_pages: bool = True) -> str | None:
    """What a text holds of pages and word processors, the first of it; `of_pages`: tags of pages count too."""
    if not _MAY_HAVE_DEBRIS.search(text) and "mso-" not in text:
        return None
    found = (_DEBRIS if of_pages else _DEBRIS_OF_WORD).search(text)
    return found[0] if found else None


def line(text: str) -> str:
    """A text without its markup, on one line."""
    return plain(text).replace("\n", " ")


def printable(text: str) -> str:
    """A text as it stands, but for control characters and halves of characters."""
    return _UNPRINTED.sub("", text)
