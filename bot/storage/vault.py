"""How fields are sealed: AES-GCM under keys made of secrets, each blob bound to its place in the database."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.storage.database import Database, Reads, Row
from bot.storage.queries import load

SECRET_CHARACTERS = 32

_VERSION = b"\x01"
_KEY_BYTES = 32
_KEY_ID_BYTES = 4
_NONCE_BYTES = 12  # random: safe for 2**32 blobs under one key
_HEADER_BYTES = len(_VERSION) + _KEY_ID_BYTES
_BLOCK = 32
_END = b"\x80"
_PROOF = "goldseam"
_queries = load("vault_keys")


class VaultError(Exception):
    """Something that was sealed does not open, or a secret cannot be used."""


class WrongKey(VaultError):  # noqa: N818 -- what was found, not what went wrong
    """The database was sealed with another key than those at hand."""


class Vault:
    """Seals text and opens it again. The first secret seals; every one of them opens."""

    def __init__(self, secrets: Sequence[str]) -> None:
        if not secrets:
            raise VaultError("the vault needs a secret")
        keys = [_derive(secret) for secret in secrets]
        self._sealing_id = keys[0][0]
        self._ciphers: Mapping[bytes, AESGCM] = {key_id: AESGCM(key) for key_id, key in reversed(keys)}

    def seal(self, text: str, *, of: str, row: str) -> bytes:
        """Return `text` sealed for the column `of` ("table.column") of the row `row`; it opens nowhere else.

        It is padded to whole blocks of 32 bytes: the length of "yes" would tell it from "no" at once.
        """
        header = _VERSION + self._sealing_id
        nonce = os.urandom(_NONCE_BYTES)
        sealed = self._ciphers[self._sealing_id].encrypt(
            nonce, _padded(text.encode()), _bound(header, of, row)
        )
        return header + nonce + sealed

    def open(self, blob: bytes, *, of: str, row: str) -> str:
        """Return what `seal` was given; raise `VaultError` for a blob that was moved or changed, or a missing key."""
        header, sealed = blob[:_HEADER_BYTES], blob[_HEADER_BYTES:]
        cipher = self._ciphers.get(header[len(_VERSION) :])
        if cipher is None or header[: len(_VERSION)] != _VERSION:
            raise VaultError(f"no key here opens {of}")
        try:
            padded = cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], _bound(header, of, row))
        except (InvalidTag, ValueError) as error:  # ValueError: what is left of a blob that was cut short
            raise VaultError(f"{of} was changed, or belongs elsewhere") from error
        return padded.rstrip(b"\x00").removesuffix(_END).decode()

    @property
    def header(self) -> bytes:
        """What every blob begins with that this vault seals."""
        return _VERSION + self._sealing_id

    @property
    def key_id(self) -> str:
        """The id of the key that seals, as proofs carry it."""
        return self._sealing_id.hex()

    def check_proof(self, key_id: str, proof: bytes) -> None:
        """Raise `WrongKey` for a proof of a key that is not among these."""
        self._check({"key_id": key_id, "proof": proof})

    async def check_proofs(self, reads: Reads) -> None:
        """Raise `WrongKey` where a key that sealed something in the database is not among these; writes nothing."""
        for row in await reads.rows(_queries.proofs.sql, {}):
            self._check(row)

    async def prove(self, database: Database) -> None:
        """Make sure that these keys open everything in the database; raise `WrongKey` before anything is written.

        Each key that ever sealed something here left a proof. One that is missing would leave rows unreadable.
        """
        async with database.transaction() as tx:
            proofs = await tx.rows(_queries.proofs.sql, {})
            for row in proofs:
                self._check(row)
            key_id = self._sealing_id.hex()
            if key_id not in {row["key_id"] for row in proofs}:
                proof = self.seal(_PROOF, of="vault_keys.proof", row=key_id)
                await tx.run(_queries.add.sql, {"key_id": key_id, "proof": proof})

    def _check(self, row: Row | Mapping[str, Any]) -> None:
        try:
            proof = self.open(row["proof"], of="vault_keys.proof", row=row["key_id"])
        except VaultError as error:
            raise WrongKey(
                f"the database was sealed with key {row['key_id']}, and none of the given secrets is that key: "
                "give the secret that it was made with; nothing was changed"
            ) from error
        if proof != _PROOF:
            raise WrongKey(f"the proof of key {row['key_id']} says something else")


async def is_sealed(reads: Reads) -> bool:
    """Tell whether any key has ever sealed something in this database."""
    return bool(await reads.rows(_queries.proofs.sql, {}))


def _derive(secret: str) -> tuple[bytes, bytes]:
    """Return the id and the key of a secret. The id says nothing about the key."""
    if len(secret) < SECRET_CHARACTERS:
        raise VaultError(f"a secret has at least {SECRET_CHARACTERS} characters")
    derivation = HKDF(
        algorithm=SHA256(), length=_KEY_ID_BYTES + _KEY_BYTES, salt=None, info=b"goldseam vault 1"
    )
    derived = derivation.derive(secret.encode())
    return derived[:_KEY_ID_BYTES], derived[_KEY_ID_BYTES:]


def _bound(header: bytes, of: str, row: str) -> bytes:
    return header + f"{of}\x00{row}".encode()


def _padded(text: bytes) -> bytes:
    """Append one end mark and zeros up to a whole block: a text's own zeros stand before the mark."""
    marked = text + _END
    return marked + bytes(-len(marked) % _BLOCK)
