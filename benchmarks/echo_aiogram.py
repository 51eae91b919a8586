"""An echo bot of aiogram, as its own documentation writes it, against the server at the address given."""

import asyncio
import sys

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message

from benchmarks.bot_api import TOKEN


async def echo(message: Message) -> None:
    """Say it again."""
    await message.answer(message.text or "")


async def main(address: str) -> None:
    """Poll until stopped."""
    bot = Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(address)))
    dispatcher = Dispatcher()
    dispatcher.message.register(echo)
    await dispatcher.start_polling(bot)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
