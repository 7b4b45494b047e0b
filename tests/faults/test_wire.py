# SPDX-FileCopyrightText: 2026 Litfass contributors
# SPDX-License-Identifier: EUPL-1.2
"""Scenarios 25 to 35: whatever the network and the platform do to a request or its answer."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address

import pytest
import yaml
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from tests.faults import board as wire
from tests.faults.board import Board, accepted, serving
from tests.faults.site import PATIENCE, once_each, soon, stop, wait_for

pytestmark = pytest.mark.faults

LOOPBACK = IPv4Address("127.0.0.1")

# An answer that tells nothing, whether or not the post went live before it.
UNCLEAR = [
    pytest.param(wire.status(500), id="25 500"),
    pytest.param(wire.status(502), id="26 502"),
    pytest.param(wire.status(504), id="26 504"),
    pytest.param(wire.hang_up, id="33 half-closed"),
    pytest.param(wire.reset_after_headers, id="33 reset after the headers"),
    pytest.param(wire.truncate, id="33 truncated JSON"),
    pytest.param(wire.bomb, id="33 gzip bomb"),
    pytest.param(wire.drip, id="32 a byte now and then"),
    pytest.param(wire.flood, id="32 a gigabyte"),
    pytest.param(wire.swallow, id="31 never answers"),
    pytest.param(wire.portal, id="35 captive portal"),
]


def published_by_a_daemon(site, count=1, **fields):
    """Queue posts, run a daemon until all is settled, and return the states."""
    site.queue(count, soon(1), **fields)
    daemon = site.started()
    states = site.settled()
    assert stop(daemon) == 0
    return states


@pytest.mark.parametrize("behaviour", UNCLEAR)
def test_unclear_answer_without_a_post_is_looked_up_and_sent_again_once(
    sqlite_site, board, behaviour
):
    sqlite_site.configure("look")
    board.plan(behaviour)
    assert published_by_a_daemon(sqlite_site) == {"published": 1}
    assert board.histogram() == once_each(1)
    assert board.posts() == 2


@pytest.mark.parametrize("behaviour", UNCLEAR)
def test_unclear_answer_for_a_post_that_is_live_is_found_and_never_sent_again(
    sqlite_site, board, behaviour
):
    sqlite_site.configure("look")
    board.plan(accepted(behaviour))
    assert published_by_a_daemon(sqlite_site) == {"published": 1}
    assert board.histogram() == once_each(1)
    assert board.posts() == 1


@pytest.mark.parametrize("behaviour", UNCLEAR)
def test_unclear_answer_where_nobody_can_be_asked_is_left_to_a_person(
    sqlite_site, board, behaviour
):
    sqlite_site.configure("neither")
    board.plan(accepted(behaviour))
    assert published_by_a_daemon(sqlite_site) == {"review": 1}
    assert board.posts() == 1


@pytest.mark.parametrize("code", [301, 302, 307])
def test_35_redirect_is_not_followed_and_the_channel_says_why(sqlite_site, board, code):
    sqlite_site.configure("look")
    board.plan(wire.status(code, Location=f"{board.url}/letters"))
    sqlite_site.queue(1, soon(1))
    sqlite_site.started()
    wait_for(lambda: sqlite_site.states() == {"held": 1})
    (delivery,) = sqlite_site.deliveries()
    assert "redirects" in delivery["reason"]
    assert board.live == []


def test_34_stale_kept_connections_are_never_the_end_of_a_post(sqlite_site, board):
    sqlite_site.configure("look", channels=4)
    board.plan(wire.answer_and_close, times=30)
    assert published_by_a_daemon(sqlite_site, 30) == {"published": 30}
    assert board.histogram() == once_each(30)


FLOORS = [
    pytest.param("3", 3.0, id="seconds"),
    pytest.param("http-date", 2.0, id="HTTP date"),
    pytest.param("0", 0.5, id="zero"),
    pytest.param("bald", 0.0, id="garbage"),
]


@pytest.mark.parametrize(("said", "pause"), FLOORS)
def test_27_platforms_floor_is_kept_by_the_channel_and_over_a_restart(
    sqlite_site, board, said, pause
):
    site = sqlite_site
    site.configure("neither")
    if said == "http-date":
        said = time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(time.time() + 5))
    board.plan(wire.status(429, Retry_After=said))
    site.queue(2, soon(1))
    first = site.started()
    wait_for(lambda: board.posts() == 1)
    limited = time.time()
    stop(first)
    site.started()
    assert site.settled() == {"published": 2}
    assert board.histogram() == once_each(2)
    assert min(board.times_of("neither-0")) / 1e9 >= limited + pause - 0.2


def test_27_absurd_floor_is_cut_to_a_day_and_the_late_window_decides(sqlite_site, board):
    site = sqlite_site
    site.configure("neither", late_window="2s")
    board.plan(wire.status(429, Retry_After="1000000000"))
    site.queue(1, soon(1))
    site.started()
    wait_for(lambda: site.states() == {"held": 1})
    ((floor, now),) = site.rows(
        "SELECT next_allowed_at, (SELECT max(heartbeat_at) FROM daemons) FROM channels"
    )
    assert 0 < floor - now <= 24 * 3600 * 1000
    assert board.posts() == 1


def test_28_limited_account_does_not_hold_up_fifty_others(sqlite_site, board):
    site = sqlite_site
    site.configure("neither", channels=51)
    board.plan(
        wire.status(429, Retry_After="4"), wanted=lambda letter: letter["account"] == "neither-0"
    )
    due = soon(3)
    site.queue(102, due)
    site.started()
    assert site.settled() == {"published": 102}
    assert board.histogram() == once_each(102)
    others = [at for number in range(1, 51) for at in board.times_of(f"neither-{number}")]
    assert max(others) / 1e9 < due.timestamp() + 3.5
    assert min(board.times_of("neither-0")) / 1e9 >= due.timestamp() + 4


def test_29_refused_login_holds_the_account_and_says_so(site, board):
    site.configure("neither")
    board.plan(wire.status(401), times=99)
    site.queue(20, soon(1))
    site.started()
    assert site.settled() == {"held": 20}
    assert board.posts() == 1
    assert "channel.blocked" in site.log()


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def test_30_refused_connection_is_certain_and_sent_once_after_healing(sqlite_site, board):
    site, port = sqlite_site, free_port()
    site.configure("neither")
    move_board(site, f"http://127.0.0.1:{port}")
    site.queue(1, soon(1))
    site.started()
    wait_for(lambda: site.states() == {"retrying": 1})
    healed = Board()
    with serving(healed, port=port):
        assert site.settled() == {"published": 1}
    assert healed.histogram() == once_each(1)
    assert board.live == []
    assert {row.outcome for row in site.rows("SELECT outcome FROM attempts")} == {
        "retrying",
        "published",
    }


def test_30_unknown_name_is_certain_too(sqlite_site):
    site = sqlite_site
    site.configure("neither")
    move_board(site, "https://nirgends.invalid")
    site.queue(1, soon(1))
    site.started()
    wait_for(lambda: site.states() == {"retrying": 1})
    (attempt, *_) = site.rows("SELECT outcome, reason FROM attempts")
    assert attempt.outcome == "retrying"


@pytest.fixture
def expired(tmp_path):
    """A certificate that is its own authority, and over since yesterday."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    cert = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=9))
        .not_valid_after(now - timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(LOOPBACK)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "cert.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(private + cert.public_bytes(Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context, file


def test_30_expired_certificate_is_never_bypassed(sqlite_site, expired):
    site, (context, cert) = sqlite_site, expired
    board = Board()
    with serving(board, context=context):
        site.configure(
            "neither", http={"ca_file": str(cert), "connect_seconds": 1, "total_seconds": 2}
        )
        move_board(site, board.url)
        site.queue(1, soon(1))
        site.started()
        wait_for(lambda: site.states() == {"retrying": 1})
    assert board.asked == []
    (attempt, *_) = site.rows("SELECT outcome, reason FROM attempts")
    assert "TLS" in attempt.reason


def move_board(site, url):
    """Let every channel lead to `url`."""
    settings = yaml.safe_load(site.config.read_text(encoding="utf-8"))
    for channel in settings["channels"].values():
        channel["url"] = url
    site.config.write_text(yaml.safe_dump(settings), encoding="utf-8")


def test_40_hung_host_leaves_threads_for_the_others(sqlite_site, board):
    site, never = sqlite_site, threading.Event()
    well = Board()
    with serving(well):
        site.configure("neither", channels=48, workers=20, http={"read_seconds": 6})
        settings = yaml.safe_load(site.config.read_text(encoding="utf-8"))
        settings["channels"]["well"] = {"platform": "neither", "url": well.url, "account": "well"}
        site.config.write_text(yaml.safe_dump(settings), encoding="utf-8")
        board.plan(wire.silence(never), times=99)
        due = soon(3)
        site.queue(48, due, name="hung")
        site.queue(3, due, name="well", channel="well")
        site.started()
        wait_for(lambda: len(well.live) == 3, PATIENCE)
        never.set()
    assert max(well.times_of("well")) / 1e9 < due.timestamp() + 4
