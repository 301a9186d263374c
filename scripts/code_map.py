"""The map of the code in README.md: each room and module of bot/ with the sentence that it opens with.

`python scripts/code_map.py` prints it, `--write` puts it into README.md between its two marks.
"""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
MARKS = ("<!-- map of the code: `make map` writes it -->\n", "<!-- end of the map -->\n")


def sentence(module: Path) -> str:
    """Return the first line of a module's docstring; empty where there is none."""
    docstring = ast.get_docstring(ast.parse(module.read_text(encoding="utf-8"))) or ""
    return docstring.partition("\n")[0]


def render(bot: Path) -> str:
    """Return the map as Markdown: the modules beside the rooms first, then each room to be unfolded."""
    lines = [*_table(bot), ""]
    for room in sorted(path.parent for path in bot.glob("*/__init__.py")):
        lines += [f"<details><summary><b>{room.name}/</b> {sentence(room / '__init__.py')}</summary>", ""]
        lines += [*_table(room), "", "</details>", ""]
    return "\n".join(lines)


def _table(folder: Path) -> list[str]:
    modules = [path for path in sorted(folder.rglob("*.py")) if path.parent == folder or folder.name != "bot"]
    rows = [(path.relative_to(folder), sentence(path)) for path in modules if path != folder / "__init__.py"]
    links = [f"| [{name}]({(folder / name).relative_to(ROOT)}) | {knows} |" for name, knows in rows]
    return ["| module | what it knows |", "|---|---|", *links]


def written(readme: str) -> str:
    """Return the map as it stands in the text of README.md."""
    return readme.partition(MARKS[0])[2].partition(MARKS[1])[0]


def main() -> None:
    code_map = render(ROOT / "bot")
    if sys.argv[1:] == ["--write"]:
        readme = README.read_text(encoding="utf-8")
        between = re.escape(MARKS[0]) + ".*" + re.escape(MARKS[1])
        README.write_text(
            re.sub(between, lambda _: MARKS[0] + code_map + MARKS[1], readme, flags=re.DOTALL),
            encoding="utf-8",
        )
    else:
        print(code_map)


if __name__ == "__main__":
    main()
