"""The host's settings: which there are, what each must be, and every mistake in them at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from bot import config_values as read

DEFAULT_FILE = Path("config.toml")
HEALTH_FILE = "health.json"
BACKUPS = "backups"

Place = tuple[str, str]  # a section and a key in it


class ConfigError(Exception):
    """The settings cannot be used; `mistakes` tells the host of each in plain words, and repeats no value."""

    def __init__(self, mistakes: list[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes


class Access(StrEnum):
    """Who may use the bot."""

    INVITE = "invite"
    LIST = "list"
    EVERYONE = "everyone"


class LogLevel(StrEnum):
    """The least weighty event that is still logged."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Telegram:
    token: read.Secret
    api_base_url: str = "https://api.telegram.org"


@dataclass(frozen=True, slots=True)
class Host:
    name: str
    contact: str


@dataclass(frozen=True, slots=True)
class Admission:
    mode: Access = Access.INVITE
    telegram_ids: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Database:
    url: str = "sqlite:///data/goldseam.db"

    @property
    def path(self) -> Path:
        """The SQLite file; a relative one lies below the folder that the bot is started in."""
        return Path(self.url.removeprefix("sqlite:///"))


@dataclass(frozen=True, slots=True)
class SecretKey:
    key: read.Secret | None = None
    key_file: Path = Path("keys/goldseam.key")


@dataclass(frozen=True, slots=True)
class Delivery:
    messages_per_second: int = 30


@dataclass(frozen=True, slots=True)
class Health:
    file: Path | None = None  # `load` puts it beside the database; None is none


@dataclass(frozen=True, slots=True)
class Backup:
    folder: Path | None = None  # `load` puts it beside the database
    keep: int = 14


@dataclass(frozen=True, slots=True)
class Log:
    level: LogLevel = LogLevel.INFO


