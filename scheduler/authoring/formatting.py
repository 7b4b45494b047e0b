# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The tidy form of a YAML file: same meaning, same comments, the format's order of keys.

What is written is read again and compared; a file that cannot be kept whole stays as it is.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString

from scheduler.model.finding import Finding, Severity
from scheduler.model.sentence import Place
from scheduler.yaml_source import Entry, Items, Node, Scalar, Section, read_yaml
from scheduler.yaml_source.findings import LOST, fault

LONG = 100
# What other YAML readers take for a number of seconds, an octal number or a truth value.
_TRAP = re.compile(r"\d+(?::\d\d)+|0\d+|(?i:yes|no|on|off)", re.ASCII)
_HEAD = re.compile(r"(?:[ \t]*#[^\n]*\n|[ \t]*\n|---[ \t]*\n)*")
_UNWRAPPED = 1 << 20


@dataclass(frozen=True, slots=True)
class Formatted:
    """The tidy `text`; with `findings` the file is refused, and `text` is what stood there."""

    text: str
    findings: tuple[Finding, ...] = ()


class _TextOnly(VersionedResolver):  # type: ignore[misc,unused-ignore]
    """Takes every plain scalar for text, as the reading does."""

    @property
    def versioned_resolver(self) -> dict[str, Any]:
        """No types at all."""
        return {}


def formatted(content: bytes, name: str, order: Sequence[str]) -> Formatted:
    """The tidy form of `content`; `order` are the keys of the format. Never raises."""
    before = read_yaml(content, name)
    errors = tuple(each for each in before.findings if each.severity is Severity.ERROR)
    if errors or before.root is None:
        return Formatted(content.decode("utf-8", "replace"), errors or before.findings)
    text = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    tidy = _kept(text, before.root, name, order)
    if tidy is None:
        return Formatted(text, (_unkept(name),))
    root = read_yaml(tidy.encode(), name).root
    if tidy != text and root is not None:
        # What stood in no line of its own at first (a block that ended with the file) can be
        # moved only now; and tidying twice gives what tidying once does.
        tidy = _kept(tidy, root, name, order) or tidy
    return Formatted(tidy)


def _kept(text: str, root: Node, name: str, order: Sequence[str]) -> str | None:
    """`text` tidied, in `order` if that is possible; None where its meaning would change."""
    for ordered in (_in_order(text, root, order), text):
        try:
            tidy = _tidied(ordered)
        except (YAMLError, ValueError, AttributeError, NotImplementedError):
            continue
        if _is_whole(tidy, text, root, name):
            return tidy
    return None


def _tidied(text: str) -> str:
    yaml = YAML()
    yaml.Resolver = _TextOnly
    yaml.preserve_quotes = True
    yaml.width = _UNWRAPPED
    yaml.indent(mapping=2, sequence=4, offset=2)
    loaded = yaml.load(text)
    _quote(loaded)
    written = io.StringIO()
    yaml.dump(loaded, written)
    return "\n".join(_ended(written.getvalue())).lstrip("\n") + "\n"


def _ended(text: str) -> Iterator[str]:
    """The lines; blanks at an end that are part of a text show in the comparison."""
    for line in text.rstrip("\n").split("\n"):
        yield "" if line.isspace() else line


def _quote(node: Any) -> None:  # noqa: ANN401 - whatever ruamel.yaml made
    """Put values in quotes where a trap would bite, and long texts in blocks."""
    if isinstance(node, CommentedMap):
        for key, value in node.items():
            node[key] = _quoted(value)
    elif isinstance(node, CommentedSeq):
        for index, value in enumerate(node):
            node[index] = _quoted(value)


def _quoted(value: Any) -> Any:  # noqa: ANN401 - whatever ruamel.yaml made
    if type(value) is str and _TRAP.fullmatch(value):
        return DoubleQuotedScalarString(value)
    if isinstance(value, DoubleQuotedScalarString) and _wants_block(value):
        return LiteralScalarString(value)
    _quote(value)
    return value


def _wants_block(text: str) -> bool:
    """A text of several lines that a block says just as well."""
    lines = text.split("\n")
    return len(lines) > 1 and len(text) > LONG and not text[0].isspace() and text.isprintable()


def _in_order(text: str, root: Node, order: Sequence[str]) -> str:
    """The keys of `root` in the format's order; comments above a key move with it."""
    if not isinstance(root, Section) or not root.entries or root.place.column != 1:
        return text
    known = {key: number for number, key in enumerate(order)}
    pieces = list(_pieces(text, root))
    last = len(known)
    moved = sorted(pieces[1:], key=lambda piece: known.get(piece[0], last))
    texts = [pieces[0][1], *(piece for _, piece in moved)]
    return "".join(f"{piece.removesuffix(chr(10))}\n" for piece in texts if piece)


def _pieces(text: str, root: Section) -> Iterator[tuple[str, str]]:
    """What stands before the first key, then each key with the comments directly above it."""
    lines = text.splitlines(keepends=True)
    starts = [entry.key.place.line - 1 for entry in root]
    for number, start in enumerate(starts[1:], start=1):
        while start - 1 > starts[number - 1] and lines[start - 1].startswith("#"):
            start -= 1  # noqa: PLW2901 - walks up over the comments
        starts[number] = start
    yield "", "".join(lines[: starts[0]])
    for entry, start, end in zip(root, starts, [*starts[1:], len(lines)], strict=True):
        yield entry.key.text, "".join(lines[start:end])


def _is_whole(tidy: str, text: str, root: Node, name: str) -> bool:
    after = read_yaml(tidy.encode("utf-8"), name)
    if after.root is None or after.findings:
        return False
    return _meaning(after.root) == _meaning(root) and _comments(tidy, after.root) == _comments(
        text, root
    )


def _meaning(node: Node) -> object:
    """The tree without places; the order of keys says nothing."""
    if isinstance(node, Section):
        return {entry.key.text: _meaning(entry.value) for entry in node}
    if isinstance(node, Items):
        return [_meaning(item) for item in node.items]
    return node.text, node.is_missing


def _comments(text: str, root: Node) -> Counter[str]:
    """Every comment, with how often it stands there: each # that is in no value."""
    lines = text.split("\n")
    for scalar in _scalars(root):
        _blank(lines, scalar)
    found = (re.search(r"(?:^|(?<=\s))#.*", line) for line in lines)
    return Counter(match.group().strip() for match in found if match)


def _blank(lines: list[str], scalar: Scalar) -> None:
    start, end = scalar.place, scalar.end
    sign = (
        lines[start.line - 1][start.column - 1 : start.column] if start.line <= len(lines) else ""
    )
    if sign in {"|", ">"} and end.line > start.line:
        start = Place(start.file, start.line + 1)  # a comment may stand behind the sign
    for number in range(start.line, min(end.line, len(lines)) + 1):
        line = lines[number - 1]
        left = start.column - 1 if number == start.line else 0
        right = end.column - 1 if number == end.line else len(line)
        lines[number - 1] = line[:left] + "x" * (right - left) + line[right:]


def _scalars(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Items):
        for item in node.items:
            yield from _scalars(item)
    else:
        for entry in node:
            yield from _entry_scalars(entry)


def _entry_scalars(entry: Entry) -> Iterator[Scalar]:
    yield entry.key
    yield from _scalars(entry.value)


def _unkept(name: str) -> Finding:
    return fault(
        LOST,
        Place(name),
        "Diese Datei lässt sich nicht ordnen, ohne dass Text oder ein Kommentar verloren ginge. "
        "Sie bleibt, wie sie ist.",
        "This file cannot be tidied without losing text or a comment. It stays as it is.",
    )
