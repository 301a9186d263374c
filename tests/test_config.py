"""The host's settings: where they come from, what wins, and how mistakes in them are told."""

from __future__ import annotations

import dataclasses
import itertools
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.config import KEYS, SECTIONS, Access, ConfigError, Key, LogLevel, Settings, load

EXAMPLE = Path(__file__).parent.parent / "config.example.toml"
TOKEN = "123456789:AAE-canary_of_the_token_0123456789a"
REQUIRED = {"TELEGRAM_BOT_TOKEN": TOKEN, "BOT_HOST_NAME": "Ana", "BOT_HOST_CONTACT": "ana@example.org"}


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def from_environment(**more: str) -> Settings:
    return load(None, REQUIRED | more)


def from_file(text: str, environ: Mapping[str, str] = REQUIRED) -> Settings:
    path = Path("mine.toml")
    path.write_text(text, encoding="utf-8")
    return load(path, environ)


def mistakes_of(text: str = "", environ: Mapping[str, str] = REQUIRED) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        from_file(text, environ)
    return caught.value.mistakes


def mistake_of(**more: str) -> str:
    with pytest.raises(ConfigError) as caught:
        from_environment(**more)
    [mistake] = caught.value.mistakes
    return mistake


# where settings come from


def test_three_variables_are_enough() -> None:
    found = from_environment()
    assert found.telegram.token.reveal() == TOKEN
    assert (found.host.name, found.host.contact) == ("Ana", "ana@example.org")
    assert found.access.mode is Access.INVITE
    assert found.database.path == Path("data/goldseam.db")


def test_a_file_alone_is_enough() -> None:
    found = from_file(f'[telegram]\ntoken = "{TOKEN}"\n[host]\nname = "Ana"\ncontact = "@ana"\n', {})
    assert found.host.contact == "@ana"


def test_the_file_beside_the_bot_is_read_unasked() -> None:
    Path("config.toml").write_text('[log]\nlevel = "debug"\n', encoding="utf-8")
    assert load(None, REQUIRED).log.level is LogLevel.DEBUG


def test_the_environment_wins_over_the_file() -> None:
    found = from_file(
        '[host]\nname = "Bea"\n[log]\nlevel = "error"\n', REQUIRED | {"BOT_LOG__LEVEL": "warning"}
    )
    assert (found.host.name, found.log.level) == ("Ana", LogLevel.WARNING)


def test_the_fixed_names_of_the_environment_reach_their_keys() -> None:
    found = from_environment(
        TELEGRAM_API_BASE_URL="http://localhost:8081",
        DATABASE_URL="sqlite:////var/lib/goldseam/goldseam.db",
        BOT_SECRET_KEY="k" * 32,
        BOT_ACCESS="everyone",
        PORT="8080",
    )
    assert found.telegram.api_base_url == "http://localhost:8081"
    assert found.database.path == Path("/var/lib/goldseam/goldseam.db")
    assert found.secret.key is not None
    assert found.secret.key.reveal() == "k" * 32
    assert (found.access.mode, found.web.port) == (Access.EVERYONE, 8080)


def test_any_other_key_is_reached_by_its_section_and_name() -> None:
    found = from_environment(
        BOT_SECRET__KEY_FILE="/etc/goldseam/key",
        BOT_DELIVERY__MESSAGES_PER_SECOND="10",
        BOT_ACCESS="list",
        BOT_ACCESS__TELEGRAM_IDS="1001, 1002",
    )
    assert found.secret.key_file == Path("/etc/goldseam/key")
    assert found.delivery.messages_per_second == 10
    assert found.access.telegram_ids == {1001, 1002}


@pytest.mark.parametrize("empty", ["", "  ", "\n"])
def test_what_is_empty_counts_as_not_set(empty: str) -> None:
    found = from_file(
        '[host]\nname = ""\n', REQUIRED | {"PORT": empty, "DATABASE_URL": empty, "BOT_NONSENSE": empty}
    )
    assert found == from_environment()


def test_space_around_a_value_is_no_part_of_it() -> None:
    assert from_environment(TELEGRAM_BOT_TOKEN=f" {TOKEN}\n") == from_environment()


@pytest.mark.parametrize(
    "written",
    ["https://tg.example", "https://tg.example/", "https://tg.example/bot", "https://tg.example/bot/"],
)
def test_a_slash_or_bot_after_the_servers_address_is_let_pass(written: str) -> None:
    assert from_environment(TELEGRAM_API_BASE_URL=written).telegram.api_base_url == "https://tg.example"


def test_a_relative_database_lies_below_the_working_folder() -> None:
    assert from_environment(DATABASE_URL="sqlite:///here/it.db").database.path == Path("here/it.db")


