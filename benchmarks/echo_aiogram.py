"""An echo bot of aiogram, as its own documentation writes it: the server's address, and its webhook's or "" to poll."""

import asyncio
import sys
from urllib.parse import urlsplit

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler, setup_application
from aiohttp import web

from benchmarks.bot_api import TOKEN
from benchmarks.posting import SECRET


async def echo(message: Message) -> None:
    """Say it again."""
    await message.answer(message.text or "")


def main(address: str, webhook: str) -> None:
    """Serve until stopped: by polling, or where the webhook is."""
    dispatcher = Dispatcher()
    dispatcher.message.register(echo)
    server = TelegramAPIServer.from_base(address)
    if webhook:
        listen(dispatcher, server, webhook)
    else:
        asyncio.run(poll(dispatcher, server))


async def poll(dispatcher: Dispatcher, server: TelegramAPIServer) -> None:
    """Ask for updates."""
    await dispatcher.start_polling(Bot(TOKEN, session=AiohttpSession(api=server)))


def listen(dispatcher: Dispatcher, server: TelegramAPIServer, webhook: str) -> None:
    """Have updates posted."""
    bot, url, application = Bot(TOKEN, session=AiohttpSession(api=server)), urlsplit(webhook), web.Application()

    async def set_webhook() -> None:
        await bot.set_webhook(webhook, secret_token=SECRET)

    dispatcher.startup.register(set_webhook)
    SimpleRequestHandler(dispatcher, bot, secret_token=SECRET).register(application, path=url.path)
    setup_application(application, dispatcher, bot=bot)
    web.run_app(application, host=url.hostname, port=url.port, print=None)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
