# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the YAML parser stumbles over, in sentences, and how reading can go on behind it.

The value at fault is never quoted: it may be a secret that somebody wrote into config.yaml.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from scheduler.model.finding import Finding
from scheduler.model.sentence import Place, Sentence
from scheduler.yaml_source.findings import LOST, fault

_BREAK = re.compile(r"\r\n?|\n")
_KEY = r"(?:'[^']*'|\"[^\"]*\"|[^\s#'\"\[\]{},&*!|>@%`-][^:#]*?|-[^\s:#][^:#]*?)"
_KEYED = re.compile(rf"(?P<indent>[ ]*(?:-[ ]+)*){_KEY}[ ]*:[ \t]+(?P<value>\S.*)")
_LISTED = re.compile(r"(?P<indent>[ ]*(?:-[ ]+)*)-[ ]+(?P<value>\S.*)")
_QUOTES_OR_BLOCK = Sentence(
    "Setzen Sie den Wert in Anführungszeichen oder schreiben Sie `text: |` und den Text "
    "eingerückt darunter.",
    "Put the value in quotes, or write `text: |` and the text indented below it.",
)
_ALIGN = Sentence(
    "Richten Sie die Zeile an den anderen aus (Leerzeichen, keine Tabulatoren).",
    "Align the line with the others (spaces, no tabs).",
)


@dataclass(frozen=True, slots=True)
class Stumble:
    """A syntax fault; `line` (from 0) holds the value at fault, None if that cannot be said."""

    finding: Finding
    line: int | None


def split_lines(text: str) -> list[str]:
    """The lines of `text` without their ends, as YAML counts them."""
    return _BREAK.split(text)


def explain(error: yaml.MarkedYAMLError, lines: list[str], name: str) -> Stumble:
    """What `error` means to the person who wrote `lines`."""
    line, column = _position(error.problem_mark, lines)
    if lines[line][column : column + 1] == "\t" and not lines[line][:column].strip():
        return _said(_TAB, name, line, column, None)
    return _explain(error, lines, name)


def blank_value(lines: list[str], line: int) -> bool:
    """Put `''` for the value at `line` and drop its further lines; False where none is there."""
    match = _KEYED.fullmatch(lines[line]) or _LISTED.fullmatch(lines[line])
    if match is None:
        return False
    start = match.start("value")
    lines[line] = lines[line][:start] + "''"
    indent = match.end("indent")
    for following in range(line + 1, len(lines)):
        text = lines[following]
        if text.strip() and len(text) - len(text.lstrip(" ")) <= indent:
            break
        lines[following] = ""
    return True


def _explain(error: yaml.MarkedYAMLError, lines: list[str], name: str) -> Stumble:
    problem = f"{error.context or ''} / {error.problem or ''}"
    line, column = _position(error.problem_mark, lines)
    opened = _position(error.context_mark, lines) if error.context_mark else (line, column)
    if "mapping values" in problem:
        return _colon(lines, line, column, name)
    if "cannot start any token" in problem or "scanning an alias" in problem:
        return _first_character(lines, *(opened if "alias" in problem else (line, column)), name)
    if "block scalar" in problem:
        return _said(_BLOCK_HEADER, name, line, column, line)
    if "unknown escape" in problem or "escape" in problem:
        return _said(_BACKSLASH, name, line, column, opened[0])
    if "quoted scalar" in problem:
        return _said(_OPEN_QUOTE, name, *opened, opened[0])
    return _structure(lines, problem, (line, column), opened, name)


def _structure(
    lines: list[str], problem: str, at: tuple[int, int], opened: tuple[int, int], name: str
) -> Stumble:
    line, column = at
    if "flow" in problem:
        said = _HASH_IN_LIST if re.search(r"[\[,]\s*#\w", lines[opened[0]]) else _OPEN_BRACKET
        return _said(said, name, *opened, opened[0])
    if lines[line][:column].strip(" -"):
        return _said(_BEHIND_QUOTE, name, line, column, line)
    if "expected ':'" in problem:
        return _said(_NO_KEY, name, *opened, None)
    return _said(_INDENT, name, line, column, None)


def _colon(lines: list[str], line: int, column: int, name: str) -> Stumble:
    if re.search(r":[ \t]", lines[line][:column]):
        return _said(_COLON, name, line, column, line)
    return _said(_COLON_BELOW, name, line, column, _value_above(lines, line))