def test_the_health_file_lies_beside_the_database_unless_it_is_put_elsewhere_or_nowhere() -> None:
    found = from_environment(DATABASE_URL="sqlite:////var/lib/goldseam/it.db")
    assert found.health.file == Path("/var/lib/goldseam/health.json")
    assert from_environment(BOT_HEALTH__FILE="/run/health").health.file == Path("/run/health")
    assert from_environment(BOT_HEALTH__FILE="none").health.file is None


def test_a_bot_with_paid_broadcasts_may_send_a_thousand_a_second() -> None:
    found = from_environment(BOT_DELIVERY__MESSAGES_PER_SECOND="1000")
    assert found.delivery.messages_per_second == 1000


# how mistakes are told


def test_every_mistake_is_told_at_once() -> None:
    mistakes = mistakes_of(
        '[telegram]\ntokn = "x"\n[access]\nmode = "open"\n[web]\nport = true\n[colours]\nred = 1\n',
        {"BOT_HOST_NAME": "Ana", "BOT_LOG__LEVEL": "loud", "BOT_ACCES": "list", "DATABASE_URL": "mysql://x"},
    )
    assert mistakes == [
        "tokn under [telegram] in mine.toml is no setting of this bot; did you mean token?",
        "colours in mine.toml is no section of this bot, see config.example.toml.",
        "BOT_ACCES is no setting of this bot; did you mean BOT_ACCESS?",
        "TELEGRAM_BOT_TOKEN (token under [telegram] in a file) is missing: @BotFather gives you one, see README.md.",
        "BOT_HOST_CONTACT (contact under [host] in a file) is missing: people are told how to reach you.",
        "mode under [access] in mine.toml must be one of: invite, list, everyone.",
        "DATABASE_URL must be sqlite:///FOLDER/FILE (sqlite:////FOLDER/FILE where it starts at the root).",
        "BOT_LOG__LEVEL must be one of: debug, info, warning, error.",
        "port under [web] in mine.toml must be a whole number from 0 to 65535.",
    ]


def test_a_file_that_was_asked_for_must_be_there() -> None:
    with pytest.raises(ConfigError) as caught:
        load(Path("nowhere.toml"), REQUIRED)
    assert caught.value.mistakes == ["nowhere.toml cannot be read: No such file or directory."]


def test_a_file_that_cannot_be_read_is_not_also_blamed_for_what_is_missing() -> None:
    [mistake] = mistakes_of("[telegram]\ntoken = oops\n", {})
    assert mistake.startswith("mine.toml cannot be understood at line 2, column 9")


def test_a_file_that_is_not_text_is_told_as_such() -> None:
    Path("mine.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match=r"mine\.toml is not written in UTF-8"):
        load(Path("mine.toml"), REQUIRED)


def test_a_key_outside_its_section_is_told() -> None:
    [mistake] = mistakes_of('telegram = "123"\n')
    assert mistake == "telegram in mine.toml is a section: write [telegram], and its keys below it."


def test_a_list_with_nobody_on_it_is_told() -> None:
    assert "nobody is on it" in mistake_of(BOT_ACCESS="list")


def test_a_key_with_a_name_of_its_own_has_no_second_one() -> None:
    assert mistake_of(BOT_ACCESS__MODE="list") == "BOT_ACCESS__MODE is called BOT_ACCESS in the environment."


def test_postgresql_is_turned_down_kindly() -> None:
    assert "comes later: leave it empty" in mistake_of(DATABASE_URL="postgresql://ana:pw@db/x")


def test_a_webhook_is_turned_down_kindly() -> None:
    assert "must stay empty" in mistake_of(WEBHOOK_URL="https://example.org/hook")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TELEGRAM_BOT_TOKEN", "my token"),
        ("TELEGRAM_BOT_TOKEN", TOKEN.replace(":", "")),
        ("TELEGRAM_API_BASE_URL", "api.telegram.org"),
        ("TELEGRAM_API_BASE_URL", f"https://api.telegram.org/bot{TOKEN}"),
        ("BOT_HOST_NAME", "x" * 65),
        ("BOT_HOST_CONTACT", "two\nlines"),
        ("BOT_SECRET_KEY", "k" * 31),
        ("BOT_ACCESS__TELEGRAM_IDS", "@ana"),
        ("BOT_ACCESS__TELEGRAM_IDS", "0"),
        ("BOT_ACCESS__TELEGRAM_IDS", "9" * 18),
        ("DATABASE_URL", "sqlite://relative.db"),
        ("DATABASE_URL", "sqlite:///"),
        ("DATABASE_URL", "sqlite:///folder/"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("DATABASE_URL", "sqlite:///it.db?mode=ro"),
        ("BOT_DELIVERY__MESSAGES_PER_SECOND", "0"),
        ("BOT_DELIVERY__MESSAGES_PER_SECOND", "1001"),
        ("BOT_HEALTH__FILE", "two\nlines"),
        ("BOT_LOG__LEVEL", "loud"),
        ("PORT", "65536"),
        ("PORT", "-1"),
    ],
)
def test_a_bad_value_is_told_by_its_name(name: str, value: str) -> None:
    assert mistake_of(**{name: value}).startswith(f"{name} ")


