# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""What lets others watch a daemon: its vitals, its figures, and the server that shows both."""

from __future__ import annotations

import os

from prometheus_client import disable_created_metrics

from scheduler.config import Settings
from scheduler.model.clock import Clock
from scheduler.operations.workspace import Workspace
from scheduler.worker.health import HealthServer, Pages
from scheduler.worker.log import log, warn
from scheduler.worker.metrics import Metrics, VitalsCollector
from scheduler.worker.row_metrics import RowCollector
from scheduler.worker.systemd import Systemd
from scheduler.worker.vitals import Vitals


def make_vitals(settings: Settings, clock: Clock) -> Vitals:
    """The vitals of this process, which systemd hears if it started it."""
    systemd = Systemd.from_environment(os.environ, os.getpid())
    return Vitals(clock, systemd, settings.language or "en")


def make_metrics(workspace: Workspace, vitals: Vitals) -> Metrics:
    """All figures of a daemon."""
    # When a counter was made says nothing here, and would double the page.
    disable_created_metrics()  # type: ignore[no-untyped-call]
    metrics = Metrics()
    metrics.registry.register(VitalsCollector(vitals))
    metrics.registry.register(
        RowCollector(workspace.database, workspace.clock, workspace.settings.channels)
    )
    return metrics


def serve_health(workspace: Workspace, vitals: Vitals, metrics: Metrics) -> HealthServer | None:
    """The running server, None where it is not wanted or cannot be: that is said in the log.

    Publishing is worth more than being watched, so a port that is taken stops nothing.
    """
    health = workspace.settings.health
    if health is None:
        return None
    language = workspace.settings.language or "en"
    pages = Pages(vitals, workspace.database, metrics, language)
    try:
        server = HealthServer(health.host, health.port, pages)
    except (OSError, UnicodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else None
        warn("health.unavailable", listen=health, reason=reason or error)
        return None
    server.start()
    log("health.listening", listen=health)
    return server
