"""python -m bot.worker: answers what `delivery/workers.py` asks of it. Started by `service.py`, never by hand."""

import signal
import sys
from pathlib import Path

import msgspec

from bot.app import builder
from bot.channels.telegram.incoming import read_update
from bot.channels.telegram.writing import Writer
from bot.delivery.handling import Handling
from bot.delivery.workers import Job, Programme, answer, encoded, frames
from bot.logs import set_up
from bot.settings import Settings, environment


def main() -> None:
    """Learn the programme, then answer until nothing more is asked."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that asks; this one ends with its pipes
    settings = Settings.from_environment(environment(Path()))
    set_up(level=settings.log_level_number, log_format=settings.log_format, secrets=settings.secrets)
    asked = frames(sys.stdin.buffer)
    programme = msgspec.msgpack.decode(next(asked), type=Programme)
    app = builder(Path(programme.file), public_url=settings.public_url, sources=settings.sources)(programme.text)
    writer = Writer(app.guide.phrases)
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


if __name__ == "__main__":
    main()
