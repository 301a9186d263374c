from __future__ import annotations

import logging
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.checkin import Said
from bot.domain.participant import Afraid, Role
from bot.storage.database import Database
from bot.storage.key_file import load_or_make_keys
from bot.storage.vault import Vault, VaultError, WrongKey, is_sealed
from tests.storage.conftest import SECRET, kept

OTHER = "another secret, as long as one has to be"
VAULT = Vault([SECRET])


@given(st.text())
def test_what_was_sealed_opens_again(text: str) -> None:
    assert VAULT.open(VAULT.seal(text, of="a.b", row="1"), of="a.b", row="1") == text


@given(st.text(min_size=1), st.data())
def test_a_changed_or_shortened_blob_does_not_open(text: str, data: st.DataObject) -> None:
    blob = bytearray(VAULT.seal(text, of="a.b", row="1"))
    if data.draw(st.booleans(), "shorten"):
        del blob[data.draw(st.integers(0, len(blob) - 1), "from") :]
    else:
        blob[data.draw(st.integers(0, len(blob) - 1), "at")] ^= data.draw(st.integers(1, 255), "by")
    with pytest.raises(VaultError):
        VAULT.open(bytes(blob), of="a.b", row="1")


@pytest.mark.parametrize(
    ("of", "row"),
    [
        ("checkins.safety", "2"),
        ("checkins.openness", "1"),
        ("checkins.safety1", ""),
        ("checkins", ".safety1"),
    ],
)
def test_a_value_moved_to_another_row_or_column_does_not_open(of: str, row: str) -> None:
    blob = VAULT.seal("5", of="checkins.safety", row="1")
    with pytest.raises(VaultError, match="belongs elsewhere"):
        VAULT.open(blob, of=of, row=row)


def test_the_same_text_is_never_sealed_alike() -> None:
    assert len({VAULT.seal("5", of="checkins.safety", row="1") for _ in range(100)}) == 100


def test_the_length_of_a_blob_does_not_tell_an_answer() -> None:
    answers = ["", "0", "1", "5", *Said, *Role, *Afraid, "Zeynep", "Ümit-Kağan"]
    assert len({len(VAULT.seal(answer, of="a.b", row="1")) for answer in answers}) == 1


def test_the_first_secret_seals_and_every_one_opens() -> None:
    old, new = Vault([OTHER]), Vault([SECRET, OTHER])
    assert new.open(old.seal("words", of="a.b", row="1"), of="a.b", row="1") == "words"
    with pytest.raises(VaultError, match="no key"):
        old.open(new.seal("words", of="a.b", row="1"), of="a.b", row="1")


@pytest.mark.parametrize("secrets", [[], ["short"], [SECRET, "x" * 31]])
def test_a_secret_that_is_too_short_is_refused(secrets: list[str]) -> None:
    with pytest.raises(VaultError):
        Vault(secrets)


def test_no_error_repeats_what_was_sealed_or_the_secret() -> None:
    blob = VAULT.seal("canary words", of="a.b", row="canary row")
    with pytest.raises(VaultError) as raised:
        VAULT.open(blob, of="a.c", row="canary row")
    assert "canary" not in str(raised.value)
    with pytest.raises(VaultError) as raised:
        Vault(["canary"])
    assert "canary" not in str(raised.value)


async def keys(db: Database) -> list[tuple[str, bytes]]:
    return [(row["key_id"], row["proof"]) for row in await db.rows("SELECT * FROM vault_keys", {})]


async def test_the_right_key_proves_itself_at_every_start(db: Database) -> None:
    assert not await is_sealed(db)
    await Vault([SECRET]).prove(db)
    proven = await keys(db)
    await Vault([SECRET]).prove(db)
    assert await keys(db) == proven
    assert await is_sealed(db)


async def test_a_wrong_key_stops_the_start_and_overwrites_nothing(db: Database, path: Path) -> None:
    await Vault([SECRET]).prove(db)
    await db.checkpoint()
    before = kept(path)
    with pytest.raises(WrongKey, match="nothing was changed"):
        await Vault([OTHER]).prove(db)
    await db.checkpoint()
    assert kept(path) == before


async def test_a_lost_older_key_stops_the_start(db: Database) -> None:
    await Vault([OTHER]).prove(db)
    await Vault([SECRET, OTHER]).prove(db)
    with pytest.raises(WrongKey):
        await Vault([SECRET]).prove(db)
    assert len(await keys(db)) == 2


async def test_a_proof_that_was_tampered_with_stops_the_start(db: Database, vault: Vault) -> None:
    await vault.prove(db)
    async with db.transaction() as tx:
        blob = vault.seal("goldseam", of="vault_keys.proof", row="elsewhere")
        await tx.run("UPDATE vault_keys SET proof = :blob", {"blob": blob})
    with pytest.raises(WrongKey):
        await vault.prove(db)


def test_a_key_file_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    key_file = tmp_path / "keys" / "secret.key"
    secret = load_or_make_keys(key_file, may_make=True)
    assert len(secret[0]) >= 32
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    assert stat.S_IMODE(key_file.parent.stat().st_mode) == 0o700
    assert load_or_make_keys(key_file, may_make=False) == secret


def test_no_two_key_files_are_alike(tmp_path: Path) -> None:
    assert len({load_or_make_keys(tmp_path / name, may_make=True) for name in "abc"}) == 3


def test_a_lost_key_file_is_not_replaced_while_there_are_sealed_rows(tmp_path: Path) -> None:
    with pytest.raises(VaultError, match="put it back"):
        load_or_make_keys(tmp_path / "secret.key", may_make=False)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("content", ["", "\n", "short"])
def test_a_key_file_without_a_secret_is_refused_and_left_alone(tmp_path: Path, content: str) -> None:
    key_file = tmp_path / "secret.key"
    key_file.write_text(content)
    with pytest.raises(VaultError, match="holds no secret"):
        load_or_make_keys(key_file, may_make=True)
    assert key_file.read_text() == content


def test_a_key_file_that_cannot_be_used_is_refused(tmp_path: Path) -> None:
    with pytest.raises(VaultError, match="cannot be used"):
        load_or_make_keys(tmp_path, may_make=True)


def test_a_key_file_open_to_others_is_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    key_file = tmp_path / "secret.key"
    load_or_make_keys(key_file, may_make=True)
    with caplog.at_level(logging.WARNING):
        load_or_make_keys(key_file, may_make=False)
        assert not caplog.messages
        key_file.chmod(0o644)
        load_or_make_keys(key_file, may_make=False)
    assert caplog.messages == ["key_file_open_to_others"]
