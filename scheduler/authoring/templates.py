# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Filling in templates: Jinja2 in its sandbox, every variable demanded, every growth bounded."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

from jinja2 import (
    BaseLoader,
    FileSystemLoader,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateNotFound,
    TemplatesNotFound,
    TemplateSyntaxError,
    nodes,
)
from jinja2 import Environment as JinjaEnvironment
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from scheduler.model.errors import LitfassError
from scheduler.model.sentence import Sentence

MAX_CHARACTERS = 100_000
MAX_RANGE = 1_000
MAX_LOOP_DEPTH = 2
_MARKS = ("{{", "{%")
_SUFFIXES = ("", ".j2", ".txt", ".txt.j2")
_INLINE = "<template>"
_FAULTS = (TemplateError, ArithmeticError, LookupError, TypeError, ValueError, RecursionError)
# Each of these makes a string of any length out of a small number.
_GROWING_METHODS = frozenset(
    {"center", "expandtabs", "format", "format_map", "ljust", "rjust", "zfill"}
)
_GROWING_FILTERS = ("center", "format", "indent", "wordwrap")
_MISSING = re.compile(r"'(?P<name>\w+)' is undefined|no attribute '(?P<attribute>\w+)'")


class TemplateFault(LitfassError):
    """A template cannot be filled in; `file` (None: the post's own text) and `line` say where."""

    def __init__(self, sentence: Sentence, file: str | None = None, line: int = 1) -> None:
        """Carry the place beside the sentence."""
        super().__init__(sentence)
        self.file = file
        self.line = line


class UnknownTemplate(TemplateFault):
    """The templates' folder has no such file."""


class Templates:
    """The templates of a workspace, and texts that are templates themselves."""

    def __init__(self, folder: Path) -> None:
        """Load from `folder`, which need not exist."""
        self._environment = _Environment(_FolderLoader(folder))

    def fill_text(self, text: str, values: Mapping[str, Any]) -> str:
        """`text`, filled in if it holds `{{` or `{%`, else untouched; raises TemplateFault."""
        if not is_template(text):
            return text
        return self._guarded(lambda: self._environment.from_string(text), values)

    def fill_file(self, name: str, values: Mapping[str, Any]) -> str:
        """The template called `name` (its suffix may be left out); raises TemplateFault."""
        names = [name + suffix for suffix in _SUFFIXES]
        return self._guarded(lambda: self._environment.select_template(names), values)

    def _guarded(self, load: Callable[[], Template], values: Mapping[str, Any]) -> str:
        try:
            return _bounded(load(), values)
        except (TemplatesNotFound, TemplateNotFound) as error:
            name = error.templates[0] if isinstance(error, TemplatesNotFound) else error.name
            raise self._unknown(str(name)) from error
        except UnicodeDecodeError as error:
            raise TemplateFault(
                Sentence("Die Vorlage ist nicht in UTF-8.", "The template is not in UTF-8.")
            ) from error
        except _FAULTS as error:
            file, line = _place(error)
            raise TemplateFault(_sentence(error, values), file, line) from error

    def _unknown(self, name: str) -> UnknownTemplate:
        known = [path.partition(".")[0] for path in self._environment.list_templates()]
        near = difflib.get_close_matches(name.partition(".")[0], known, n=1)
        de = f"Die Vorlage „{name}“ gibt es im Vorlagenordner nicht."
        en = f"The template “{name}” is not in the templates' folder."
        if near:
            de, en = f"{de} Meinten Sie „{near[0]}“?", f"{en} Did you mean “{near[0]}”?"
        return UnknownTemplate(Sentence(de, en))


def is_template(text: str) -> bool:
    """Whether `text` asks to be filled in."""
    return any(mark in text for mark in _MARKS)


class _FolderLoader(FileSystemLoader):
    """Files of one folder; neither `..` nor a symbolic link leads out of it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._folder = folder.resolve()

    def get_source(
        self, environment: JinjaEnvironment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        source, path, is_current = super().get_source(environment, template)
        if not Path(path).resolve().is_relative_to(self._folder):
            raise TemplateNotFound(template)
        return source, path, is_current


class _Environment(ImmutableSandboxedEnvironment):
    """The sandbox, with bounded loops and strings, and names of our values before methods."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def __init__(self, loader: BaseLoader) -> None:
        super().__init__(
            loader=loader,
            undefined=StrictUndefined,
            autoescape=False,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.globals = {"range": _range}
        for name in _GROWING_FILTERS:
            self.filters.pop(name)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        _refuse_endless(tree, 0)
        return tree

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 - Jinja's signature
        if isinstance(obj, Mapping) and attribute in obj:
            return obj[attribute]  # a variable may be called "items"
        return super().getattr(obj, attribute)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ANN401
        return attr not in _GROWING_METHODS and super().is_safe_attribute(obj, attr, value)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401
        if operator == "**" or not (
            isinstance(left, int | float) and isinstance(right, int | float)
        ):
            raise SecurityError(f"the operator {operator} is for plain numbers only")
        return super().call_binop(context, operator, left, right)


def _range(*bounds: int) -> range:
    numbers = range(*bounds)
    if len(numbers) > MAX_RANGE:
        raise SecurityError(f"a loop may have at most {MAX_RANGE} turns")
    return numbers


def _refuse_endless(node: nodes.Node, depth: int) -> None:
    """Loops in loops in loops, and what calls itself, could go on for hours."""
    if isinstance(node, nodes.Macro | nodes.CallBlock) or getattr(node, "recursive", False):
        raise TemplateSyntaxError("macros and recursive loops are not available", node.lineno)
    if isinstance(node, nodes.For):
        depth += 1
    if depth > MAX_LOOP_DEPTH:
        raise TemplateSyntaxError(f"loops nest at most {MAX_LOOP_DEPTH} deep", node.lineno)
    for child in node.iter_child_nodes():
        _refuse_endless(child, depth)


def _bounded(template: Template, values: Mapping[str, Any]) -> str:
    pieces: list[str] = []
    length = 0
    for piece in template.generate(values):
        pieces.append(piece)
        length += len(piece)
        if length > MAX_CHARACTERS:
            raise SecurityError(f"the text grows beyond {MAX_CHARACTERS} characters")
    return "".join(pieces)


def _sentence(error: Exception, values: Mapping[str, Any]) -> Sentence:
    missing = _MISSING.search(str(error))
    if missing is None:
        return Sentence(
            f"Die Vorlage lässt sich nicht ausfüllen: {error}.",
            f"The template cannot be filled in: {error}.",
        )
    name = missing["name"] or missing["attribute"]
    de = f"Die Vorlage nennt „{name}“, aber niemand gibt dafür einen Wert an."
    en = f"The template names “{name}”, but nobody gives a value for it."
    near = difflib.get_close_matches(name, _names(values), n=1)
    if near:
        return Sentence(f"{de} Meinten Sie „{near[0]}“?", f"{en} Did you mean “{near[0]}”?")
    return Sentence(de, en)


def _names(values: Mapping[str, Any]) -> list[str]:
    inner = [name for value in values.values() if isinstance(value, Mapping) for name in value]
    return [*values, *inner]


def _place(error: Exception) -> tuple[str | None, int]:
    if isinstance(error, TemplateSyntaxError):
        return error.filename, error.lineno
    place: tuple[str | None, int] = (None, 1)
    trace: TracebackType | None = error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if "__jinja_exception__" in trace.tb_frame.f_globals:  # Jinja's mark on its own frames
            place = (None if name == _INLINE else name, trace.tb_lineno)
        trace = trace.tb_next
    return place
