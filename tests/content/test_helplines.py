from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.content.catalogue import Content
from bot.content.helplines import Helplines, Kind, older_than, read_helplines


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
    lines = content.helplines.lines
    assert all(line.source.startswith("https://") and line.checked >= date(2026, 11, 23) for line in lines)


def test_every_directory_has_a_name_in_every_language(content: Content) -> None:
    for line in content.helplines.directories:
        assert all(line.name(language) for language in content.languages)


def test_the_number_that_books_appointments_is_nobodys_emergency(content: Content) -> None:
    """182 is where Turkish hospitals give appointments; it is often passed on as a line for people in despair."""
    assert "182" not in {line.address for line in content.helplines.lines}


@pytest.mark.parametrize(
    ("country", "kinds"),
    [
        ("TR", {Kind.ABUSE: ["183"]}),
        ("GB", {Kind.EMOTIONAL: ["116 123"], Kind.ABUSE: ["0808 2000 247"]}),
        ("US", {Kind.EMOTIONAL: ["988"], Kind.ABUSE: ["800-799-7233"]}),
        ("DE", {Kind.EMOTIONAL: ["0800 1110111"], Kind.ABUSE: ["116 016"]}),
        ("JP", {}),
    ],
)
def test_a_country_has_somebody_to_talk_to_and_help_against_abuse(
    content: Content, country: str, kinds: dict[Kind, list[str]]
) -> None:
    found: dict[Kind, list[str]] = {}
    for line in content.helplines.support(country).helplines:
        found.setdefault(line.kind, []).append(line.address)
    assert found == kinds


LINE = """
[[helpline]]
kind = "emotional"
countries = ["TR"]
name = "A line of our own"
address = "0850 000 00 00"
source = "https://example.org/line"
checked = 2026-11-24
"""


def read(tmp_path: Path, text: str) -> tuple[Helplines, list[str]]:
    path, mistakes = tmp_path / "own.toml", list[str]()
    path.write_text(text)
    return read_helplines(path, ("en", "tr"), mistakes), mistakes


@pytest.mark.parametrize("missing", ["source", "checked", "name", "kind", "address", "countries"])
def test_an_entry_without_a_source_or_a_date_is_refused(tmp_path: Path, missing: str) -> None:
    text = "\n".join(line for line in LINE.splitlines() if not line.startswith(missing))
    _, mistakes = read(tmp_path, text)
    assert len(mistakes) == 1
    assert missing in mistakes[0]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('"0850 000 00 00"', '"call us"'),
        ('["TR"]', '["XX"]'),
        ('["TR"]', "[]"),
        ("https:", "http:"),
        ('"emotional"', '"medical"'),
    ],
)
def test_what_is_no_number_country_or_kind_is_refused(tmp_path: Path, right: str, wrong: str) -> None:
    _, mistakes = read(tmp_path, LINE.replace(right, wrong))
    assert len(mistakes) == 1


def test_a_hosts_own_line_takes_the_place_of_that_countrys_and_of_no_other(
    content: Content, tmp_path: Path
) -> None:
    own, mistakes = read(tmp_path, LINE.replace('["TR"]', '["TR", "IE"]'))
    assert mistakes == []
    found = content.helplines.overridden_by(own)
    assert [line.address for line in found.support("TR").helplines] == ["0850 000 00 00", "183"]
    assert [line.address for line in found.support("IE").helplines] == ["0850 000 00 00"]
    assert [line.address for line in found.support("GB").helplines] == ["116 123", "0808 2000 247"]
    assert found.support("TR").emergency == content.helplines.support("TR").emergency


def test_what_was_looked_at_more_than_so_many_days_ago_is_old(content: Content) -> None:
    on = date(2026, 11, 23)
    assert older_than(content.helplines.lines, 180, on + timedelta(days=180)) == []
    old = older_than(content.helplines.lines, 180, on + timedelta(days=181))
    assert {line.checked for line in old} == {on}
