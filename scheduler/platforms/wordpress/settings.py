# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a WordPress channel needs in config.yaml."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from scheduler.credentials import Secret
from scheduler.yaml_source.addresses import Server


class Settings(BaseModel):
    """The keys of a WordPress channel."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: Server = Field(description="The site, for example https://www.land.example")
    user: str = Field(min_length=1, pattern=r"^[^:]+$", description="The user's login name")
    password: Secret = Field(description="An application password of this user, by reference")
    permalinks: Literal["pretty", "plain"] = Field(
        default="pretty", description="plain: the site's addresses have the form ?p=123"
    )
    categories: tuple[int, ...] = Field(
        default=(), description="Numbers of the categories that each post gets"
    )
    featured_image: bool = Field(
        default=False, description="Make the first picture the featured image, too"
    )
    comments: Literal["site", "open", "closed"] = Field(
        default="site", description="Whether readers may comment; site: as the site says"
    )
    language_parameter: bool = Field(
        default=False, description="Send the post's language as lang, for a language plugin"
    )
    upload_seconds: int = Field(
        default=120, ge=15, le=600, description="How long a file may take to upload"
    )
