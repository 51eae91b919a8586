"""`python -m bot report`: what organisers see, from the database."""

import json
from pathlib import Path

from bot.app import App
from bot.clock import machine_ms
from bot.conversation.report import as_object, picture, report
from bot.storage.engine import open_database
from bot.storage.figures import figures


async def tell(app: App, address: str, *, as_json: bool, png: Path | None) -> str:
    """The report as text, or as JSON; `png`: where the picture is written too."""
    database = await open_database(address)
    try:
        found = await database.run(lambda connection: figures(connection, machine_ms()))
    finally:
        await database.close()
    if png:
        png.write_bytes(picture(found, app.guide))  # noqa: ASYNC240 - nothing else waits
    return json.dumps(as_object(found), ensure_ascii=False, indent=2) if as_json else str(report(found, app.guide))
