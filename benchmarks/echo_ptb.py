"""An echo bot of python-telegram-bot: the server's address, how many updates at a time, its webhook or "" to poll."""

import sys
from urllib.parse import urlsplit

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters

from benchmarks.bot_api import TOKEN
from benchmarks.posting import SECRET


async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Say it again."""
    if update.message:
        await update.message.reply_text(update.message.text or "")


def main(address: str, at_once: int, webhook: str) -> None:
    """Serve until stopped: by polling, or where the webhook is."""
    builder = Application.builder().token(TOKEN).base_url(f"{address}/bot")
    if at_once > 1:
        builder = builder.concurrent_updates(at_once).connection_pool_size(at_once).pool_timeout(60)
    application = builder.build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    if webhook:
        url = urlsplit(webhook)
        application.run_webhook(
            listen=url.hostname or "",
            port=url.port or 0,
            url_path=url.path.removeprefix("/"),
            webhook_url=webhook,
            secret_token=SECRET,
        )
    else:
        application.run_polling()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
