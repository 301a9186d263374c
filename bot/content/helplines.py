"""Where help is: each country's emergency number and helplines, and the directories, each with its source and date."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from babel import Locale
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


class Kind(StrEnum):
    """What a helpline is for."""

    EMOTIONAL = "emotional"
    ABUSE = "abuse"


class Helpline(Line):
    """A number for whoever needs somebody to talk to, or is hurt or afraid at home, and what its service is called."""

    kind: Kind
    name: Annotated[str, Field(min_length=2, max_length=60)]
    address: Annotated[str, Field(pattern=r"^\+?\d[\d -]{1,18}\d$")]
    countries: Annotated[tuple[Country, ...], Field(min_length=1)]


class Directory(Line):
    """A directory of help in many countries, with what it is called in every language."""

    address: WebAddress
    names: Mapping[str, str]

    def name(self, language: str) -> str:
        return self.names[language]


class _File(Entry):
    emergency: tuple[Emergency, ...] = ()
    helpline: tuple[Helpline, ...] = ()
    directory: tuple[Directory, ...] = ()


@dataclass(frozen=True, slots=True)
class Support:
    """What is known for a country. Where it has no emergency number here, one has to be asked for on the spot."""

    emergency: tuple[Emergency, ...]
    directories: tuple[Directory, ...]
    helplines: tuple[Helpline, ...] = ()


@dataclass(frozen=True, slots=True)
class Helplines:
    """All emergency numbers, helplines and directories."""

    emergencies: tuple[Emergency, ...] = ()
    directories: tuple[Directory, ...] = ()
    helplines: tuple[Helpline, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """Return every number and address."""
        return (*self.emergencies, *self.helplines, *self.directories)

    @property
    def countries(self) -> frozenset[str]:
        """Return the countries of which any number is known."""
        return _countries(self.emergencies, self.helplines)

    def support(self, country: str | None) -> Support:
        """Return where help is in a country (ISO 3166, two letters); the directories help in every one."""
        return Support(
            tuple(line for line in self.emergencies if country in line.countries),
            self.directories,
            tuple(
                line
                for kind in Kind
                for line in self.helplines
                if line.kind is kind and country in line.countries
            ),
        )

    def overridden_by(self, own: Helplines) -> Helplines:
        """Return these with a host's own in place of what stood for the same country and kind, or of all directories."""
        taken = {country for line in own.emergencies for country in line.countries}
        taken_by_kind = {(line.kind, country) for line in own.helplines for country in line.countries}
        left = [
            (line, tuple(each for each in line.countries if (line.kind, each) not in taken_by_kind))
            for line in self.helplines
        ]
        kept = [
            (line, tuple(each for each in line.countries if each not in taken)) for line in self.emergencies
        ]
        return Helplines(
            (*(line.model_copy(update={"countries": each}) for line, each in kept if each), *own.emergencies),
            own.directories or self.directories,
            (*(line.model_copy(update={"countries": each}) for line, each in left if each), *own.helplines),
        )


def older_than(lines: Iterable[Line], days: int, today_on: date) -> list[Line]:
    """Return the lines whose last look at lies more than so many days back."""
    return [line for line in lines if today_on - line.checked > timedelta(days=days)]


def read_helplines(path: Path, languages: Collection[str], mistakes: list[str]) -> Helplines:
    """Read a file of helplines; what is wrong with it is added to `mistakes`."""
    file = checked(_File, read_toml(path, mistakes), path.name, mistakes)
    if file is None:
        return Helplines()
    mistakes.extend(
        f"{path.name}: {line.address} has no name in {language}"
        for line in file.directory
        for language in languages
        if language not in line.names
    )
    mistakes.extend(f"{path.name}: {country} has two emergency numbers" for country in _twice(file.emergency))
    mistakes.extend(
        f"{path.name}: {country} is no country"
        for country in sorted(_countries(file.emergency, file.helpline) - _known())
    )
    return Helplines(file.emergency, file.directory, file.helpline)


def _countries(emergencies: Iterable[Emergency], helplines: Iterable[Helpline]) -> frozenset[str]:
    listed = [*(line.countries for line in emergencies), *(line.countries for line in helplines)]
    return frozenset(country for countries in listed for country in countries)


def _known() -> frozenset[str]:
    """The codes of all countries; the others that are listed beside them are numbers of regions."""
    return frozenset(str(code) for code in Locale("en").territories)


def _twice(emergencies: Iterable[Emergency]) -> list[str]:
    countries = [country for line in emergencies for country in line.countries]
    return sorted({country for country in countries if countries.count(country) > 1})
