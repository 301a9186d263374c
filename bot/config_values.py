"""How one value of the settings is read, and what the host is told of one that cannot be used.

A reader takes what the file gives (any of TOML's types) or the environment (text) and returns the setting. What its
ValueError says goes on after the key's name, and never repeats the value: it might be a token in the wrong place.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Secret:
    """Text that must not be shown by accident: revealed where it is needed, at the last moment."""

    _text: str = field(repr=False)

    def reveal(self) -> str:
        return self._text


def _text(given: object) -> str:
    if not isinstance(given, str):
        raise ValueError("must be text in quotes")  # noqa: TRY004 - readers tell everything by one kind of error
    if not given.isprintable():
        raise ValueError("must be one line of readable text")
    return given


def text_up_to(limit: int) -> Callable[[object], str]:
    def read(given: object) -> str:
        if len(text := _text(given)) > limit:
            raise ValueError(f"must have at most {limit} characters")
        return text

    return read


def number(least: int, most: int) -> Callable[[object], int]:
    def read(given: object) -> int:
        whole = _digits(given)
        if whole is None or not least <= whole <= most:
            raise ValueError(f"must be a whole number from {least} to {most}")
        return whole

    return read


def _digits(given: object) -> int | None:
    if isinstance(given, str) and re.fullmatch(r"[0-9]{1,18}", given):
        return int(given)
    return given if isinstance(given, int) and not isinstance(given, bool) else None


def one_of(choices: type[Choice]) -> Callable[[object], Choice]:
    def read(given: object) -> Choice:
        if isinstance(given, str) and given.lower() in set(choices):
            return choices(given.lower())
        raise ValueError(f"must be one of: {', '.join(choices)}")

    return read


def telegram_ids(given: object) -> frozenset[int]:
    entries = re.split(r"[\s,]+", given.strip(",")) if isinstance(given, str) else given
    ids = {_digits(entry) or 0 for entry in entries} if isinstance(entries, list) else {0}
    if not all(0 < each < 2**52 for each in ids):  # Telegram promises at most 52 bits
        raise ValueError("must be Telegram ids: [1234, 5678] in the file, 1234,5678 in the environment")
    return frozenset(ids)


def path(given: object) -> Path:
    return Path(_text(given))


def path_or_none(given: object) -> Path | None:
    return None if _text(given).lower() == "none" else Path(_text(given))


def token(given: object) -> Secret:
    if not re.fullmatch(r"[0-9]+:[A-Za-z0-9_-]{20,}", _text(given)):
        raise ValueError("is no token: copy all that @BotFather gave, digits, a colon and 35 characters")
    return Secret(_text(given))


def secret_key(given: object) -> Secret:
    if len(_text(given)) < 32:
        raise ValueError("must have at least 32 characters; `openssl rand -hex 32` makes a good one")
    return Secret(_text(given))


def api_base_url(given: object) -> str:
    address = re.fullmatch(r"(https?://[^\s/?#@]+)(/[^\s?#]*)?", _text(given))
    if address is None:
        raise ValueError("must be an address such as https://api.telegram.org or http://localhost:8081")
    below = (address[2] or "").rstrip("/").removesuffix("/bot")
    if "/bot" in below:
        raise ValueError("must be the server's address alone, without /bot and without the token")
    return address[1] + below


def database_url(given: object) -> str:
    url = _text(given)
    if url.startswith("postgres"):
        raise ValueError("names PostgreSQL, which comes later: leave it empty for an SQLite file in data/")
    if not url.startswith("sqlite:///"):
        raise ValueError("must be sqlite:///FOLDER/FILE (sqlite:////FOLDER/FILE where it starts at the root)")
    if re.search(r"(^|/|[?#].*|:memory:)$", url.removeprefix("sqlite:///")):
        raise ValueError("must end in the name of a file")
    return url


def no_webhook(_given: object) -> str:
    raise ValueError("must stay empty: this version asks Telegram for messages itself; webhooks come later")
