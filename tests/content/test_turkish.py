"""Endings on times of day, as they are said aloud."""

from __future__ import annotations

import pytest

from bot.content.turkish import ablative, dative, locative

SAID = """
21:30 da a | 21:15 te e | 21:00 de e | 20:00 de ye | 22:00 de ye | 19:00 da a | 23:00 te e | 07:00 de ye | 06:00 da ya
00:00 da a | 03:00 te e | 04:00 te e | 08:00 de e | 10:00 da a | 12:40 ta a | 18:45 te e | 09:50 de ye | 09:05 te e
21:10 da a | 21:20 de ye | 06:06 da ya | 01:01 de e | 02:02 de ye | 05:55 te e | 08:59 da a
"""


@pytest.mark.parametrize("row", [row.strip() for row in SAID.replace("\n", "|").split("|") if row.strip()])
def test_an_ending_follows_the_number_that_is_said_last(row: str) -> None:
    clock, at, until = row.split()
    assert (locative(clock), dative(clock)) == (f"{clock}’{at}", f"{clock}’{until}")
    assert ablative(clock) == f"{clock}’{at}n"


def test_an_ending_is_for_a_time_of_day() -> None:
    with pytest.raises(ValueError, match="time of day"):
        locative("soon")
