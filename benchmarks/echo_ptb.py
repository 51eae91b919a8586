"""An echo bot of python-telegram-bot against the server at the address given; so many updates at a time."""

import sys

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters

from benchmarks.bot_api import TOKEN


async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Say it again."""
    if update.message:
        await update.message.reply_text(update.message.text or "")


def main(address: str, at_once: int) -> None:
    """Poll until stopped."""
    builder = Application.builder().token(TOKEN).base_url(f"{address}/bot")
    if at_once > 1:
        builder = builder.concurrent_updates(at_once).connection_pool_size(at_once).pool_timeout(60)
    application = builder.build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.run_polling()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
