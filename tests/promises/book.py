"""The promises: what is promised, which tests prove it, and how each can be broken; and the page that tells of them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "promises.md"
BOOK = Path(__file__).with_name("promises.toml")


@dataclass(frozen=True, slots=True)
class Break:
    """A small change to one file that breaks a promise: `find` stands there once."""

    why: str
    file: str
    find: str
    replace: str

    def made_in(self, root: Path) -> None:
        """Break the copy of the project that stands at `root`."""
        path = root / self.file
        text = path.read_text(encoding="utf-8")
        assert text.count(self.find) == 1, f"{self.file} holds {self.find!r} {text.count(self.find)} times"
        path.write_text(text.replace(self.find, self.replace), encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Promise:
    """What is promised, in words for a person, with the tests that prove it."""

    number: int
    area: str
    says: str
    tests: tuple[str, ...]
    breaks: tuple[Break, ...]


def promises() -> list[Promise]:
    """Return all promises in their order, numbered from 1."""
    found: list[dict[str, Any]] = tomllib.loads(BOOK.read_text(encoding="utf-8"))["promise"]
    return [
        Promise(
            number,
            each["area"],
            each["says"],
            tuple(each["tests"]),
            tuple(Break(**one) for one in each["breaks"]),
        )
        for number, each in enumerate(found, start=1)
    ]


def page() -> str:
    """Return the page of promises, as docs/promises.md has it."""
    told = [OPENING]
    for area, of_area in groupby(promises(), key=lambda promise: promise.area):
        told.append(f"## {area}\n")
        for promise in of_area:
            tests = "\n".join(f"  - {_linked(test)}" for test in promise.tests)
            broken = "\n".join(f"  - {one.why} (`{one.file}`)" for one in promise.breaks)
            told.append(
                f"**{promise.number}. {promise.says}**\n\n- Proven by\n{tests}\n- Broken on purpose, and noticed\n{broken}\n"
            )
    return "\n".join((*told, CLOSING))


def _linked(test: str) -> str:
    file, _, name = test.partition("::")
    return f"[`{name}`](../{file})"


OPENING = """\
# What Goldseam promises

Each promise with the tests that prove it, and the ways in which it was broken on purpose: `make soak` breaks a copy of the
code in each of these ways, and every test named here has to fail for at least one of them. A test that would pass whatever
happens proves nothing. This page is written by `python -m tests.promises` from `tests/promises/promises.toml`.
"""

CLOSING = """\
## What is not promised

- **Telegram can read along.** Bots are not end-to-end encrypted: what is written to any bot passes through Telegram's
  servers in the clear, and stays there as part of the chat.
- **Whoever runs the bot could technically read along.** The running bot holds the key, so its host does, too. Encryption
  keeps a stolen copy of the database silent; it does not keep out the one who runs it.
- **The chat stays on the phone** until it is deleted there. Whoever holds the unlocked phone can ask the bot whatever its
  owner can ask. Discreet mode leaves as little as Telegram allows; Telegram deletes nothing that is older than 48 hours.
- **Words of danger are a net with holes.** Some are missed, and some everyday words are caught. The [Support] button and
  /safety are the main way to help, and they do not depend on anything being noticed.
- **It is no therapy and no emergency service.** Nobody reads what is written, so nobody can come.
- **Copies that the host made by other means than `backup`** (of the disk, of the machine) are out of its reach.
- **When Telegram does not say whether a message arrived**, the bot does not send it again at once; half an hour later it
  asks once more. Somebody may see the same question twice that evening, as two messages of one day's card.
"""
