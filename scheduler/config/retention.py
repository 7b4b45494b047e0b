# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""`retention` in config.yaml: how long each class of what is kept stays."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from pydantic import BaseModel, ConfigDict, Field

from scheduler.model.retention import CLASSES, Keep
from scheduler.yaml_source.fields import Span


class KeepBorder(BaseModel):
    """One class: how long, and what says so."""

    model_config = ConfigDict(extra="forbid")

    keep: Span = Field(description="How long: 30d, 1825d")
    note: str = Field(default="", description="The law, order or plan that says so")


def _optional(what: str) -> KeepBorder | None:
    """A class that is kept for ever unless somebody says otherwise."""
    field: KeepBorder | None = Field(default=None, description=what)
    return field


class RetentionBorder(BaseModel):
    """`retention`: a class that is not named is kept for ever."""

    model_config = ConfigDict(extra="forbid")

    answers: KeepBorder | None = _optional("What platforms answered to attempts")
    journal: KeepBorder | None = _optional("The journal of what is over")
    samples: KeepBorder | None = _optional("Counts, but for the newest of each")
    figures: KeepBorder | None = _optional("Figures counted by hand")
    links: KeepBorder | None = _optional("Checks of links")
    pauses: KeepBorder | None = _optional("Pauses that ended")
    daemons: KeepBorder | None = _optional("Daemons that stopped")
    secrets: KeepBorder | None = _optional("Secrets of channels that are no longer in config.yaml")
    media: KeepBorder | None = _optional("Copies of media that nothing coming needs")
    backups: KeepBorder | None = _optional("Copies of the database made before upgrades")


def retention_of(border: RetentionBorder) -> Mapping[str, Keep]:
    """The classes that end some day."""
    found = {name: getattr(border, name) for name in CLASSES}
    return MappingProxyType(
        {name: Keep(each.keep, each.note) for name, each in found.items() if each is not None}
    )
