# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""The simulator's HTTP server: all dialects over one world, and pages that show it.

/                    the posts as readers would see them (`?lang=de|en`)
/api/timeline.json   the same as data
/api/faults          GET: what is planned; POST a fault as JSON; DELETE: forget them
/media/ID            an uploaded file
/pages/NAME          a page that the caller shows beside (a report)
/NAME/…              the platform NAME
"""

from __future__ import annotations

import base64
import threading
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Self

from flask import Blueprint, Flask, Response, abort, current_app, request
from werkzeug.serving import WSGIRequestHandler, make_server

from scheduler.simulator.dialect import Dialect
from scheduler.simulator.faults import fault_from
from scheduler.simulator.gatekeeper import Gatekeeper, refused_order
from scheduler.simulator.timeline import Viewer, as_json, as_page
from scheduler.simulator.world import World

HOST = "127.0.0.1"


class SimulatorServer:
    """Serves `world` on the loopback address, from a thread of its own."""

    def __init__(
        self,
        world: World,
        dialects: Mapping[str, Dialect],
        *,
        port: int = 0,
        viewer: Viewer | None = None,
    ) -> None:
        """Port 0 takes a free one; it is bound at once, so `base_url` holds before `start`."""
        self.world = world
        self._pages: dict[str, str] = {}
        self._viewer = viewer or Viewer()
        self._app = app = _app(world, dialects, self._viewer)
        app.config["PAGES"] = self._pages
        gatekeeper = Gatekeeper(app, world, dialects)
        self._server = make_server(
            HOST, port, gatekeeper, threaded=True, request_handler=_QuietHandler
        )
        self.base_url = f"http://{HOST}:{self._server.server_port}"
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        )

    def start(self) -> Self:
        """Begin to answer; returns itself."""
        self._thread.start()
        return self

    def stop(self) -> None:
        """Stop answering and free the port."""
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
        self._server.server_close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *exc: object) -> None:
        self.stop()

    def show_page(self, name: str, html: str) -> str:
        """Show `html` under `/pages/NAME`; returns its address."""
        self._pages[name] = html
        return f"{self.base_url}/pages/{name}"

    def saved_timeline(self) -> str:
        """The timeline as one page that needs no server: pictures are inside it."""
        with self._app.app_context():
            page = as_page(self.world, self._viewer)
        for medium in self.world.media():
            data = base64.b64encode(medium.data).decode("ascii")
            page = page.replace(f"/media/{medium.id}", f"data:{medium.mime};base64,{data}")
        return page

    def url_of(self, platform: str) -> str:
        """The base URL of the simulated `platform`."""
        return f"{self.base_url}/{platform}"

    def wait(self) -> None:
        """Return when the server was stopped from another thread."""
        self._thread.join()


def serve(
    world: World, dialects: Mapping[str, Dialect], port: int, viewer: Viewer | None = None
) -> None:
    """Serve `world` until the process is interrupted."""
    with SimulatorServer(world, dialects, port=port, viewer=viewer) as server:
        server.wait()


class _QuietHandler(WSGIRequestHandler):
    """Does not print a line for each request: the daemon's log stands on the same terminal."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        del code, size


def _app(world: World, dialects: Mapping[str, Dialect], viewer: Viewer) -> Flask:
    app = Flask("scheduler.simulator")
    app.config.update(WORLD=world, VIEWER=viewer)
    app.json.sort_keys = False  # type: ignore[attr-defined] # the default provider has it
    app.register_blueprint(_pages)
    for name, dialect in dialects.items():
        app.register_blueprint(dialect.blueprint(world), url_prefix=f"/{name}")
    return app


_pages = Blueprint("simulator", __name__)


@_pages.get("/")
def timeline_page() -> str:
    """The posts as readers would see them."""
    viewer: Viewer = current_app.config["VIEWER"]
    return as_page(_world(), viewer.speaking(request.args.get("lang")))


@_pages.get("/api/timeline.json")
def timeline_json() -> dict[str, Any]:
    """The posts, the strikes and the arrivals as data."""
    return as_json(_world())


@_pages.get("/media/<medium_id>")
def medium(medium_id: str) -> Response:
    """An uploaded file."""
    found = _world().medium(medium_id)
    if found is None:
        abort(404)
    answer = Response(found.data, mimetype=found.mime)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "sandbox"  # an SVG could carry a script
    return answer


@_pages.get("/pages/<name>")
def shown_page(name: str) -> str:
    """A page that the caller shows."""
    page: str | None = current_app.config["PAGES"].get(name)
    if page is None:
        abort(404)
    return page


@_pages.get("/api/faults")
def list_faults() -> dict[str, Any]:
    """What is still to come."""
    return {"faults": [asdict(fault) for fault in _world().faults.coming]}


@_pages.post("/api/faults")
def plan_fault() -> tuple[dict[str, Any], int] | Response:
    """Plan a fault: `{"kind": "drop_after", "times": 1, "match": {"platform": "mastodon"}}`."""
    try:
        fault = fault_from(request.get_json())
    except (TypeError, ValueError) as error:
        return refused_order(error)
    _world().faults.add(fault)
    return asdict(fault), 201


@_pages.delete("/api/faults")
def forget_faults() -> tuple[str, int]:
    """Forget what is still to come."""
    _world().faults.clear()
    return "", 204


def _world() -> World:
    world: World = current_app.config["WORLD"]
    return world
