# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""JSON Schema for editors: as lenient with scalars as the reading, which takes all as text."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_SCALARS = ["string", "number", "boolean"]


def editor_schema(model: type[BaseModel], title: str, prefix: str = "") -> dict[str, Any]:
    """The JSON Schema of `model`; keys that begin with `x-` are free.

    `prefix` begins the names of its parts, so that schemas can be put into one.
    """
    schema = model.model_json_schema(ref_template=f"#/$defs/{prefix}{{model}}")
    parts = schema.pop("$defs", {})
    if parts:
        schema["$defs"] = {f"{prefix}{name}": part for name, part in parts.items()}
    return {"$schema": DIALECT, **lenient(schema), "title": title}


def lenient(schema: dict[str, Any]) -> dict[str, Any]:
    """`schema` where any scalar may stand for a text, a number or a truth value."""
    found = {key: _inner(key, value) for key, value in schema.items() if key != "default"}
    if found.get("type") in {"string", "number", "integer", "boolean"} and "enum" not in found:
        found["type"] = _SCALARS
    if "const" in found or "enum" in found:
        return _any_spelling(found)
    if found.get("additionalProperties") is False and "properties" in found:
        found["patternProperties"] = {"^x-": {}}
    return found


def _inner(key: str, value: Any) -> Any:  # noqa: ANN401 - a piece of JSON Schema
    if key in {"properties", "$defs", "patternProperties"}:
        return {name: lenient(one) for name, one in value.items()}
    if isinstance(value, dict):
        return lenient(value)
    if isinstance(value, list) and key in {"anyOf", "oneOf", "allOf", "prefixItems"}:
        return [lenient(one) for one in value if one != {"type": "null"}]
    return value


def _any_spelling(schema: dict[str, Any]) -> dict[str, Any]:
    """`fold: 1` and `fold: "1"` are the same to the reading, so they are to editors."""
    words = schema.pop("enum", None) or [schema.pop("const")]
    schema.pop("const", None)
    schema.pop("type", None)
    numbers = [int(word) for word in words if isinstance(word, str) and word.isdigit()]
    return {**schema, "enum": [*words, *numbers]}
