"""The erased marks: who was erased, as keyed marks in a file outside the database, so that no older copy brings them back."""

from __future__ import annotations

import asyncio
import base64
import hmac
import os
import secrets
from hashlib import sha256
from pathlib import Path

from bot.storage.database import DatabaseUnavailable
from bot.storage.vault import Vault, VaultError

KEY_BYTES = 32

_TITLE = "goldseam-erased-1"
_ERASED = "erased"
_OVERWRITTEN = "overwritten"
_SEALED_AS = {"of": "erased.key", "row": "1"}


class ErasedMarks:
    """A mark for each erased participant: an HMAC of the id that their rows bore.

    Ids are drawn at random, and whoever comes back gets a new one: a mark fits no row but those that it was made for,
    and tells nothing of whose they were. The key of the marks is random, too; it stands sealed in the file's first
    line, so that it outlives the secret that sealed it.

    A mark is written before the rows go: killed in between, the next start erases them. Once their bytes are
    overwritten in the database's files, that is written as well; until then it is owed.
    """

    def __init__(self, path: Path, vault: Vault) -> None:
        self.path = path
        self._vault = vault
        self._key: bytes | None = None
        self._erased: set[str] = set()
        self._overwritten: set[str] = set()
        self.turn = asyncio.Lock()
        """One erasure at a time: what is owed when another begins belongs to nobody who is still at it."""

    @classmethod
    def read(cls, path: Path, vault: Vault) -> ErasedMarks:
        """Read the marks in `path`, none where there is no file; raise `VaultError` where it cannot be read.

        A last line that a crash cut short is left out: its rows had not gone yet.
        """
        marks = cls(path, vault)
        try:
            lines = path.read_text(encoding="ascii").split("\n")
        except FileNotFoundError:
            return marks
        except (OSError, UnicodeDecodeError) as error:
            raise VaultError(f"the file of erased marks {path} cannot be read") from error
        title, _, sealed = lines[0].partition(" ")
        if title != _TITLE:
            raise VaultError(f"{path} is no file of erased marks")
        try:
            marks._key = bytes.fromhex(vault.open(base64.b64decode(sealed), **_SEALED_AS))
        except ValueError as error:
            raise VaultError(f"the first line of {path} is damaged") from error
        for line in lines[1:]:
            what, _, mark = line.partition(" ")
            if len(mark) == 2 * sha256().digest_size:
                marks._noted(what, mark)
        return marks

    @property
    def is_any(self) -> bool:
        return bool(self._erased)

    @property
    def owed(self) -> frozenset[str]:
        """Return the marks of those whose bytes may still stand in the database's files."""
        return frozenset(self._erased - self._overwritten)

    def covers(self, participant_id: str) -> bool:
        """Tell whether a participant was erased."""
        return bool(self._erased) and self._mark(participant_id) in self._erased

    def erasing(self, participant_id: str) -> None:
        """Write down that a participant is being erased; once this returns, no crash and no copy undoes it.

        Raises `DatabaseUnavailable` where it cannot be written: then nothing may be erased yet. The few bytes are
        written here and now: it happens seldom, and nothing may come in between.
        """
        self._write(_ERASED, participant_id)

    def overwritten(self, marks: frozenset[str]) -> None:
        """Write down that nothing of these is left in the database's files."""
        self._append(_OVERWRITTEN, sorted(marks))

    def reseal(self, vault: Vault) -> None:
        """Seal the marks' key anew, under another secret; a crash leaves the file as it was or as it is to be."""
        self._vault = vault
        if self._key is not None:
            lines = self.path.read_text(encoding="ascii").split("\n", 1)
            self._replace(f"{self._first_line(self._key)}\n{lines[1] if len(lines) > 1 else ''}")

    def _write(self, what: str, participant_id: str) -> None:
        try:
            if self._key is None:
                key = secrets.token_bytes(KEY_BYTES)
                self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                self._replace(f"{self._first_line(key)}\n")
                self._key = key
        except OSError as error:
            raise DatabaseUnavailable(f"{self.path}: {error.strerror}") from error
        self._append(what, [self._mark(participant_id)])

    def _append(self, what: str, marks: list[str]) -> None:
        """Add lines behind whatever stands there, a line that was cut short included, and make them last."""
        text = "".join(f"\n{what} {mark}" for mark in marks) + "\n"
        try:
            # Not made here: a file that went missing while the bot runs would come back without its key.
            descriptor = os.open(self.path, os.O_WRONLY | os.O_APPEND)
            try:
                os.write(descriptor, text.encode("ascii"))
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
        except OSError as error:
            raise DatabaseUnavailable(f"{self.path}: {error.strerror}") from error
        for mark in marks:
            self._noted(what, mark)

    def _replace(self, text: str) -> None:
        beside = self.path.with_name(f"{self.path.name}.new")
        beside.unlink(missing_ok=True)
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self.path)
        folder = os.open(self.path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def _first_line(self, key: bytes) -> str:
        return f"{_TITLE} {base64.b64encode(self._vault.seal(key.hex(), **_SEALED_AS)).decode()}"

    def _mark(self, participant_id: str) -> str:
        if self._key is None:
            raise RuntimeError("no mark without its key")
        return hmac.new(self._key, participant_id.encode(), sha256).hexdigest()

    def _noted(self, what: str, mark: str) -> None:
        {_ERASED: self._erased, _OVERWRITTEN: self._overwritten}.get(what, set()).add(mark)
