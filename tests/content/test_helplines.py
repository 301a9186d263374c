from __future__ import annotations

from datetime import date

import pytest
from babel import Locale

from bot.content.catalogue import Content


@pytest.mark.parametrize(
    ("country", "number"),
    [
        *(("TR", "112"), ("DE", "112"), ("GR", "112"), ("NO", "112"), ("CH", "112"), ("IN", "112")),
        *(("US", "911"), ("CA", "911"), ("PR", "911"), ("MX", "911")),
        *(("GB", "999"), ("AU", "000"), ("NZ", "111")),
    ],
)
def test_a_country_has_its_emergency_number(content: Content, country: str, number: str) -> None:
    assert [line.address for line in content.helplines.support(country).emergency] == [number]


@pytest.mark.parametrize("country", [None, "", "AQ", "JP", "BR", "tr", "nowhere"])
def test_no_number_is_given_where_none_is_certain_but_the_directories_always_are(
    content: Content, country: str | None
) -> None:
    support = content.helplines.support(country)
    assert support.emergency == ()
    assert [line.address for line in support.directories] == [
        "https://findahelpline.com",
        "https://befrienders.org",
        "https://www.hotpeachpages.net",
    ]


def test_every_line_names_its_source_and_when_it_was_checked(content: Content) -> None:
    lines = (
        *content.helplines.emergencies,
        *content.helplines.lines,
        *content.helplines.directories,
    )
    assert all(line.source.startswith("https://") and line.checked >= date(2026, 11, 23) for line in lines)


def test_every_directory_has_a_name_in_every_language(content: Content) -> None:
    for line in content.helplines.directories:
        assert all(line.name(language) for language in content.languages)


def test_the_number_that_books_appointments_is_nobodys_emergency(content: Content) -> None:
    """182 is where Turkish hospitals give appointments; it is often passed on as a line for people in despair."""
    assert "182" not in {line.address for line in (*content.helplines.emergencies, *content.helplines.lines)}


@pytest.mark.parametrize(
    ("country", "emotional", "abuse"),
    [
        ("GB", ["116 123"], ["0808 2000 247"]),
        ("US", ["988"], []),
        ("DE", [], ["116 016"]),
        ("TR", [], []),
        (None, [], []),
    ],
)
def test_a_country_has_its_helplines_and_no_other_countrys(
    content: Content, country: str | None, emotional: list[str], abuse: list[str]
) -> None:
    support = content.helplines.support(country)
    assert [line.address for line in support.emotional] == emotional
    assert [line.address for line in support.abuse] == abuse


def test_every_country_is_a_real_one(content: Content) -> None:
    emergencies = {country for line in content.helplines.emergencies for country in line.countries}
    named = emergencies | {country for line in content.helplines.lines for country in line.countries}
    assert named <= set(Locale("en").territories)
