"""The environment → settings."""

from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, environment

TOKEN = "700000001:AAE-tests_only-0123456789abcdefghij"


def test_nothing_is_needed() -> None:
    settings = Settings.from_environment({})
    assert settings == Settings()
    assert settings.telegram_bot_token is None
    assert settings.telegram_api_url == "https://api.telegram.org"
    assert settings.events_file == Path("data/events.yaml")
    assert (settings.port, settings.log_level, settings.log_format) == (8080, "info", "text")


def test_everything_is_told(tmp_path: Path) -> None:
    events = tmp_path / "programme.yaml"
    events.write_text("", encoding="utf-8")
    env = {
        "TELEGRAM_BOT_TOKEN": f" {TOKEN} ",
        "TELEGRAM_API_URL": "http://127.0.0.1:8081/",
        "EVENTS_FILE": str(events),
        "DATABASE_URL": "postgresql://guide:motdepasse@base/guide",
        "WEBHOOK_URL": "https://guide.exemple.fr/telegram",
        "WEBHOOK_SECRET": "un-Secret_1",
        "PUBLIC_URL": "https://guide.exemple.fr/",
        "PORT": "443",
        "ADMIN_IDS": "987654321, 123456789,987654321",
        "LOG_LEVEL": "DEBUG",
        "LOG_FORMAT": "json",
        "PATH": "/usr/bin",
    }
    assert Settings.from_environment(env) == Settings(
        telegram_bot_token=TOKEN,
        telegram_api_url="http://127.0.0.1:8081",
        events_file=events,
        database_url="postgresql://guide:motdepasse@base/guide",
        webhook_url="https://guide.exemple.fr/telegram",
        webhook_secret="un-Secret_1",
        public_url="https://guide.exemple.fr",
        port=443,
        admin_ids=(987654321, 123456789),
        log_level="debug",
        log_format="json",
    )


def test_empty_values_are_missing_ones() -> None:
    assert Settings.from_environment({"TELEGRAM_BOT_TOKEN": "", "PORT": " ", "WEBHOOK_URL": ""}) == Settings()


def test_secrets_are_not_shown() -> None:
    env = {"TELEGRAM_BOT_TOKEN": TOKEN, "WEBHOOK_SECRET": "un-secret", "DATABASE_URL": "postgresql://a:motdepasse@b/c"}
    settings = Settings.from_environment(env)
    assert settings.secrets == (TOKEN, "un-secret", "motdepasse")
    assert not any(secret in f"{settings!r} {settings}" for secret in settings.secrets)


def test_the_webhook_always_has_a_secret() -> None:
    env = {"TELEGRAM_BOT_TOKEN": TOKEN, "WEBHOOK_URL": "https://guide.exemple.fr"}
    first, second = Settings.from_environment(env), Settings.from_environment(env)
    assert first.webhook_secret == second.webhook_secret
    assert first.webhook_secret is not None
    assert TOKEN not in first.webhook_secret


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("TELEGRAM_BOT_TOKEN", "abcdef", "attendu : « 123456789:AAE… »"),
        ("TELEGRAM_BOT_TOKEN", f"bot{TOKEN}", "attendu : « 123456789:AAE… »"),
        (
            "TELEGRAM_API_URL",
            "api.telegram.org",
            "vaut « api.telegram.org » ; attendu : une adresse en http:// ou https://",
        ),
        ("TELEGRAM_API_URL", "http://hote:port", "attendu : une adresse en http:// ou https://"),
        ("EVENTS_FILE", "absent.yaml", "vaut « absent.yaml » ; attendu : le chemin d'un fichier qui existe"),
        ("DATABASE_URL", "mysql://a:b@c/d", "attendu : « sqlite:///chemin » ou « postgresql://"),
        ("DATABASE_URL", "guide.sqlite3", "attendu : « sqlite:///chemin » ou « postgresql://"),
        ("WEBHOOK_URL", "http://guide.exemple.fr", "attendu : une adresse en https://"),
        ("WEBHOOK_SECRET", "été", "attendu : de 1 à 256 lettres sans accent, chiffres, « _ » ou « - »"),
        ("WEBHOOK_SECRET", "x" * 257, "attendu : de 1 à 256"),
        (
            "PUBLIC_URL",
            "http://guide.exemple.fr",
            "vaut « http://guide.exemple.fr » ; attendu : une adresse en https://",
        ),
        ("PUBLIC_URL", "https://guide.exemple.fr/?a", "attendu : une adresse en https://, sans « ? », « # » ni « @ »"),
        ("PUBLIC_URL", "webcal://guide.exemple.fr", "attendu : une adresse en https://"),
        ("PORT", "0", "vaut « 0 » ; attendu : un nombre de 1 à 65535"),
        ("PORT", "65536", "attendu : un nombre de 1 à 65535"),
        ("PORT", "http", "attendu : un nombre de 1 à 65535"),
        ("PORT", "²", "attendu : un nombre de 1 à 65535"),
        ("MESSAGES_PER_SECOND", "0", "vaut « 0 » ; attendu : un nombre d'au moins 1"),
        (
            "SOURCES",
            "http://a.fr/",
            "contient « http://a.fr/ » ; attendu : des adresses en https:// ou des fichiers qui",
        ),
        ("SOURCES", "https://a.fr/?k=secret, rien.csv", "contient « rien.csv »"),
        ("WORKERS", "-1", "vaut « -1 » ; attendu : un nombre d'au moins 0"),
        (
            "ADMIN_IDS",
            "12,@camille",
            "vaut « 12,@camille » ; attendu : des numéros de comptes Telegram séparés par des",
        ),
        ("ADMIN_IDS", "12,,13", "attendu : des numéros de comptes Telegram"),
        ("ADMIN_IDS", "0", "attendu : des numéros de comptes Telegram"),
        ("LOG_LEVEL", "bavard", "vaut « bavard » ; valeurs admises : debug, info, warning, error, critical"),
        ("LOG_FORMAT", "xml", "vaut « xml » ; valeurs admises : text, json"),
    ],
)
def test_wrong_values_are_refused(name: str, value: str, message: str) -> None:
    with pytest.raises(SettingsError) as refused:
        Settings.from_environment({name: value})
    assert str(refused.value).startswith(f"{name} : ")
    assert message in str(refused.value)
    if name in ("TELEGRAM_BOT_TOKEN", "DATABASE_URL", "WEBHOOK_SECRET"):
        assert value not in str(refused.value)


def test_all_wrong_values_are_told_at_once() -> None:
    with pytest.raises(SettingsError) as refused:
        Settings.from_environment({"PORT": "x", "LOG_LEVEL": "x", "LOG_FORMAT": "x", "TELEGRAM_BOT_TOKEN": "x"})
    assert [line.split(" : ")[0] for line in str(refused.value).splitlines()] == [
        "TELEGRAM_BOT_TOKEN",
        "PORT",
        "LOG_LEVEL",
        "LOG_FORMAT",
    ]


def test_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text('PORT=1\nLOG_LEVEL="debug" # bavard\nLOG_FORMAT=\n', encoding="utf-8")
    monkeypatch.setenv("PORT", "2")
    monkeypatch.delenv("LOG_LEVEL", raising=False)
    settings = Settings.from_environment(environment(tmp_path))
    assert (settings.port, settings.log_level) == (2, "debug")


def test_no_file_is_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "2")
    assert environment(tmp_path)["PORT"] == "2"
