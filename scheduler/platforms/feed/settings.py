# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a feed channel needs in config.yaml."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from scheduler.yaml_source.addresses import Server


class Settings(BaseModel):
    """The keys of a feed channel."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: Server = Field(
        description="Where readers find the folder, for example https://x.example/f"
    )
    folder: str = Field(
        default="feed", min_length=1, description="Where the files are written, as a web server's"
    )
    title: str = Field(min_length=1, description="What the feed is called")
    author: str = Field(min_length=1, description="Who publishes it")
    language: str = Field(
        default="de", min_length=2, description="The feed's own language (BCP 47)"
    )
    most: int = Field(default=50, ge=1, le=1000, description="How many entries are kept")