@pytest.mark.parametrize("value", ["7", "true", "[1]", "1.5", "2026-11-23", "{a = 1}"])
def test_a_value_of_the_wrong_type_is_told(value: str) -> None:
    mistakes = mistakes_of(
        f"[host]\nname = {value}\n[log]\nlevel = {value}\n", REQUIRED | {"BOT_HOST_NAME": ""}
    )
    assert mistakes == [
        "name under [host] in mine.toml must be text in quotes.",
        "level under [log] in mine.toml must be one of: debug, info, warning, error.",
    ]


# laws


def told(text: str, environ: Mapping[str, str]) -> list[str]:
    """Load the settings and return the mistakes, of which there may be none."""
    try:
        from_file(text, environ)
    except ConfigError as error:
        return error.mistakes
    return []


any_text = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))


@given(environ=st.dictionaries(st.sampled_from([key.env for key in KEYS] + ["BOT_X"]), any_text))
def test_whatever_the_environment_holds_it_is_settings_or_sentences(environ: dict[str, str]) -> None:
    assert all(re.fullmatch(r"[^\n]+[.?]", mistake) for mistake in told("", environ))


@given(text=st.text(alphabet=st.sampled_from("[]=\"'\n#abtelgrmokn.1 ")))
@settings(max_examples=50)
def test_whatever_a_file_holds_it_is_settings_or_mistakes(text: str) -> None:
    assert isinstance(told(text, REQUIRED), list)


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.env)
def test_no_mistake_repeats_a_value(key: Key) -> None:
    canary = f"canary\a{TOKEN}"
    assert not [
        mistake for mistake in mistakes_of(environ=REQUIRED | {key.env: canary}) if "canary" in mistake
    ]
    text = f'[{key.section}]\n{key.name} = ["canary", "canary'
    for end in ('"]\n', "\n"):
        assert not [mistake for mistake in mistakes_of(text + end, {}) if "canary" in mistake]


def test_settings_show_no_secret() -> None:
    shown = repr(from_environment(BOT_SECRET_KEY="canary" * 6))
    assert "canary" not in shown
    assert "Ana" in shown


# the example file


def test_the_table_of_keys_is_the_settings() -> None:
    in_settings = {
        (name, entry.name) for name, kind in SECTIONS.items() for entry in dataclasses.fields(kind)
    }
    assert {(key.section, key.name) for key in KEYS} == in_settings
    assert list(SECTIONS) == [entry.name for entry in dataclasses.fields(Settings)]


def test_the_example_holds_every_key_and_no_other() -> None:
    document = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))
    written = {(section, name) for section, table in document.items() for name in table}
    assert written == {(key.section, key.name) for key in KEYS}


def test_the_example_holds_the_defaults() -> None:
    """Once the three that are needed are set, it changes nothing; and what has a default is not left empty."""
    assert load(EXAMPLE, REQUIRED) == from_environment()
    document = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))
    empty = {(key.section, key.name) for key in KEYS if document[key.section][key.name] in ("", [])}
    assert empty == {
        ("telegram", "token"),
        ("host", "name"),
        ("host", "contact"),
        ("access", "telegram_ids"),
        ("secret", "key"),
        ("secret", "old_key"),
        ("support", "helplines"),
        ("web", "webhook_url"),
    }


def test_the_example_explains_each_key_in_one_comment_that_ends_in_its_name_in_the_environment() -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    envs = {(key.section, key.name): key.env for key in KEYS}
    section = ""
    for above, line in itertools.pairwise(lines):
        if heading := re.fullmatch(r"\[(\w+)\]", line):
            section = heading[1]
        elif entry := re.match(r"(\w+) = ", line):
            assert re.fullmatch(rf"# [A-Z].*[.\]:] {envs[section, entry[1]]}", above), line
            assert not lines[lines.index(above) - 1].startswith("#"), line


def test_the_example_without_a_token_says_what_it_needs() -> None:
    with pytest.raises(ConfigError) as caught:
        load(EXAMPLE, {})
    assert [mistake.split()[0] for mistake in caught.value.mistakes] == list(REQUIRED)
