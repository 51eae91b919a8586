"""The command line. Without a command: Telegram when there is a token, else the terminal."""

import argparse
import errno
import os
import sys
from collections.abc import Callable, Coroutine, Sequence
from datetime import datetime
from io import TextIOWrapper
from pathlib import Path

from bot import app as wiring
from bot.ask import Asker
from bot.clock import Clock, local_moment
from bot.events.catalogue import load
from bot.events.problems import ProgrammeErrors
from bot.logs import set_up
from bot.replies.phrases import Phrases
from bot.settings import Settings, SettingsError, environment
from intents import Gazetteer

#: Formats of exports, as `bot/exporting.py` knows them; importing it for their names would slow every command.
EXPORTS = ("ics", "csv", "xlsx", "json")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the process's exit status."""
    phrases = Phrases.load()
    options = _parser(phrases).parse_args(arguments)
    try:
        settings = Settings.from_environment(environment(Path()))
    except SettingsError as error:
        return _refuse(phrases.text("command.bad_settings"), str(error))
    set_up(level=settings.log_level_number, log_format=settings.log_format, secrets=settings.secrets)
    command = options.command or ("run" if settings.telegram_bot_token else "chat")
    try:
        return _COMMANDS[command](options, settings, phrases)
    except ProgrammeErrors as error:
        return _refuse(phrases.text("command.refused"), str(error))
    except SettingsError as error:  # Telegram does not know the token
        return _refuse(phrases.text("command.bad_settings"), str(error))
    except OSError as error:
        return _failed(error, settings, phrases)
    except KeyboardInterrupt:
        return 130


def _failed(error: OSError, settings: Settings, phrases: Phrases) -> int:
    """What the system refused; what is no fault of the asker's is raised again."""
    if isinstance(error, BrokenPipeError):  # whoever read the answers has gone: nothing more to write, not even at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    if error.errno == errno.EADDRINUSE:
        return _refuse(phrases.text("command.port_in_use", port=settings.port))
    if error.filename is None:
        raise error
    return _refuse(phrases.text("command.no_file", path=error.filename))


def _refuse(*lines: str) -> int:
    print(*lines, sep="\n", file=sys.stderr)
    return 2


def _parser(phrases: Phrases) -> argparse.ArgumentParser:
    say = phrases.text
    parser = argparse.ArgumentParser(prog="python -m bot", description=say("command.description"))
    parser.set_defaults(events=None, now=None, speed=1.0, json=False)
    commands = parser.add_subparsers(
        dest="command", metavar="run|chat|ask|check|import|export|template|programme|qr|report"
    )
    for name in ("run", "chat", "ask"):
        command = commands.add_parser(name, help=say(f"command.help_{name}"))
        command.add_argument("--events", type=Path, metavar="FILE", help=say("command.help_events"))
        command.add_argument("--now", type=_moment(phrases), metavar="T", help=say("command.help_now"))
        if name == "ask":
            command.add_argument("--json", action="store_true", help=say("command.help_json"))
        else:
            command.add_argument("--speed", type=_speed(phrases), metavar="N", help=say("command.help_speed"))
    checking = commands.add_parser("check", help=say("command.help_check"))
    checking.add_argument("file", type=Path, metavar="FILE", help=say("command.help_file"))
    _add_report(checking, say)
    importing = commands.add_parser("import", help=say("command.help_import"))
    importing.add_argument("sources", nargs="+", metavar="SOURCE", help=say("command.help_sources"))
    importing.add_argument("--from", dest="form", metavar="FORMAT", help=say("command.help_from"))
    importing.add_argument("--into", type=Path, required=True, metavar="FILE", help=say("command.help_into"))
    importing.add_argument("--fields", type=Path, metavar="FILE", help=say("command.help_fields"))
    importing.add_argument("--dry-run", action="store_true", help=say("command.help_dry_run"))
    importing.add_argument("--accept", action="store_true", help=say("command.help_accept_import"))
    importing.add_argument("--accept-loss", default="", help=argparse.SUPPRESS)  # of refreshing.py, as is the next
    importing.add_argument("--hold", action="store_true", help=argparse.SUPPRESS)
    _add_report(importing, say)
    exporting = commands.add_parser("export", help=say("command.help_export"))
    exporting.add_argument("file", type=Path, metavar="FILE", help=say("command.help_export_file"))
    exporting.add_argument("--to", dest="form", choices=EXPORTS, required=True, help=say("command.help_to"))
    exporting.add_argument("--events", type=Path, metavar="FILE", help=say("command.help_events"))
    template = commands.add_parser("template", help=say("command.help_template"))
    template.add_argument("file", type=Path, metavar="FILE", help=say("command.help_template_file"))
    programme = commands.add_parser("programme", help=say("command.help_programme"))
    programme.add_argument("--events", type=Path, metavar="FILE", help=say("command.help_events"))
    programme.add_argument("--age", metavar="EVENT", help=say("command.help_age"))
    actions = programme.add_subparsers(dest="action", metavar="status|accept")
    for name in ("status", "accept"):
        actions.add_parser(name, help=say(f"command.help_{name}"))
    posters = commands.add_parser("qr", help=say("command.help_qr"))
    posters.add_argument("ids", nargs="+", metavar="EVENT", help=say("command.help_ids"))
    posters.add_argument("--events", type=Path, metavar="FILE", help=say("command.help_events"))
    posters.add_argument("--bot", metavar="NAME", help=say("command.help_bot"))
    posters.add_argument("--into", type=Path, metavar="FOLDER", help=say("command.help_folder"))
    reporting = commands.add_parser("report", help=say("command.help_report"))
    reporting.add_argument("--events", type=Path, metavar="FILE", help=say("command.help_events"))
    reporting.add_argument("--json", action="store_true", help=say("command.help_json_report"))
    reporting.add_argument("--png", type=Path, metavar="FILE", help=say("command.help_png"))
    return parser


