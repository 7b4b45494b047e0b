# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""JSON Schema for the files of posts/, so that editors help while writing."""

from __future__ import annotations

from typing import Any

from scheduler.authoring.campaign_file import CampaignBorder
from scheduler.authoring.post_fields import PostBorder
from scheduler.authoring.series_fields import SeriesBorder, StepBorder
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


def series_schema() -> dict[str, Any]:
    """The schema of a file in posts/_series: an event, and steps that may say what posts say."""
    head = editor_schema(SeriesBorder, "Litfass series")
    step = editor_schema(StepBorder, "Step")
    post = editor_schema(PostBorder, "Litfass post")
    definitions = {
        **head.pop("$defs", {}),
        **step.pop("$defs", {}),
        **post.pop("$defs", {}),
    }
    post.pop("$schema")
    step.pop("$schema")
    shared = {**post, "properties": {**post["properties"], **step["properties"]}}
    definitions |= {"Post": post, "Step": shared}
    head["$defs"] = definitions
    head["properties"] |= {
        "defaults": {"$ref": "#/$defs/Post"},
        "steps": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/Step"}},
    }
    head["required"] = ["event", "steps"]
    return head


def campaign_schema() -> dict[str, Any]:
    """The schema of a file in posts/_campaigns."""
    return editor_schema(CampaignBorder, "Litfass campaign")
