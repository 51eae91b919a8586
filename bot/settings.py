"""The guide's settings: the environment, read once at start into a frozen value."""

import hashlib
import logging
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from dotenv import dotenv_values

TELEGRAM = "https://api.telegram.org"
LEVELS = ("debug", "info", "warning", "error", "critical")
FORMATS = ("text", "json")
DATABASES = ("sqlite", "postgresql", "postgresql+asyncpg")

T = TypeVar("T")


class SettingsError(ValueError):
    """Every wrong value of the environment, one French sentence a line, each saying what is accepted."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What the environment decides."""

    #: What @BotFather gives; None: there is no Telegram, the guide runs in the terminal. Secret.
    telegram_bot_token: str | None = field(default=None, repr=False)
    #: Address of the Bot API server, with no slash at its end.
    telegram_api_url: str = TELEGRAM
    events_file: Path = Path("data/events.yaml")
    #: Files and addresses that the programme is refreshed from; what follows « ? » may be a key. Secret.
    sources: tuple[str, ...] = field(default=(), repr=False)
    #: May hold a password. Secret.
    database_url: str = field(default="sqlite:///var/guide.sqlite3", repr=False)
    #: Public address that Telegram posts to; None: long polling.
    webhook_url: str | None = None
    #: What Telegram must send along with each post; drawn from the token unless told. Secret.
    webhook_secret: str | None = field(default=None, repr=False)
    #: Public address of what listens on the port: calendars are there; None: nowhere.
    public_url: str | None = None
    #: Where the webhook listens, and calendars are given.
    port: int = 8080
    #: To all people together; Telegram takes about thirty, a server of one's own may take more.
    messages_per_second: int = 28
    #: Processes that answer, beside the one that receives and sends; 0: that one answers.
    workers: int = 0
    #: Telegram's numbers of those who look after the guide.
    admin_ids: tuple[int, ...] = ()
    #: One of `LEVELS`.
    log_level: str = "info"
    #: One of `FORMATS`.
    log_format: str = "text"

    @property
    def log_level_number(self) -> int:
        """The level as `logging` counts it."""
        return logging.getLevelNamesMapping()[self.log_level.upper()]

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must never be printed."""
        password = urlsplit(self.database_url).password
        keys = (urlsplit(source).query for source in self.sources)
        return tuple(secret for secret in (self.telegram_bot_token, self.webhook_secret, password, *keys) if secret)

    @classmethod
    def from_environment(cls, env: Mapping[str, str]) -> "Settings":
        """The settings that `env` holds; an empty value is a missing one.

        Raises:
            SettingsError: naming all wrong values at once.
        """
        read = _Reader(env)
        token = read("TELEGRAM_BOT_TOKEN", _token, None)
        api_url = read("TELEGRAM_API_URL", _url_in("http", "https"), TELEGRAM)
        # Telegram posts to https only; a server of one's own may post to http.
        webhook_schemes = ("https",) if api_url == TELEGRAM else ("http", "https")
        settings = cls(
            telegram_bot_token=token,
            telegram_api_url=api_url,
            events_file=read("EVENTS_FILE", _file, cls.events_file),
            sources=read("SOURCES", _sources, cls.sources),
            database_url=read("DATABASE_URL", _database, cls.database_url),
            webhook_url=read("WEBHOOK_URL", _url_in(*webhook_schemes), None),
            webhook_secret=read("WEBHOOK_SECRET", _secret, _secret_of(token)),
            public_url=read("PUBLIC_URL", _public, None),
            port=read("PORT", _port, cls.port),
            messages_per_second=read("MESSAGES_PER_SECOND", _count(1), cls.messages_per_second),
            workers=read("WORKERS", _count(0), cls.workers),
            admin_ids=read("ADMIN_IDS", _numbers, cls.admin_ids),
            log_level=read("LOG_LEVEL", _one_of(LEVELS), cls.log_level),
            log_format=read("LOG_FORMAT", _one_of(FORMATS), cls.log_format),
        )
        if read.errors:
            raise SettingsError("\n".join(read.errors))
        return settings


def environment(directory: Path) -> dict[str, str]:
    """The process's environment over the values of the directory's `.env`, when there is one."""
    return {name: value for name, value in dotenv_values(directory / ".env").items() if value} | os.environ


class _Reader:
    """Reads one variable after the other and collects what is wrong."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self._env = env
        self.errors: list[str] = []

    def __call__(self, name: str, parse: Callable[[str], T], default: T) -> T:
        value = self._env.get(name, "").strip()
        try:
            return parse(value) if value else default
        except ValueError as error:
            self.errors.append(f"{name} : {error}")
            return default


