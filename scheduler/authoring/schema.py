# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""JSON Schema for the files of posts/, so that editors help while writing."""

from __future__ import annotations

from typing import Any

from scheduler.authoring.campaign_file import CampaignBorder
from scheduler.authoring.post_fields import PostBorder
from scheduler.yaml_source.editor_schema import DIALECT, editor_schema


def post_schema() -> dict[str, Any]:
    """The schema of a post file: one post, or a list under `posts` with `defaults`."""
    single = editor_schema(PostBorder, "Litfass post")
    definitions = single.pop("$defs", {})
    single.pop("$schema")
    post = {"$ref": "#/$defs/Post"}
    several = {
        "type": "object",
        "properties": {
            "schema": single["properties"]["schema"],
            "defaults": post,
            "posts": {"type": "array", "items": post},
        },
        "patternProperties": {"^x-": {}},
        "required": ["posts"],
        "additionalProperties": False,
    }
    return {
        "$schema": DIALECT,
        "title": "Litfass post file",
        "$defs": {**definitions, "Post": single},
        "if": {"type": "object", "required": ["posts"]},
        "then": several,
        "else": post,
    }


def campaign_schema() -> dict[str, Any]:
    """The schema of a file in posts/_campaigns."""
    return editor_schema(CampaignBorder, "Litfass campaign")
