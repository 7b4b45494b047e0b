# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Walks the types of a pydantic model as a path walks its data: which keys are known where."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Union, get_args, get_origin

from pydantic import BaseModel

_UNIONS = (Union, types.UnionType)


def keys_of(annotation: object) -> Mapping[str, object] | None:
    """Keys (with their types) that a section of this type may hold; None: any."""
    for one in _alternatives(annotation):
        if isinstance(one, type) and issubclass(one, BaseModel):
            return None if one.model_config.get("extra") == "allow" else _fields_of(one)
    return None


def inner(annotation: object, step: str | int) -> object:
    """The type of what `step` leads to; `object` where nothing is said about it."""
    if isinstance(step, str):
        keys = keys_of(annotation)
        return keys.get(step, object) if keys is not None else _argument(annotation, Mapping)
    return _argument(annotation, (list, tuple))


@cache
def _fields_of(model: type[BaseModel]) -> Mapping[str, object]:
    fields = model.model_fields.items()
    return {field.alias or name: field.annotation for name, field in fields}


def _argument(annotation: object, wanted: type | tuple[type, ...]) -> object:
    for one in _alternatives(annotation):
        origin = get_origin(one)
        if isinstance(origin, type) and issubclass(origin, wanted):
            arguments = get_args(one)
            return arguments[-1] if issubclass(origin, Mapping) else arguments[0]
    return object


def _alternatives(annotation: object) -> Iterator[object]:
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _alternatives(get_args(annotation)[0])
    elif origin in _UNIONS:
        for one in get_args(annotation):
            yield from _alternatives(one)
    else:
        yield annotation
