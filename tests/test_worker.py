"""A process that answers beside another: what it does before it is asked anything."""

import subprocess
import sys

#: How many calls of functions a question takes the first time, and once more, in a worker that is ready.
_COUNTED = """
import sys
from datetime import datetime
from pathlib import Path
from bot.app import App
from bot.channels.telegram.writing import Writer
from bot.conversation.message import IncomingMessage
from bot.conversation.session import Session
from bot.worker import get_ready

app = App.build(Path("tests/conversation/small_programme.yaml"))
get_ready(app, Writer(app.guide.phrases).answer)
for _ in range(2):
    calls = []
    sys.setprofile(lambda frame, event, argument: calls.append(event))
    message = IncomingMessage(text="des conférences sur la chimie samedi à Toulon ?")
    app.dialogue.handle(message, Session(), datetime(2021, 11, 15, 9))
    sys.setprofile(None)
    print(len(calls))
"""


def test_the_first_who_asks_does_not_wait_for_what_is_made_once() -> None:
    told = subprocess.run([sys.executable, "-c", _COUNTED], capture_output=True, text=True, check=True)
    first, again = map(int, told.stdout.split())
    assert told.stderr == ""
    assert first < 10 * again  # some seventy times as many, if nothing was made ready


def test_one_that_is_asked_nothing_ends_quietly() -> None:
    ended = subprocess.run([sys.executable, "-m", "bot.worker"], input=b"", capture_output=True, check=True)
    assert ended.stdout == ended.stderr == b""
