# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The keys of a manual channel in config.yaml."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Notify(BaseModel):
    """A command that tells the duty officer; the package's folder is its last argument."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    command: list[str] = Field(min_length=1, description="Program and arguments; no shell.")
    seconds: float = Field(default=10, gt=0, le=60, description="How long it may take.")


class Settings(BaseModel):
    """Where packages are laid down, and in which language they speak."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    folder: str = Field(
        default="handover", min_length=1, description="Where packages go; relative to config.yaml."
    )
    language: Literal["de", "en"] = Field(
        default="en", description="Language of the page for the duty officer."
    )
    name: str | None = Field(default=None, description="What people call the channel.")
    address: str | None = Field(
        default=None,
        pattern=r"^https://",
        description="Where the duty officer publishes, as a link on the page.",
    )
    notify: Notify | None = None
