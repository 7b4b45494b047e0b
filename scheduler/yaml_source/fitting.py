# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A tree put into a pydantic model: every misfit a finding with its place, nothing else lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from scheduler.model.finding import Finding
from scheduler.model.sentence import Place
from scheduler.yaml_source.annotations import inner, keys_of
from scheduler.yaml_source.findings import LOST, WRONG, fault, known_or_nearest
from scheduler.yaml_source.misfits import sentence_of
from scheduler.yaml_source.tree import Items, Node, Scalar, Section, place_at

FREE = "x-"
Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Fitted(Generic[Model]):
    """What fits: with findings, the fields at fault have their defaults.

    `value` is None where not even that is possible (a required field is missing).
    """

    value: Model | None
    findings: tuple[Finding, ...] = ()


def fit(node: Node, model: type[Model], beside: Iterable[str] = ()) -> Fitted[Model]:
    """`node` as a `model`; keys that begin with `x-` are free, unknown ones a finding.

    `beside` are keys that the file may hold too; the caller reads them, fit only suggests them.
    """
    findings: list[Finding] = []
    if not isinstance(node, Section):
        return Fitted(None, (_no_section(node.place),))
    data = _Plain(findings, tuple(beside)).of(node, model)
    value, misfits = _validated(model, data)
    findings += [_finding(node, error) for error in misfits]
    return Fitted(value, tuple(findings))


def plain(node: Node) -> Any:  # noqa: ANN401 - text, lists and dicts, as the file has them
    """`node` as plain text, lists and dicts, everything kept."""
    if isinstance(node, Section):
        return {entry.key.text: plain(entry.value) for entry in node}
    if isinstance(node, Items):
        return [plain(item) for item in node.items]
    return node.text


class _Plain:
    """Takes a tree apart for pydantic, leaving out what is already reported or free."""

    def __init__(self, findings: list[Finding], beside: tuple[str, ...]) -> None:
        self._findings = findings
        self._beside = beside

    def of(self, node: Node, annotation: object) -> Any:  # noqa: ANN401 - see plain()
        if isinstance(node, Section):
            return dict(self._entries(node, annotation))
        if isinstance(node, Items):
            kept = (item for item in node.items if self._is_there(item, item.place, None))
            return [self.of(item, inner(annotation, 0)) for item in kept]
        return node.text

    def _entries(self, section: Section, annotation: object) -> Iterator[tuple[str, Any]]:
        known = keys_of(annotation)
        for entry in section:
            key = entry.key.text
            if known is not None and key not in known:
                if not key.startswith(FREE):
                    self._findings.append(_unknown(entry.key, [*known, *self._beside]))
            elif self._is_there(entry.value, entry.key.place, key if known else None):
                yield key, self.of(entry.value, inner(annotation, key))

    def _is_there(self, node: Node, place: Place, key: str | None) -> bool:
        if not isinstance(node, Scalar):
            return True
        if node.is_missing:
            self._findings.append(_missing_value(key, place))
        return not (node.is_missing or node.is_damaged)


def _validated(model: type[Model], data: dict[str, Any]) -> tuple[Model | None, list[ErrorDetails]]:
    """Validate; take fields at fault out and validate again, for whatever can be read."""
    misfits: list[ErrorDetails] = []
    removed: set[str] = set()
    for _ in range(len(data) + 1):
        try:
            return model.model_validate(data), misfits
        except ValidationError as error:
            found = error.errors(include_url=False)
        misfits += [one for one in found if one["loc"][:1] not in {(key,) for key in removed}]
        at_fault = {str(one["loc"][0]) for one in found if one["loc"]} & data.keys()
        if not at_fault:
            break
        removed |= at_fault
        data = {key: value for key, value in data.items() if key not in at_fault}
    return None, misfits


def _finding(root: Node, error: ErrorDetails) -> Finding:
    de, en = sentence_of(error)
    return fault(WRONG, place_at(root, error["loc"]), de, en)


def _no_section(place: Place) -> Finding:
    return fault(
        WRONG,
        place,
        "Hier müssen Zeilen der Form „Schlüssel: Wert“ stehen.",
        "Lines of the form “key: value” must stand here.",
    )


def _unknown(key: Scalar, known: Iterable[str]) -> Finding:
    return fault(
        LOST,
        key.place,
        f"Den Schlüssel „{key.text}“ gibt es hier nicht.",
        f"There is no key “{key.text}” here.",
        known_or_nearest(key.text, known),
    )


def _missing_value(key: str | None, place: Place) -> Finding:
    """Only a known `key` is named: `token: {hunter2}` makes a secret a key without a value."""
    if key is None:
        return fault(LOST, place, "Hier steht kein Wert.", "There is no value here.")
    return fault(LOST, place, f"Bei „{key}“ steht kein Wert.", f"“{key}” has no value.")
