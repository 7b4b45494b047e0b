# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The secrets of a channel in tests; none may show anywhere."""

from __future__ import annotations

SECRETS = ("geheimnis-der-app", "dauerhaftes-token", "zugang-auf-zeit")
KEYS = {
    "client_id": "app",
    "client_secret": {"env": "YOUTUBE_SECRET"},
    "refresh_token": {"env": "YOUTUBE_REFRESH"},
}
