"""Draws a conversation as a chat shows it: what is said, buttons, pictures, votes, cards."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from bot.documents.fonts import BOLD, REGULAR, legible
from bot.replies.rich import Rich, Run, rich

#: Pixels: a chat, a message in it, what stands around texts, between messages, round corners.
WIDTH, _MESSAGE, _PAD, _GAP, _ROUND = 960, 800, 24, 20, 28
_SIZE, _LINE = 30, 42
#: Background, the guide's messages, the asker's, words, names, buttons.
LIGHT = ("#dfe6ec", "#ffffff", "#e3f6cf", "#111111", "#2b6cb0", "#eef2f6")
DARK = ("#0e1621", "#182533", "#2b5278", "#f2f2f2", "#7db8f0", "#22303f")
_FOLDER = files("bot.documents").joinpath("fonts")
_FONTS = [ImageFont.truetype(str(_FOLDER.joinpath(f"{name}.ttf")), _SIZE) for name in (REGULAR, BOLD)]
_REGULAR, _BOLD = _FONTS
_PIECES = re.compile(r"\n| |[^ \n]+")


@dataclass(frozen=True, kw_only=True)
class Said:
    """One message."""

    text: Rich
    #: Rows of labels.
    buttons: Sequence[Sequence[str]] = ()
    picture: bytes = b""
    #: What may be chosen in a vote, and how often each was.
    options: Sequence[tuple[str, int]] = ()
    #: Someone's, who is named in a group; None: the guide's.
    by: str | None = None
    palette: Sequence[str] = field(default=LIGHT)


def chat(messages: Sequence[Said]) -> bytes:
    """The conversation as a PNG, as high as it is long."""
    parts = [_message(one) for one in messages]
    height = sum(part.height + _GAP for part in parts) + _GAP
    palette = messages[0].palette
    picture, top = Image.new("RGB", (WIDTH, height), palette[0]), _GAP
    for one, part in zip(messages, parts, strict=True):
        picture.paste(part, (WIDTH - part.width - _PAD if one.by is not None else _PAD, top))
        top += part.height + _GAP
    data = BytesIO()
    picture.save(data, "PNG")
    return data.getvalue()


def beside(left: bytes, right: bytes) -> bytes:
    """Two pictures side by side."""
    both = [Image.open(BytesIO(one)) for one in (left, right)]
    picture, data = Image.new("RGB", (2 * WIDTH, max(one.height for one in both)), LIGHT[0]), BytesIO()
    for number, one in enumerate(both):
        picture.paste(one, (number * WIDTH, 0))
    picture.save(data, "PNG")
    return data.getvalue()


def _message(said: Said) -> Image.Image:
    """One message, and its buttons under it."""
    ground, guide, asker, ink, name, key = said.palette
    lines = [*([rich(said.by)] if said.by else []), *_lines(said.text)]
    shown = Image.open(BytesIO(said.picture)).convert("RGB") if said.picture else None
    if shown:
        shown = shown.resize((_MESSAGE, round(_MESSAGE * shown.height / shown.width)), Image.Resampling.LANCZOS)
    width = _MESSAGE if shown or said.buttons or said.options else min(_MESSAGE, _PAD * 2 + max(map(_width, lines)))
    text_top = shown.height if shown else 0
    text = _PAD * 2 + _LINE * (len(lines) + len(said.options)) if lines or said.options else 0
    rows = len(said.buttons) * (_LINE + _PAD + 8)
    picture = Image.new("RGB", (width, text_top + text + rows), ground)
    draw = ImageDraw.Draw(picture)
    draw.rounded_rectangle((0, 0, width - 1, text_top + text - 1), _ROUND, fill=asker if said.by is not None else guide)
    if shown:
        picture.paste(shown, (0, 0))
    top = text_top + _PAD
    for number, line in enumerate(lines):
        _write(draw, line, top, name if said.by and not number else ink)
        top += _LINE
    for label, count in said.options:
        _option(draw, label, count, top, (ink, name, width))
        top += _LINE
    top = text_top + text + 8
    for row in said.buttons:
        _buttons(draw, row, top, (key, name, width))
        top += _LINE + _PAD + 8
    return picture


def _write(draw: ImageDraw.ImageDraw, line: Rich, top: int, ink: str) -> None:
    left = float(_PAD)
    for run in line.runs:
        font = _FONTS[run.bold]
        draw.text((left, top), run.text, font=font, fill=ink)
        left += font.getlength(run.text)


def _option(draw: ImageDraw.ImageDraw, label: str, count: int, top: int, look: tuple[str, str, int]) -> None:
    ink, mark, width = look
    draw.ellipse((_PAD, top + 6, _PAD + 26, top + 32), outline=mark, width=3, fill=mark if count else None)
    draw.text((_PAD + 44, top), _cut(label, width - 3 * _PAD - 80), font=_REGULAR, fill=ink)
    draw.text((width - _PAD - 24, top), str(count), font=_BOLD, fill=mark)


def _buttons(draw: ImageDraw.ImageDraw, row: Sequence[str], top: int, look: tuple[str, str, int]) -> None:
    key, ink, width = look
    each = (width - 8 * (len(row) - 1)) / len(row)
    for number, label in enumerate(row):
        left = number * (each + 8)
        draw.rounded_rectangle((left, top, left + each - 1, top + _LINE + _PAD), 16, fill=key)
        text = _cut(legible(label), each - 20)
        draw.text((left + (each - _REGULAR.getlength(text)) / 2, top + _PAD / 2), text, font=_REGULAR, fill=ink)


def _cut(text: str, width: float) -> str:
    """As much of it as fits."""
    if _REGULAR.getlength(text) <= width:
        return text
    while _REGULAR.getlength(f"{text}…") > width:
        text = text[:-1]
    return f"{text}…"


def _width(line: Rich) -> int:
    return round(sum(_FONTS[run.bold].getlength(run.text) for run in line.runs))


def _lines(text: Rich) -> Iterator[Rich]:
    """The text in lines that fit, parted at spaces."""
    line: list[Run] = []
    for run in text.runs:
        for piece in _PIECES.findall(legible(run.text)):
            if piece == "\n":
                yield Rich(tuple(line))
                line = []
                continue
            line.append(Run(piece, bold=run.bold))
            spaces = [at for at, one in enumerate(line) if one.text == " "]
            if spaces and piece != " " and _width(Rich(tuple(line))) > _MESSAGE - 2 * _PAD:
                yield Rich(tuple(line[: spaces[-1]]))
                line = line[spaces[-1] + 1 :]
    if line:
        yield Rich(tuple(line))
