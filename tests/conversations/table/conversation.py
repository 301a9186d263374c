"""The map of the conversation for people, drawn from the table: its states, the ways between them, the answers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.conversations.table.laws import BESIDE, EACH_ALONE, SILENCES
from tests.conversations.table.states import STATES
from tests.conversations.table.table import Column

FILE = Path(__file__).parents[3] / "docs" / "conversation.md"
OPENING = """\
# The conversation

Every state that it may stand in, every way between them, and what is answered to everything that somebody can send or tap.
`tests/conversations/test_table.py` tries each input in each state ({cells} cells: {states} states, {inputs} inputs and the buttons
of each state) with real handlers on a real database, each cell on a fresh copy. In each of them it holds that

- there is one kind answer (a message, an edit, a few words above the screen, a reaction), or a silence with its reason below;
- nothing is refused by Telegram, nothing is logged as an error, every tap is answered, a second tap changes nothing more;
- what was written is kept, offered to be kept, taken as an answer, or said not to be kept; what was kept before stays;
- nobody else is written to, and nobody reaches another's words by a forged button.

This page is drawn from that table by `python -m tests.conversations.table`, and a test compares the two. Texts stand here by their
names, as in `bot/content/en/*.ftl`. *Says* is a new message, *shows* a change of the one that was tapped, *leaves* the same
screen once more, a *toast* a few words above the screen. The table itself, cell by cell, is `tests/conversations/table/answers.txt`."""
SHOWN_AT_MOST = 4
COLUMNS = {
    "stranger": ("stranger", "erased"),
    "welcome": ("welcome",),
    "set up": ("",),
}
_ARROW = " ⇒ "
_STEP = re.compile(r"welcome-(intro|agree-first|role|place|time|first)(?![-\w])")


def told(columns: Mapping[str, Column]) -> str:
    """Return the page; it is the same in whatever order the columns come."""
    columns = {name: dict(sorted(columns[name].items())) for name in STATES if name in columns}
    inputs = {title for column in columns.values() for title in column if not title.startswith("button: ")}
    opening = OPENING.format(
        cells=f"{sum(map(len, columns.values())):,}", states=len(columns), inputs=len(inputs)
    )
    parts = (opening, _states(), _ways(columns), _answers(columns), _buttons(columns), _exceptions())
    return "\n\n".join(parts) + "\n"


def _states() -> str:
    families: dict[str, list[str]] = {}
    for name in STATES:
        family, colon, rest = name.partition(": ")
        if not colon:
            family, _, rest = name.partition(", ")
        families.setdefault(family, []).append(rest)
    lines = (
        f"- **{family}**{': ' if any(names) else ''}{' · '.join(each or 'plainly' for each in names) if any(names) else ''}"
        for family, names in families.items()
    )
    return "\n".join(("## States", "", *lines))


def _ways(columns: Mapping[str, Column]) -> str:
    """What changes what: each fact, from what to what, and by which inputs."""
    ways: dict[str, dict[str, set[str]]] = {}
    for column in _in_english(columns):
        for title, answer in column.items():
            for change in _changes(answer):
                fact, _, how = change.partition(": ")
                ways.setdefault(fact, {}).setdefault(how, set()).add(title)
    lines = ["## Ways between them", "", "| | from → to | by |", "|---|---|---|"]
    for fact, found in sorted(ways.items()):
        lines += [f"| {fact} | {how} | {_few(titles)} |" for how, titles in sorted(found.items())]
    return "\n".join(lines)


def _in_english(columns: Mapping[str, Column]) -> Iterator[Column]:
    """The columns whose buttons are in one language: the other says the same."""
    return (column for name, column in columns.items() if "Turkish" not in name)


def _changes(answer: str) -> list[str]:
    _, arrow, changed = answer.partition(_ARROW)
    return changed.split("; ") if arrow else []


def _few(titles: set[str]) -> str:
    """Name what people would do: buttons, commands and requests before everything else, a few of them."""
    ranks = (
        "button",
        "command",
        "words",
        "request",
        "message",
        "reply",
        "forwarded",
        "album",
        "membership",
        "edit",
    )

    def rank(title: str) -> tuple[int, str]:
        group = title.partition(": ")[0]
        return (ranks.index(group) if group in ranks else len(ranks), title)

    chosen = sorted(titles, key=rank)
    chosen = [each for each in chosen if not each.startswith("tap, ")] or chosen
    names = [_cell(each.partition(": ")[2] if each.startswith("button") else each) for each in chosen]
    more = len(names) - SHOWN_AT_MOST
    return ", ".join(names[:SHOWN_AT_MOST]) + (f" and {more} more" if more > 0 else "")


def _answers(columns: Mapping[str, Column]) -> str:
    lines = ["## Answers", "", f"| | {' | '.join(COLUMNS)} |", "|---|" + "---|" * len(COLUMNS)]
    rows: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for titles in _together(columns):
        group = titles[0].partition(": ")[0]
        answers = tuple(_usual(columns, titles, column) for column in COLUMNS)
        names = ["any, valid, stale or forged"] if group.startswith("tap, ") else titles
        rows.setdefault((group, answers), []).extend(name.removeprefix(f"{group}: ") for name in names)
    for (group, answers), names in rows.items():
        listed = ", ".join(_cell(name) for name in names)
        lines.append(f"| {group}: {listed} | {' | '.join(answers)} |")
    return "\n".join(lines)


def _together(columns: Mapping[str, Column]) -> Iterator[list[str]]:
    """Every input but the buttons, alone; all taps of an area in one."""
    together: dict[str, list[str]] = {}
    for title in _titles(columns):
        group = title.partition(": ")[0]
        together.setdefault(group if group.startswith("tap, ") else title, []).append(title)
    return iter(together.values())


def _titles(columns: Mapping[str, Column]) -> Iterator[str]:
    """Every input but the buttons."""
    seen = {title for column in columns.values() for title in column}
    return (title for title in sorted(seen) if not title.startswith("button: "))


def _usual(columns: Mapping[str, Column], titles: list[str], family: str) -> str:
    """Return what inputs are answered with in a family of states, the most usual first."""
    found = Counter(
        _plain(column[title])
        for name, column in columns.items()
        if _family(name) == family
        for title in titles
        if title in column
    )
    return _most_usual(found)


def _most_usual(found: Counter[str]) -> str:
    answers = [answer for answer, _ in sorted(found.items(), key=lambda each: (-each[1], each[0]))]
    more = len(answers) - SHOWN_AT_MOST
    return " / ".join(answers[:SHOWN_AT_MOST]) + (f" / {more} more" if more > 0 else "") or "–"


def _family(name: str) -> str:
    return next(family for family, beginnings in COLUMNS.items() if name.startswith(beginnings))


def _plain(answer: str) -> str:
    """Return an answer without what it changes, and without what is only tidied up beside it."""
    pieces = answer.partition(_ARROW)[0].split(", ")
    told = [each for each in pieces if each not in {"deletes", "reacts"}] or pieces[:1]
    return _cell(_STEP.sub("the step that waits", ", ".join(told)))


def _buttons(columns: Mapping[str, Column]) -> str:
    """What each button leads to, over all states in which it stands, the most usual first."""
    found: dict[str, Counter[str]] = {}
    for column in _in_english(columns):
        for title, answer in column.items():
            if title.startswith("button: "):
                label = re.sub(r"(?<=\]) \d+$", "", title.partition(": ")[2])
                found.setdefault(label, Counter())[_plain(answer)] += 1
    alike: dict[str, list[str]] = {}
    for label, answers in sorted(found.items()):
        alike.setdefault(_most_usual(answers), []).append(_cell(label))
    lines = ["## Buttons", "", "| | leads to |", "|---|---|"]
    lines += [f"| {' '.join(labels)} | {answers} |" for answers, labels in alike.items()]
    return "\n".join(lines)


def _exceptions() -> str:
    lines = ["## Silences, and why", ""]
    lines += [f"- {_readable(what)}: {why}" for what, why in SILENCES.items()]
    lines += ["", "## More than one message, and why", ""]
    lines += [f"- {_readable(what)}: {why}" for what, why in (BESIDE | EACH_ALONE).items()]
    return "\n".join(lines)


def _readable(pattern: str) -> str:
    """Return a pattern of inputs or answers without its signs."""
    plain = pattern.replace(r"(\S+\+)?", "").rstrip("$: ")
    return _cell(re.sub(r"\(([^)]*)\)", lambda found: found[1].replace("|", ", "), plain))


def _cell(text: str) -> str:
    """Return a text as it may stand in a cell of a table."""
    return text.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*")
