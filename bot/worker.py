"""python -m bot.worker: answers what `delivery/workers.py` asks of it. Started by `service.py`, never by hand."""

import signal
import sys
from datetime import datetime, time
from pathlib import Path

import msgspec

from bot.app import App, builder
from bot.channels.telegram.incoming import key_of, read_update
from bot.channels.telegram.writing import Writer
from bot.conversation.message import IncomingMessage
from bot.conversation.session import Session
from bot.delivery.handling import Handling, Write
from bot.delivery.model import Incoming, Update
from bot.delivery.workers import Job, Programme, answer, encoded, frames
from bot.logs import set_up
from bot.settings import Settings, environment
from intents import sentences

#: One of so many of the sentences that intents are learnt from is answered before anyone asks: some eighty.
_SAMPLE = 200


def main() -> None:
    """Learn the programme, then answer until nothing more is asked."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that asks; this one ends with its pipes
    settings = Settings.from_environment(environment(Path()))
    set_up(level=settings.log_level_number, log_format=settings.log_format, secrets=settings.secrets)
    asked = frames(sys.stdin.buffer)
    told = next(asked, None)
    if told is None:  # the one who asks has ended before it had a programme
        return
    programme = msgspec.msgpack.decode(told, type=Programme)
    app = builder(Path(programme.file), public_url=settings.public_url, sources=settings.sources)(programme.text)
    writer = Writer(app.guide.phrases)
    get_ready(app, writer.answer)
    answer(sys.stdout.buffer, b"")
    for frame in asked:
        job = msgspec.msgpack.decode(frame, type=Job)
        writer.bot_name = job.bot_name
        handling = Handling(
            read=lambda data, name=job.bot_name: read_update(data, name),  # type: ignore[misc] # one argument is given
            answer=lambda message, session, now=job.now: app.dialogue.handle(message, session, now),  # type: ignore[misc]
            write=writer.answer,
        )
        answer(sys.stdout.buffer, encoded(handling.turn(*one) for one in job.updates))


def get_ready(app: App, write: Write) -> None:
    """Answer a sample of what people say, to nobody.

    Patterns are compiled and trees of phrases grow when a message first needs them, and words are looked up when they
    are first said: that would take half a second of those who ask first.
    """
    start = datetime.combine(app.guide.catalogue.programme.start, time())
    handling = Handling(
        read=lambda said: Incoming(message=IncomingMessage(text=said)),
        answer=lambda message, session: app.dialogue.handle(message, session, start),
        write=write,
    )
    for number, said in enumerate(sentences()[::_SAMPLE], 1):
        handling.turn(Update(number=number, key=key_of(number), data=said), Session())


if __name__ == "__main__":
    main()
