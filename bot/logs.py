"""Logging: one handler, text or JSON lines, in which no secret ever appears."""

import json
import logging
import re
import sys
import traceback
from collections.abc import Iterable
from datetime import UTC, datetime
from types import TracebackType
from urllib.parse import quote

#: Anything that looks like a bot's token, ours or not.
_TOKEN = re.compile(r"\b\d{6,}(?::|%3A)[\w-]{30,}", re.IGNORECASE)

#: Libraries whose ordinary lines hold request addresses (with the token) or what people write.
TALKATIVE = ("aiohttp", "asyncio", "sqlalchemy", "alembic", "apscheduler")

_REDACTED = "***"


class Redaction(logging.Filter):
    """Takes secrets out of a record, its traceback included, before any formatter sees it."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__()
        known = sorted({form for secret in secrets if secret for form in (secret, quote(secret, safe=""))}, key=len)
        self._known = tuple(reversed(known))

    def redact(self, text: str) -> str:
        """`text` with each secret replaced by stars."""
        for secret in self._known:
            text = text.replace(secret, _REDACTED)
        return _TOKEN.sub(_REDACTED, text)

    def filter(self, record: logging.LogRecord) -> bool:
        """Redacts in place; always lets the record through."""
        try:
            message = record.getMessage()
        except (TypeError, ValueError):
            message = str(record.msg)
        record.msg, record.args = self.redact(message), None
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        # A formatter prefers `exc_text`; without `exc_info` none can print the exception afresh.
        record.exc_info = None
        record.exc_text = self.redact(record.exc_text) if record.exc_text else None
        record.stack_info = self.redact(record.stack_info) if record.stack_info else None
        return True


class JsonFormatter(logging.Formatter):
    """One JSON object a line: time (UTC), level, logger, message, and what went wrong."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as JSON."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_text:
            line["exception"] = record.exc_text
        return json.dumps(line, ensure_ascii=False)


def set_up(*, level: int, log_format: str = "text", secrets: Iterable[str] = ()) -> None:
    """Log to standard error; uncaught exceptions and warnings too, for tracebacks hold secrets as well."""
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(Redaction(secrets))
    text = logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s")
    handler.setFormatter(JsonFormatter() if log_format == "json" else text)
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(max(level, logging.WARNING))
    logging.captureWarnings(capture=True)
    sys.excepthook = _log_uncaught


def describe_error(error: BaseException) -> str:
    """An error's type and where it came from, without its own words: they may hold what a person wrote."""
    return f"{type(error).__name__}\n{''.join(traceback.format_tb(error.__traceback__))}"


def _log_uncaught(kind: type[BaseException], error: BaseException, frames: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    logging.getLogger(__name__).critical("uncaught exception", exc_info=(kind, error, frames))
