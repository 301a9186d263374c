"""Every text of every language, held against what Telegram shows and what a person can read."""

from __future__ import annotations

import itertools
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from fluent.syntax import ast
from fluent.syntax.visitor import Visitor

from bot.content.catalogue import Content
from bot.content.words import Words

TELEGRAM_TAGS = {"b", "i", "u", "s", "code", "pre", "a", "blockquote", "tg-spoiler"}
LONGEST_MESSAGE = 4096
# What the longest argument may be besides a moment: a name has 40 letters, a town and its country hardly more.
FILLING = "x" * 60
A_TIME = "21:30"


class Choices(Visitor):
    """The values that an argument is compared with, by argument; and the arguments that are times of day."""

    def __init__(self) -> None:
        self.by_argument: dict[str, set[str]] = {}
        self.times: set[str] = set()

    def visit_SelectExpression(self, node: ast.SelectExpression) -> None:  # noqa: N802
        if isinstance(node.selector, ast.VariableReference):
            keys = {
                variant.key.name if isinstance(variant.key, ast.Identifier) else variant.key.value
                for variant in node.variants
            }
            self.by_argument.setdefault(node.selector.id.name, set()).update(keys)
        self.generic_visit(node)

    def visit_CallArguments(self, node: ast.CallArguments) -> None:  # noqa: N802
        """What is handed to a function takes an ending, as only times do."""
        self.times |= {each.id.name for each in node.positional if isinstance(each, ast.VariableReference)}


def every_form(words: Words, key: str) -> list[str]:
    """Return a text in each form that its choices make possible."""
    choices = Choices()
    choices.visit(words.messages.entries[key])
    values: dict[str, list[Any]] = {}
    for name in words.messages.placeholders(key):
        options = choices.by_argument.get(name, set())
        if options & {"one", "0", "1"}:
            values[name] = [0, 1, 2, 365]
        else:
            values[name] = sorted(options) or [A_TIME if name in choices.times else FILLING]
    return [
        words(key, **dict(zip(values, each, strict=True))) for each in itertools.product(*values.values())
    ]


class Balance(HTMLParser):
    """Tells what Telegram's HTML reader would refuse."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.mistakes: list[str] = []
        self.feed(text)
        self.close()
        self.mistakes += [f"<{tag}> is not closed" for tag in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        if tag not in TELEGRAM_TAGS:
            self.mistakes.append(f"<{tag}> is not Telegram's")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.mistakes.append(f"</{tag}> closes nothing")


def forms(content: Content) -> list[tuple[str, str, str]]:
    return [
        (language, key, form)
        for language in content.languages
        for key in sorted(content.words(language).messages.keys)
        for form in every_form(content.words(language), key)
    ]


@pytest.fixture(scope="module")
def all_forms(content: Content) -> list[tuple[str, str, str]]:
    return forms(content)


def test_every_text_is_html_that_telegram_reads(all_forms: list[tuple[str, str, str]]) -> None:
    wrong = [(language, key, Balance(form).mistakes) for language, key, form in all_forms]
    assert not [each for each in wrong if each[2]]
    bare = re.compile(r"&(?!(?:lt|gt|amp|quot|#\d+|#x[0-9a-f]+);)|<(?![/a-z])")
    assert not [(language, key) for language, key, form in all_forms if bare.search(form)]


def test_every_text_fits_one_message(all_forms: list[tuple[str, str, str]]) -> None:
    assert not [(language, key) for language, key, form in all_forms if not 0 < len(form) <= LONGEST_MESSAGE]


def test_no_text_blames_or_scolds(all_forms: list[tuple[str, str, str]]) -> None:
    """A person showed up on so many days; nobody ever missed, lost or failed anything."""
    blame = re.compile(
        r"\byou (missed|lost|failed|forgot|didn.t|did not)\b|\b(kaçırdın|kaybettin|unuttun|başaramadın|aksattın)\b",
        re.IGNORECASE,
    )
    assert not [(language, key) for language, key, form in all_forms if blame.search(form)]


def test_no_text_says_what_nobody_can_know_or_may_ask(all_forms: list[tuple[str, str, str]]) -> None:
    """Whether trust is restored, whether somebody is safe, and whether to forgive, to stay or to part."""
    claim = re.compile(
        r"\btrust (is|has been) (restored|back|repaired)|\byou are (now )?safe\b"
        r"|\byou (should|must|have to|need to) (forgive|stay|leave|part|trust)\b"
        r"|güven(in)? (onarıldı|geri geldi|yeniden kuruldu)|\bgüvendesin\b|\b(affet|ayrıl|kal|güven)melisin\b",
        re.IGNORECASE,
    )
    assert not [(language, key) for language, key, form in all_forms if claim.search(form)]


def test_a_text_is_in_its_own_language(all_forms: list[tuple[str, str, str]]) -> None:
    english = re.compile(r"\b(the|and|you|your|is|of|with)\b")
    turkish = re.compile(r"[ğışİĞŞ]|\b(ve|bir|için|ile)\b")
    named = re.compile(r"English|Türkçe|Emine Özdemir|İngilizce|“Rebuilding Broken Trust”")
    other = {"en": turkish, "tr": english}
    assert not [
        (language, key) for language, key, form in all_forms if other[language].search(named.sub("", form))
    ]


def test_numbers_and_names_stand_where_they_are_put(all_forms: list[tuple[str, str, str]]) -> None:
    assert not [(language, key) for language, key, form in all_forms if re.search(r"\{|\}|\?\?\?", form)]
