"""The progress bar of imports: on a terminal only."""

import io
import sys
from pathlib import Path

import pytest

from bot.events.intake.material import Material
from bot.importing import Bar

_SOURCE = Path(__file__).parent / "files" / "sources" / "calendar.ics"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("stream", "is_shown"), [(Terminal(), True), (io.StringIO(), False)])
def test_the_bar_is_shown_on_a_terminal(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, is_shown: bool) -> None:
    monkeypatch.setattr(sys, "stderr", stream)
    bar = Bar()
    material = Material(_SOURCE.name, _SOURCE, bar.read)
    bar.begin(material)
    with material.open() as file:
        while file.read(100):
            pass
    bar.close()
    assert ("calendar.ics: " in stream.getvalue()) == is_shown
