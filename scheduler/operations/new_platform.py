# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The files that a new platform begins with: in a package of its own, or in a checkout."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from string import Template

from scheduler.authoring.file_writing import taken, write_new
from scheduler.model.errors import UsageError
from scheduler.model.sentence import Sentence

_NAME = re.compile(r"[a-z][a-z0-9]{1,29}")
_TEMPLATES = Path(__file__).with_name("templates") / "platform"
_LICENSED = """\
# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""
_LICENSED_PAGE = """\
<!-- SPDX-FileCopyrightText: 2026 Litfass contributors -->
<!-- SPDX-License-Identifier: CC-BY-4.0 -->

"""
_CONTRACT_IMPORTS = """\
from {dialect} import DIALECT
from scheduler.simulator.contract import PlatformContract
"""
_CONTRACT = """

class Test{title}(PlatformContract):
    kind = PLATFORM
    dialect = DIALECT
"""


@dataclass(frozen=True, slots=True)
class Skeleton:
    """The files of a new platform, each with its text, and how to test them from `folder`."""

    folder: Path
    files: tuple[tuple[Path, str], ...]
    test: str


def platform_skeleton(name: str, folder: Path | None, known: Iterable[str]) -> Skeleton:
    """What a platform called `name` begins with; nothing is written yet.

    In a checkout of Litfass the files go to their places there; anywhere else they become a
    package in `folder`, by itself `litfass-NAME`. Raises UsageError for a name that will not do.
    """
    if not _NAME.fullmatch(name):
        raise UsageError(_wrong_name(name))
    if name in known:
        raise UsageError(_known_already(name))
    place = folder or Path()
    if (place / "scheduler" / "platforms" / "__init__.py").is_file():
        return _built_in(name, place)
    return _package(name, folder or Path(f"litfass-{name}"))


def write_skeleton(skeleton: Skeleton) -> None:
    """Write the files; raises UsageError, before any is written, where one exists already."""
    for path, _text in skeleton.files:
        if path.exists():
            raise UsageError(taken(path))
    for path, text in skeleton.files:
        write_new(path, text)


def _package(name: str, folder: Path) -> Skeleton:
    adapter = f"litfass_{name}"
    dialect = f"{adapter}_simulated"
    values = _values(name) | {
        "adapter": adapter,
        "and_contract": ", and the contract that every platform keeps",
        "contract_imports": _CONTRACT_IMPORTS.format(dialect=dialect),
        "contract": _CONTRACT.format(title=name.title()),
        "page": "README.md",
        "depth": "0",
    }
    files = (
        (f"{adapter}.py", "adapter.py"),
        (f"{dialect}.py", "dialect.py"),
        (f"test_{name}.py", "test.py"),
        ("README.md", "page.md"),
        ("pyproject.toml", "pyproject.toml"),
    )
    return Skeleton(folder, _filled(folder, files, values), "python -m pytest")


def _built_in(name: str, checkout: Path) -> Skeleton:
    page, test = f"docs/platforms/{name}.md", f"tests/unit/platforms/test_{name}.py"
    values = _values(name) | {
        "header": _LICENSED,
        "markdown_header": _LICENSED_PAGE,
        "adapter": f"scheduler.platforms.{name}",
        "page": page,
        "depth": "3",
    }
    files = (
        (f"scheduler/platforms/{name}.py", "adapter.py"),
        (f"scheduler/simulator/dialects/{name}.py", "dialect.py"),
        (test, "test.py"),
        (page, "page.md"),
    )
    command = f"python -m pytest {test} tests/contract -k {name}"
    return Skeleton(checkout, _filled(checkout, files, values), command)


def _values(name: str) -> dict[str, str]:
    empty = ("header", "markdown_header", "and_contract", "contract_imports", "contract")
    own = {"name": name, "title": name.title(), "upper": name.upper()}
    return dict.fromkeys(empty, "") | own


def _filled(
    folder: Path, files: Iterable[tuple[str, str]], values: dict[str, str]
) -> tuple[tuple[Path, str], ...]:
    return tuple(
        (folder / path, Template(_template(template)).substitute(values))
        for path, template in files
    )


def _template(name: str) -> str:
    return (_TEMPLATES / f"{name}.txt").read_text(encoding="utf-8")


def _wrong_name(name: str) -> Sentence:
    return Sentence(
        f"„{name}“ taugt nicht als Name einer Plattform: erlaubt sind 2 bis 30 kleine Buchstaben "
        "a bis z und Ziffern, ein Buchstabe zuerst. Beispiel: litfass channels new-platform post",
        f"“{name}” is no name for a platform: 2 to 30 small letters a to z and digits, a letter "
        "first. Example: litfass channels new-platform postbox",
    )


def _known_already(name: str) -> Sentence:
    return Sentence(
        f"Die Plattform „{name}“ gibt es schon. Bitte einen anderen Namen wählen.",
        f"There is a platform “{name}” already. Please choose another name.",
    )
