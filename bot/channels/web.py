"""What the guide serves over HTTP, on one port: calendars, and whatever a channel listens for."""

import hashlib
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

from aiohttp import ETag, web

from bot.conversation.calendars.addresses import FOLDER, SUFFIX
from bot.delivery.publishing import Publisher

#: Seconds given to answers that are under way when the guide stops.
GOODBYE = 2.0
#: Whoever asks may keep a calendar so long without asking again; what lies between must not keep it for others.
_CACHE = "private, max-age=900"

_HEADERS = {
    "Content-Type": "text/calendar; charset=utf-8",
    "Content-Disposition": f'inline; filename="{FOLDER}{SUFFIX}"',
}


@asynccontextmanager
async def served(routes: Iterable[web.AbstractRouteDef], port: int) -> AsyncIterator[None]:
    """Serve plain HTTP for the time of an `async with`; no requests are logged: addresses are secrets."""
    application = web.Application()
    application.router.add_routes(routes)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=GOODBYE)
    await runner.setup()
    try:
        await web.TCPSite(runner, port=port).start()
        yield
    finally:
        await runner.cleanup()


def calendar_route(publisher: Publisher) -> web.RouteDef:
    """Calendars at their addresses, whatever comes before: a proxy may add a folder, or take it away."""

    async def get(request: web.Request) -> web.Response:
        calendar = await publisher.calendar(request.match_info["secret"])
        if calendar is None:
            return web.Response(status=404, headers={"Cache-Control": "no-store"})
        etag = hashlib.sha256(calendar).hexdigest()
        if any(tag.value in (etag, "*") for tag in request.if_none_match or ()):
            response = web.Response(status=304)
        else:
            response = web.Response(body=calendar, headers=_HEADERS)
        response.headers["Cache-Control"] = _CACHE
        response.etag = ETag(value=etag)
        return response

    return web.get(f"/{{before:(?:.*/)?}}{FOLDER}/{{secret:[A-Za-z0-9_-]+}}{SUFFIX}", get)