def _value_above(lines: list[str], line: int) -> int | None:
    indent = len(lines[line]) - len(lines[line].lstrip(" "))
    for above in range(line - 1, -1, -1):
        text = lines[above]
        if text.strip() and len(text) - len(text.lstrip(" ")) < indent:
            return above
    return None


def _first_character(lines: list[str], line: int, column: int, name: str) -> Stumble:
    character = lines[line][column : column + 1]
    said = (
        f"Ein Wert darf nicht mit „{character}“ beginnen.",
        f"A value must not begin with “{character}”.",
        _QUOTES_OR_BLOCK,
    )
    return _said(said, name, line, column, line)


def _position(mark: yaml.Mark | None, lines: list[str]) -> tuple[int, int]:
    line = min(mark.line if mark else 0, len(lines) - 1)
    return line, min(mark.column if mark else 0, len(lines[line]))


_Said = tuple[str, str, Sentence]


def _said(said: _Said, name: str, line: int, column: int, value_line: int | None) -> Stumble:
    de, en, suggestion = said
    return Stumble(fault(LOST, Place(name, line + 1, column + 1), de, en, suggestion), value_line)


_TAB: _Said = (
    "Hier steht ein Tabulator; YAML erlaubt zum Einrücken nur Leerzeichen.",
    "A tab stands here; YAML allows only spaces for indenting.",
    Sentence("Ersetzen Sie Tabulatoren durch Leerzeichen.", "Replace tabs with spaces."),
)
_COLON: _Said = (
    "Im Wert steht noch ein Doppelpunkt mit Leerzeichen; so ist der Wert nicht lesbar.",
    "The value holds another colon followed by a space; it cannot be read like that.",
    _QUOTES_OR_BLOCK,
)
_COLON_BELOW: _Said = (
    "Diese Zeile ist falsch eingerückt, oder sie gehört zu einem Text mit Doppelpunkt.",
    "This line is indented wrongly, or it belongs to a text that holds a colon.",
    Sentence(
        "Richten Sie die Zeile aus, oder schreiben Sie den Text unter `text: |`.",
        "Align the line, or write the text below `text: |`.",
    ),
)
_BLOCK_HEADER: _Said = (
    "Hinter | oder > darf in derselben Zeile kein Text stehen.",
    "No text may stand behind | or > on the same line.",
    Sentence(
        "Beginnen Sie den Text eingerückt in der nächsten Zeile.",
        "Begin the text on the next line, indented.",
    ),
)
_BACKSLASH: _Said = (
    "In doppelten Anführungszeichen hat \\ eine besondere Bedeutung; diese kennt YAML nicht.",
    "In double quotes \\ has a special meaning; YAML does not know this one.",
    Sentence("Nehmen Sie einfache Anführungszeichen.", "Use single quotes."),
)
_OPEN_QUOTE: _Said = (
    "Das Anführungszeichen, das hier beginnt, wird nicht geschlossen.",
    "The quotation mark that opens here is never closed.",
    Sentence("Schließen Sie es.", "Close it."),
)
_OPEN_BRACKET: _Said = (
    "Die Klammer, die hier beginnt, wird nicht richtig geschlossen.",
    "The bracket that opens here is not closed properly.",
    Sentence(
        "Prüfen Sie Kommas und die schließende Klammer; Texte mit Satzzeichen brauchen "
        "Anführungszeichen.",
        "Check commas and the closing bracket; texts with punctuation need quotes.",
    ),
)
_HASH_IN_LIST: _Said = (
    "Ab # geht in dieser Liste alles verloren.",
    "Everything from # on is lost in this list.",
    Sentence(
        "Schreiben Sie Hashtags ohne #: [DaGehtNochWas].",
        "Write hashtags without #: [DaGehtNochWas].",
    ),
)
_BEHIND_QUOTE: _Said = (
    "Hinter dem Ende dieses Wertes steht noch Text.",
    "Text stands behind the end of this value.",
    _QUOTES_OR_BLOCK,
)
_NO_KEY: _Said = (
    "Diese Zeile ist weder „Schlüssel: Wert“ noch Teil des Wertes darüber.",
    "This line is neither “key: value” nor part of the value above it.",
    Sentence(
        "Fehlt der Doppelpunkt mit Leerzeichen, oder ist die Zeile nicht eingerückt?",
        "Is the colon with a space missing, or is the line not indented?",
    ),
)
_INDENT: _Said = (
    "Diese Zeile passt nicht zu den Zeilen darüber; meist ist sie falsch eingerückt.",
    "This line does not fit the lines above; mostly it is indented wrongly.",
    _ALIGN,
)
