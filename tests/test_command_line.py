"""The real process, `python -m bot`, as one types it."""

import asyncio
import json
import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from bot.storage.engine import open_database
from tests.conversation.guide import plain
from tests.storage.folder import Folder

ROOT = Path(__file__).parents[1]
PROGRAMME = ROOT / "tests" / "files" / "programme.yaml"
#: No setting of this machine, nor of a developer's `.env`, counts here.
BARE = os.environ | dict.fromkeys(
    (
        *("TELEGRAM_BOT_TOKEN", "TELEGRAM_API_URL", "EVENTS_FILE", "DATABASE_URL"),
        *("WEBHOOK_URL", "WEBHOOK_SECRET", "PORT", "LOG_LEVEL", "LOG_FORMAT"),
    ),
    "",
)
#: Nobody's.
TOKEN = "700000001:AAE-tests_only-0123456789abcdefghij"


def bot(*arguments: object, text: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
    """The outcome of a command that is given a text; no-break spaces are made ordinary."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", *map(str, arguments)],
        input=text,
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        env=BARE | settings,
        timeout=60,
        check=False,
    )
    done.stdout, done.stderr = plain(done.stdout), plain(done.stderr)
    return done


def test_check_of_a_right_file() -> None:
    done = bot("check", PROGRAMME)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[:2] == [
        f"{PROGRAMME} : Programme d'essai, du 22/11/2021 au 28/11/2021. Aucune erreur.",
        "Événements : 3, dont 3 proposés (ni annulés ni réservés)",
    ]


def test_import_tells_what_it_did_and_what_to_look_at(tmp_path: Path) -> None:
    source, into = ROOT / "tests" / "files" / "sources" / "opendatasoft_v21.json", tmp_path / "semaine.yaml"
    done = bot("import", source, "--into", into)
    assert (done.returncode, done.stderr) == (0, "")  # no progress bar: nobody is at a terminal
    assert done.stdout.splitlines()[-2:] == [f"2 événements écrits dans {into}", "1 point à vérifier par une personne"]
    assert bot("check", into).returncode == 0
    again = bot("import", source, "--into", into)
    assert "est gardé" not in again.stdout


def test_import_refuses_what_it_cannot_read(tmp_path: Path) -> None:
    source, into = tmp_path / "source.json", tmp_path / "semaine.yaml"
    source.write_text('{"events": [', encoding="utf-8")
    done = bot("import", source, "--into", into)
    assert done.returncode == 2
    assert done.stderr.startswith("« source.json » n'est pas du JSON complet et lisible")
    assert bot("import", tmp_path / "rien.ics", "--into", into).stderr.endswith("n'existe pas ou ne se lit pas\n")
    assert not into.exists()


def test_check_of_a_wrong_file_tells_all_and_ends_with_1(tmp_path: Path) -> None:
    path = tmp_path / "faux.yaml"
    text = PROGRAMME.read_text(encoding="utf-8")
    path.write_text(
        text.replace("kind: visite\n    sec", "kind: visit\n    sec").replace("online: true", "online: oui")
    )
    done = bot("check", path)
    *errors, summary = done.stdout.splitlines()
    assert (done.returncode, done.stderr, summary) == (1, "", f"{path} : 2 erreurs.")
    assert errors[0].startswith(f"{path}:16 : iter-visite : « kind » vaut « visit » ; valeurs admises : visite, ")
    assert errors[0].endswith(" ; vouliez-vous dire « visite » ?")
    assert errors[1] == f"{path}:46 : plateforme : « online » vaut « oui » ; valeurs admises : true, false"


def test_check_of_no_file() -> None:
    done = bot("check", "absent.yaml")
    assert (done.returncode, done.stdout) == (1, "absent.yaml : ce fichier n'existe pas\nabsent.yaml : 1 erreur.\n")


def test_ask_ends_with_1_after_a_bad_line() -> None:
    done = bot("ask", "--json", "--now", "2021-11-15T09:00", text='non\n{"text": "visites à Toulon"}\n')
    bad, good = map(json.loads, done.stdout.splitlines())
    assert (list(bad), good["events"], done.returncode) == (["error"], ["naval-group-toulon"], 1)
    assert done.stderr == ""


def test_ask_ends_with_0_after_good_lines() -> None:
    done = bot("ask", "--events", PROGRAMME, "--now", "2021-11-15T09:00", text="visites\n\nbonjour\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Visites\n\n")
    assert "Bonjour. Je suis le guide de « Programme d'essai »." in done.stdout


def test_ask_answers_each_line_as_it_comes() -> None:
    command = [sys.executable, "-m", "bot", "ask", "--json", "--now", "2021-11-15T09:00"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8", cwd=ROOT, env=BARE
    ) as process:
        assert process.stdin
        assert process.stdout
        for text in ("visites", "bonjour", "merci"):
            process.stdin.write(json.dumps({"text": text}) + "\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["reply"]  # would wait for ever, were it kept back
        process.stdin.close()
        assert process.wait(10) == 0


def test_a_reader_that_goes_away_ends_ask_without_a_word() -> None:
    line = '{"text": "visites"}\n'
    ask = f"{sys.executable} -m bot ask --json --now 2021-11-15T09:00"
    done = subprocess.run(
        ["bash", "-c", f"{ask} | head -n 1 | wc -l"],
        input=line * 500,
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        env=BARE,
        timeout=60,
        check=False,
    )
    assert (done.stdout.strip(), done.stderr) == ("1", "")


def test_bytes_that_are_no_text_do_not_stop_ask() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "ask", "--json", "--now", "2021-11-15T09:00"],
        input=b'{"text": "visites \xe0 Toulon"}\n{"text": "visites"}\n',
        capture_output=True,
        cwd=ROOT,
        env=BARE | {"PYTHONUTF8": "0", "LC_ALL": "C.UTF-8"},
        timeout=60,
        check=False,
    )
    assert [json.loads(line)["intent"] for line in done.stdout.splitlines()] == ["search_events"] * 2


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("ask", "--now", "demain"), "« demain » n'est pas une date et une heure ; attendu : 2021-11-15T09:00"),
        (("ask", "--now", "2021-11-15T09:00Z"), "n'est pas une date et une heure"),
        (("chat", "--speed", "0"), "« 0 » n'est pas une vitesse ; attendu : un nombre plus grand que zéro"),
        (("chat", "--speed", "vite"), "« vite » n'est pas une vitesse"),
        (("ask", "--events", "absent.yaml"), "absent.yaml : ce fichier n'existe pas"),
        (("run",), "Pour servir Telegram, il faut TELEGRAM_BOT_TOKEN"),
        (("chanter",), "invalid choice: 'chanter'"),
    ],
)
def test_wrong_arguments_are_refused(arguments: tuple[str, ...], says: str) -> None:
    done = bot(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_wrong_settings_are_refused_at_start_all_at_once() -> None:
    done = bot("run", TELEGRAM_BOT_TOKEN=TOKEN.replace(":", ""), PORT="0", LOG_FORMAT="xml")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [
        "Réglages refusés :",
        "TELEGRAM_BOT_TOKEN : n'a pas la forme d'un jeton de @BotFather ; attendu : « 123456789:AAE… »",
        "PORT : vaut « 0 » ; attendu : un nombre de 1 à 65535",
        "LOG_FORMAT : vaut « xml » ; valeurs admises : text, json",
    ]


def test_a_programme_that_does_not_load_is_refused_at_start(tmp_path: Path) -> None:
    path = tmp_path / "faux.yaml"
    path.write_text(PROGRAMME.read_text(encoding="utf-8").replace("id: confitures", "id: iter-visite"))
    done = bot("run", EVENTS_FILE=str(path), TELEGRAM_BOT_TOKEN=TOKEN)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "Ce programme ne peut pas être servi :\n"
        f"{path}:36 : iter-visite : « id » vaut « iter-visite », déjà pris à la ligne 14\n"
    )


def test_a_piped_chat_is_one_conversation() -> None:
    done = bot("chat", "--now", "2021-11-15T09:00", text="visites à Toulon\nle 1er, c'est quand ?\n/1\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert "\x1b" not in done.stdout
    assert done.stdout.startswith("Visites · Toulon\n\n1 visite\n\n1. Découverte de Naval Group à Toulon")
    assert "C'est mardi 23 novembre, de 9 h à 12 h." in done.stdout
    assert "Quand : mardi 23 novembre, de 9 h à 12 h\nOù : Naval Group, Monsergue, Toulon" in done.stdout


def test_without_a_command_and_a_token_it_is_the_terminal() -> None:
    done = bot(text="merci\n")
    opening, *_ = done.stdout.split("\n\n")
    assert opening == "Le programme est passé : faisons comme si nous étions le lundi 15 novembre 2021, à 9 h."
    assert done.returncode == 0


def test_the_clock_runs_as_fast_as_asked() -> None:
    done = bot("chat", "--now", "2021-11-15T23:59:59", "--speed", "1e9", text="aujourd'hui\n")
    assert done.stdout
    assert "15 novembre" not in done.stdout.splitlines()[0]


def test_the_programme_that_is_served(tmp_path: Path) -> None:
    file, settings = tmp_path / "programme.yaml", {"DATABASE_URL": f"sqlite:///{tmp_path}/guide.sqlite3"}
    text = PROGRAMME.read_text(encoding="utf-8")
    file.write_text(text, encoding="utf-8")
    done = bot("programme", "--events", file, **settings)
    assert (done.returncode, done.stdout, done.stderr) == (0, "Aucun programme n'a encore été servi.\n", "")
    asyncio.run(serve(tmp_path, settings["DATABASE_URL"]))
    assert bot("programme", "--events", file, "status", **settings).stdout == "3 événements sont servis.\n"
    accepted = bot("programme", "--events", file, "accept", **settings).stdout
    assert accepted == f"« {file} » retire moins de la moitié des événements : il n'y a rien à accepter.\n"

    file.write_text(text[: text.index("  - id: confitures")], encoding="utf-8")
    assert f"« {file} » a changé depuis." in bot("programme", "--events", file, **settings).stdout
    asyncio.run(serve(tmp_path, settings["DATABASE_URL"]))
    assert bot("programme", "--events", file, **settings).stdout == (
        "3 événements sont servis.\nUne nouvelle version attend, car elle retire 2 événements sur 3. "
        "Pour l'accepter : python -m bot programme accept\n"
    )
    done = bot("programme", "--events", file, "accept", **settings)
    assert done.stdout.startswith(f"C'est accepté : « {file} » sera servi, et 2 événements sur 3 seront retirés.")
    asyncio.run(serve(tmp_path, settings["DATABASE_URL"]))
    assert bot("programme", "--events", file, **settings).stdout == "Un événement est servi.\n"


def test_a_programme_that_does_not_load_is_not_accepted(tmp_path: Path) -> None:
    done = bot("programme", "--events", tmp_path / "absent.yaml", "accept", DATABASE_URL=f"sqlite:///{tmp_path}/g.db")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Ce programme ne peut pas être servi :\n")


async def serve(folder: Path, address: str) -> None:
    """As a start of the guide does."""
    database = await open_database(address)
    await Folder(database, folder).started()
    await database.close()


def test_ask_does_without_what_draws_and_serves() -> None:
    """`ask` starts soon because it loads none of it."""
    loaded = "import bot.ask, bot.app, sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", loaded], capture_output=True, encoding="utf-8", cwd=ROOT, check=True)
    slow = {"reportlab", "pypdfium2", "PIL", "segno", "sqlalchemy", "aiohttp", "apscheduler", "httpx"}
    assert slow & set(done.stdout.split()) == set()


def test_what_changes_is_told_in_the_terminal(tmp_path: Path) -> None:
    file, text = tmp_path / "programme.yaml", PROGRAMME.read_text(encoding="utf-8")
    file.write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "bot", "chat", "--events", str(file), "--now", "2021-11-15T09:00"]
    with subprocess.Popen(
        command, cwd=ROOT, env=BARE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    ) as chat:
        assert chat.stdin
        assert chat.stdout
        chat.stdin.write("préviens-moi des visites\n")
        chat.stdin.flush()
        assert plain(next(line for line in chat.stdout if "C'est noté" in line))
        time.sleep(3)  # the first look at the file
        file.write_text(text.replace("status: full", "status: cancelled"), encoding="utf-8")
        told = plain(next(line for line in chat.stdout if "Annulé" in line))
        chat.stdin.write("arrête\n")
        chat.stdin.flush()
        assert next(line for line in chat.stdout if "C'est arrêté" in line)
        chat.stdin.close()
    assert told == "Annulé : cet événement n'aura pas lieu. Il était prévu lundi 22 novembre, de 14 h à 16 h 30.\n"


@pytest.mark.parametrize("command", [("run",), ("programme", "accept"), ("report",)])
def test_a_database_of_a_newer_program_is_refused_in_a_sentence(command: tuple[str, ...], tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "guide.db")) as database:
        database.execute("CREATE TABLE alembic_version (version_num VARCHAR(32))")
        database.execute("INSERT INTO alembic_version VALUES ('9999_of_tomorrow')")
        database.commit()
    done = bot(*command, TELEGRAM_BOT_TOKEN=TOKEN, DATABASE_URL=f"sqlite:///{tmp_path}/guide.db")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[-1] == (
        "La base de données vient d'une version plus récente du guide (9999_of_tomorrow) : "
        "mettez le guide à jour, ou donnez une autre base dans DATABASE_URL."
    )
