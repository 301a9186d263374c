"""Where help is: a country's emergency number and helplines, and the international directories, each with its source and date."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import Field

from bot.content.reading import Entry, checked, read_toml

Country = Annotated[str, Field(pattern="^[A-Z]{2}$")]
WebAddress = Annotated[str, Field(pattern="^https://")]


class Line(Entry):
    """A number to call or an address to open, with the source that names it and the date of the last look at it."""

    address: str
    source: WebAddress
    checked: date


class Emergency(Line):
    """A number that reaches the police and an ambulance alike, and the countries (ISO 3166) that have it."""

    address: Annotated[str, Field(pattern=r"^\d{3,5}$")]
    countries: Annotated[tuple[Country, ...], Field(min_length=1)]


class Directory(Line):
    """A directory of help in many countries, with what it is called in every language."""

    address: WebAddress
    names: Mapping[str, str]

    def name(self, language: str) -> str:
        return self.names[language]


class Kind(StrEnum):
    """What a helpline is for."""

    EMOTIONAL = "emotional"
    ABUSE = "abuse"


class Helpline(Line):
    """Somebody who answers in a country: what for, the number to call, and the service's name in every language."""

    kind: Kind
    countries: Annotated[tuple[Country, ...], Field(min_length=1)]
    address: Annotated[str, Field(pattern=r"^\d[\d ]{1,14}\d$")]
    names: Mapping[str, str]

    def name(self, language: str) -> str:
        return self.names[language]


class _File(Entry):
    emergency: tuple[Emergency, ...]
    helpline: tuple[Helpline, ...] = ()
    directory: tuple[Directory, ...]


@dataclass(frozen=True, slots=True)
class Support:
    """What is known for a country. Where it has no emergency number here, one has to be asked for on the spot."""

    emergency: tuple[Emergency, ...]
    directories: tuple[Directory, ...]
    emotional: tuple[Helpline, ...] = ()
    abuse: tuple[Helpline, ...] = ()


@dataclass(frozen=True, slots=True)
class Helplines:
    """All emergency numbers, helplines and directories."""

    emergencies: tuple[Emergency, ...] = ()
    directories: tuple[Directory, ...] = ()
    lines: tuple[Helpline, ...] = ()

    def support(self, country: str | None) -> Support:
        """Return where help is in a country (ISO 3166, two letters); the directories help in every one."""
        return Support(
            tuple(line for line in self.emergencies if country in line.countries),
            self.directories,
            self._of(country, Kind.EMOTIONAL),
            self._of(country, Kind.ABUSE),
        )

    def _of(self, country: str | None, kind: Kind) -> tuple[Helpline, ...]:
        return tuple(line for line in self.lines if line.kind is kind and country in line.countries)


def read_helplines(path: Path, languages: Collection[str], mistakes: list[str]) -> Helplines:
    """Read the file of helplines; what is wrong with it is added to `mistakes`."""
    file = checked(_File, read_toml(path, mistakes), path.name, mistakes)
    if file is None:
        return Helplines()
    named: tuple[Helpline | Directory, ...] = (*file.helpline, *file.directory)
    mistakes.extend(
        f"{path.name}: {line.address} has no name in {language}"
        for line in named
        for language in languages
        if language not in line.names
    )
    mistakes.extend(f"{path.name}: {country} has two emergency numbers" for country in _twice(file.emergency))
    return Helplines(file.emergency, file.directory, file.helpline)


def _twice(emergencies: Iterable[Emergency]) -> list[str]:
    countries = [country for line in emergencies for country in line.countries]
    return sorted({country for country in countries if countries.count(country) > 1})
