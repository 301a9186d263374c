"""The measured questions, word for word: answers stay comparable only while nobody changes them."""

from __future__ import annotations

from datetime import date

import pytest

from bot.cards import card
from bot.cards.card import Day
from bot.domain.checkin import Question
from bot.domain.participant import Role
from tests.chat import CONTENT

# By language and roles: safety and openness, each with a name and without one.
TABLE = {
    ("en", "hurt both"): (
        "How safe did you feel with N today?",
        "How safe did you feel with them today?",
        "How open could you be with N today?",
        "How open could you be with them today?",
    ),
    ("en", "caused"): (
        "How safe did things feel between you and N today?",
        "How safe did things feel between the two of you today?",
        "How open and honest were you with N today?",
        "How open and honest were you with them today?",
    ),
    ("en", "practising"): (
        "How safe did you feel with the people around you today?",
        "How safe did you feel with the people around you today?",
        "How open could you be with others today?",
        "How open could you be with others today?",
    ),
    ("tr", "hurt both"): (
        "Bugün N ile ilişkinde kendini ne kadar güvende hissettin?",
        "Bugün onunla ilişkinde kendini ne kadar güvende hissettin?",
        "Bugün N ile ne kadar açık konuşabildin?",
        "Bugün onunla ne kadar açık konuşabildin?",
    ),
    ("tr", "caused"): (
        "Bugün N ile aranızdaki ortam ne kadar güvenliydi?",
        "Bugün ikinizin arasındaki ortam ne kadar güvenliydi?",
        "Bugün N ile ne kadar açık ve dürüst konuştun?",
        "Bugün onunla ne kadar açık ve dürüst konuştun?",
    ),
    ("tr", "practising"): (
        "Bugün çevrendeki insanlarla kendini ne kadar güvende hissettin?",
        "Bugün çevrendeki insanlarla kendini ne kadar güvende hissettin?",
        "Bugün başkalarıyla ne kadar açık konuşabildin?",
        "Bugün başkalarıyla ne kadar açık konuşabildin?",
    ),
}
ASKED = [
    (language, Role(role), name, question, asked[2 * row + column])
    for (language, roles), asked in TABLE.items()
    for role in roles.split()
    for row, question in enumerate((Question.SAFETY, Question.OPENNESS))
    for column, name in enumerate(("N", None))
]


@pytest.mark.parametrize(("language", "role", "name", "question", "asked"), ASKED)
def test_a_measured_question_keeps_its_wording(
    language: str, role: Role, name: str | None, question: Question, asked: str
) -> None:
    day = Day(date(2026, 11, 23), role, name, None, "somebody")
    words = CONTENT.words(language)
    assert card.question_text(words, question, day) == asked
    assert f"<b>{asked}</b>" in card.scale(words, day, question).text


def test_every_language_and_role_is_in_the_table() -> None:
    assert {(language, role) for language, role, *_ in ASKED} == {
        (language, role) for language in CONTENT.languages for role in Role
    }


def test_a_name_is_escaped() -> None:
    day = Day(date(2026, 11, 23), Role.HURT, "<b>&Co", None, "somebody")
    asked = card.question_text(CONTENT.words("en"), Question.SAFETY, day)
    assert asked == "How safe did you feel with &lt;b&gt;&amp;Co today?"