@dataclass(frozen=True, slots=True)
class Web:
    port: int = 0
    webhook_url: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that a host can set, a section each. config.example.toml says what each key is for."""

    telegram: Telegram
    host: Host
    access: Admission = Admission()
    database: Database = Database()
    secret: SecretKey = SecretKey()
    delivery: Delivery = Delivery()
    health: Health = Health()
    backup: Backup = Backup()
    log: Log = Log()
    web: Web = Web()


class Key(NamedTuple):
    """One setting: its place in the file, its name in the environment, its reader, and what to do where it is missing."""

    section: str
    name: str
    read: Callable[[object], object]
    fixed_env: str | None = None
    missing: str | None = None

    @property
    def env(self) -> str:
        return self.fixed_env or self.regular_env

    @property
    def regular_env(self) -> str:
        return f"BOT_{self.section}__{self.name}".upper()


SECTIONS: dict[str, type[Any]] = {
    "telegram": Telegram,
    "host": Host,
    "access": Admission,
    "database": Database,
    "secret": SecretKey,
    "delivery": Delivery,
    "health": Health,
    "backup": Backup,
    "log": Log,
    "web": Web,
}
KEYS = (
    Key("telegram", "token", read.token, "TELEGRAM_BOT_TOKEN", "@BotFather gives you one, see README.md"),
    Key("telegram", "api_base_url", read.api_base_url, "TELEGRAM_API_BASE_URL"),
    Key("host", "name", read.text_up_to(64), "BOT_HOST_NAME", "people are told who runs the bot"),
    Key("host", "contact", read.text_up_to(200), "BOT_HOST_CONTACT", "people are told how to reach you"),
    Key("access", "mode", read.one_of(Access), "BOT_ACCESS"),
    Key("access", "telegram_ids", read.telegram_ids),
    Key("database", "url", read.database_url, "DATABASE_URL"),
    Key("secret", "key", read.secret_key, "BOT_SECRET_KEY"),
    Key("secret", "key_file", read.path),
    Key("delivery", "messages_per_second", read.number(1, 1000)),
    Key("health", "file", read.path_or_none),
    Key("backup", "folder", read.path),
    Key("backup", "keep", read.number(1, 10_000)),
    Key("log", "level", read.one_of(LogLevel)),
    Key("web", "port", read.number(0, 65535), "PORT"),
    Key("web", "webhook_url", read.no_webhook, "WEBHOOK_URL"),
)


class Given(NamedTuple):
    """A value, and under which name the host set it."""

    value: object
    name: str


def load(path: Path | None, environ: Mapping[str, str]) -> Settings:
    """Read the file at `path`, or ./config.toml where there is one, and the environment, which wins.

    What is empty counts as not set. Raises ConfigError with every mistake.
    """
    mistakes: list[str] = []
    written = _from_file(path, mistakes)
    given = (written or {}) | _from_environment(environ, mistakes)
    values: dict[str, dict[str, object]] = {section: {} for section in SECTIONS}
    for key in KEYS:
        if found := given.get((key.section, key.name)):
            try:
                values[key.section][key.name] = key.read(found.value)
            except ValueError as error:
                mistakes.append(f"{found.name} {error}.")
        elif key.missing and written is not None:
            mistakes.append(
                f"{key.env} ({key.name} under [{key.section}] in a file) is missing: {key.missing}."
            )
    if values["access"].get("mode") is Access.LIST and ("access", "telegram_ids") not in given:
        mistakes.append(
            "BOT_ACCESS is list, but nobody is on it: BOT_ACCESS__TELEGRAM_IDS says who may use the bot."
        )
    if mistakes:
        raise ConfigError(mistakes)
    settings = Settings(**{section: kind(**values[section]) for section, kind in SECTIONS.items()})
    return _beside_the_database(settings, given)


def _beside_the_database(settings: Settings, given: Mapping[Place, Given]) -> Settings:
    path = settings.database.path
    if ("health", "file") not in given:
        settings = replace(settings, health=Health(path.with_name(HEALTH_FILE)))
    if ("backup", "folder") not in given:
        settings = replace(settings, backup=replace(settings.backup, folder=path.with_name(BACKUPS)))
    return settings


def _from_file(path: Path | None, mistakes: list[str]) -> dict[Place, Given] | None:
    """Return what the file sets, or None where it cannot be read (so that nothing can be called missing)."""
    if path is None and not DEFAULT_FILE.exists():
        return {}
    path = path or DEFAULT_FILE
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        mistakes.append(f"{path} cannot be read: {error.strerror}.")
    except UnicodeDecodeError:
        mistakes.append(f"{path} is not written in UTF-8: save it anew as such.")
    except tomllib.TOMLDecodeError as error:
        where = re.search(r"at line \d+, column \d+|at end of document", str(error))
        lines = "a line is a [section], or name = value with text in quotes, each name once"
        mistakes.append(f"{path} cannot be understood {where[0] if where else ''}: {lines}.")
    else:
        return _from_document(document, path, mistakes)
    return None


def _from_document(document: Mapping[str, Any], path: Path, mistakes: list[str]) -> dict[Place, Given]:
    found: dict[Place, Given] = {}
    for section, table in document.items():
        if section not in SECTIONS:
            mistakes.append(f"{section} in {path} is no section of this bot{_meant(section, SECTIONS)}")
            continue
        if not isinstance(table, dict):
            mistakes.append(f"{section} in {path} is a section: write [{section}], and its keys below it.")
            continue
        names = [key.name for key in KEYS if key.section == section]
        for name, value in table.items():
            label = f"{name} under [{section}] in {path}"
            if name not in names:
                mistakes.append(f"{label} is no setting of this bot{_meant(name, names)}")
            elif (plain := value.strip() if isinstance(value, str) else value) not in ("", []):
                found[section, name] = Given(plain, label)
    return found


def _from_environment(environ: Mapping[str, str], mistakes: list[str]) -> dict[Place, Given]:
    keys = {key.env: key for key in KEYS}
    renamed = {key.regular_env: key.env for key in KEYS if key.fixed_env}
    found: dict[Place, Given] = {}
    for name, text in environ.items():
        if not text.strip():
            continue
        if key := keys.get(name):
            found[key.section, key.name] = Given(text.strip(), name)
        elif name in renamed:
            mistakes.append(f"{name} is called {renamed[name]} in the environment.")
        elif name.startswith("BOT_"):
            mistakes.append(f"{name} is no setting of this bot{_meant(name, keys)}")
    return found


def _meant(name: str, names: Iterable[str]) -> str:
    near = get_close_matches(name, names, n=1)
    return f"; did you mean {near[0]}?" if near else ", see config.example.toml."
