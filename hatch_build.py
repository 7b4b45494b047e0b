# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Puts the sample workspace into the wheel, where `litfass init` and `litfass demo` find it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SAMPLE = ("posts", "templates", "config.yaml")


class SampleWorkspace(BuildHookInterface):  # type: ignore[type-arg]  # hatchling finds it by its base
    """Copies the repository's own workspace to `scheduler/_sample/`.

    An editable install needs no copy: in a checkout the repository's own files are used.
    """

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the files of the sample workspace to the wheel, or stop and name what is missing."""
        if version == "editable":
            return
        for name in SAMPLE:
            source = Path(self.root, name)
            if not source.exists():
                raise FileNotFoundError(f"{source}: the wheel carries the sample workspace")
            build_data["force_include"][str(source)] = f"scheduler/_sample/{name}"
