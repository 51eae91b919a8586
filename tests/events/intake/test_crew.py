"""Long imports are shared among processes; what comes of them is the same."""

import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path

import pytest

from bot.events.intake import crew
from bot.events.intake.crew import in_order
from bot.events.intake.run import Intake, Outcome
from tests.events.intake.conftest import HEAD

_MANY = 3000


def results(things: Iterable[int]) -> list[tuple[int, int, int]]:
    """Each thing, what was made of it, and by which process."""

    def work(batch: Sequence[int]) -> list[tuple[int, int]]:
        return [(1000 // (thing - 2900), os.getpid()) for thing in batch]

    found = in_order(work, things)
    return [
        (thing, *made) for thing, made in chain.from_iterable(zip(batch, made, strict=True) for batch, made in found)
    ]


@pytest.mark.parametrize("processes", [1, 2])
@pytest.mark.parametrize("count", [0, 3, 2800])
def test_what_comes_out_is_in_the_order_of_what_goes_in(
    monkeypatch: pytest.MonkeyPatch, processes: int, count: int
) -> None:
    monkeypatch.setattr(crew, "_processes", lambda: processes)
    found = results(range(count))
    assert [(thing, made) for thing, made, _ in found] == [(thing, 1000 // (thing - 2900)) for thing in range(count)]
    others = {process for *_, process in found} - {os.getpid()}
    assert bool(others) is (processes > 1 and count > 2000)


@pytest.mark.parametrize("processes", [1, 2])
def test_what_fails_is_told(monkeypatch: pytest.MonkeyPatch, processes: int) -> None:
    monkeypatch.setattr(crew, "_processes", lambda: processes)
    with pytest.raises(ZeroDivisionError):
        results(range(_MANY))


_ENDLESS = """
import os, time
from bot.events.intake import crew
crew._processes = lambda: 2
def work(batch):
    if os.getpid() != first: print(os.getpid(), flush=True); time.sleep(60)
first = os.getpid()
list(crew.in_order(work, range(10_000)))
"""


def test_nobody_goes_on_when_the_first_is_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", _ENDLESS], stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout
        assert len({first.stdout.readline() for _ in range(2)}) == 2
        first.kill()
        first.communicate(timeout=30)  # until nobody is left who could write there


def test_an_import_is_the_same_however_many_share_it(
    monkeypatch: pytest.MonkeyPatch, intake: Intake, tmp_path: Path
) -> None:
    """Rows without a title and ids that come twice are told in their places, twins of another batch too."""
    rows = [
        f"n{number % 2990};{'' if number % 500 == 7 else _title(number)};21/11/2025;9h;12h" for number in range(_MANY)
    ]
    source, into = tmp_path / "feuille.csv", tmp_path / "programme.yaml"
    source.write_text("\n".join(["Identifiant;Titre;Date;Heure de début;Heure de fin", *rows]) + "\n", encoding="utf-8")

    def outcome(processes: int) -> tuple[Outcome, str]:
        monkeypatch.setattr(crew, "_processes", lambda: processes)
        for old in tmp_path.glob("*programme*"):
            old.unlink()
        into.write_text(f"{HEAD}events: []\n", encoding="utf-8")
        return intake.run([str(source)], into), into.read_text(encoding="utf-8")

    (alone, text), (shared, same_text) = outcome(1), outcome(2)
    assert text == same_text
    assert alone.doubts == shared.doubts
    assert (alone.written, alone.refused) == (shared.written, shared.refused)
    assert {"repeated_key", "no_title", "twin"} <= {doubt.what for doubt in shared.doubts}


def _title(number: int) -> str:
    return f"Visite de la forge {number % 2900}"