def _add_report(command: argparse.ArgumentParser, say: Callable[[str], str]) -> None:
    """How `check` and `import` tell what they find."""
    command.add_argument("--json", action="store_true", help=say("command.help_json_points"))
    command.add_argument("--xlsx", type=Path, metavar="FILE", help=say("command.help_xlsx"))
    command.add_argument("--label", action="store_true", help=say("command.help_label"))


def _moment(phrases: Phrases) -> Callable[[str], datetime]:
    def parse(value: str) -> datetime:
        moment = local_moment(value)
        if moment is None:
            raise argparse.ArgumentTypeError(phrases.text("command.bad_now", value=value))
        return moment

    return parse


def _speed(phrases: Phrases) -> Callable[[str], float]:
    def parse(value: str) -> float:
        try:
            speed = float(value)
        except ValueError:
            speed = 0.0
        if not 0 < speed < float("inf"):
            raise argparse.ArgumentTypeError(phrases.text("command.bad_speed", value=value))
        return speed

    return parse


def _ask(options: argparse.Namespace, settings: Settings, phrases: Phrases) -> int:
    app = wiring.App.build(options.events or settings.events_file)
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    asker = Asker(app.dialogue, phrases, options.now or app.clock().now())
    answers = asker.json(sys.stdin) if options.json else asker.text(sys.stdin)
    for answer in answers:
        print(answer, flush=True)
    return 1 if asker.bad else 0


def _serve(service: Coroutine[None, None, None], phrases: Phrases) -> int:
    import asyncio  # imported late: `ask` needs neither

    from bot.storage.engine import NewerSchemaError

    try:
        asyncio.run(service)
    except NewerSchemaError as error:
        return _refuse(phrases.text("command.newer_database", revision=error.revision))
    return 0


def _chat(options: argparse.Namespace, settings: Settings, phrases: Phrases) -> int:
    from bot import service  # imported late: `ask` needs none of it

    events = options.events or settings.events_file
    return _serve(service.chat(events, options.now, options.speed or 1.0), phrases)


def _run(options: argparse.Namespace, settings: Settings, phrases: Phrases) -> int:
    if settings.telegram_bot_token is None:
        return _refuse(phrases.text("command.no_token"))
    from bot import service

    events = options.events or settings.events_file
    return _serve(service.run(events, settings, options.now, options.speed or 1.0), phrases)


