"""Files of replies, for one who sits at a terminal: they are written to a folder."""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from pathlib import Path

from bot.conversation.attachment import Attachment, Make

#: Writes a file; where it is.
Save = Callable[[Attachment], Awaitable[Path]]


def saver(make: Make, key: str, folder: Path) -> Save:
    """What writes files of one conversation to a folder, made when the first comes."""

    async def save(attachment: Attachment) -> Path:
        data, name = await make(attachment, key), Path(attachment.name)
        # Its name tells what it holds: another map does not take the place of one that may be open.
        path = folder / f"{name.stem}-{hashlib.sha256(data).hexdigest()[:8]}{name.suffix}"
        await asyncio.to_thread(_write, path, data)
        return path

    return save


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
