"""Millions of instructions that a message takes, counted by valgrind (a package of Debian). Prints JSON.

On a machine that others share, seconds differ by half from one minute to the next; instructions do not differ at all,
so that a change of a hundredth shows. What is counted, once every word has been seen, are ordinary questions,
understood alone or answered by the guide (from Telegram's update to its calls), and long messages.

`python -m benchmarks.instructions`
"""

import gc
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.bot_api import Load
from benchmarks.messages import NOW, hostile, questions
from benchmarks.understanding import interpreter
from bot.app import App
from bot.channels.telegram.incoming import read_update
from bot.channels.telegram.writing import Writer
from bot.conversation.session import Session
from bot.delivery.handling import Handling
from bot.delivery.model import Update

#: A number of the tool's own file.
_TOTALS = re.compile(r"^totals: (\d+)", re.MULTILINE)
_PROGRAMME = Path(__file__).parent.parent / "data" / "events.yaml"


def main() -> None:
    """Count each in a process of its own, print."""
    cases = {"understanding": len(questions()), "guide": len(questions())} | dict.fromkeys(hostile(), 1)
    print(json.dumps({name: _counted(name) / messages / 1e6 for name, messages in cases.items()}))


def _counted(name: str) -> int:
    with TemporaryDirectory() as folder:
        found = Path(folder) / "found"
        tool = ["valgrind", "--tool=callgrind", "--instr-atstart=no", f"--callgrind-out-file={found}"]
        command = [*tool, sys.executable, "-m", "benchmarks.instructions", name]
        environment = os.environ | {"PYTHONHASHSEED": "0"}
        subprocess.run(command, env=environment, stderr=subprocess.DEVNULL, check=True)
        totals = _TOTALS.search(found.read_text(encoding="utf-8"))
    if totals is None:
        raise RuntimeError("valgrind has counted nothing")
    return int(totals[1])


def _run(name: str) -> None:
    """Say all twice, then once more while it is counted."""
    messages = [hostile()[name]] if name in hostile() else questions()
    say = _guide() if name == "guide" else _understanding()
    for message in [*messages, *messages]:
        say(message)
    gc.disable()  # it would come at its own times
    _count(on=True)
    for message in messages:
        say(message)
    _count(on=False)


def _understanding() -> Callable[[str], object]:
    reader = interpreter()
    return lambda message: reader.understand(message, NOW)


def _guide() -> Callable[[str], object]:
    app = App.build(_PROGRAMME)
    handling = Handling(
        read=lambda data: read_update(data, "guide"),
        answer=lambda message, session: app.dialogue.handle(message, session, NOW),
        write=Writer(app.guide.phrases).answer,
    )

    def say(message: str) -> object:
        data = Load.update(1, message).decode()
        return handling.turn(Update(number=1, key="telegram:1", data=data), Session())

    return say


def _count(*, on: bool) -> None:
    control = ["callgrind_control", "-i", "on" if on else "off", str(os.getpid())]
    subprocess.run(control, stdout=subprocess.DEVNULL, check=True)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        _run(sys.argv[1])
    else:
        main()
