# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Tokens: each use of a refresh token replaces it, and the old one dies at once."""

from __future__ import annotations

import threading

from flask import Response, jsonify, request

from scheduler.simulator.world import World, handle_of, token_of

_REFRESH = "-refresh-"
ACCESS_SECONDS = 7200
REFRESH_SECONDS = 15_552_000


def first_refresh_token(handle: str) -> str:
    """What the consent gives."""
    return f"{token_of(handle)}{_REFRESH}0"


class Consent:
    """Knows which refresh token of an account is the living one."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._lock = threading.Lock()
        self._turns: dict[str, int] = {}

    def renewed(self) -> Response:
        """A new pair for the living refresh token; errors come with status 200, too."""
        token, _, turn = request.form.get("refresh_token", "").partition(_REFRESH)
        handle = handle_of(token)
        complete = request.form.get("client_key") and request.form.get("client_secret")
        with self._lock:
            living = self._turns.get(handle or "", 0)
            if handle is None or turn != str(living) or not complete:
                said = "Refresh token is invalid or expired."
                return jsonify({"error": "invalid_grant", "error_description": said})
            self._turns[handle] = living + 1
        return jsonify(
            {
                "access_token": token_of(handle),
                "expires_in": ACCESS_SECONDS,
                "refresh_token": f"{token}{_REFRESH}{living + 1}",
                "refresh_expires_in": REFRESH_SECONDS,
                "token_type": "Bearer",
            }
        )
