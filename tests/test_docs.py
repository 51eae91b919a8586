"""What the documents say is so: links, settings, commands, transcripts."""

import re
from dataclasses import fields
from datetime import date, datetime
from functools import cache
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.app import App
from bot.ask import Asker
from bot.channels.telegram.commands import COMMANDS
from bot.events.catalogue import load
from bot.service import chat
from bot.settings import FORMATS, LEVELS, Settings
from intents import Gazetteer, Interpreter, Scene
from intents.__main__ import explain

_ROOT = Path(__file__).parents[1]
_DOCUMENTS = sorted(
    path
    for folder in (".", "docs", "docs/decisions", "data", "intents/vocabulary")
    for path in (_ROOT / folder).glob("*.md")
)
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
#: A file or folder of this repository, named in code: « bot/app.py ».
_PATH = re.compile(r"`((?:bot|intents|data|docs|tests|tools|benchmarks)/[\w./-]*)`")


def read(path: str) -> str:
    return (_ROOT / path).read_text(encoding="utf-8")


def blocks(path: str, language: str) -> list[str]:
    return [text for name, text in _BLOCK.findall(read(path)) if name == language]


def prose(path: Path) -> str:
    return _BLOCK.sub("", path.read_text(encoding="utf-8"))


def plain(text: str) -> list[str]:
    """Lines with ordinary spaces, as they are typed in documents."""
    return [" ".join(line.split()) for line in text.splitlines()]


def not_printed(shown: list[str], printed: list[str]) -> list[str]:
    """From the first shown line that does not come, in that order, among those printed."""
    rest = iter(printed)
    return next((shown[i:] for i, line in enumerate(shown) if line not in rest), [])


@pytest.mark.parametrize("document", _DOCUMENTS, ids=lambda path: path.relative_to(_ROOT).as_posix())
def test_links_lead_somewhere(document: Path) -> None:
    links = [link for link in _LINK.findall(prose(document)) if "://" not in link]
    assert [link for link in links if not (document.parent / link.partition("#")[0]).exists()] == []


@pytest.mark.parametrize("document", _DOCUMENTS, ids=lambda path: path.relative_to(_ROOT).as_posix())
def test_files_that_are_named_exist(document: Path) -> None:
    assert [path for path in _PATH.findall(prose(document)) if not (_ROOT / path).exists()] == []


def test_the_house_is_as_it_is_drawn() -> None:
    """Every module of `intents` and every folder and module of `bot` has its place in the drawing."""
    drawing = blocks("docs/architecture.md", "")[0]
    intents, bot = drawing.split("\nbot/")
    assert [p.name for p in (_ROOT / "intents").glob("[a-z]*.py") if not is_drawn(p.name, intents)] == []
    assert [p.name for p in (_ROOT / "bot").glob("[a-z]*") if not is_drawn(p.name, bot)] == []


def is_drawn(name: str, drawing: str) -> bool:
    return name in drawing or (name.startswith("place") and "place*.py" in drawing)


@cache
def settings_table() -> dict[str, tuple[str, str]]:
    """Name → default and accepted values, as README.md tells them."""
    rows = re.findall(r"^\| `([A-Z_]+)` \| (.*?) \| (.*) \|$", read("README.md"), re.MULTILINE)
    return {name: (default, accepted) for name, default, accepted in rows}


def test_the_table_of_settings_names_all_settings() -> None:
    names = {field.name.upper() for field in fields(Settings)}
    assert set(settings_table()) == names
    assert set(re.findall(r"^#?([A-Z_]+)=", read(".env.example"), re.MULTILINE)) == names


def test_the_table_of_settings_tells_defaults_and_values() -> None:
    table, settings = settings_table(), Settings()
    for field in fields(Settings):
        value, told = getattr(settings, field.name), table[field.name.upper()][0]
        assert told == f"`{value}`" if value not in (None, ()) else not told.startswith("`")
    for name, accepted in (("LOG_LEVEL", LEVELS), ("LOG_FORMAT", FORMATS)):
        assert tuple(re.findall(r"`(\w+)`", table[name][1])) == accepted


def test_commands_exist_and_are_all_told(capsys: pytest.CaptureFixture[str]) -> None:
    told = {command for document in _DOCUMENTS for command in re.findall(r"python -m bot (\w+)", read(str(document)))}
    assert told == {"run", "chat", "ask", "check", "import", "export", "template", "programme", "qr", "report"}
    for command in told:
        with pytest.raises(SystemExit) as stopped:
            main([command, "--help"])
        assert stopped.value.code == 0
        offered = set(re.findall(r"--\w+", capsys.readouterr().out))
        for line in re.findall(rf"python -m bot {command}\b[^`\n]*", read("README.md")):
            assert set(re.findall(r"--\w+", line)) <= offered


def test_make_has_the_targets_that_are_told() -> None:
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))
    told = {
        target for path in _DOCUMENTS for target in re.findall(r"(?:^|`)make ([a-z]+)", read(str(path)), re.MULTILINE)
    }
    assert told <= targets


def test_the_commands_of_telegram_are_told() -> None:
    assert [name for name in COMMANDS if f"`/{name}`" not in read("README.md")] == []


async def test_the_conversation_of_the_readme_is_real(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    shown = plain(blocks("README.md", "text")[0])
    questions = tmp_path / "questions"
    questions.write_text("\n".join(line[2:] for line in shown if line.startswith("› ")), encoding="utf-8")
    monkeypatch.chdir(_ROOT)
    with questions.open(encoding="utf-8") as lines:
        monkeypatch.setattr("sys.stdin", lines)
        await chat(Settings().events_file, None, 1.0)
    lines_shown = [line for line in shown if line and line != "[…]" and not line.startswith("› ")]
    assert not_printed(lines_shown, plain(capsys.readouterr().out)) == []


def test_the_answer_of_the_readme_is_real() -> None:
    (block,) = blocks("README.md", "console")
    command, *shown = block.splitlines()
    app = App.build(_ROOT / Settings().events_file, _ROOT / "data/communes.csv")
    (answer,) = Asker(app.dialogue, app.guide.phrases, datetime(2021, 11, 15, 9)).text([command.split('"')[1]])
    assert plain(answer) == plain("\n".join(shown))


def test_the_programme_of_the_readme_loads(tmp_path: Path) -> None:
    path = tmp_path / "bretagne.yaml"
    path.write_text(blocks("README.md", "yaml")[0], encoding="utf-8")
    (event,) = load(path, Gazetteer.load(_ROOT / "data/communes.csv")).events
    assert event.place is not None
    assert event.place.insee == "29046"


def test_the_example_of_understanding_is_real() -> None:
    (shown,) = (block for block in blocks("docs/understanding.md", "") if block.startswith("$"))
    command, *lines = shown.strip().splitlines()
    message = command.partition('"')[2].rstrip('"')
    scene = Scene(start=date(2021, 11, 22), end=date(2021, 11, 28), areas=("reg:93",))
    interpreter = Interpreter(Gazetteer.load(_ROOT / "data/communes.csv"), scene)
    assert lines == list(explain(interpreter, message, datetime(2021, 11, 15, 9)))
