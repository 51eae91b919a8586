"""`python -m bot ask`: questions in, answers out, one line each."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from msgspec.structs import asdict

from bot.clock import local_moment
from bot.conversation.criteria import as_json
from bot.conversation.dialogue import Dialogue
from bot.conversation.message import IncomingMessage, Position, Reply
from bot.conversation.session import Session
from bot.replies.phrases import Phrases


class BadLineError(ValueError):
    """An input line that is no question; the message is French."""


class Asker:
    """Answers lines; those of one conversation share its session, in this process only."""

    def __init__(self, dialogue: Dialogue, phrases: Phrases, now: datetime) -> None:
        """`now` is the local time of the lines that give none."""
        self._dialogue, self._say, self._now = dialogue, phrases.say, now
        self._sessions: dict[str | int, Session] = {}
        #: Lines that were no questions.
        self.bad = 0

    def text(self, lines: Iterable[str]) -> Iterator[str]:
        """For each question, the answer as a person reads it."""
        for line in lines:
            if line.strip():
                yield str(self._dialogue.handle(IncomingMessage(text=line.strip()), Session(), self._now).text)

    def json(self, lines: Iterable[str]) -> Iterator[str]:
        """For each object, the answer as an object, on one line."""
        for line in lines:
            if not line.strip():
                continue
            try:
                answer = self._answer(line)
            except BadLineError as error:
                self.bad += 1
                answer = {"error": str(error)}
            yield json.dumps(answer, ensure_ascii=False)

    def _answer(self, line: str) -> dict[str, Any]:
        asked = self._read(line)
        now = self._now if asked.get("now") is None else self._moment(asked["now"])
        position = None if asked.get("location") is None else self._position(asked["location"])
        session = self._session(asked.get("session"))
        session.location = position or session.location
        return as_object(self._dialogue.handle(IncomingMessage(text=asked["text"]), session, now))

    def _read(self, line: str) -> dict[str, Any]:
        try:
            asked = json.loads(line)
        except (ValueError, RecursionError) as error:  # ValueError: a number of thousands of digits too
            column = getattr(error, "colno", 1)
            raise BadLineError(str(self._say("ask.not_json", column=column))) from error
        if not isinstance(asked, dict) or not isinstance(asked.get("text"), str):
            raise BadLineError(str(self._say("ask.no_text")))
        return asked

    def _session(self, name: object) -> Session:
        """The conversation of that name; without one, a conversation of one line."""
        if name is None:
            return Session()
        if not isinstance(name, str | int):
            raise BadLineError(str(self._say("ask.bad_session")))
        return self._sessions.setdefault(name, Session())

    def _moment(self, value: object) -> datetime:
        moment = local_moment(value) if isinstance(value, str) else None
        if moment is None:
            raise BadLineError(str(self._say("ask.bad_now", value=value)))
        return moment

    def _position(self, value: object) -> Position:
        match value:
            case {"lat": int() | float() as lat, "lon": int() | float() as lon} if abs(lat) <= 90 and abs(lon) <= 180:
                return Position(lat=lat, lon=lon)
            case _:
                raise BadLineError(str(self._say("ask.bad_location")))


def as_object(reply: Reply) -> dict[str, Any]:
    """A reply with the contract's keys."""
    record = asdict(reply.answer) | {"criteria": as_json(reply.answer.criteria)} if reply.answer else {}
    labels = [button.label for row in reply.buttons for button in row]
    return {**record, "reply": str(reply.text), "buttons": labels}