def _check(options: argparse.Namespace, settings: Settings, phrases: Phrases) -> int:
    from bot.events.editing.report import as_json, write_marked  # imported late: nothing else needs it

    report = wiring.check_programme(options.file, label=options.label)
    if options.xlsx:
        write_marked(options.xlsx, report.programme.events if report.programme else (), report.points)
    print(as_json(report.points) if options.json else report)
    return 1 if report.is_refused else 0


def _programme(options: argparse.Namespace, settings: Settings, phrases: Phrases) -> int:
    return _serve(_tell_of_programme(options, settings, phrases), phrases)


async def _tell_of_programme(options: argparse.Namespace, settings: Settings, phrases: Phrases) -> None:
    from bot import programme  # imported late: other commands need none of it

    file, address = options.events or settings.events_file, settings.database_url
    if options.age:
        print(programme.age(file, options.age, phrases))
    elif options.action == "accept":
        print(await programme.accept(file, address, phrases, wiring.COMMUNES))
    else:
        print(await programme.status(file, address, phrases))


def _import(options: argparse.Namespace, settings: Settings, phrases: Phrases) -> int:
    from bot import importing  # imported late: nothing else needs it
    from bot.events.intake.refusal import Refused
    from bot.events.intake.run import Options

    how = Options(
        label=options.label,
        dry_run=options.dry_run,
        accept=options.accept,
        accept_loss=options.accept_loss,
        holds=options.hold,
    )
    if how.holds:
        importing.give_way()
    try:
        outcome = importing.import_programme(
            options.sources, options.into, form=options.form, fields=options.fields, options=how
        )
    except Refused as error:
        return _refuse(str(error))
    if options.xlsx:
        importing.write_marked(options.xlsx, outcome, options.into)
    print(
        importing.as_json(outcome)
        if options.json
        else importing.told(outcome, options.into, phrases, is_dry=how.dry_run)
    )
    return 0


def _export(options: argparse.Namespace, settings: Settings, phrases: Phrases) -> int:
    from bot import exporting  # imported late: nothing else needs it
    from bot.events.intake.refusal import Refused

    programme = load(options.events or settings.events_file, Gazetteer.load(wiring.COMMUNES)).programme
    now = Clock(programme.timezone).now()
    try:
        exporting.export(programme, options.form, options.file, now)
    except Refused as error:
        return _refuse(str(error))
    print(phrases.text("import.exported", count=len(programme.events), path=options.file))
    return 0


def _template(options: argparse.Namespace, settings: Settings, phrases: Phrases) -> int:
    from bot import exporting  # imported late: nothing else needs it

    exporting.make_template(options.file)
    print(phrases.text("import.template", path=options.file))
    return 0


def _qr(options: argparse.Namespace, settings: Settings, phrases: Phrases) -> int:
    from bot import posters  # imported late: nothing else needs it

    try:
        bot = posters.bot_name(options.bot, settings, phrases)
        catalogue = load(options.events or settings.events_file, Gazetteer.load(wiring.COMMUNES))
        now = Clock(catalogue.programme.timezone).now()
        making = posters.Posters(catalogue=catalogue, phrases=phrases, bot=bot, now=now)
        for path in making.write(options.ids, options.into or posters.FOLDER):
            print(path)
    except posters.PosterError as error:
        return _refuse(str(error))
    return 0


def _report(options: argparse.Namespace, settings: Settings, phrases: Phrases) -> int:
    return _serve(_tell_figures(options, settings), phrases)


async def _tell_figures(options: argparse.Namespace, settings: Settings) -> None:
    from bot import reporting  # imported late: nothing else needs it

    app = wiring.App.build(options.events or settings.events_file)
    print(await reporting.tell(app, settings.database_url, as_json=options.json, png=options.png))


_COMMANDS = {
    "ask": _ask,
    "chat": _chat,
    "run": _run,
    "check": _check,
    "import": _import,
    "export": _export,
    "template": _template,
    "programme": _programme,
    "qr": _qr,
    "report": _report,
}

if __name__ == "__main__":
    sys.exit(main())
