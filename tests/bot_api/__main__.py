"""python -m tests.bot_api [PORT]: talk to the bot through the test server, without Telegram."""

import asyncio
import sys

from tests.bot_api.chats import Shown
from tests.bot_api.person import Person
from tests.bot_api.server import BotApi


def show(message: Shown) -> str:
    """A message as text; its buttons are numbered."""
    buttons = "".join(f"\n  [{number}] {label}" for number, label in enumerate(message.buttons, start=1))
    place = message.venue or message.location or ""
    return f"{'(edited) ' if message.edits else ''}{message.text}{place}{buttons}\n"


async def main(port: int) -> None:
    """Each line is said to the bot; a number taps that button of its last message."""
    api = BotApi()
    await api.start(port)
    person = Person(api)
    print(f"TELEGRAM_API_URL={api.url} TELEGRAM_BOT_TOKEN={api.token} make run\n", file=sys.stderr)

    async def print_news() -> None:
        while True:
            print(show(await person.chat.news.get()), flush=True)

    printing = asyncio.create_task(print_news())
    while line := await asyncio.to_thread(sys.stdin.readline):
        last = person.chat.messages[-1] if person.chat.messages else None
        if last and line.strip().isdigit() and 1 <= int(line) <= len(last.buttons):
            await person.taps(last.buttons[int(line) - 1], on=last)
        elif line.strip():
            await person.says(line.strip())
    await asyncio.sleep(1)
    printing.cancel()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 8081))
