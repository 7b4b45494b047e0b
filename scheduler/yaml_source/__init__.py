# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads YAML strictly: text with places, no types, no cleverness, every fault in a sentence."""

from scheduler.yaml_source.reading import Source, content_of, read_file, read_yaml
from scheduler.yaml_source.tree import Entry, Items, Node, Scalar, Section, covers, place_at

__all__ = [
    "Entry",
    "Items",
    "Node",
    "Scalar",
    "Section",
    "Source",
    "content_of",
    "covers",
    "place_at",
    "read_file",
    "read_yaml",
]
