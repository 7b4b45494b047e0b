# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""JSON Schema for config.yaml, with the keys of every platform that can publish."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scheduler.config.border import ChannelBorder, ConfigBorder
from scheduler.config.channels import ID_PATTERN
from scheduler.config.settings import Kind
from scheduler.yaml_source.editor_schema import editor_schema


def config_schema(kinds: Mapping[str, Kind]) -> dict[str, Any]:
    """The schema of config.yaml; `kinds` are the platforms by name."""
    schema = editor_schema(ConfigBorder, "Litfass config.yaml")
    definitions = schema.setdefault("$defs", {})
    able = [name for name in sorted(kinds) if kinds[name].open is not None]
    for name in able:
        channel = _channel(name, kinds[name])
        definitions.update(channel.pop("$defs", {}))
        definitions[f"channel-{name}"] = channel
    schema["properties"]["channels"] = {
        "type": "object",
        "description": "Accounts by id: platform and its keys",
        "propertyNames": {"pattern": ID_PATTERN},
        "additionalProperties": {
            "type": "object",
            "properties": {"platform": {"enum": able}},
            "required": ["platform"],
            "allOf": [_when(name) for name in able],
        },
    }
    return schema


def _channel(name: str, kind: Kind) -> dict[str, Any]:
    """The keys of a platform, and those that every channel has."""
    schema = editor_schema(kind.settings, f"{name} channel", f"{name}-")
    general = editor_schema(ChannelBorder, "channel")["properties"]
    schema.pop("$schema")
    schema["properties"] = {**general, **schema.get("properties", {})}
    return schema


def _when(name: str) -> dict[str, Any]:
    return {
        "if": {"properties": {"platform": {"const": name}}},
        "then": {"$ref": f"#/$defs/channel-{name}"},
    }