def _token(value: str) -> str | None:
    # The value is not repeated: a token with one wrong letter is still a secret.
    if not re.fullmatch(r"\d+:[\w-]+", value, re.ASCII):
        raise ValueError("n'a pas la forme d'un jeton de @BotFather ; attendu : « 123456789:AAE… »")
    return value


def _secret(value: str) -> str | None:
    if not re.fullmatch(r"[\w-]{1,256}", value, re.ASCII):
        raise ValueError("attendu : de 1 à 256 lettres sans accent, chiffres, « _ » ou « - »")
    return value


def _secret_of(token: str | None) -> str | None:
    """A secret that only the holder of the token can know, and that is the same after a restart."""
    return hashlib.sha256(f"webhook:{token}".encode()).hexdigest() if token else None


def _url_in(*schemes: str) -> Callable[[str], str]:
    def parse(value: str) -> str:
        try:
            url = urlsplit(value)
            is_good = url.scheme in schemes and bool(url.hostname) and url.port != 0
        except ValueError:
            is_good = False
        if not is_good:
            accepted = " ou ".join(f"{scheme}://" for scheme in schemes)
            raise ValueError(f"vaut « {value} » ; attendu : une adresse en {accepted}")
        return value.rstrip("/")

    return parse


def _public(value: str) -> str:
    if set("?#@") & set(value):  # more is appended
        raise ValueError(f"vaut « {value} » ; attendu : une adresse en https://, sans « ? », « # » ni « @ »")
    return _url_in("https")(value)


def _file(value: str) -> Path:
    path = Path(value)
    if not path.is_file():
        raise ValueError(f"vaut « {value} » ; attendu : le chemin d'un fichier qui existe")
    return path


def _sources(value: str) -> tuple[str, ...]:
    sources = re.split(r"[\s,]+", value.strip(" ,"))
    for source in sources:
        is_good = bool(urlsplit(source).hostname) if source.startswith("https://") else Path(source).is_file()
        if not is_good:
            raise ValueError(
                f"contient « {source.partition('?')[0]} » ; attendu : des adresses en https:// ou des fichiers "
                "qui existent, séparés par des espaces ou des virgules"
            )
    return tuple(dict.fromkeys(sources))


def _database(value: str) -> str:
    scheme, separator, rest = value.partition("://")
    if scheme not in DATABASES or not separator or not rest:
        # The value is not repeated: it may hold a password.
        raise ValueError("attendu : « sqlite:///chemin » ou « postgresql://utilisateur:mot-de-passe@hôte/base »")
    return value


def _port(value: str) -> int:
    if not (value.isascii() and value.isdigit() and 1 <= int(value) <= 65535):
        raise ValueError(f"vaut « {value} » ; attendu : un nombre de 1 à 65535")
    return int(value)


def _count(least: int) -> Callable[[str], int]:
    def parse(value: str) -> int:
        if not (value.isascii() and value.isdigit() and int(value) >= least):
            raise ValueError(f"vaut « {value} » ; attendu : un nombre d'au moins {least}")
        return int(value)

    return parse


def _numbers(value: str) -> tuple[int, ...]:
    numbers = [number.strip() for number in value.split(",")]
    if not all(number.isascii() and number.isdigit() and int(number) for number in numbers):
        raise ValueError(f"vaut « {value} » ; attendu : des numéros de comptes Telegram séparés par des virgules")
    return tuple(dict.fromkeys(map(int, numbers)))


def _one_of(accepted: tuple[str, ...]) -> Callable[[str], str]:
    def parse(value: str) -> str:
        if value.lower() not in accepted:
            raise ValueError(f"vaut « {value} » ; valeurs admises : {', '.join(accepted)}")
        return value.lower()

    return parse
