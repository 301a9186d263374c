"""How a file of content becomes checked values: every mistake is gathered and named by file and place."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError


class Entry(BaseModel):
    """Something read from a content file: unchangeable, and with nothing in it that nobody reads."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, str_min_length=1)


AnEntry = TypeVar("AnEntry", bound=Entry)


def read_toml(path: Path, mistakes: list[str]) -> dict[str, Any]:
    """Return what a TOML file holds; an unreadable one is a mistake and holds nothing."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        mistakes.append(f"{path.parent.name}/{path.name}: {error}")
        return {}


def checked(
    entry: type[AnEntry], values: Mapping[str, Any], where: str, mistakes: list[str]
) -> AnEntry | None:
    """Return the values as an entry, or None when they are no such entry; `where` says what they are called."""
    try:
        return entry.model_validate(values)
    except ValidationError as error:
        for each in error.errors(include_url=False, include_input=False):
            place = ".".join(str(part) for part in each["loc"])
            mistakes.append(f"{where}: {place}: {each['msg']}")
        return None
