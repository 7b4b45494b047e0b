# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""A dialect on its own: asked without the adapter that it judges."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from scheduler.simulator.dialect import Dialect
from scheduler.simulator.world import World


def client_of(dialect: Dialect, world: World, **headers: str) -> FlaskClient:
    """A client of the dialect's endpoints that sends `headers` along (in WSGI's spelling)."""
    app = Flask("test")
    app.register_blueprint(dialect.blueprint(world))
    client = app.test_client()
    client.environ_base |= {f"HTTP_{name}": value for name, value in headers.items()}
    return client
