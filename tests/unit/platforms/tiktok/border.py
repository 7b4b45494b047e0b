# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The secrets of an account in tests; none may show anywhere."""

from __future__ import annotations

API = "https://open.tiktokapis.com"
INIT = f"{API}/v2/post/publish/video/init/"
STATUS = f"{API}/v2/post/publish/status/fetch/"
CREATOR = f"{API}/v2/post/publish/creator_info/query/"
UPLOAD = "https://open-upload.tiktokapis.com/video/?upload_token=geheime-adresse"
NAME = "v_pub_file~v2-1.123"
OPTIONS = ["PUBLIC_TO_EVERYONE", "SELF_ONLY"]
KEPT = {"publish_id": NAME, "address": UPLOAD, "received": 0, "finishing": True}
OPEN = {"creator_username": "land", "creator_nickname": "Land", "privacy_level_options": OPTIONS}
SECRETS = ("geheimnis-der-app", "erstes-refresh-token", "zugang-auf-zeit", "zweites-refresh")
KEYS = {
    "client_key": "app",
    "client_secret": {"env": "TIKTOK_SECRET"},
    "refresh_token": {"env": "TIKTOK_REFRESH"},
}
PAIR = {
    "access_token": SECRETS[2],
    "expires_in": 7200,
    "refresh_token": SECRETS[3],
    "refresh_expires_in": 15_552_000,
}


def told(**data: object) -> dict:
    """A success."""
    return {"json": {"data": data, "error": {"code": "ok", "message": "", "log_id": "x"}}}


def problem(status: int, code: str) -> dict:
    """A refusal; several come with status 200."""
    error = {"code": code, "message": "x", "log_id": "x"}
    return {"status": status, "json": {"data": {}, "error": error}}
