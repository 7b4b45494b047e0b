# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""config.yaml → frozen Settings, every fault told at once with its place."""

from scheduler.config.approval import ApprovalSettings, PersonSettings
from scheduler.config.health import HealthSettings
from scheduler.config.loading import load_settings
from scheduler.config.notices import NoticeTarget
from scheduler.config.schema import config_schema
from scheduler.config.settings import (
    ChannelSettings,
    ConfigError,
    HttpSettings,
    Kind,
    Settings,
    Timing,
)

__all__ = [
    "ApprovalSettings",
    "ChannelSettings",
    "ConfigError",
    "HealthSettings",
    "HttpSettings",
    "Kind",
    "NoticeTarget",
    "PersonSettings",
    "Settings",
    "Timing",
    "config_schema",
    "load_settings",
]
