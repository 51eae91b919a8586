"""A worker that says which programme it knows and what it was told; it dies of « poison », and « sleep » never ends."""

import os
import sys
import time

import msgspec

from bot.conversation.message import IncomingMessage, Reply
from bot.conversation.session import Session
from bot.delivery.handling import Handling
from bot.delivery.model import Incoming, Part, Written
from bot.delivery.workers import Job, Programme, answer, encoded, frames
from bot.replies.rich import rich


def read(data: str) -> Incoming:
    """The text as it is."""
    return Incoming(message=IncomingMessage(text=data))


def write(reply: Reply, key: str, incoming: Incoming) -> Written:
    """The reply as it is."""
    return Written(parts=[Part(method="say", params={"text": str(reply.text)})])


def main() -> None:
    """Answer until nothing more is asked."""
    asked = frames(sys.stdin.buffer)
    told = next(asked, None)
    if told is None:
        return
    programme = msgspec.msgpack.decode(told, type=Programme)

    def said(message: IncomingMessage, session: Session) -> Reply:
        if message.text == "poison":
            os._exit(9)
        if message.text == "sleep":
            time.sleep(60)
        session.misses += 1
        return Reply(text=rich(f"{programme.text}: {message.text}"))

    answer(sys.stdout.buffer, b"")
    handling = Handling(read=read, answer=said, write=write)
    for frame in asked:
        job = msgspec.msgpack.decode(frame, type=Job)
        answer(sys.stdout.buffer, encoded(handling.turn(*one) for one in job.updates))


if __name__ == "__main__":
    main()
