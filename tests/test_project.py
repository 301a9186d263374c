"""The project's own files: the locks, the commands that the README promises, and that nothing secret is kept by git."""

from __future__ import annotations

import os
import re
import subprocess
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUNTIME = [Requirement(line) for line in PROJECT["project"]["dependencies"]]
TOOLS = [Requirement(line) for line in PROJECT["dependency-groups"]["dev"]]


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def locked(name: str) -> dict[str, str]:
    """Return the lines of a lock, a package each, by the package's name."""
    lines = re.sub(r"\s*#.*|\\\n", "", text_of(name)).splitlines()
    return {canonicalize_name(line.partition("==")[0]): line for line in lines if line.strip()}


def pinned(line: str) -> str:
    found = re.search(r"==(\S+)", line)
    assert found, line
    return found[1]


@pytest.mark.parametrize(
    ("name", "needed"), [("requirements.txt", RUNTIME), ("requirements-dev.txt", RUNTIME + TOOLS)]
)
def test_the_lock_holds_what_the_project_asks_for(name: str, needed: list[Requirement]) -> None:
    lock = locked(name)
    for requirement in needed:
        assert pinned(lock[canonicalize_name(requirement.name)]) in requirement.specifier, (
            f"`make lock`: {requirement}"
        )


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_locked_version_carries_hashes_and_no_address(name: str) -> None:
    assert all("--hash=sha256:" in line for line in locked(name).values())
    assert not re.search(r"https?:|file:|--index|--find-links", text_of(name))


def test_the_tools_are_locked_beside_the_same_versions_that_a_host_runs() -> None:
    tools = locked("requirements-dev.txt")
    assert {name: pinned(tools[name]) for name in locked("requirements.txt")} == {
        name: pinned(line) for name, line in locked("requirements.txt").items()
    }


def test_the_tests_run_on_the_locked_versions() -> None:
    lock = locked("requirements-dev.txt")
    asked_for = [
        canonicalize_name(each.name)
        for each in RUNTIME + TOOLS
        if each.marker is None or each.marker.evaluate()
    ]
    assert {name: version(name) for name in asked_for} == {name: pinned(lock[name]) for name in asked_for}


def test_every_command_that_is_written_about_is_there() -> None:
    makefile = text_of("Makefile")
    written_about = re.findall(r"`?\bmake ([a-z]+)`", text_of("README.md") + text_of("CONTRIBUTING.md"))
    targets = set(re.findall(r"^([a-z]+):", makefile, flags=re.MULTILINE))
    assert {"setup", "run", "demo", "test", "check", "soak", "bench", *written_about} <= targets


@pytest.mark.parametrize("script", [".ci/run", "scripts/venv.sh"])
def test_a_script_can_be_run_and_reads_well(script: str) -> None:
    assert os.access(ROOT / script, os.X_OK)
    shell = "bash" if script == ".ci/run" else "sh"
    subprocess.run([shell, "-n", ROOT / script], check=True)


def test_git_keeps_nothing_that_is_the_hosts_alone() -> None:
    ignored = text_of(".gitignore").splitlines()
    assert {"/config.toml", "/data/", "/keys/", ".venv/"} <= set(ignored)


def test_the_sources_are_credited() -> None:
    readme = text_of("README.md")
    for credit in ("Rebuilding Broken Trust", "Emine Özdemir", "TherapyRoute", "GeoNames", "CC BY 4.0"):
        assert credit in readme
