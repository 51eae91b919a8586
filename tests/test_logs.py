"""What is logged, and what never is."""

import json
import logging
import sys
import warnings
from collections.abc import Iterator

import pytest

from bot import logs

TOKEN = "700000001:AAE-tests_only-0123456789abcdefghij"
OTHER = "123456789:BBF-not_ours-0123456789abcdefghijkl"


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    root = logging.getLogger()
    before = root.level, root.handlers[:], sys.excepthook
    yield
    logging.captureWarnings(capture=False)
    root.setLevel(before[0])
    root.handlers[:], sys.excepthook = before[1], before[2]
    for name in logs.TALKATIVE:
        logging.getLogger(name).setLevel(logging.NOTSET)


@pytest.mark.parametrize("log_format", ["text", "json"])
@pytest.mark.parametrize("level", [logging.DEBUG, logging.INFO, logging.ERROR])
def test_no_secret_is_ever_logged(log_format: str, level: int, capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up(level=level, log_format=log_format, secrets=(TOKEN, "mot/de passe"))
    log = logging.getLogger("bot.test")
    for told in (logging.DEBUG, logging.INFO, logging.WARNING, logging.CRITICAL):
        for name in ("bot.test", "httpx", "httpcore.http11", "telegram.Bot"):
            logging.getLogger(name).log(told, "POST https://api.telegram.org/bot%s/getMe", TOKEN)
        log.log(told, f"in the words {TOKEN}, {OTHER}, {TOKEN.replace(':', '%3A')} and mot%2Fde%20passe, mot/de passe")
        log.log(told, {"in": TOKEN}, stack_info=True)
        log.log(told, "wrong arguments %d", TOKEN)
    try:
        raise ValueError(f"token {TOKEN} refused")
    except ValueError:
        log.exception("failed with %r", TOKEN.encode())
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn(TOKEN, UserWarning, stacklevel=1)
    error = RuntimeError(f"uncaught {TOKEN}")
    sys.excepthook(RuntimeError, error, None)
    out, err = capsys.readouterr()
    assert out == ""
    assert "ValueError: token *** refused" in err
    assert "RuntimeError: uncaught ***" in err
    for secret in (TOKEN, OTHER, "AAE-tests_only", "BBF-not_ours", "mot/de passe", "mot%2Fde%20passe"):
        assert secret not in err


def test_json_lines(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up(level=logging.INFO, log_format="json")
    logging.getLogger("bot.test").warning("« une » %s\nligne", "seule")
    logging.getLogger("bot.test").debug("not this")
    try:
        raise KeyError("x")
    except KeyError:
        logging.getLogger("bot.test").exception("failed")
    first, second = map(json.loads, capsys.readouterr().err.splitlines())
    assert first.pop("time").endswith("+00:00")
    assert first == {"level": "warning", "logger": "bot.test", "message": "« une » seule\nligne"}
    assert second["exception"].endswith("KeyError: 'x'")


def test_libraries_are_quiet_even_at_debug(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up(level=logging.DEBUG)
    logging.getLogger("aiohttp.client").info("HTTP Request: POST …")
    logging.getLogger("sqlalchemy.engine").debug("INSERT … « visites à Toulon »")
    logging.getLogger("bot.test").debug("told")
    err = capsys.readouterr().err
    assert err.endswith("DEBUG bot.test: told\n")
    assert err.count("\n") == 1


def test_an_interruption_is_no_error(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up(level=logging.DEBUG)
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert capsys.readouterr().err == ""


def test_an_error_is_described_without_its_words() -> None:
    try:
        raise ValueError("visites à Toulon")
    except ValueError as error:
        described = logs.describe_error(error)
    assert described.startswith("ValueError\n")
    assert "test_logs.py" in described
    assert "visites à Toulon" not in described.replace('raise ValueError("visites à Toulon")', "")
