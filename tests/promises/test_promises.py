"""Every promise names tests that there are, and each of these tests fails when its promise is broken on purpose."""

from __future__ import annotations

import ast
import asyncio
import os
import shutil
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.promises.book import PAGE, ROOT, Break, Promise, page, promises

ALL = promises()
NOT_COPIED = shutil.ignore_patterns("__pycache__", ".*_cache", "*.pyc")
TESTS_FAILED = 1
SECONDS_AT_MOST = 300


def test_the_page_tells_what_the_book_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "`python -m tests.promises` writes it anew"


@pytest.mark.parametrize("promise", ALL, ids=lambda promise: f"{promise.number}")
def test_a_promise_names_tests_that_there_are(promise: Promise) -> None:
    assert promise.tests
    assert promise.breaks
    for test in promise.tests:
        file, _, name = test.partition("::")
        tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
        functions = {
            node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        }
        assert name in functions, f"{file} has no {name}"


@pytest.mark.parametrize("one", [one for promise in ALL for one in promise.breaks], ids=lambda one: one.why)
def test_what_is_broken_on_purpose_stands_in_the_code_once(one: Break) -> None:
    assert (ROOT / one.file).read_text(encoding="utf-8").count(one.find) == 1
    assert one.find != one.replace


@pytest.mark.soak
@pytest.mark.parametrize("promise", ALL, ids=lambda promise: f"{promise.number}")
async def test_each_test_of_a_promise_fails_when_it_is_broken(promise: Promise, tmp_path: Path) -> None:
    noticed: set[str] = set()
    for number, one in enumerate(promise.breaks):
        root = copied(tmp_path / str(number))
        one.made_in(root)
        failed = await failures(root, promise.tests)
        assert failed, f"nobody noticed: {one.why}"
        noticed |= failed
    assert {test.partition("::")[2] for test in promise.tests} <= noticed


def copied(to: Path) -> Path:
    """Copy what the tests need of the project."""
    for folder in ("bot", "tests", "scripts", "docs"):
        shutil.copytree(ROOT / folder, to / folder, ignore=NOT_COPIED)
    for file in ROOT.iterdir():
        if file.is_file():
            shutil.copy2(file, to / file.name)
    return to


async def failures(root: Path, tests: tuple[str, ...]) -> set[str]:
    """Run tests in a copy of the project; return the names of those that failed. That they could not run is no failure."""
    report = root / "report.xml"
    options = ("-q", "-p", "no:cacheprovider", "-p", "no:xdist", f"--junitxml={report}")
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "COV_"))}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "pytest", *options, *tests),
        cwd=root,
        env=environ,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        told, _ = await asyncio.wait_for(process.communicate(), SECONDS_AT_MOST)
    except TimeoutError:
        process.kill()
        raise
    assert process.returncode in {0, TESTS_FAILED}, told.decode()[-3000:]
    return {
        (case.get("name") or "").partition("[")[0]
        for case in ET.parse(report).iter("testcase")
        if case.find("failure") is not None
    }
